"""Yearly checks: a campaign, its task for each household, what was marked differently, and yearly snapshots."""

from sqlalchemy import Column, Index, Text
from sqlmodel import Field

from db.tables.kept import STRICT, CodeSet, IsoDate, Kept, Words, YesNo


class Campaign(Kept, table=True):
    """A check of many households in a window of time. `division_ids`: its scope; None is the whole township."""

    __tablename__ = "campaign"
    __table_args__ = (STRICT,)

    year: int
    division_ids: CodeSet = None

    name: Words = None
    kind: Words = None
    from_on: IsoDate = None
    to_on: IsoDate = None
    closed_on: IsoDate = None
    note: Words = None


class Task(Kept, table=True):
    """One household of a campaign: the four blocks of the sheet and the conclusion."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ux_task_campaign", "campaign_id", "household_id", unique=True),
        Index("ix_task_household", "household_id"),
        STRICT,
    )

    campaign_id: str = Field(sa_type=Text, foreign_key="campaign.id")
    household_id: str = Field(sa_type=Text, foreign_key="household.id")

    checked_on: IsoDate = None
    checkers: Words = None
    met: Words = None
    looked: Words = None
    searched: Words = None
    reckoned: Words = None
    asked: Words = None
    outcome: Words = None
    signed: YesNo = None
    note: Words = None


class Mark(Kept, table=True):
    """A field the check found to differ: what the archive said then, what the sheet says, and whether it was applied.

    `subject_id` is the household, person or membership the record `form` is about; `year` as the record has it.
    Values as an `answer` keeps them: text.
    """

    __tablename__ = "mark"
    __table_args__ = (
        Index("ux_mark_field", "task_id", "form", "subject_id", "field", unique=True),
        Index("ix_mark_household", "household_id"),
        STRICT,
    )

    task_id: str = Field(sa_type=Text, foreign_key="task.id")
    household_id: str = Field(sa_type=Text, foreign_key="household.id")
    form: str = Field(sa_type=Text)
    subject_id: str = Field(sa_type=Text)
    year: int | None = None
    field: str = Field(sa_type=Text)
    was: Words = None
    value: Words = None
    settled: Words = None  # None: waiting; "applied" or "refused"
    reason: Words = None


class Snapshot(Kept, table=True):
    """A household at a year's end, as canonical JSON with its SHA-256; a correction names the old one."""

    __tablename__ = "snapshot"
    __table_args__ = (
        Index("ix_snapshot_household", "household_id", "year"),
        # Few are corrections; without it every deletion would look through all bodies for one that names it.
        Index("ix_snapshot_corrects", "corrects_id", sqlite_where=Column("corrects_id").is_not(None)),
        STRICT,
    )

    household_id: str = Field(sa_type=Text, foreign_key="household.id")
    year: int
    corrects_id: str | None = Field(default=None, sa_type=Text, foreign_key="snapshot.id")
    made_on: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)
    hash: str = Field(sa_type=Text)
    reason: Words = None
