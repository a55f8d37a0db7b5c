"""What the county keeps of a device, what it tells beside rows, and what it answers."""

from dataclasses import dataclass, field

from app.rules.merging import Entity
from tests.sync.model.changes import GENESIS, Answer

# Rows that a person may see though the household they are about is not his, or is gone.
ALONE = ("household", "conflict", "transfer", "office")


@dataclass(slots=True)
class Device:
    """An enrolled device: the places it was given, those it had before, its counter of requests."""

    grants: frozenset[str]
    former: frozenset[str] = frozenset()
    scope_version: int = 1
    revoked: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """A row that leaves or enters somebody's sight without being changed: for one device, or for all of an area."""

    feed: int
    entity: str
    what: str
    device: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the county answers to anything; `kind` is ok, or why not."""

    kind: str
    server_epoch: str
    last: int = 0
    head: str = GENESIS
    count: int = 0
    scope_version: int = 0
    villages: frozenset[str] = frozenset()
    backed: int = 0
    floor: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    items: tuple[tuple[int, str, str, Entity | None], ...] = ()
    next: int = 0
    more: bool = False
