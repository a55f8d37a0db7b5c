"""What a household must not plainly fail to enter 风险消除: half a year, a measure, somebody able to work."""

from pathlib import Path

import pytest

from app.operations.answering import Refused
from app.operations.cases.fitting import candidates, why_not
from app.operations.cases.opening import open_case
from app.operations.offices import Office
from app.operations.places import villages
from app.operations.procedures import procedures
from tests.operations.helping import TODAY, a_standing
from tests.operations.offices import a_household, an_office


def a_watched(office: Office, month: str | None, labour: str | None = "1", name: str = "Zhao") -> str:
    """A household monitored since a month, its head able to work or not."""
    household = a_household(office, name=name, year=2026)
    a_standing(office, household, 2026, monitor_class="3", risk_cleared=0, monitored_month=month)
    ((person,),) = office.archive.read(
        "SELECT person_id FROM membership WHERE household_id = ?", (household,)
    )
    with office.archive.work("clerk", at=office.clock()) as work:
        for (row,) in work.read("SELECT id FROM member_year WHERE person_id = ?", (person,)):
            work.update("member_year", row, {"labour": labour})
    return household


def a_measure(office: Office, household: str, state: str = "running") -> None:
    with office.archive.work("clerk", at=office.clock()) as work:
        known = work.read("SELECT id FROM plan WHERE household_id = ?", (household,))
        plan = known[0][0] if known else work.create("plan", {"household_id": household, "year": 2026})
        row = {"household_id": household, "plan_id": plan, "year": 2026, "name": "goats", "state": state}
        work.create("measure", row)


def enter(office: Office, household: str) -> None:
    asked = {household: {"standing.clear_way": "1"}}
    open_case(office, "risk-cleared", villages(office)[0].id, [household], asked=asked)


def hindrance(office: Office, household: str) -> str:
    procedure = procedures(office)["risk-cleared"]
    one = next(one for one in candidates(office, villages(office)[0].id) if one.id == household)
    issue = why_not(one, procedure, TODAY)
    return str(issue.values.get("text", issue.code)) if issue else ""


@pytest.mark.parametrize(
    ("month", "labour", "word"),
    [
        ("2026-05", "1", ""),  # November 2nd: half a year since May
        ("2026-06", "1", "半年"),
        ("2026-04", "1", ""),
        (None, "1", ""),  # not known: whoever goes there decides
        ("2025-01", "5", "整户无劳动力"),
        ("2025-01", None, ""),
    ],
)
def test_the_entrance_asks_what_the_standard_marks(
    tmp_path: Path, month: str | None, labour: str | None, word: str
) -> None:
    office = an_office(tmp_path)
    household = a_watched(office, month, labour)
    assert (word in hindrance(office, household)) if word else hindrance(office, household) == ""
    if word:
        with pytest.raises(Refused) as told:
            enter(office, household)
        assert word in str(told.value.values)
    else:
        enter(office, household)


def test_a_measure_is_asked_for_where_measures_are_written_down(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one, two = a_watched(office, "2025-01"), a_watched(office, "2025-01", name="Qian")
    assert hindrance(office, one) == ""
    a_measure(office, two)
    assert "措施" in hindrance(office, one) and hindrance(office, two) == ""
    a_measure(office, one, "planned")
    assert "措施" in hindrance(office, one)
    a_measure(office, one)
    enter(office, one)
