"""What the county holds of each record row: read for the ops of one push, changed in memory, written in one go."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.county.chains import canonical
from app.county.databases import Connection, as_array
from app.county.ops import Value
from app.rules.merging import Entity

ALONE = frozenset({"household", "conflict", "transfer"})
"""Rows that stand without the household they are about: they are it, or questions about it."""


@dataclass(slots=True)
class State:
    """One record row. `base` names the op that last set each field; "id" the one that made the row, or deleted it.

    `root` is the household it is about, `area` the number of the division that one lies in.
    """

    id: str
    record: str
    root: str | None
    area: int
    doc: dict[str, Value]
    base: dict[str, str]
    deleted: bool = False
    touched_by: int = -1

    @property
    def entity(self) -> Entity:
        """The row as the rules of merging see it."""
        return Entity(self.record, self.doc, self.base, self.deleted)

    @property
    def text(self) -> str:
        """The canonical JSON of its values, None left out."""
        return canonical(self.doc)


@dataclass(slots=True)
class Desk:
    """The rows of one push as they become, and which of them must be written under which number of the feed.

    Numbers below `count` belong to the operations in their order; what the server adds comes after.
    `late` are rows that left the machine's places before it heard of it, `former` places that were taken from it.
    `places` are numbers of divisions by what operations call them; `opened` what else this push may write.
    """

    states: dict[str, State]
    writes: frozenset[int]
    count: int
    late: frozenset[str] = frozenset()
    former: frozenset[int] = frozenset()
    places: Mapping[str, int] = field(default_factory=dict)
    opened: set[int] = field(default_factory=set)
    touched: dict[str, State] = field(default_factory=dict)
    added: int = 0
    left: list[tuple[State, int]] = field(default_factory=list)
    _families: defaultdict[str | None, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for one in self.states.values():
            self._families[one.root].add(one.id)

    def living(self, root: str) -> Iterator[State]:
        """The rows of a household that stand, itself and questions about it left out."""
        for one in map(self.states.__getitem__, self._families[root]):
            if one.root == root and not one.deleted and one.record not in ALONE:
                yield one

    def touch(self, state: State, nth: int) -> None:
        """Note that the nth operation made or changed a row."""
        state.touched_by = nth
        self.states[state.id] = self.touched[state.id] = state
        self._families[state.root].add(state.id)

    def add(self, state: State) -> None:
        """Write a row that no operation of its own changed, under a number of its own."""
        self.touch(state, self.count + self.added)
        self.added += 1

    def leave(self, state: State, area: int) -> None:
        """A row goes to another division: whoever sees only the old one hears that it left."""
        self.opened |= {state.area, area}
        self.left.append((state, state.area))
        state.area = area
        self.add(state)


_COLUMNS = "id::text, record, root::text, area, doc, born::text, since, deleted"


def states_of(connection: Connection, ids: Iterable[str]) -> dict[str, State]:
    """The rows of these ids that the transaction's scope lets it see, tombstones too."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM entity WHERE id = ANY(%s::uuid[])", (as_array(ids),))
    return {row[0]: _state(row) for row in rows}


def states_of_homes(connection: Connection, roots: Iterable[str]) -> dict[str, State]:
    """The rows that concern any of these households, as far as the transaction's scope lets it see them."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM entity WHERE root = ANY(%s::uuid[])", (as_array(roots),)
    )
    return {row[0]: _state(row) for row in rows}


def states_about(connection: Connection, root: str, person: str | None = None) -> list[State]:
    """The rows that concern a household; of them only a person's, where one is named."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM entity WHERE root = %s AND (%s::text IS NULL OR doc ->> 'person_id' = %s)",
        (root, person, person),
    )
    return [_state(row) for row in rows]


def _state(row: tuple[Any, ...]) -> State:
    one, record, root, area, doc, born, since, deleted = row
    return State(one, record, root, area, doc, {"id": born, **(since or {})}, deleted)
