"""What the desk says of monitoring: clues by their term, households to take in, warnings by village."""

from datetime import date
from pathlib import Path

from app.operations.clues.checks import TAKEN_IN
from app.operations.clues.deeds import close_clues
from app.operations.home_monitoring import monitoring_tasks
from app.operations.warnings.lists import warning_list
from tests.operations.helping import TODAY
from tests.operations.offices import a_household, an_office
from tests.operations.test_clues import a_clue
from tests.operations.test_warnings import a_house


def test_nothing_is_said_where_nothing_waits(tmp_path: Path) -> None:
    assert monitoring_tasks(an_office(tmp_path)) == ()


def test_each_has_its_line_its_urgency_and_its_place(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    late = a_clue(office, household, date(2026, 10, 30))
    a_clue(office, household, date(2026, 12, 20))  # far away yet
    close_clues(office, [a_clue(office, household)], TODAY, TAKEN_IN)
    a_house(office, household, 2025, "C")
    assert [task.kind for task in monitoring_tasks(office)] == ["clue", "taken"]  # nobody has looked yet
    warning_list(office)
    clue, taken, warning = monitoring_tasks(office)
    assert (clue.urgency, clue.place["clue"], clue.values["days"]) == ("overdue", late, 3)
    assert (taken.urgency, taken.place["state"]) == ("today", "taken")
    assert (warning.urgency, warning.values["count"], warning.page) == ("open", 1, "monitoring")
