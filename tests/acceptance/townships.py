"""The workbooks the acceptance is held to: the own sample, and the shared ones where they lie beside the tree."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from app.documents.grids_workbooks import read_workbook
from app.operations.samples import find_town, make_township, write_sample
from app.paths import forms
from app.rules.formfiles import load_forms

TOWN = "510812103"
HOUSEHOLDS = 1_600
SHARED = Path(__file__).parents[3] / "shared" / "data" / "rosters"


@dataclass(frozen=True)
class Township:
    """The two workbooks of the national system, and the monitored households of a later year."""

    name: str
    households: Path
    persons: Path
    monitored: Path


def townships() -> Sequence[str]:
    """Names of the townships there are: the sample always, the shared one where it exists."""
    return ["sample", *(["shared"] if SHARED.is_dir() else [])]


@cache
def township(name: str) -> Township:
    """The files of a township; the sample's are written once for all tests."""
    if name == "shared":
        found = sorted(SHARED.glob("*.xlsx"))
        kinds = {
            word: next(path for path in found if word in path.name)
            for word in ("户信息", "人口信息", "监测对象")
        }
        return Township(name, kinds["户信息"], kinds["人口信息"], kinds["监测对象"])
    made = load_forms(forms())
    files = write_sample(
        Path(mkdtemp(prefix="hudang-sample-")), make_township(HOUSEHOLDS, 1, find_town(TOWN), made), made
    )
    return Township(name, files.households, files.persons, files.monitored)


def cells_of(path: Path, key: str) -> tuple[list[object], dict[object, list[object]]]:
    """Headings and rows of a workbook's first sheet, rows by the cell under the heading `key`."""
    (grid, *_), _ = read_workbook(path.read_bytes(), path.name)
    headings = list(grid.rows[0])
    at = headings.index(key)
    return headings, {row[at]: list(row) for row in grid.rows[1:]}


def differing_cells(one: Path, other: Path, key: str) -> tuple[int, list[str]]:
    """How many cells were compared, and those that are not equal in value and type."""
    headings, rows = cells_of(one, key)
    other_headings, other_rows = cells_of(other, key)
    assert headings == other_headings
    assert rows.keys() == other_rows.keys()
    wrong = [
        f"{name} {heading}: {cell!r} became {back!r}"
        for name, row in rows.items()
        for heading, cell, back in zip(headings, row, other_rows[name], strict=True)
        if cell != back or type(cell) is not type(back)
    ]
    return len(rows) * len(headings), wrong
