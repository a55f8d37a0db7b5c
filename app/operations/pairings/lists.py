"""Households with who helps them, as a page or `pairing list` shows them: filtered, sorted, some at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from app.operations.help_needs import needs_of
from app.operations.offices import Office, need_role
from app.operations.places import places_by_division
from app.rules.cells import fold
from app.rules.dossiers import HEAD

Only = Literal["", "helped", "unhelped", "gap", "needing"]
"""All open households; those helped; those not; those not helped that must be; those that must be."""
ONLY: tuple[Only, ...] = get_args(Only)


@dataclass(frozen=True, slots=True)
class PairingQuery:
    """What to list. `text`: part of the head's or cadre's name, of the unit or the household's code. `day`: today."""

    division_id: str | None = None
    kind: str = "1"
    cadre_id: str | None = None
    unit_id: str | None = None
    only: Only = ""
    text: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class PairedLine:
    """A household and who helps it on that day; what is of the cadre is "" where nobody does.

    `need`: why it must have a helper, "" where it may go without.
    """

    household_id: str
    code: str
    village: str
    division_id: str
    group: str
    head: str
    need: str
    pairing_id: str
    cadre_id: str
    name: str
    unit: str
    post: str
    phone: str
    started_on: date | None


@dataclass(frozen=True, slots=True)
class PairedList:
    """The lines found, in the order of villages, groups and heads; `helped` and `gaps` count within them."""

    rows: Sequence[tuple[Any, ...]]
    helped: int
    gaps: int

    def __len__(self) -> int:
        return len(self.rows)

    def page(self, offset: int = 0, limit: int = 100) -> list[PairedLine]:
        """Some of the lines."""
        return [_line(row) for row in self.rows[offset : offset + limit]]

    def pairing_ids(self) -> list[str]:
        """The lines of pairing among them: what a handover of the whole list takes."""
        return [row[7] for row in self.rows if row[7]]


def _line(row: tuple[Any, ...]) -> PairedLine:
    started = row[-1]
    return PairedLine(*(*row[:-1], date.fromisoformat(started) if started else None))


_SQL = (
    "SELECT h.id, coalesce(h.code, ''), h.division_id, coalesce(h.group_name, ''), coalesce(person.name, ''),"
    " coalesce(p.id, ''), coalesce(c.id, ''), coalesce(c.name, ''), coalesce(u.name, ''), coalesce(c.post, ''),"
    " coalesce(c.phone, ''), p.started_on, c.unit_id FROM household h"
    " LEFT JOIN membership m ON m.household_id = h.id AND m.relation = ? AND m.left_on IS NULL"
    " LEFT JOIN person ON person.id = m.person_id"
    " LEFT JOIN pairing p ON p.household_id = h.id AND p.kind = ?"
    " AND (p.started_on IS NULL OR p.started_on <= ?) AND (p.ended_on IS NULL OR p.ended_on > ?)"
    # Who has left office helps nobody any more, though nobody has taken over yet.
    " AND NOT EXISTS (SELECT 1 FROM cadre gone WHERE gone.id = p.cadre_id AND gone.to_on <= ?)"
    " LEFT JOIN cadre c ON c.id = p.cadre_id LEFT JOIN unit u ON u.id = c.unit_id"
    " WHERE (h.closed_on IS NULL OR h.closed_on > ?)"
)


def find_pairings(office: Office, query: PairingQuery) -> PairedList:
    """The open households a query means, each once, with who helps it; a village's user finds his own."""
    need_role(office, "view")
    on = query.day or office.clock().date()
    needs, places = needs_of(office, on), places_by_division(office)
    mine = {query.division_id} if query.division_id else set(places)
    if office.user.villages:
        mine &= set(office.user.villages)
    wanted, seen = fold(query.text), set()
    found: list[tuple[Any, ...]] = []
    for row in office.archive.read(_SQL, (HEAD, query.kind, *(on.isoformat(),) * 4)):
        one, code, division, group, head, *paired, started, unit_id = row
        if one in seen or division not in mine or not _fits(query, paired, unit_id, one in needs):
            continue
        if wanted and not any(wanted in fold(text) for text in (head, code, paired[2], paired[3])):
            continue
        seen.add(one)
        need = needs[one].label if one in needs else ""
        found.append((one, code, places[division].village, division, group, head, need, *paired, started))
    found.sort(key=lambda row: (places[row[3]].code, row[4], row[5], row[0]))
    helped = sum(1 for row in found if row[7])
    return PairedList(found, helped, sum(1 for row in found if row[6] and not row[7]))


def _fits(query: PairingQuery, paired: Sequence[str], unit_id: str | None, needing: bool) -> bool:
    pairing, cadre = paired[0], paired[1]
    if query.cadre_id and cadre != query.cadre_id:
        return False
    if query.unit_id and unit_id != query.unit_id:
        return False
    return {
        "": True,
        "helped": bool(pairing),
        "unhelped": not pairing,
        "gap": needing and not pairing,
        "needing": needing,
    }[query.only]
