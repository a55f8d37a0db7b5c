"""What one push needs to be judged: the rows it names, their households, and the places it speaks of."""

from collections.abc import Iterable, Sequence

from app.county.databases import Connection, Scope
from app.county.ops import Op, is_uuid
from app.county.places import numbers_of_ids
from app.county.states import Desk, State, states_of, states_of_homes
from app.county.widenings import left_before, states_beyond, widen


def laid_out(connection: Connection, scope: Scope, former: Iterable[int], ops: Sequence[Op]) -> Desk:
    """The rows that the operations need, those among them that left the machine's places before it heard of it.

    `former` are places that were taken from the machine: what it did there meanwhile waits for who has them now.
    """
    once = frozenset(former) - set(scope.writes)
    reach = {*scope.reads, *once}
    widen(connection, scope, once)
    needed = _rows_of(ops)
    states = states_of(connection, needed)
    made = {op.record_id for op in ops if op.action == "create"}
    missing = [one for one in needed if one not in states and one not in made]
    late = left_before(connection, missing) if missing else set()
    states |= states_beyond(connection, sorted(late)) if late else {}
    going = {op.record_id for op in ops if op.action == "delete" and op.record == "household"}
    if going:
        states = states_of_homes(connection, going) | states
    beyond = _offered(states, ops)
    states |= states_beyond(connection, sorted(beyond)) if beyond else {}
    states = _with_households(connection, states)
    opened = {one.area for one in states.values()} - reach | once
    return Desk(
        states, frozenset(scope.writes), len(ops), late=frozenset(late), former=once,
        places=_places(connection, ops), opened=opened,
    )  # fmt: skip


def _rows_of(ops: Iterable[Op]) -> set[str]:
    """The ids of every row that these operations touch, are about, or bring together."""
    needed = {op.record_id for op in ops if op.shapes}
    needed |= {op.root for op in ops if op.root}
    for op in ops:
        if op.record == "membership":
            needed |= {
                str(op.set[name]) for name in ("person_id", "household_id") if is_uuid(op.set.get(name))
            }
    return needed


def _offered(states: dict[str, State], ops: Iterable[Op]) -> set[str]:
    """The households of transfers that are answered here: they lie elsewhere still."""
    named = (states.get(op.record_id) for op in ops if op.record == "transfer")
    return {one.root for one in named if one is not None and one.root}


def _with_households(connection: Connection, states: dict[str, State]) -> dict[str, State]:
    """The same and the households that the rows are about by the county's own word."""
    roots = {one.root for one in states.values() if one.root} - states.keys()
    return states | (states_of(connection, roots) if roots else {})


def _places(connection: Connection, ops: Iterable[Op]) -> dict[str, int]:
    """The divisions that moves name, by a machine's id or by code."""
    ids, codes = set(), set()
    for op in ops:
        if op.record in ("household", "transfer") and op.action == "update":
            ids |= {str(op.set[name]) for name in ("division_id", "accepted_into") if op.set.get(name)}
            codes |= {str(op.set["moving_to"])} if op.set.get("moving_to") else set()
    found = numbers_of_ids(connection, sorted(ids)) if ids else {}
    if codes:
        rows = connection.execute(
            "SELECT code, number FROM division WHERE code = ANY(%s) AND length(code) >= 9", (sorted(codes),)
        )
        found |= dict(rows.fetchall())
    return found
