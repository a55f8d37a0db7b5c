"""The matrix on an archive: what a household has, needs and lacks, whom it lists, and its workbook."""

from pathlib import Path
from typing import Any

import openpyxl

from app.operations.coverage import GAP, Coverage, CoverageRow, coverage
from app.operations.coverage_tables import write_coverage
from app.operations.edits import save_answers
from app.operations.families import add_member
from app.operations.offices import Clerk, Office
from app.operations.places import villages
from app.operations.subjects import Subject
from app.texts import say
from tests.operations.helping import a_standing
from tests.operations.offices import MONDAY, a_household, a_person

YEAR = 2026


def a_lifted(office: Office, name: str = "Zhao", village: int = 0, **standing: Any) -> str:
    """A household that must be helped; its head is ill."""
    one = a_household(office, name=name, village=village, year=YEAR)
    a_standing(office, one, YEAR, **{"poverty_status": "1", **standing})
    return one


def a_measure(office: Office, household: str, kind: str, year: int = YEAR, state: str = "planned") -> None:
    """A measure of a plan of the year, as the archive keeps it."""
    with office.archive.work("clerk", at=MONDAY) as work:
        rows = work.read("SELECT id FROM plan WHERE household_id = ? AND year = ?", (household, year))
        plan = rows[0][0] if rows else work.create("plan", {"household_id": household, "year": year})
        row = {"household_id": household, "plan_id": plan, "year": year, "kind": kind, "state": state}
        work.create("measure", row)


def row_of(made: Coverage, household: str) -> CoverageRow:
    """The household's row."""
    return next(row for row in made.rows if row.household_id == household)


def cells(office: Office, household: str, year: int = YEAR) -> dict[str, int]:
    """What stands in the columns that are not empty."""
    made = coverage(office, year)
    row = row_of(made, household)
    return {one.key: cell for one, cell in zip(made.columns, row.cells, strict=True) if cell}


def test_a_cell_counts_measures_and_a_need_without_one_is_a_gap(office: Office) -> None:
    one = a_lifted(office, main_cause="01")
    assert cells(office, one) == {"07": GAP}
    a_measure(office, one, "07")
    a_measure(office, one, "07")
    a_measure(office, one, "13")
    assert cells(office, one) == {"07": 2, "13": 1}


def test_stopped_measures_and_those_of_another_year_are_none(office: Office) -> None:
    one = a_lifted(office, main_cause="01")
    a_measure(office, one, "07", state="stopped")
    a_measure(office, one, "07", year=2025)
    assert cells(office, one) == {"07": GAP}


def test_only_who_must_be_helped_has_gaps_and_who_has_measures_is_listed_too(office: Office) -> None:
    ordinary, helped = a_household(office, name="Qian", year=YEAR), a_household(office, name="Sun", year=YEAR)
    a_measure(office, helped, "13")
    made = coverage(office, YEAR)
    assert ordinary not in {row.household_id for row in made.rows}
    assert cells(office, helped) == {"13": 1}
    assert made.gap_households == 0


def test_people_and_house_make_needs_as_the_newest_year_says(office: Office) -> None:
    one = a_lifted(office)
    add_member(office, one, a_person("Ming", relation="03", year=2024, circumstances={"school_state": "03"}))
    save_answers(office, Subject("conditions", one, 2025), {"water_safe": False})
    assert cells(office, one) == {"08": GAP, "06": GAP}
    save_answers(office, Subject("conditions", one, YEAR), {"water_safe": True})
    assert cells(office, one) == {"08": GAP}


def test_who_can_work_needs_a_trade_and_work_only_where_nobody_works(office: Office) -> None:
    one = a_lifted(office)
    add_member(office, one, a_person("Ming", relation="03", year=YEAR, circumstances={"labour": "1"}))
    assert cells(office, one) == {"01": GAP, "02": GAP}
    worker = {"labour": "1", "work_months": 6, "work_place": "x"}
    add_member(office, one, a_person("Hua", relation="04", year=YEAR, circumstances=worker))
    assert cells(office, one) == {"01": GAP}


def test_a_cleared_risk_asks_for_nothing(office: Office) -> None:
    one = a_lifted(office, monitor_class="1", risk_1="10")
    assert cells(office, one) == {"06": GAP}
    a_standing(office, one, YEAR, risk_cleared=1)
    assert cells(office, one) == {}


def test_totals_equal_the_columns_and_villages_equal_the_whole(office: Office) -> None:
    first, second = a_lifted(office, main_cause="01"), a_lifted(office, "Qian", 1, main_cause="01")
    a_measure(office, first, "07")
    made = coverage(office, YEAR)
    health = next(number for number, one in enumerate(made.columns) if one.key == "07")
    assert made.totals[health] == (1, 1)
    assert [(one.households, one.whole) for one in made.villages] == [(1, 1), (1, 0)]
    for number, total in enumerate(made.totals):
        assert sum(one.totals[number].given for one in made.villages) == total.given
        assert sum(one.totals[number].gaps for one in made.villages) == total.gaps
    assert [row.household_id for row in coverage(office, YEAR, villages(office)[1].id).rows] == [second]


def test_a_user_of_one_village_sees_his_alone(office: Office) -> None:
    a_lifted(office)
    mine = a_lifted(office, "Qian", 1)
    office.user = Clerk("x", "chen", "", "view", (villages(office)[1].id,))
    assert [row.household_id for row in coverage(office, YEAR).rows] == [mine]


def test_an_empty_office_has_an_empty_matrix(office: Office) -> None:
    made = coverage(office, YEAR)
    assert (made.rows, made.villages, made.gap_cells) == ((), (), 0)
    assert all(total == (0, 0) for total in made.totals)


def test_the_workbook_tells_gaps_reasons_and_sums(office: Office, tmp_path: Path) -> None:
    first, _ = a_lifted(office, main_cause="01"), a_lifted(office, "Qian", 1, main_cause="01")
    a_measure(office, first, "07")
    made = coverage(office, YEAR)
    assert write_coverage(office, made, tmp_path / "m.xlsx") == 2
    matrix, totals = openpyxl.load_workbook(tmp_path / "m.xlsx").worksheets
    rows = [[cell.value for cell in row] for row in matrix.iter_rows()]
    heads = next(row for row in rows if row[0] and row[-1] and row[4])
    health = heads.index(next(one.name for one in made.columns if one.key == "07"))
    body = rows[rows.index(heads) + 1 :]
    assert [row[health] for row in body] == [1, say("coverage.gap")]
    assert body[0][-1] is None and body[1][-1]
    assert [cell.value for cell in list(totals.iter_rows())[-1]][1:3] == [2, 1]
