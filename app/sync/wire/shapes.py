"""The messages of version 1, as sent and answered.

    POST /v1/enrol    Enrol → Enrolled        (no token; the code is the secret)
    POST /v1/hello    Hello → Welcome         (no token yet; signed)
    POST /v1/push     Push → Pushed           (signed, token)
    GET  /v1/pull?cursor=&limit=[&bucket=][&upto=][&bare=1]  → Page     GET /v1/digest?cursor= → Digest
    GET  /v1/past/HOUSEHOLD → Past            (what a machine that began with rows alone has not heard)

    GET  /v1/blob/HASH/kept → Kept            POST /v1/blob/HASH?offset=  a part → Kept
    GET  /v1/blob/HASH?offset=  → the part that begins there     with small=1 both are about the photo drawn small

Ids are `columns.short`; ids inside `set`, `old` and `doc` stay as the machine keeps them. Errors: Refusal.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.sync.wire.columns import Runs

PART = 256 * 1024
"""Bytes of an attachment that go over the line at once; the last part is what is left."""
SMALL = 40 * 1024
"""Bytes at most of a photo drawn small, which goes before the photo itself."""
Value = str | int | None
Values = dict[str, Value]
Action = Literal["ok", "resend", "new_epoch", "rebootstrap", "upgrade_required", "revoked"]
Status = Literal["ok", "merged", "conflict", "rejected", "held", "duplicate"]
What = Literal["state", "evict", "tombstone"]


class Message(BaseModel):
    """What may come with more than we know: a newer end adds fields, an older one passes over them."""

    model_config = ConfigDict(populate_by_name=True, extra="ignore")


class Enrol(Message):
    """A machine asks to belong. `divisions`: (id, code, name, level, parent id) as the machine knows them.

    A copy of another machine's disk names that one, and proves it by the last change it knows to be confirmed.
    `hub`: it is a township's server, which brings its machines along (see `hubs`).
    """

    code: str
    device: str
    device_name: str
    public_key: str
    machine_hash: str
    office: str
    divisions: list[tuple[str, str, str, str, str | None]] = []
    parent: str | None = None
    parent_epoch: str | None = None
    parent_dseq: int | None = None
    parent_hash: str | None = None
    hub: bool = False


class Enrolled(Message):
    """It does. `scope`: the codes at and below which it may write. `divisions` as in `Enrol`, from the top down."""

    server_id: str
    server_epoch: str
    county_name: str
    scope: list[str]
    county_public_key: str
    device_token: str | None = None
    divisions: list[tuple[str, str, str, str, str | None]] = []


class Counts(Message):
    """What waits on the machine, for the county's overview; None for what it has not counted."""

    unsent: int = 0
    conflicts: int = 0
    doubts: int | None = None
    notices: int | None = None


class Hello(Message):
    """Where the machine stands. Parent: the last change of the epoch before, that this one is chained to.

    `shapes` is the least and the most shape of tables it speaks; hashes are 64 hex letters.
    """

    device: str
    epoch: str
    parent_epoch: str | None = None
    parent_dseq: int | None = None
    parent_hash: str | None = None
    dseq: int
    head_hash: str
    server_epoch: str
    scope_version: int
    cursor: int
    app: str
    shapes: tuple[int, int] = Field(alias="schema")
    client_now: str
    user: str
    machine_hash: str
    counts: Counts = Counts()


class Moved(Message):
    """Where a hub's machines go on: its county, which knows them and has all that the hub had.

    What stood at number n of the hub's feed stands at `after` + n of the county's. The county is reached, proved and
    written to as `Enrolled` and the enrolment line say.
    """

    server: str
    pin: str | None = None
    server_id: str
    server_epoch: str
    county_name: str
    county_public_key: str
    after: int


class Welcome(Message):
    """Where the server stands, and what the machine has to do first. `last_dseq` is of the epoch it named.

    `token` holds 12 hours for this device and user. `resend_from`: with "resend", the first dseq wanted.
    `moved`: this server is a hub that joined its county, and takes nothing any more.
    """

    server_epoch: str
    last_dseq: int
    head_hash: str
    scope_version: int
    scope: list[str]
    shapes: tuple[int, int] = Field(alias="schema")
    server_now: str
    floor_cursor: int
    high: int
    backed_up_through: int
    token: str
    action: Action
    resend_from: int | None = None
    bulk: bool = False
    moved: Moved | None = None


class Ops(Message):
    """Changes in the order of their dseq, gapless. `about`: the household (or person); `area`: a division's id.

    Columns of `Runs` are folded; all others have one entry for each change.
    """

    id: list[str]
    txn: list[str]
    record: list[str]
    record_id: list[str]
    action: list[str]
    base: list[dict[str, str]]
    set: list[Values]
    old: list[Values]
    about: list[str | None]
    batch: Runs[str | None]
    actor: Runs[str]
    at: Runs[str]
    shapes: Runs[int] = Field(alias="schema")
    reason: Runs[str | None]
    area: Runs[str | None]


class Push(Message):
    """A batch; the first change has `from_dseq` and is chained to `prev_hash`, the last has `head_hash`."""

    device: str
    epoch: str
    from_dseq: int
    prev_hash: str
    ops: Ops
    head_hash: str


class Pushed(Message):
    """Taken. `results`: what is not plainly ok, as (index, status, conflict id, reason).

    `made`: runs (first index, count) of operations that made rows nobody had: the nth of the push stands in the feed
    at `feed_from` + n, saying what it said. `server_epoch`: whose numbers these are; empty from an older server.
    """

    last_dseq: int
    head_hash: str
    feed_from: int
    feed_to: int
    results: list[tuple[int, Status, str | None, str | None]] = []
    made: list[tuple[int, int]] = []
    server_epoch: str = ""


class Items(Message):
    """Rows as the server has them. `base`: {field: op that last set it}, "id" for the op that made the row.

    `area` is the division's code. `to`: with "evict", the name of the place it moved to.
    `ops`: (id, device, actor, at, action, set) of the operations above the cursor, oldest first.
    """

    feed_seq: list[int]
    record: list[str]
    id: list[str]
    area: Runs[str | None]
    root: list[str | None]
    what: list[What]
    doc: list[Values]
    base: list[dict[str, str]]
    ops: list[list[tuple[str, str, str, str, str, Values]]]
    to: list[str | None]


class Page(Message):
    """One page of the feed, in its order; `next` is the cursor after it, `high` the newest number in sight."""

    items: Items
    next: int
    high: int
    more: bool
    server_epoch: str


class Past(Message):
    """What was done to a household's rows, oldest first, whoever did it.

    `ops`: (id, device, actor, at, action, record, record id, set).
    """

    ops: list[tuple[str, str, str, str, str, str, str, Values]]


class Digest(Message):
    """What stands at the server in the machine's scope at `cursor` (its newest): see `fingerprints`."""

    cursor: int
    buckets: list[str]
    villages: dict[str, str] = {}
    server_epoch: str = ""


class Kept(Message):
    """How much of an attachment the county has; `damaged`: all of it had come, and was not what its name says."""

    size: int
    received: int = 0
    present: bool = False
    damaged: bool = False


class Refusal(Message):
    """An answer that is none: a code for the program, a sentence for the person."""

    code: str
    message: str
