"""Problems found: owned, due, overdue, closed with an outcome, opened again for a reason."""

from datetime import date
from pathlib import Path

import pytest

from app.operations.answering import Refused
from app.operations.findings import (
    FindingQuery,
    change_finding,
    close_finding,
    count_findings,
    findings_due,
    list_findings,
    open_finding,
    reopen_finding,
)
from app.operations.histories import household_history
from app.operations.offices import Office
from app.rules.dossiers import Value
from tests.operations.helping import TODAY, a_cadre
from tests.operations.offices import a_household, an_office


def a_problem(office: Office, household: str, due: date = date(2026, 12, 1), **more: Value) -> str:
    answers: dict[str, Value] = {
        "found_on": date(2026, 10, 1),
        "source": "3",
        "what": "no light",
        "owner": "Li",
        "due_on": due,
    }
    return open_finding(office, household, {**answers, **more})


def fields(told: "pytest.ExceptionInfo[Refused]") -> set[str]:
    return {issue.field for issue in told.value.issues}


def test_an_owner_and_a_deadline_are_needed(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    with pytest.raises(Refused) as told:
        open_finding(office, household, {"found_on": TODAY, "source": "3", "what": "no light"})
    assert fields(told) == {"owner", "due_on"}
    with pytest.raises(Refused) as told:
        a_problem(office, household, date(2026, 9, 30))
    assert fields(told) == {"due_on"}
    with pytest.raises(Refused) as told:
        a_problem(office, household, found_on=date(2026, 11, 3))
    assert "found_on" in fields(told)


def test_a_cadre_as_owner_lends_his_name(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    answers: dict[str, Value] = {"found_on": TODAY, "source": "3", "what": "x", "due_on": TODAY}
    open_finding(office, a_household(office), answers, cadre_id=a_cadre(office, "Wang"))
    assert list_findings(office)[0].answers["owner"] == "Wang"


def test_states_go_by_the_deadline_and_the_day_itself_is_not_over(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    late, today, later = (
        a_problem(office, household, day) for day in (date(2026, 10, 30), TODAY, date(2026, 12, 1))
    )
    rows = list_findings(office)
    assert [(row.id, row.state, row.days) for row in rows] == [
        (late, "overdue", 3),
        (today, "open", 0),
        (later, "open", -29),
    ]
    assert count_findings(office) == {"open": 2, "overdue": 1, "closed": 0}
    assert [row.id for row in findings_due(office)] == [late, today]
    assert [row.id for row in list_findings(office, FindingQuery(states=("overdue",)))] == [late]


def test_closing_needs_a_way_and_an_outcome(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    one = a_problem(office, household)
    for on, way, outcome, wrong in (
        (TODAY, "", "lamps came", "closed_as"),
        (TODAY, "1", "  ", "outcome"),
        (date(2026, 11, 3), "1", "lamps came", "closed_on"),
        (date(2026, 9, 1), "1", "lamps came", "closed_on"),
        (TODAY, "77", "lamps came", "closed_as"),
    ):
        with pytest.raises(Refused) as told:
            close_finding(office, one, on, way, outcome)
        assert fields(told) == {wrong}
    close_finding(office, one, TODAY, "1", "lamps came")
    (row,) = list_findings(office)
    assert (row.state, row.days, row.answers["outcome"]) == ("closed", None, "lamps came")
    with pytest.raises(Refused):
        close_finding(office, one, TODAY, "1", "again")


def test_opening_again_needs_a_reason_that_stays(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    one = a_problem(office, household)
    with pytest.raises(Refused):
        reopen_finding(office, one, "not closed yet")
    close_finding(office, one, TODAY, "1", "lamps came")
    with pytest.raises(Refused) as told:
        reopen_finding(office, one, "  ")
    assert fields(told) == {"reason"}
    reopen_finding(office, one, "the lamps broke", date(2026, 11, 20))
    (row,) = list_findings(office)
    assert row.state == "open" and row.answers["due_on"] == date(2026, 11, 20)
    assert row.answers["closed_as"] is None and row.answers["outcome"] is None
    assert household_history(office, household)[0].reason == "the lamps broke"


def test_a_problem_is_handed_to_another_owner(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_problem(office, a_household(office))
    change_finding(office, one, {"remedy": "lamps"}, cadre_id=a_cadre(office, "Wang"))
    (row,) = list_findings(office)
    assert (row.answers["owner"], row.answers["remedy"]) == ("Wang", "lamps")


def test_a_year_shows_what_was_open_in_it(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    old = a_problem(office, household, date(2025, 6, 1), found_on=date(2025, 5, 1))
    close_finding(office, old, date(2025, 6, 1), "1", "done")
    still = a_problem(office, household, date(2025, 9, 1), found_on=date(2025, 8, 1))
    assert [row.id for row in list_findings(office, FindingQuery(year=2026))] == [still]
    assert {row.id for row in list_findings(office, FindingQuery(year=2025))} == {old, still}
