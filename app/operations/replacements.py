"""What a later word on the same field replaced without asking (`auto` in `forms/merging.toml`): told, never lost.

The county notes it as a conflict that is settled from the start: `mine` is what was replaced, `theirs` what stands.
"""

from dataclasses import dataclass

from app.operations.conflict_lists import form_of
from app.operations.conflicts import REPLACED, Side, show_conflict
from app.operations.offices import Office, need_role

MOST = 200


@dataclass(frozen=True, slots=True)
class Replaced:
    """A field whose word of this machine gave way: which, of whom, what stood there, what stands now.

    `nth`: its number in the county's feed, the one order that no clock can change. `sensitive`: how its values are
    masked.
    """

    id: str
    nth: int
    household: str
    head: str
    record: str
    field: str
    label: str
    whom: str
    mine: Side
    theirs: Side
    sensitive: str = ""


def list_replaced(office: Office) -> list[Replaced]:
    """What of this machine's words was replaced, the newest first, at most 200."""
    need_role(office, "view")
    rows = office.archive.read(
        "SELECT x.id, coalesce(s.feed_seq, 0), coalesce((SELECT p.name FROM membership m JOIN person p"
        " ON p.id = m.person_id WHERE m.household_id = x.household_id AND m.relation = '01' AND m.left_on IS NULL"
        " LIMIT 1), '') FROM conflict x LEFT JOIN synced s ON s.id = x.id WHERE x.kind = ?"
        " AND EXISTS (SELECT 1 FROM change c WHERE c.id = x.op_id) ORDER BY 2 DESC, x.id LIMIT ?",
        (REPLACED, MOST),
    )
    return [_replaced(office, *row) for row in rows]


def _replaced(office: Office, conflict: str, nth: int, head: str) -> Replaced:
    said = show_conflict(office, conflict)
    form = form_of(office, said.record)
    field = form.by_key.get(said.field) if form else None
    return Replaced(
        id=conflict,
        nth=nth,
        household=said.household or "",
        head=head,
        record=said.record,
        field=said.field,
        label=said.label,
        whom=said.whom if said.whom != head else "",
        mine=said.mine,
        theirs=said.theirs,
        sensitive=field.sensitive if field else "",
    )
