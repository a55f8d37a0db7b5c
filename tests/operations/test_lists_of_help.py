"""Lists by the help a household has: who helps, how far the plan is, when somebody last came."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.lists import Filter, HouseholdQuery, can_sort, list_households
from app.operations.offices import Office
from tests.operations.offices import a_household, an_office

YEAR = 2026


def helped(office: Office, household: str, name: str, started: str, ended: str | None = None) -> None:
    """A cadre of a unit of his own, paired with the household."""
    with office.archive.work(office.user.name, at=office.clock()) as work:
        unit = work.create("unit", {"name": f"{name} Bureau"})
        cadre = work.create("cadre", {"name": name, "unit_id": unit, "phone": "13900000001"})
        line = {"household_id": household, "cadre_id": cadre, "kind": "1"}
        work.create("pairing", {**line, "started_on": started, "ended_on": ended})


def planned(
    office: Office, household: str, state: str, visits: tuple[str, ...] = (), amount: int = 0
) -> None:
    """A plan in a state with one measure, and visits on those days."""
    with office.archive.work(office.user.name, at=office.clock()) as work:
        plan = work.create("plan", {"household_id": household, "year": YEAR, "state": state})
        line = {"household_id": household, "plan_id": plan, "year": YEAR, "kind": "01", "name": "Goats"}
        work.create("measure", {**line, "amount": amount * 100})
        for day in visits:
            work.create("visit", {"household_id": household, "visited_on": day, "kind": "1", "mode": "1"})


def test_a_list_shows_who_helps_how_far_the_plan_is_and_when_somebody_came(tmp_path: Path):
    office = an_office(tmp_path)
    home = a_household(office, year=YEAR)
    helped(office, home, "Old", "2024-01-01", "2025-06-01")
    helped(office, home, "Chen", "2025-06-01")
    planned(office, home, "running", ("2026-03-01", "2026-10-08", "2025-01-01"), 5000)
    paths = ("helper.name", "helper.phone", "helper.unit.name", "help.state", "help.measures", "help.visits",
             "help.last_visit", "help.amount")  # fmt: skip
    (row,) = list_households(office, HouseholdQuery(year=YEAR)).page(paths, 0, 10)
    day = date(2026, 10, 8)
    assert row.cells[:3] == ("Chen", "13900000001", "Chen Bureau")
    assert row.cells[4:] == ("Goats", 2, day, Decimal(5000))


def test_a_list_sorts_and_filters_by_what_it_shows(tmp_path: Path):
    office = an_office(tmp_path)
    first, second, third = (a_household(office, year=YEAR, name=name) for name in ("A", "B", "C"))
    helped(office, first, "Wang", "2024-01-01")
    helped(office, second, "Chen", "2024-01-01")
    planned(office, first, "draft", ("2026-03-01",), 100)
    planned(office, second, "closed", (), 900)

    def found(sort: str | None = None, *filters: Filter, down: bool = False) -> tuple[str, ...]:
        return list_households(office, HouseholdQuery(YEAR, filters=filters, sort=sort, descending=down)).ids

    assert found("helper.name") == (second, first, third)
    assert found("help.state", down=True) == (second, first, third)
    assert found("help.amount", down=True)[:2] == (second, first)
    assert found("help.visits", down=True)[0] == first
    assert found("help.last_visit")[0] == first
    assert found(None, Filter("helper.name", "unknown")) == (third,)
    assert found(None, Filter("helper.unit.name", "contains", ("Chen",))) == (second,)
    assert found(None, Filter("plan.state", "is", ("draft",))) == (first,)
    assert set(found(None, Filter("help.visits", "below", (1,)))) == {second, third}
    assert found(None, Filter("help.amount", "at_least", (Decimal(900),))) == (second,)


def test_a_list_of_names_has_no_order_and_says_so(tmp_path: Path):
    office = an_office(tmp_path)
    assert not can_sort(office, "help.measures")
    assert can_sort(office, "helper.pairing.started_on")
    with pytest.raises(Problem, match="cannot_sort"):
        list_households(office, HouseholdQuery(YEAR, sort="help.measures"))
