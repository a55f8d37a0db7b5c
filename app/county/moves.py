"""Households that move: within a machine's places at once, elsewhere when the other side takes them.

`moving_to` in a household names the place it is to go to (a division's code). The county lays a `transfer` there,
with as little as one needs to know whom it is about; whoever takes it says into which village. Then the household
goes with all its rows, and who sees only the old place hears so.
"""

from collections.abc import Sequence
from uuid import UUID, uuid5

from app.county.databases import Connection, as_array
from app.county.ops import Op, Value
from app.county.places import codes_of, names_of
from app.county.states import Desk, State, states_about
from app.county.widenings import everywhere

TRANSFER = "transfer"
TAKEN, DECLINED, WITHDRAWN = "taken", "declined", "withdrawn"
HEAD = "01"  # relation of a membership: the head of the household


def refusal_of_move(desk: Desk, op: Op, state: State | None, *, late: bool) -> str:
    """Why a household cannot go where an operation wants it; "" where it can, or where nothing moves."""
    if late or state is None or op.action != "update":
        return ""
    if op.record == "household":
        village, to = op.set.get("division_id"), op.set.get("moving_to")
        strange = village is not None and desk.places.get(str(village)) not in desk.writes
        return "place" if strange or (to is not None and str(to) not in desk.places) else ""
    if op.record != TRANSFER or state.doc.get("accepted_as") is not None:
        return ""
    if (
        op.set.get("accepted_as") == TAKEN
        and desk.places.get(str(op.set.get("accepted_into"))) not in desk.writes
    ):
        return "place"
    return "" if _is_offered(desk, state) else "withdrawn"


def _is_offered(desk: Desk, transfer: State) -> bool:
    head = desk.states.get(transfer.root or "")
    return head is not None and not head.deleted and head.doc.get("moving_to") == transfer.doc.get("to_code")


def follow_moves(connection: Connection, desk: Desk, ops: Sequence[Op]) -> None:
    """Take the rows of each household that moved, and of each person who joined another one, to their new place."""
    taken = [
        op
        for op in ops
        if not op.known and op.status in ("ok", "merged") and op.action in ("create", "update")
    ]
    for op in taken:
        if op.record == "household" and op.action == "update":
            if op.set.get("division_id") is not None:
                _follow_household(connection, desk, desk.states[op.record_id])
            if "moving_to" in op.set:
                _offer(connection, desk, op)
        elif op.record == TRANSFER and "accepted_as" in op.set:
            _carry_over(connection, desk, op)
        elif op.record == "membership" and op.set.get("person_id") and op.set.get("household_id"):
            _follow_person(connection, desk, op)
    _gather_strays(
        connection, desk, [op for op in taken if op.record == "household" and op.action == "create"]
    )


def _follow_household(connection: Connection, desk: Desk, household: State) -> None:
    area = desk.places.get(str(household.doc.get("division_id") or ""))
    if area is not None and area in desk.writes:
        gather(connection, desk, household, area)


def gather(connection: Connection, desk: Desk, household: State, area: int) -> None:
    """All rows of a household to where it lives; what was laid before others stays there."""
    rows = [desk.states.get(row.id, row) for row in states_about(connection, household.id)]
    rows += [one for one in desk.touched.values() if one.root == household.id]
    for state in {one.id: one for one in (household, *rows)}.values():
        if state.area != area and state.record != TRANSFER:
            desk.leave(state, area)


def _gather_strays(connection: Connection, desk: Desk, ops: Sequence[Op]) -> None:
    """Rows that came before their household did, as a restored county hears of things: wherever they were put."""
    made = {op.id for op in ops}
    homes = [one for one in (desk.states[op.record_id] for op in ops) if one.base["id"] in made]
    if not homes:
        return
    with everywhere(connection):
        rows = connection.execute(
            "SELECT DISTINCT root::text FROM entity WHERE root = ANY(%s::uuid[]) AND id <> root",
            (as_array(one.id for one in homes),),
        ).fetchall()
        for (root,) in rows:
            gather(connection, desk, desk.states[root], desk.states[root].area)


def _offer(connection: Connection, desk: Desk, op: Op) -> None:
    """Lay a transfer before the place that a household is to go to, and take back one that lies elsewhere."""
    household, to = desk.states[op.record_id], op.set.get("moving_to")
    with everywhere(connection):
        rows = [desk.states.get(row.id, row) for row in states_about(connection, household.id)]
    for row in rows:
        if row.record == TRANSFER and row.doc.get("accepted_as") is None and row.doc.get("to_code") != to:
            row.doc, row.base = row.doc | {"accepted_as": WITHDRAWN}, row.base | {"accepted_as": op.id}
            desk.opened.add(row.area)
            desk.add(row)
    made = str(uuid5(UUID(op.id), TRANSFER))
    said_since = household.base.get("moving_to") != op.id
    if to is None or said_since or household.deleted or any(row.id == made for row in rows):
        return
    area = desk.places[str(to)]
    doc = _told(connection, household, rows) | {
        "household_id": household.id, "to_code": str(to), "op_id": op.id, "actor": op.actor, "at": op.at,
    }  # fmt: skip
    desk.opened.add(area)
    desk.add(State(made, TRANSFER, household.id, area, doc, {"id": op.id}))


def _told(connection: Connection, household: State, rows: Sequence[State]) -> dict[str, Value]:
    """As little as one needs to know which household it is: its head's name, how many they are, where they lived."""
    standing = [
        row.doc
        for row in rows
        if row.record == "membership" and not row.deleted and not row.doc.get("left_on")
    ]
    heads = {one.get("person_id") for one in standing if one.get("relation") == HEAD}
    names = [row.doc.get("name") for row in rows if row.record == "person" and row.id in heads]
    said: dict[str, Value] = {
        "head": names[0] if names else None,
        "members": len(standing),
        "from_code": codes_of(connection, [household.area])[household.area],
        "from_name": names_of(connection, [household.area])[household.area],
    }
    return {name: value for name, value in said.items() if value is not None}


def _carry_over(connection: Connection, desk: Desk, op: Op) -> None:
    """A transfer was taken or declined: the household is on the move no longer, and goes if it was taken."""
    household = desk.states.get(desk.states[op.record_id].root or "")
    if household is None or household.deleted:
        return
    household.doc.pop("moving_to", None)
    household.base["moving_to"] = op.id
    into = op.set.get("accepted_into")
    desk.opened.add(household.area)
    desk.add(household)
    if op.set["accepted_as"] == TAKEN:
        household.doc["division_id"] = into
        household.base["division_id"] = op.id
        with everywhere(connection):
            gather(connection, desk, household, desk.places[str(into)])


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
