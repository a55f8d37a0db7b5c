"""When a household changes its village: all that is about it goes along, and who sees only the old place hears so."""

from collections.abc import Sequence

from app.county.databases import Connection, as_array
from app.county.ops import Op
from app.county.places import numbers_of_ids
from app.county.states import Desk, State, states_about


def follow_moves(connection: Connection, desk: Desk, ops: Sequence[Op]) -> None:
    """Take the rows of each household that moved, and of each person who joined another one, to their new place."""
    for op in ops:
        if op.known or op.status not in ("ok", "merged") or op.action == "delete":
            continue
        if op.record == "household" and "division_id" in op.set and not _is_new(desk, op):
            _follow_household(connection, desk, desk.states[op.record_id])
        elif op.record == "membership" and op.set.get("person_id") and op.set.get("household_id"):
            _follow_person(connection, desk, op)


def _is_new(desk: Desk, op: Op) -> bool:
    return desk.states[op.record_id].base["id"] == op.id


def _follow_household(connection: Connection, desk: Desk, household: State) -> None:
    division = str(household.doc.get("division_id") or "")
    area = numbers_of_ids(connection, [division]).get(division)
    if area is None or area == household.area or area not in desk.writes:
        return
    rows = states_about(connection, household.id)
    for state in (household, *(desk.states.get(row.id, row) for row in rows if row.id != household.id)):
        if state.area != area:
            desk.leave(state, area)


def _follow_person(connection: Connection, desk: Desk, op: Op) -> None:
    person = desk.states.get(str(op.set["person_id"]))
    home = desk.states.get(str(op.set["household_id"]))
    if person is None or home is None or person.root == home.id or person.deleted:
        return
    rows = states_about(connection, person.root or person.id, person.id)
    for state in (person, *(desk.states.get(row.id, row) for row in rows if row.record != "membership")):
        state.root = home.id
        desk.leave(state, home.area) if state.area != home.area else desk.add(state)


def write_left(connection: Connection, desk: Desk, before: int) -> None:
    """Write down what left an area, under the number its row has in the feed."""
    connection.cursor().executemany(
        "INSERT INTO scope_event (feed_seq, entity, record, root, area, to_area) VALUES (%s, %s, %s, %s, %s, %s)"
        " ON CONFLICT DO NOTHING",
        [
            (before + 1 + one.touched_by, one.id, one.record, one.root, area, one.area)
            for one, area in desk.left
        ],
    )


def gone_before(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """Of these rows, those that left the machine's places: where they went, by the division's number."""
    rows = connection.execute(
        "SELECT DISTINCT ON (entity) entity::text, to_area FROM scope_event WHERE entity = ANY(%s::uuid[])"
        " AND to_area IS NOT NULL ORDER BY entity, feed_seq DESC",
        (as_array(ids),),
    )
    return dict(rows.fetchall())
