"""Which cadre a person means: by our id, a telephone number, or a name, with his unit where several bear it."""

from app.errors import Problem
from app.operations.offices import Office


def cadre_named(office: Office, named: str) -> str:
    """The id of a cadre in office given by id, telephone, name, or name and unit with a blank between.

    Raises Problem where none or several answer to it.
    """
    name, _, unit = named.strip().partition(" ")
    rows = office.archive.read(
        "SELECT c.id, coalesce(u.name, ''), c.to_on FROM cadre c LEFT JOIN unit u ON u.id = c.unit_id"
        " WHERE c.id = :all OR c.phone = :all OR (c.name = :name AND instr(coalesce(u.name, ''), :unit) > 0)",
        {"all": named.strip(), "name": name, "unit": unit.strip() or ""},
    )
    today = office.clock().date().isoformat()
    # One who left is meant only where nobody of that name is left.
    found = [one for one, _, left in rows if not left or left >= today] or [one for one, _, _ in rows]
    if not found:
        raise Problem("visits.no_cadre", named=named)
    if len(found) > 1:
        units = "\u3001".join(sorted({unit for one, unit, _ in rows if one in found and unit}))
        raise Problem("visits.several_cadres", named=named, count=len(found), units=units)
    return str(found[0])
