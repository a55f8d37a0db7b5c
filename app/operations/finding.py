"""Which household or village a person means: by our id, the national code, an ID number, or a name."""

from app.errors import Problem
from app.operations.offices import Office
from app.operations.places import Division, villages
from app.rules.villages import VillageNames
from app.texts import say


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
    """A village by its code, id or name; None for None. Raises Problem for one that is not the user's or nobody's."""
    if named is None:
        return None
    text, known = named.strip(), villages(office)
    for one in known:
        if text and text in (one.code, one.id, one.full_name):
            return one
    names = VillageNames([(one.name, one) for one in known])
    found = names.match(text) if text else None
    if found is None:
        raise Problem("finding.no_village", named=text, near=_near(names.nearest(text)))
    return found


def _near(names: list[str]) -> str:
    return say("finding.near", names="\u3001".join(names)) if names else ""
