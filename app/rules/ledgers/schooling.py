"""控辍保学: everybody of the age of compulsory schooling, and who of them is not at school.

Source: forms/ledgers.toml. Whether somebody is at school is judged as the year's answers say, never guessed.
"""

from collections.abc import Iterator
from datetime import date

from app.rules.ledgers.facts import Alert, Asked, Entry, Home, Resident, due, overdue

_AT_SCHOOL = ("compulsory", "senior", "higher")
_PRESCHOOL = "preschool"


def list_pupils(home: Home, asked: Asked) -> Iterator[Entry]:
    """Every child of school age; an alert for one who is not at school: urgent where no reason is on record."""
    for one in home.people:
        years = school_age(one, asked)
        if years is not None and asked.limit("age_from") <= years <= asked.limit("age_to", 15):
            yield Entry(one, tuple(_alerts(one, years, asked)), {"age": years})


def school_age(one: Resident, asked: Asked) -> int | None:
    """Full years on the day before school begins in the ledger's year."""
    return one.age_on(date(asked.year, asked.limit("on_month", 8), asked.limit("on_day", 31)))


def _alerts(one: Resident, years: int, asked: Asked) -> Iterator[Alert]:
    stage = asked.school_stages.get(str(one.year.get("school_state") or ""))
    if stage in _AT_SCHOOL or (stage is None and one.has("education", asked.listed("learnt"))):
        return
    if stage == _PRESCHOOL:
        yield due("ledgers.still_preschool", name=one.name, years=years)
    elif one.year.get("dropout_reason"):
        yield due("ledgers.out_with_reason", name=one.name, years=years)
    else:
        yield overdue("ledgers.out_of_school", name=one.name, years=years)
