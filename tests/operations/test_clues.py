"""Clues: of a household or of somebody in a village, due, overdue, closed with a result, led into a procedure."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.operations.answering import Refused
from app.operations.cases.opening import open_case
from app.operations.clues.checks import EXCLUDED, TAKEN_IN, TO_RELIEF
from app.operations.clues.deeds import (
    About,
    change_clue,
    close_clues,
    reopen_clue,
    tie_clue,
    usual_checker,
    usual_term,
    write_clue,
)
from app.operations.clues.imports import import_clues
from app.operations.clues.lists import ClueQuery, clues_due, count_clues, list_clues
from app.operations.histories import household_history
from app.operations.offices import Office
from app.operations.places import villages
from app.rules.dossiers import Value
from tests.operations.helping import TODAY, a_cadre, a_pairing
from tests.operations.offices import a_household, an_office


def a_clue(office: Office, household: str | None, due: date = date(2026, 11, 12), **more: Value) -> str:
    answers: dict[str, Value] = {
        "found_on": date(2026, 10, 1),
        "source": "1",
        "what": "a long stay in hospital",
        "checker": "Li",
        "due_on": due,
    }
    place = None if household else villages(office)[0].id
    return write_clue(office, About(household, division_id=place), {**answers, **more})


def states(office: Office) -> dict[str, int]:
    return {state: count for state, count in count_clues(office).items() if count}


def fields(told: "pytest.ExceptionInfo[Refused]") -> set[str]:
    return {issue.field for issue in told.value.issues}


def test_somebody_checks_it_by_a_day_and_it_is_of_somebody(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    with pytest.raises(Refused) as told:
        write_clue(office, About(household), {"found_on": TODAY, "source": "1", "what": "x"})
    assert fields(told) == {"checker", "due_on"}
    with pytest.raises(Refused) as told:
        a_clue(office, household, date(2026, 9, 30))
    assert fields(told) == {"due_on"}
    with pytest.raises(Refused) as told:
        a_clue(office, None)
    assert fields(told) == {"whom"}
    with pytest.raises(Refused) as told:
        a_clue(office, household, source="6")
    assert fields(told) == {"source"}
    assert list_clues(office) == []


def test_overdue_comes_first_and_the_day_itself_is_not_late(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    later = a_clue(office, household, date(2026, 12, 1))
    today, late = a_clue(office, household, TODAY), a_clue(office, household, date(2026, 11, 1))
    rows = list_clues(office)
    assert [row.id for row in rows] == [late, today, later]
    assert [(row.state, row.days) for row in rows] == [("overdue", 1), ("open", 0), ("open", -29)]
    assert rows[0].whom == "Zhao"
    assert [row.id for row in clues_due(office)] == [late, today]
    assert states(office) == {"open": 2, "overdue": 1}


def test_turning_away_needs_a_reason_and_taking_in_does_not(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    one, two, three = (a_clue(office, household) for _ in range(3))
    for result in (EXCLUDED, TO_RELIEF):
        with pytest.raises(Refused) as told:
            close_clues(office, [one], TODAY, result)
        assert fields(told) == {"reason"}
    with pytest.raises(Refused) as told:
        close_clues(office, [one], date(2026, 9, 1), TAKEN_IN)
    assert fields(told) == {"closed_on"}
    close_clues(office, [one, two], TODAY, EXCLUDED, "insurance paid it")
    with pytest.raises(Refused):
        close_clues(office, [three, one], TODAY, TAKEN_IN)
    assert states(office) == {"open": 1, "closed": 2}


def test_one_taken_in_waits_until_its_household_is_in_a_procedure(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    clue = a_clue(office, household)
    close_clues(office, [clue], TODAY, TAKEN_IN)
    assert states(office) == {"taken": 1}
    assert [row.id for row in clues_due(office)] == [clue]
    asked = {household: {"standing.monitor_class": "3"}}
    open_case(office, "monitor-in", villages(office)[0].id, [household], asked=asked, name="Batch 1")
    (row,) = list_clues(office, ClueQuery(household_id=household))
    assert (row.state, row.case) == ("closed", "Batch 1")
    assert clues_due(office) == []


def test_somebody_the_archive_does_not_hold_is_tied_to_a_household_later(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    clue = a_clue(office, None, whom="Qian")
    (row,) = list_clues(office)
    assert (row.household_id, row.whom, row.village) == ("", "Qian", villages(office)[0].name)
    household = a_household(office, village=1, name="Qian")
    tie_clue(office, clue, household)
    (row,) = list_clues(office)
    assert (row.household_id, row.head, row.village) == (household, "Qian", villages(office)[1].name)
    with pytest.raises(Refused):
        tie_clue(office, clue, household)


def test_a_closed_one_is_opened_again_for_a_reason(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    clue = a_clue(office, household)
    with pytest.raises(Refused):
        reopen_clue(office, clue, "asked again")
    close_clues(office, [clue], TODAY, EXCLUDED, "not so")
    with pytest.raises(Refused) as told:
        reopen_clue(office, clue, " ")
    assert fields(told) == {"reason"}
    reopen_clue(office, clue, "the daughter called", date(2026, 11, 20))
    (row,) = list_clues(office)
    assert (row.state, row.answers["result"], row.answers["due_on"]) == ("open", None, date(2026, 11, 20))
    change_clue(office, clue, {"checker": "Wang"})
    said = [one.reason for one in household_history(office, household)]
    assert "the daughter called" in said


def test_the_helper_checks_and_the_place_says_by_when(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    assert usual_checker(office, household) == ("", "")
    helper, watcher = a_cadre(office, "Li"), a_cadre(office, "Sun")
    a_pairing(office, household, helper, "1", started_on="2026-01-01")
    assert usual_checker(office, household) == (helper, "Li")
    a_pairing(office, household, watcher, "2", started_on="2026-01-01")
    assert usual_checker(office, household) == (watcher, "Sun")
    assert usual_term(office, TODAY) == date(2026, 11, 12)
    assert usual_term(office, date(2031, 1, 1)) is None


def test_a_department_sends_a_workbook(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office, number="11010519491231002X")
    headings = office.forms.help["clue"].by_key
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    names = ("found_on", "source", "department", "what", "checker", "due_on")
    sheet.append(["户主姓名", "户主证件号码", *(headings[key].label for key in names)])
    row = [
        "Zhao",
        "11010519491231002X",
        "2026-10-20",
        "部门筛查",
        "医保局",
        "自付 5 万元",
        "Li",
        "2026-11-05",
    ]
    sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    report = import_clues(office, [tmp_path / "list.xlsx"])
    assert not report.refused, report.text()
    (clue,) = list_clues(office)
    assert (clue.household_id, clue.answers["department"]) == (household, "医保局")
    assert (clue.answers["source"], clue.answers["due_on"]) == ("3", date(2026, 11, 5))
    assert import_clues(office, [tmp_path / "list.xlsx"]).text()
    assert len(list_clues(office)) == 1
