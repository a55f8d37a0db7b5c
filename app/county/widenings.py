"""Looking beyond a machine's places, for the few rows that the server itself must see: what moves, what moved."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from app.county.databases import Connection, Scope, as_array, set_scope
from app.county.states import State, states_of


@contextmanager
def everywhere(connection: Connection) -> Iterator[None]:
    """As long as the `with` lasts, rows of all places are in the transaction's sight; its scope is put back after."""
    row = connection.execute("SELECT current_setting('app.reads'), current_setting('app.writes')").fetchone()
    assert row is not None
    connection.execute(
        "SELECT set_config('app.reads', (SELECT coalesce(array_agg(number), '{}')::text FROM division), true)"
    )
    yield
    connection.execute("SELECT set_config('app.reads', %s, true), set_config('app.writes', %s, true)", row)


def widen(connection: Connection, scope: Scope, areas: Iterable[int]) -> None:
    """Hold the transaction to a scope and some places beside it."""
    more = set(areas)
    set_scope(connection, Scope(tuple({*scope.reads, *more}), tuple({*scope.writes, *more})))


def states_beyond(connection: Connection, ids: Sequence[str]) -> dict[str, State]:
    """The rows of these ids wherever they lie."""
    with everywhere(connection):
        return states_of(connection, ids)


def left_before(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Of these rows, those that left a place the transaction may see."""
    rows = connection.execute(
        "SELECT DISTINCT entity::text FROM scope_event WHERE entity = ANY(%s::uuid[])", (as_array(ids),)
    )
    return {row[0] for row in rows}
