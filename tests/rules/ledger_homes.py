"""Builders for tests of ledgers: a person, a household, and what a ledger is asked with."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app.paths import forms as forms_folder
from app.rules.checks import load_thresholds
from app.rules.formfiles import load_forms
from app.rules.ledgers import RULES, Asked, Entry, Home, Resident, load_ledgers
from app.rules.schooling import SchoolRule

FORMS = load_forms(forms_folder())
LIMITS = load_thresholds(forms_folder()).limits
LEDGERS = {one.key: one for one in load_ledgers(forms_folder(), FORMS, RULES)}
TODAY = date(2026, 11, 23)


def someone(name: str = "Zhao", born: str = "1980-05-01", relation: str = "01", **year: Any) -> Resident:
    """A person with answers of the year; `disability_number` is his own."""
    own: dict[str, Any] = {"name": name, "birth_date": date.fromisoformat(born)}
    if "disability_number" in year:
        own["disability_number"] = year.pop("disability_number")
    return Resident(f"p-{name}", relation, own, year)


def a_home(*people: Resident, visits: Mapping[str, date] | None = None, **standing: Any) -> Home:
    """A household of these people, head first."""
    head = people[0].name if people else ""
    return Home("h-1", "510812103000001", head, "", "d-1", "V", "G", standing, people, visits or {})


def entries(
    ledger: str, home: Home, *, today: date = TODAY, limits: Mapping[str, int] | None = None, **common: int
) -> list[Entry]:
    """What that ledger of the shipped file finds of a household."""
    form = LEDGERS[ledger]
    shared = {**LIMITS, **{key: Decimal(value) for key, value in common.items()}}
    asked = Asked({**form.limits, **(limits or {})}, form.codes, today.year, today, SchoolRule(FORMS), shared)
    return list(RULES[form.rule](home, asked))


def alerts(ledger: str, *people: Resident, **more: Any) -> list[str]:
    """The urgencies of the alerts of the first person or household listed; nobody listed gives ["none"]."""
    home = more.pop("home", None) or a_home(*people)
    found = entries(ledger, home, **more)
    return [one.urgency for one in found[0].alerts] if found else ["none"]
