"""Which household or village a person means: by our id, the national code, an ID number, or a name."""

from app.errors import Problem
from app.operations.offices import Office
from app.operations.places import Division, villages


def household_named(office: Office, named: str) -> str:
    """The id of a household given by our id, its national code, or its head's (or a member's) ID number.

    Raises Problem where none or several answer to it, or where it is not in the user's villages.
    """
    text = named.strip()
    found = office.archive.read(
        "SELECT id, division_id FROM household WHERE id = ? OR code = ?", (text, text)
    )
    if not found:
        found = office.archive.read(
            "SELECT DISTINCT h.id, h.division_id FROM person p JOIN membership m ON m.person_id = p.id"
            " JOIN household h ON h.id = m.household_id WHERE p.id_number = ? AND m.left_on IS NULL",
            (text.upper(),),
        )
    mine = [one for one, division in found if not office.user.villages or division in office.user.villages]
    if not mine:
        raise Problem("finding.no_household", named=text)
    if len(mine) > 1:
        raise Problem("finding.several_households", named=text, count=len(mine))
    return str(mine[0])


def village_named(office: Office, named: str | None) -> Division | None:
    """A village by its code, id or name; None for no name. Raises Problem for an unknown one."""
    if not named:
        return None
    from app.rules.places import normal_village

    text = named.strip()
    for one in villages(office):
        if text in (one.code, one.id, one.name, one.full_name) or normal_village(text) == normal_village(
            one.name
        ):
            return one
    raise Problem("finding.no_village", named=text)
