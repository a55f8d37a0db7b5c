"""医保缺口: who is in no basic medical insurance, or of whom nobody knows; all must be."""

from collections.abc import Iterator

from app.rules.ledgers.facts import Alert, Asked, Entry, Home, Resident, due

BASIC = ("resident_insurance", "employee_insurance")


def list_uninsured(home: Home, asked: Asked) -> Iterator[Entry]:
    """Everybody with a gap: known to be without, or nothing on record and to be asked after."""
    for one in home.people:
        alerts = tuple(_alerts(one))
        if alerts:
            yield Entry(one, alerts, {"age": one.age_on(asked.today)})


def is_insured(one: Resident) -> bool:
    """Whether one of the basic insurances is on record."""
    return any(one.year.get(key) is True for key in BASIC)


def _alerts(one: Resident) -> Iterator[Alert]:
    if not is_insured(one):
        if all(one.year.get(key) is False for key in BASIC):
            yield due("ledgers.uninsured", name=one.name)
        else:
            yield due("ledgers.insurance_unknown", name=one.name)
    if one.year.get("illness_insurance") is False:
        yield due("ledgers.no_illness_insurance", name=one.name)
