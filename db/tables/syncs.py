"""What the county last said, where this machine stands with it, and the conflicts it opened."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Text, text
from sqlmodel import Field, SQLModel

from db.tables.kept import STRICT, AnyValue, Kept, Words


class Synced(SQLModel, table=True):
    """What the county last said of a row: its place in the feed and the hash of its values.

    `gone`: 0 stands, 1 deleted (`tomb` is the deletion), 2 left our area, 3 not heard of since the county's server
    was restored, 4 not heard of yet while the feed is read from its beginning. `through`: own changes up to this
    `change.seq` are in what it said, or were refused.
    """

    __tablename__ = "synced"
    __table_args__ = (Index("ix_synced_gone", "gone", sqlite_where=text("gone > 0")), STRICT)

    id: str = Field(primary_key=True, sa_type=Text)
    record: str = Field(sa_type=Text)
    area: Words = None
    feed_seq: int
    gone: int = 0
    tomb: Words = None
    hash: bytes = Field(sa_type=LargeBinary)
    through: int = 0


class Shadow(SQLModel, table=True):
    """The county's whole word on a row that could not simply become the row.

    `why`: pending (own changes lie on top), waiting (for the parent `waits_for`), fields (some that this
    program does not know), record (a kind it does not know), unfit (the table refuses it), deleted (a row of
    ours still refers to it).
    """

    __tablename__ = "shadow"
    __table_args__ = (Index("ix_shadow_waits", "waits_for"), STRICT)

    id: str = Field(primary_key=True, sa_type=Text)
    record: str = Field(sa_type=Text)
    doc_json: str = Field(sa_type=Text)
    base_json: str = Field(sa_type=Text)
    why: str = Field(sa_type=Text)
    waits_for: Words = None


class SyncState(SQLModel, table=True):
    """Where this machine stands with its county: one row once it is enrolled.

    Own changes up to `acked` (a `change.seq`) are the county's too; `head` is the chain's hash there as it was
    sent. `sums`: 256 × 32 bytes, the fingerprints of `synced` by bucket. `secret` signs: the archive is its lock.
    """

    __tablename__ = "sync_state"
    __table_args__ = (STRICT,)

    id: int = Field(primary_key=True)
    device: str = Field(sa_type=Text)
    device_name: str = Field(sa_type=Text)
    machine: str = Field(sa_type=Text)
    secret: bytes = Field(sa_type=LargeBinary)
    server: str = Field(sa_type=Text)
    pin: Words = None
    server_id: str = Field(sa_type=Text)
    server_epoch: str = Field(sa_type=Text)
    county: str = Field(sa_type=Text)
    county_key: str = Field(sa_type=Text)
    scope: str = Field(sa_type=Text)
    scope_version: int = 0
    cursor: int = 0
    acked: int = 0
    head: bytes | None = Field(default=None, sa_type=LargeBinary)
    backed_up_through: int = 0
    floor: int = 0
    requests: int = 0
    sums: bytes = Field(sa_type=LargeBinary)
    shapes: int = 0
    last_ok: Words = None
    last_tried: Words = None
    last_error: Words = None


class Branch(SQLModel, table=True):
    """Changes after `after_seq` go to the county under this name, numbered from 1.

    Begun where the county knows another continuation of our chain: a restored or copied file, a restored server.
    Whatever names the changes up to `upto_seq` had are void.
    """

    __tablename__ = "branch"
    __table_args__ = (STRICT,)

    number: int = Field(sa_column=Column(Integer, primary_key=True))
    epoch: str = Field(sa_type=Text)
    after_seq: int
    upto_seq: int
    parent_epoch: Words = None
    parent_dseq: int | None = None
    parent_hash: bytes | None = Field(default=None, sa_type=LargeBinary)
    why: str = Field(sa_type=Text)


class Sent(SQLModel, table=True):
    """Own changes `from_seq`..`to_seq` of the log stand in the county's feed at `feed_from`..`feed_to`."""

    __tablename__ = "sent"
    __table_args__ = (STRICT,)

    from_seq: int = Field(primary_key=True)
    to_seq: int
    feed_from: int
    feed_to: int


class Packed(SQLModel, table=True):
    """Own changes `from_seq`..`to_seq` went into the package that people call `number`, for sticks.

    `epoch` is the name they had then, `server_epoch` the life of the county's server that this machine knew.
    """

    __tablename__ = "packed"
    __table_args__ = (STRICT,)

    number: int = Field(sa_column=Column(Integer, primary_key=True))
    epoch: str = Field(sa_type=Text)
    from_seq: int
    to_seq: int
    server_epoch: str = Field(sa_type=Text)
    at: str = Field(sa_type=Text)


class Answered(SQLModel, table=True):
    """What the county answered to one own change where that was not plainly "taken"."""

    __tablename__ = "answered"
    __table_args__ = (STRICT,)

    change_id: str = Field(primary_key=True, sa_type=Text)
    status: str = Field(sa_type=Text)
    conflict_id: Words = None
    reason: Words = None
    at: str = Field(sa_type=Text)


class Received(SQLModel, table=True):
    """A change made on another machine, for the history: never chained to ours, never sent.

    `after_seq`: how many own changes there were when it came; `about` the household it concerns.
    """

    __tablename__ = "received"
    __table_args__ = (
        Index("ix_received_about", "about"),
        Index("ix_received_record", "record_id"),
        STRICT,
    )

    id: str = Field(primary_key=True, sa_type=Text)
    feed_seq: int
    after_seq: int
    record: str = Field(sa_type=Text)
    record_id: str = Field(sa_type=Text)
    about: Words = None
    device: str = Field(sa_type=Text)
    actor: str = Field(sa_type=Text)
    at: str = Field(sa_type=Text)
    action: str = Field(sa_type=Text)
    set_json: str = Field(sa_type=Text)


class Conflict(Kept, table=True):
    """Two people set the same field (`kind` field), or one edited what another deleted or moved away.

    Made by the county alone: what the field said before, what the change `op_id` (of `actor`) says, what the
    county keeps and by which change. Settling it is one unit of work: `settled_as` keep, take or type, then the field.
    """

    __tablename__ = "conflict"
    __table_args__ = (
        Index("ix_conflict_household", "household_id"),
        Index("ix_conflict_row", "record_id"),
        STRICT,
    )

    household_id: Words = None
    record: str = Field(sa_type=Text)
    record_id: str = Field(sa_type=Text)
    field: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    base: str | None = Field(default=None, sa_type=AnyValue)
    mine: str | None = Field(default=None, sa_type=AnyValue)
    theirs: str | None = Field(default=None, sa_type=AnyValue)
    op_id: Words = None
    theirs_op: Words = None
    actor: Words = None
    at: Words = None
    settled_as: Words = None
    settled_by: Words = None
    settled_at: Words = None


class Transfer(Kept, table=True):
    """A household that is to come here from another township: as little as one needs to know whose it is.

    Made by the county alone, when its people say where it goes (`op_id`). Taking it names the village
    (`accepted_into`); `accepted_as` is taken, declined, or withdrawn by those who have it.
    """

    __tablename__ = "transfer"
    __table_args__ = (STRICT,)

    household_id: str = Field(sa_type=Text)
    head: Words = None
    members: int | None = None
    from_code: str = Field(sa_type=Text)
    from_name: Words = None
    to_code: str = Field(sa_type=Text)
    op_id: Words = None
    actor: Words = None
    at: Words = None
    accepted_as: Words = None
    accepted_into: Words = None
    accepted_by: Words = None
    accepted_at: Words = None
