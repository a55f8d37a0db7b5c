"""Small sheets, mutated: whatever happens to a file there is a report, never a traceback.

Columns in another order, headings by their synonyms and title rows must not change what comes in. Blanked and
damaged cells may refuse it or bring less, never something else.
"""

import math
import random
import string
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.operations.imports import ImportReport
from app.operations.imports.previews import preview_import
from app.operations.offices import Office
from app.rules.idnumbers import check_digit
from tests.imports.rosters import PLACE, bring, numbers_of, write_grid, write_sheet


class Desk:
    """An empty office and a folder for files; named shortly, because hypothesis prints what it is given."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office, self.folder = office, folder


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> Desk:
    return Desk(office, tmp_path)


SYNONYMS = {
    "户主证件号码": ["户主身份证号", "户主证件号", "户主 身份证号码"],
    "户主姓名": ["户主", "姓名", "户主名称"],
    "村": ["行政村", "村名", "村（社区）"],
    "户编号": ["国家户编号", "户代码"],
    "家庭人口数": ["成员人数（人）", "人口数", "家庭人数"],
    "低保金": ["低保金", "低保金（元）"],
    "主要致贫原因": ["致贫原因", "主要原因"],
    "是否解决安全饮用水": ["安全饮水", "饮水是否安全"],
}
JUNK = [
    "",
    " ",
    "无",
    "?",
    "#N/A",
    "6.1E+17",
    "2023.5",
    "是",
    -1,
    1e20,
    float("1e300"),
    True,
    '=""',
    "\u3000",
    "０",
    "一" * 300,
]
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "serial": st.integers(1, 40),
            "size": st.integers(1, 9),
            "dibao": st.integers(0, 9_999),
            "cause": st.sampled_from(["因病", "因残", "缺劳力"]),
            "water": st.sampled_from(["是", "否"]),
        }
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda row: row["serial"],
)
slow = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


def a_sheet(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    made = []
    for row in rows:
        first = f"99000019700101{row['serial']:03}"
        made.append(
            {
                **PLACE,
                "户编号": f"5108{row['serial']:08}",
                "户主姓名": "王" + "甲乙丙丁戊己庚辛壬癸"[int(str(row["serial"])) % 10],
                "户主证件号码": first + check_digit(first),
                "家庭人口数": row["size"],
                "年度": 2024,
                "低保金": row["dibao"],
                "主要致贫原因": row["cause"],
                "是否解决安全饮用水": row["water"],
            }
        )
    return made


def facts(office: Office, path: Path) -> list[str]:
    """All rows an import would make, ids aside."""
    preview = preview_import(office, [path])
    assert preview.refusals == ()
    hidden = ("id", "household_id", "person_id")
    return sorted(
        f"{record} {sorted((key, value) for key, value in row.items() if key not in hidden and value is not None)}"
        for record, rows in preview.plan.created.items()
        for row in rows
    )


@slow
@given(rows=ROWS, seed=st.integers(0, 10_000), titles=st.integers(0, 3))
def test_order_synonyms_and_titles_change_nothing(desk, rows, seed, titles):
    luck = random.Random(seed)
    plain = a_sheet(rows)
    headings = list(plain[0])
    luck.shuffle(headings)
    named = {heading: luck.choice([heading, *SYNONYMS.get(heading, [])]) for heading in headings}
    above = [["曾家镇花名册"], ["单位：元"], [""]][:titles]
    lines = [
        *above,
        [named[heading] for heading in headings],
        *([row[one] for one in headings] for row in plain),
    ]
    mutated = write_grid(desk.folder / "mutated.xlsx", lines)
    assert facts(desk.office, mutated) == facts(desk.office, write_sheet(desk.folder / "plain.xlsx", plain))


@slow
@given(rows=ROWS, seed=st.integers(0, 10_000), hits=st.integers(1, 8))
def test_damaged_cells_never_break_the_import(desk, rows, seed, hits):
    luck = random.Random(seed)
    sheet = a_sheet(rows)
    for _ in range(hits):
        luck.choice(sheet)[luck.choice(list(sheet[0]))] = luck.choice(JUNK)
    report = bring(desk.office, write_sheet(desk.folder / "a.xlsx", sheet), dry_run=True)
    households, _ = numbers_of(report)
    assert report.rows <= len(rows)
    assert all(one.sentence for one in (*report.refusals, *report.doubts))
    assert sum(households.values()) <= len(rows)


@slow
@given(rows=ROWS, seed=st.integers(0, 10_000))
def test_a_damaged_number_is_refused_or_still_the_same(desk, rows, seed):
    luck = random.Random(seed)
    sheet = a_sheet(rows)
    victim = luck.choice(sheet)
    number = str(victim["户主证件号码"])
    damages: list[Callable[[str], object]] = [
        lambda one: float(one[:17]) * 10,
        lambda one: one[:-1],
        lambda one: one.lower(),
        lambda one: one.replace(one[6], luck.choice(string.digits), 1),
        lambda one: f" {one} ",
        lambda one: one[:15] + "000",
    ]
    victim["户主证件号码"] = luck.choice(damages)(number)
    report: ImportReport = bring(desk.office, write_sheet(desk.folder / "a.xlsx", sheet), dry_run=True)
    if report.refusals:
        (finding,) = report.refusals
        assert (finding.heading, finding.row) == ("户主证件号码", sheet.index(victim) + 2)
    else:
        assert report.households.created == len(rows)


@slow
@given(
    grid=st.lists(
        st.lists(st.one_of(st.text(max_size=8), st.floats(), st.booleans(), st.none()), max_size=6),
        max_size=8,
    )
)
def test_any_grid_at_all_gives_a_report(desk, grid):
    clean = [
        [cell if not isinstance(cell, str) else "".join(c for c in cell if c.isprintable()) for cell in line]
        for line in grid
    ]
    lines = [["户编号", "户主姓名", "村", "家庭人口数", "低保金", "年度"], *clean]
    lines = [
        [None if isinstance(cell, float) and not math.isfinite(cell) else cell for cell in line]
        for line in lines
    ]
    report = bring(desk.office, write_grid(desk.folder / "a.xlsx", lines), dry_run=True)
    assert report.document()["batch"] is None
