"""Warnings: found after every change and import, handed to somebody, not given again for the same facts."""

from datetime import date
from pathlib import Path

import pytest

from app.operations.answering import Refused
from app.operations.clues.checks import EXCLUDED, TAKEN_IN
from app.operations.clues.lists import ClueQuery, list_clues
from app.operations.offices import Office
from app.operations.warnings.deeds import take_up, turn_away
from app.operations.warnings.lists import FoundWarning, last_warnings, warning_list
from tests.operations.helping import TODAY, a_cadre, a_pairing, a_standing
from tests.operations.offices import a_household, an_office


def waiting(office: Office) -> list[FoundWarning]:
    return warning_list(office).waiting()


def rules(office: Office) -> set[str]:
    return {one.warning.rule.key for one in waiting(office)}


def fen(yuan: int) -> int:
    return yuan * 100


def an_income(office: Office, household: str, year: int, yuan: int) -> str:
    with office.archive.work("clerk", at=office.clock()) as work:
        row = {"household_id": household, "year": year, "kind": "wages.work", "amount": fen(yuan)}
        return work.create("income", row)


def a_house(office: Office, household: str, year: int, grade: str) -> None:
    with office.archive.work("clerk", at=office.clock()) as work:
        work.create("conditions", {"household_id": household, "year": year, "danger_grade": grade})


def test_an_office_without_changes_warns_of_nothing(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    found = warning_list(office)
    assert found.all() == [] and found.unjudged()["house_unsafe"] == 1
    assert found.unknown[household] and warning_list(office) is found


def test_each_change_is_looked_at_and_nothing_else(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household, other = a_household(office), a_household(office, name="Qian")
    an_income(office, household, 2024, 10_000)
    assert rules(office) == set()
    an_income(office, household, 2025, 6_900)
    (one,) = waiting(office)
    assert (one.warning.rule.key, one.head, one.found_on) == ("income_fall", "Zhao", TODAY)
    assert one.due_on == date(2026, 11, 12) and one.warning.rule.source
    assert "10,000" in one.warning.found.was and "6,900" in one.warning.found.now
    a_house(office, other, 2025, "C")
    assert rules(office) == {"income_fall", "house_unsafe"}
    known = last_warnings(office)
    office.kept.pop("warnings")
    afresh = warning_list(office)
    assert known is not None and {one.key for one in known.all()} == {one.key for one in afresh.all()}


def test_incomes_are_compared_in_the_years_they_are_of(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office, year=2026)
    a_standing(office, household, 2026, own_paid=fen(100))
    an_income(office, household, 2023, 10_000)
    an_income(office, household, 2024, 5_000)
    assert rules(office) == {"income_fall"}


def test_a_warning_taken_up_is_a_clue_of_the_helper_and_goes_its_way(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    a_house(office, household, 2025, "D")
    with pytest.raises(Refused):
        take_up(office, waiting(office))  # nobody checks
    helper = a_cadre(office, "Li")
    a_pairing(office, household, helper, "1", started_on="2026-01-01")
    take_up(office, waiting(office))
    assert waiting(office) == []
    (clue,) = list_clues(office, ClueQuery(source="6"))
    assert (clue.state, clue.rule, clue.cadre_id) == ("open", "house_unsafe", helper)
    assert clue.answers["checker"] == "Li" and clue.answers["value"] and clue.answers["was"]
    (known,) = warning_list(office).all()
    assert known.clue_id == clue.id


def test_what_was_turned_away_does_not_come_again_for_the_same_facts(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    a_house(office, household, 2025, "C")
    with pytest.raises(Refused):
        turn_away(office, waiting(office), EXCLUDED, " ")
    with pytest.raises(Refused):
        turn_away(office, waiting(office), TAKEN_IN, "x")
    found = waiting(office)
    turn_away(office, found, EXCLUDED, "mended in spring")
    turn_away(office, found, EXCLUDED, "mended in spring")  # another window, a moment later
    assert len(list_clues(office)) == 1
    office.kept.pop("warnings")
    assert waiting(office) == []
    a_standing(office, household, 2025, own_paid=fen(10))
    assert waiting(office) == []
    a_house(office, household, 2026, "C")
    assert rules(office) == {"house_unsafe"}  # said anew of another year


def test_a_closed_household_is_not_warned_of(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    a_house(office, household, 2025, "C")
    assert len(waiting(office)) == 1
    with office.archive.work("clerk", at=office.clock()) as work:
        work.update("household", household, {"closed_on": "2026-10-01"})
    assert waiting(office) == []


def test_the_two_windows_hand_one_warning_over_once(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    a_house(office, household, 2025, "C")
    found = waiting(office)
    for _ in range(2):
        take_up(office, found, checker="Wang", due_on=date(2026, 11, 5))
    (clue,) = list_clues(office)
    assert (clue.answers["checker"], clue.answers["due_on"]) == ("Wang", date(2026, 11, 5))
    with pytest.raises(Refused):
        take_up(office, found, checker="Wang", due_on=date(2026, 11, 1))
