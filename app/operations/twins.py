"""Households that share with one what nobody may share: a person, an ID number, a 人口编号, the 户编号."""

from collections.abc import Sequence

from app.operations.book_orders import BOOK_ORDER
from app.operations.offices import Office
from app.operations.rows import in_list
from app.rules.dossiers import Dossier
from app.rules.idnumbers import person_key

_OF_PERSONS = "SELECT m.household_id FROM person p JOIN membership m ON m.person_id = p.id WHERE "
_AFTER = "\U0010ffff"


def twin_households(office: Office, known: Dossier) -> tuple[str, ...]:
    """The open households that stand in doubt together with `known`, itself among them, in village book order.

    Those whom a person has left are included: a year may still count him there.
    """
    people = [member.person for member in known.members]
    found = {known.household_id}
    found |= _in(office, "SELECT id FROM household WHERE code IN ({})", [known.household.get("code")])
    found |= _in(office, _OF_PERSONS + "p.id IN ({})", [one.person_id for one in known.members])
    found |= _in(office, _OF_PERSONS + "p.code IN ({})", [one.get("code") for one in people])
    for one in people:
        if number := one.get("id_number"):
            # A disability card's number is the ID number and two digits more.
            bounds = (person_key(str(number)), person_key(str(number)) + _AFTER)
            rows = office.archive.read(_OF_PERSONS + "p.id_number BETWEEN ? AND ?", bounds)
            found.update(row[0] for row in rows)
    return _in_book_order(office, tuple(found)) if len(found) > 1 else tuple(found)


def _in(office: Office, sql: str, values: Sequence[object]) -> set[str]:
    given = [value for value in values if value]
    return {
        str(row[0])
        for some in in_list(given)
        for row in office.archive.read(sql.format(some.marks), some.values)
    }


def _in_book_order(office: Office, households: Sequence[str]) -> tuple[str, ...]:
    """So that a doubt names the same other household as in a run over the whole township."""
    found: list[str] = []
    for some in in_list(households):
        rows = office.archive.read(
            "SELECT h.id FROM household h JOIN division d ON d.id = h.division_id"
            f" WHERE h.closed_on IS NULL AND h.id IN ({some.marks}) {BOOK_ORDER}",
            some.values,
        )
        found.extend(str(row[0]) for row in rows)
    return tuple(found)
