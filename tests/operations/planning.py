"""Builders for tests of help plans: a household with a recorded cause, its plan, and how far it is."""

from datetime import date
from typing import Any

import pytest

from app.operations.answering import Refused
from app.operations.offices import Office
from app.operations.plans import PlanView, plan_of, save_measure, save_plan, step
from app.texts import sentence
from tests.operations.helping import a_cadre, a_pairing, a_standing
from tests.operations.offices import a_household

YEAR = 2026
ILL, UNSKILLED = "01", "07"
GOATS = {"kind": "01", "name": "goats", "content": "thirty goats"}
SPRING = date(YEAR, 3, 1)


def a_poor_household(office: Office, name: str = "Zhao", *, village: int = 0, **standing: Any) -> str:
    """A household with 因病 recorded and a helper since the year began."""
    one = a_household(office, name=name, village=village)
    a_standing(office, one, YEAR, **{"main_cause": ILL, "poverty_status": "1", **standing})
    a_pairing(office, one, a_cadre(office), started_on=f"{YEAR}-01-01")
    return one


def a_drafted(office: Office, household: str, **measure: Any) -> PlanView:
    """A draft with one measure."""
    save_plan(office, household, YEAR, {"goal": "more"})
    save_measure(office, household, YEAR, {**GOATS, **measure})
    return seen(office, household)


def seen(office: Office, household: str, year: int = YEAR) -> PlanView:
    """The plan as it stands."""
    found = plan_of(office, household, year)
    assert found is not None
    return found


def brought_to(office: Office, household: str, state: str) -> PlanView:
    """A plan with one measure, taken step by step to a state."""
    plan = a_drafted(office, household)
    while plan.state != state:
        assert plan.next_state
        more: dict[str, Any] = {"result": "1", "unfinished": "rain"} if plan.next_state == "closed" else {}
        plan = step(office, plan.id, plan.next_state, on=SPRING, **more)
    return plan


def refused(told: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    """The issues of a refusal by their code, each with its field; the sentence of the whole can be said."""
    assert sentence(told.value)
    return [(one.code.removeprefix("plans."), one.field) for one in told.value.issues]
