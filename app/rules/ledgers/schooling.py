"""控辍保学: everybody of the age of compulsory schooling, and who of them is not at school.

Source: forms/ledgers.toml, ages in forms/checks.toml.
"""

from collections.abc import Iterator

from app.rules.ledgers.facts import Alert, Asked, Entry, Home, Resident, day_of, due, overdue


def list_pupils(home: Home, asked: Asked) -> Iterator[Entry]:
    """Every child of school age; an alert for one who is not at school: urgent where no reason is on record."""
    for one in home.people:
        years = asked.school.age_of(day_of(one.own.get("birth_date")), asked.year, asked.common)
        if years is not None:
            yield Entry(one, tuple(_alerts(one, years, asked)), {"age": years})


def _alerts(one: Resident, years: int, asked: Asked) -> Iterator[Alert]:
    fault = asked.school.fault(one.year.get("school_state"), one.year.get("education"))
    if fault == "preschool":
        yield due("ledgers.still_preschool", name=one.name, years=years)
    elif fault and one.year.get("dropout_reason"):
        yield due("ledgers.out_with_reason", name=one.name, years=years)
    elif fault:
        yield overdue("ledgers.out_of_school", name=one.name, years=years)
