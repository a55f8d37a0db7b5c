"""Who is to be visited, by rules that are data, and how far leaders have come round."""

from datetime import date
from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.leaders import households_left, leader_coverage
from app.operations.visit_dues import visits_due
from app.operations.visiting_rules import visiting_of
from app.rules.visiting import load_visiting, months_later
from tests.operations.helping import TODAY, a_cadre, a_pairing, a_posting, a_standing, a_visit
from tests.operations.offices import a_household, an_office


def test_only_households_under_a_rule_are_due_the_never_visited_first(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    plain, watched, lifted = (a_household(office, name=name) for name in ("Plain", "Watched", "Lifted"))
    a_standing(office, watched, monitor_class="1")
    a_standing(office, lifted, poverty_status="1")
    a_visit(office, watched, date(2026, 9, 10))
    a_visit(office, plain, date(2020, 1, 1))
    due = visits_due(office)
    assert [(one.head, one.last_on, one.due_on, one.days_over) for one in due] == [
        ("Lifted", None, date(2026, 4, 1), 215),
        ("Watched", date(2026, 9, 10), date(2026, 10, 10), 23),
    ]


def test_a_visit_by_telephone_is_none(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    a_standing(office, household, monitor_class="2")
    a_visit(office, household, date(2026, 10, 20), mode="2")
    assert [one.last_on for one in visits_due(office)] == [None]
    a_visit(office, household, date(2026, 10, 21))
    assert visits_due(office) == []
    assert [one.days_over for one in visits_due(office, ahead=30)] == [-19]
    assert [one.days_over for one in visits_due(office, day=date(2026, 11, 21))] == [0]


def test_a_cleared_risk_asks_no_longer_every_month(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    a_standing(office, household, monitor_class="1", risk_cleared=1)
    assert visits_due(office) == []


def test_a_newcomer_is_counted_from_the_day_his_helper_began(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household, li = a_household(office), a_cadre(office, "Li")
    a_standing(office, household, monitor_class="1")
    a_pairing(office, household, li, started_on="2026-10-25")
    assert visits_due(office) == []
    (one,) = visits_due(office, ahead=30)
    assert (one.helper, one.helper_id, one.due_on) == ("Li", li, date(2026, 11, 25))


def test_somebody_cared_for_is_visited_as_often_as_his_sheet_says(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office, name="Alone")
    with office.archive.work("clerk", at=office.clock()) as work:
        (person,) = work.read("SELECT person_id FROM membership WHERE household_id = ?", (household,))[0]
        year = work.read("SELECT id FROM member_year WHERE person_id = ?", (person,))[0][0]
        work.update("member_year", year, {"care_days": 7})
    a_visit(office, household, date(2026, 10, 20))
    (one,) = visits_due(office)
    assert (one.person, one.due_on, one.days_over) == ("Alone", date(2026, 10, 27), 6)


def test_a_village_narrows_the_list(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    for village in (0, 1):
        a_standing(office, a_household(office, village=village), monitor_class="1")
    from app.operations.places import villages

    assert len(visits_due(office)) == 2
    assert len(visits_due(office, villages(office)[1].id)) == 1


def test_a_leader_comes_round_his_villages(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one, other, far = (a_household(office, village=village) for village in (0, 0, 1))
    for household in (one, other, far):
        a_standing(office, household, 2025, poverty_status="1")
    a_household(office)  # nobody asks for it
    leader, secretary = a_cadre(office, "Leader"), a_cadre(office, "Secretary")
    a_posting(office, leader, "5", started_on="2025-01-01")
    a_posting(office, leader, "5", village=1)
    a_posting(office, secretary, "2", started_on="2024-01-01", ended_on="2025-12-31")
    a_visit(office, one, date(2026, 3, 1), [secretary, leader])
    a_visit(office, one, date(2026, 5, 1), [leader])
    a_visit(office, other, date(2025, 5, 1), [leader])
    (line,) = leader_coverage(office, 2026)
    assert (line.name, line.team, len(line.villages)) == ("Leader", "5", 2)
    assert (line.households, line.visited, line.percent) == (3, 1, 33)
    assert [one.household_id for one in households_left(office, 2026, leader)] == [other, far]
    assert [(line.name, line.visited) for line in leader_coverage(office, 2025)] == [
        ("Secretary", 0),
        ("Leader", 1),
    ]


def test_every_rule_names_its_source(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    assert all(rule.need.source for rule in visiting_of(office).rules)
    standing = office.forms.records["standing"]
    for words, code in (
        ('key = "a"\nwhere = {monitor_class = ["1"]}\nmonths = 1', "visits.rule_incomplete"),
        ('key = "a"\nsource = "x"\nwhere = {colour = ["1"]}\nmonths = 1', "visits.rule_unknown_word"),
        (
            'key = "a"\nsource = "x"\nwhere = {monitor_class = ["1"]}\nmonths = "one"',
            "visits.rule_not_a_number",
        ),
    ):
        (tmp_path / "visiting.toml").write_text(f"[[rule]]\n{words}\n", encoding="utf-8")
        with pytest.raises(Problem) as told:
            load_visiting(tmp_path, standing)
        assert told.value.code == code
    assert load_visiting(tmp_path / "none", standing).rules == ()


def test_a_month_later_is_the_same_day_or_the_months_last() -> None:
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_later(TODAY, 12) == date(2027, 11, 2)
