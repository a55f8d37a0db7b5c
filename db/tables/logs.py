"""The change log and what holds it: epochs of this device, and the guard that a unit of work opens."""

from typing import Annotated

from sqlalchemy import Column, Index, Integer, LargeBinary, Text
from sqlmodel import Field, SQLModel

from db.tables.kept import STRICT

Words = Annotated[str, Field(sa_type=Text)]


class Epoch(SQLModel, table=True):
    """One life of the archive on a device. A restored archive begins another and names its parent."""

    __tablename__ = "epoch"
    __table_args__ = (STRICT,)

    number: int = Field(primary_key=True)
    device: Words
    epoch: Words
    parent_epoch: str | None = Field(default=None, sa_type=Text)
    parent_dseq: int | None = None
    parent_hash: bytes | None = Field(default=None, sa_type=LargeBinary)


class LogEntry(SQLModel, table=True):
    """A `db.changes.Change` as a row. `about` is the household (or person) it concerns: local, not hashed."""

    __tablename__ = "change"
    __table_args__ = (
        Index("ux_change_id", "id", unique=True),
        Index("ux_change_dseq", "epoch_number", "dseq", unique=True),
        Index("ix_change_about", "about"),
        Index("ix_change_batch", "batch"),
        # The creating change is found through the row's `born`; imports need not pay for this index.
        Index("ix_change_record", "record_id", sqlite_where=Column("action") != "create"),
        STRICT,
    )

    seq: int = Field(sa_column=Column(Integer, primary_key=True))
    id: Words
    epoch_number: int = Field(foreign_key="epoch.number")
    dseq: int
    prev_hash: bytes = Field(sa_type=LargeBinary)
    hash: bytes = Field(sa_type=LargeBinary)
    batch: str | None = Field(default=None, sa_type=Text)
    txn: Words
    record: Words
    record_id: Words
    action: Words
    base_json: Words
    set_json: Words
    old_json: Words
    actor: Words
    at: Words
    schema_number: int
    reason: str | None = Field(default=None, sa_type=Text)
    about: str | None = Field(default=None, sa_type=Text)


class Guard(SQLModel, table=True):
    """One row: `open` is 1 inside a unit of work and 0 everywhere else; the guard triggers read it."""

    __tablename__ = "guard"
    __table_args__ = (STRICT,)

    id: int = Field(primary_key=True)
    open: int
