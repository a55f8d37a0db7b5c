"""Households that must have a helper and have none: the list that has to be empty."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.operations.finding import village_named
from app.operations.help_needs import help_rules, needs_of
from app.operations.offices import Office, need_role
from app.operations.places import places_by_division
from app.rules.dossiers import HEAD

State = Literal["never", "ended", "left"]
"""Never paired; the last pairing ended; the one who is paired is no longer in office."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A household without a helper it must have. `need`: why it must; `last`: who helped last, until `since`."""

    household_id: str
    code: str
    head: str
    village: str
    division_id: str
    group: str
    kind: str
    need: str
    state: State
    last: str
    since: date | None


def pairing_gaps(office: Office, village: str | None = None, day: date | None = None) -> list[Gap]:
    """The needing households without a helper on that day (today), by village and head. Must be empty.

    `village`: twelve digits, an id or a name. Raises Problem for one that is not known or not the user's.
    """
    need_role(office, "view")
    on = day or office.clock().date()
    needs = needs_of(office, on)
    place = village_named(office, village)
    mine = {place.id} if place else set(office.user.villages)
    places = places_by_division(office)
    found = []
    for kind in help_rules(office).kinds:
        helped, last = _helped(office, kind, on)
        for one, code, division, group, head in _households(office):
            if one in needs and one not in helped and (not mine or division in mine):
                state, name, since = last.get(one, ("never", "", None))
                found.append(
                    Gap(
                        household_id=one,
                        code=code or "",
                        head=head or "",
                        village=places[division].village,
                        division_id=division,
                        group=group or "",
                        kind=kind,
                        need=needs[one].label,
                        state=state,
                        last=name,
                        since=since,
                    )
                )
    return sorted(
        found, key=lambda gap: (places[gap.division_id].code, gap.group, gap.head, gap.household_id)
    )


def _households(office: Office) -> list[tuple[str, str | None, str, str | None, str | None]]:
    rows = office.archive.read(
        "SELECT h.id, h.code, h.division_id, h.group_name, p.name FROM household h"
        " LEFT JOIN membership m ON m.household_id = h.id AND m.relation = ? AND m.left_on IS NULL"
        " LEFT JOIN person p ON p.id = m.person_id",
        (HEAD,),
    )
    return list({row[0]: row for row in rows}.values())  # two heads of one household are one line


def _helped(
    office: Office, kind: str, on: date
) -> tuple[set[str], dict[str, tuple[State, str, date | None]]]:
    """Households somebody in office helps on that day; and of the others the last helper and until when he did."""
    rows = office.archive.read(
        "SELECT p.household_id, c.name, p.started_on, p.ended_on, c.to_on FROM pairing p"
        " JOIN cadre c ON c.id = p.cadre_id WHERE p.kind = ? ORDER BY p.started_on, p.id",
        (kind,),
    )
    today = on.isoformat()
    helped: set[str] = set()
    last: dict[str, tuple[State, str, date | None]] = {}
    for household, name, started, ended, left in rows:
        if started and started > today:
            continue
        over = ended is not None and ended <= today
        gone = left is not None and left <= today
        if not over and not gone:
            helped.add(household)
        until = min(day for day in (ended, left) if day) if ended or left else None
        if over or gone:
            last[household] = (
                "ended" if over else "left",
                name,
                date.fromisoformat(until) if until else None,
            )
    return helped, last
