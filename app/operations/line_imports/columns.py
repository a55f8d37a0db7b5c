"""Which column of a sheet is taken for what, and which belong to the same helper.

A row may name several helpers side by side (帮扶责任人 … 监测联系人 …): each name begins a block, and what follows
without saying whose it is belongs to the block before it. What stands before all of them is the household's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.documents.grids import Column
from app.operations.line_imports.vocabularies import (
    FORMER,
    LEVEL,
    MEMBERS,
    NAME,
    UNIT,
    UNIT_POST,
    VISITORS,
    LineVocabulary,
    Meaning,
)
from app.rules.forms import Field, Forms
from app.rules.imports.paths import YEAR

_HEAD_OR_HELPER = ("cadre.sex", "cadre.political", "cadre.phone")
"""What is asked of the head of a household as often as of his helper."""

_TEXTS = {
    FORMER: NAME,
    UNIT_POST: "cadre.post",
    VISITORS: "cadre.post",
    MEMBERS: "cadre.post",
    "row.id": "cadre.post",
}
"""Paths without a field of their own, and one of the same kind: names in a row are read as text and cut later."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A column that comes in: its path, and of helpers' columns the block it belongs to (0 for all others).

    `kind`: of pairing, where the block's heading says it.
    """

    column: Column
    path: str
    block: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class TakenColumns:
    """All columns of a sheet that come in, and the headings that do not."""

    taken: tuple[Taken, ...]
    unused: tuple[str, ...]

    def __contains__(self, path: str) -> bool:
        return any(one.path == path for one in self.taken)

    def has_lines(self, record: str, needed: Sequence[str]) -> bool:
        """Whether a sheet of these columns holds lines of that record."""
        note = f"{record}.note"  # every sheet has room for remarks
        own = any(one.path.startswith(f"{record}.") and one.path != note for one in self.taken)
        return (own or bool(needed)) and all(path in self for path in needed)

    @property
    def blocks(self) -> dict[int, str]:
        """The helpers' blocks with the kind their heading says; 0 where there is none."""
        found: dict[int, str] = {}
        for one in self.taken:
            if one.block:
                found[one.block] = found.get(one.block) or one.kind
        return found or {0: ""}


def take_columns(columns: Sequence[Column], vocabulary: LineVocabulary) -> TakenColumns:
    """What each column is taken for; of two with the same meaning the left one."""
    wanted = [(column, vocabulary.meaning(column.heading)) for column in columns]
    wanted = [(column, _mine(meaning, wanted)) for column, meaning in wanted]
    taken = list(
        _with_blocks([(column, meaning) for column, meaning in wanted if meaning], vocabulary.record)
    )
    kept: dict[tuple[str, int], Taken] = {}
    for one in taken:
        kept.setdefault((one.path, one.block), one)
    used = {one.column.index for one in kept.values()}
    unused = [column for column in columns if column.index not in used]
    return TakenColumns(
        tuple(sorted(kept.values(), key=lambda one: one.column.index)),
        tuple(
            column.original.replace("\n", "/")
            for column in unused
            if column.heading not in vocabulary.ignored
        ),
    )


def _mine(meaning: Meaning | None, wanted: Sequence[tuple[Column, Meaning | None]]) -> Meaning | None:
    """A bare 姓名 is the head's where no other column names him, and a helper where one does."""
    if meaning is None or meaning.path != NAME or meaning.named:
        return meaning
    paths = [other.path for _, other in wanted if other]
    if any(path.startswith(("head.", "household.")) for path in paths) and "head.name" not in paths:
        return replace(meaning, path="head.name")
    return meaning


def _is_helpers(path: str) -> bool:
    return path.startswith("cadre.") or path in (UNIT, LEVEL, UNIT_POST)


def _with_blocks(wanted: Sequence[tuple[Column, Meaning]], record: str) -> list[Taken]:
    starts = [index for index, (_, meaning) in enumerate(wanted) if meaning.path == NAME]
    own = min((i for i, (_, one) in enumerate(wanted) if _begins(one)), default=len(wanted))
    taken: list[Taken] = []
    for index, (column, meaning) in enumerate(wanted):
        path, block = meaning.path, 0
        if _is_helpers(path) and record != "unit":
            if path in _HEAD_OR_HELPER and not meaning.named and index < own and _speaks_of_household(wanted):
                continue
            block = _block_of(index, meaning, starts, wanted)
        elif path == "head.id_number" and "head.id_number" in (one.path for one in taken):
            continue
        taken.append(Taken(column, path, block, meaning.kind if path == NAME else ""))
    return taken


def _begins(meaning: Meaning) -> bool:
    """Whether a column surely belongs to a helper: where the columns of helpers begin."""
    return _is_helpers(meaning.path) and (meaning.named or meaning.path not in _HEAD_OR_HELPER)


def _speaks_of_household(wanted: Sequence[tuple[Column, Meaning]]) -> bool:
    return any(meaning.path.startswith(("head.", "household.")) for _, meaning in wanted)


def _block_of(
    index: int, meaning: Meaning, starts: Sequence[int], wanted: Sequence[tuple[Column, Meaning]]
) -> int:
    """The number of the block of a helper's column: the named one, else the last that began, else the first."""
    if meaning.path == NAME:
        return starts.index(index) + 1
    if meaning.named:
        same = [number for number, start in enumerate(starts, 1) if wanted[start][1].kind == meaning.kind]
        if same:
            return same[0]
    before = [number for number, start in enumerate(starts, 1) if start < index]
    return before[-1] if before else 1


def field_of(path: str, forms: Forms) -> Field | None:
    """The field whose kind a path's cells have; None for places, which are text."""
    area, _, key = path.partition(".")
    if area == "head":
        return forms.records["person"].by_key[key]
    if path == YEAR:
        return forms.records["standing"].by_key["exit_year"]
    return forms.by_path.get(_TEXTS.get(path, path))
