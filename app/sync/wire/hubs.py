"""What a township's hub says when it joins its county: its machines, then its whole log in parts, then that it is all.

    POST /v1/enrol      Enrol (hub) → Enrolled   with a code that was made for a hub
    POST /v1/hub/begin  Begin → Standing         how far the parts have come that lie at the county
    POST /v1/hub/part   Part → Standing          the next ones; a part that comes again is passed over
    POST /v1/hub/end    End → Taken              all becomes the county's, at once and once

The hub signs with the key of its server, whose id is its name as a machine. Ids stand in full. Divisions are codes.
"""

from typing import Literal

from pydantic import Field

from app.sync.wire.shapes import Message, Moved

Kind = Literal["ops", "rows", "left", "audit"]
Cell = str | int | bool | None
COLUMNS: dict[Kind, tuple[str, ...]] = {
    "ops": (
        "feed_seq", "op_id", "device", "life", "dseq", "batch", "txn", "record", "record_id", "action", "base", "set",
        "old", "actor", "at", "schema", "reason", "root", "area", "status", "conflict", "why", "hash",
    ),
    "rows": ("feed_seq", "id", "record", "root", "area", "doc", "born", "since", "deleted"),
    "left": ("feed_seq", "entity", "record", "root", "area", "to_area"),
    "audit": ("seq", "at", "who", "act", "area", "details", "hash"),
}  # fmt: skip
"""What a row of a part says, in this order; the first is what parts are ordered and resumed by."""
ROWS = 2_000
"""Rows of one part."""


class Life(Message):
    """An epoch of a machine, as far as the hub has its chain; hashes in hex."""

    epoch: str
    parent_epoch: str | None = None
    parent_dseq: int | None = None
    parent_hash: str | None = None
    last_dseq: int
    head_hash: str


class Machine(Message):
    """A machine that was enrolled at the hub, revoked ones too. `codes`, `former`: what it sees, what it saw once."""

    id: str
    name: str
    office: str
    public_key: str
    machine_hash: str
    requests: int
    scope_version: int
    enrolled_at: str
    revoked_at: str | None = None
    last_seen: str | None = None
    alarm: str | None = None
    codes: list[str]
    former: list[str] = Field(default_factory=list)
    lives: list[Life] = Field(default_factory=list)


class Begin(Message):
    """A hub begins, or goes on. `server_epoch`: of its own server; `divisions`: (id, code, name) that it knows."""

    server_epoch: str
    divisions: list[tuple[str, str, str]] = Field(default_factory=list)


class Part(Message):
    """Rows that follow on those that lie at the county."""

    kind: Kind
    rows: list[list[Cell]]


class Standing(Message):
    """How far each kind has come, by its first column; after a part its own kind alone.

    `token` is for the files, when all else was taken.
    """

    come: dict[Kind, int]
    token: str = ""
    taken: Moved | None = None


class End(Message):
    """That was all: the newest number of the hub's feed, how many rows of each kind, its machines at the end."""

    high: int
    counts: dict[Kind, int]
    machines: list[Machine]


class Taken(Message):
    """It is the county's now. `known`: operations it had; `judged`: those on rows it had too; `foreign`: not taken,
    on rows that are another township's.
    """

    moved: Moved
    ops: int
    known: int
    judged: int
    foreign: int
