"""Procedures under way: a case, its households, the steps it went, its meetings and their votes."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from db.tables.kept import STRICT, Count, IsoDate, Kept, Words


class Case(Kept, table=True):
    """A village's batch (or a project, or a payment) on its way through a procedure of `forms/procedures/`.

    `frozen` is the procedure's file as it stood when the case was opened: JSON.
    """

    __tablename__ = "case"
    __table_args__ = (Index("ix_case_division", "division_id"), Index("ix_case_closed", "closed_on"), STRICT)

    division_id: str = Field(sa_type=Text, foreign_key="division.id")
    project_id: str | None = Field(default=None, sa_type=Text, foreign_key="project.id")
    procedure: str = Field(sa_type=Text)
    frozen: Words = None
    name: Words = None
    opened_on: IsoDate = None
    closed_on: IsoDate = None
    outcome: Words = None
    note: Words = None


class CaseHousehold(Kept, table=True):
    """A household of a case. `asked`: what the finished case writes into its standing, canonical JSON by field."""

    __tablename__ = "case_household"
    __table_args__ = (
        Index("ux_case_household_case", "case_id", "household_id", unique=True),
        Index("ix_case_household_household", "household_id"),
        STRICT,
    )

    case_id: str = Field(sa_type=Text, foreign_key="case.id")
    household_id: str = Field(sa_type=Text, foreign_key="household.id")
    state: Words = None
    left_on: IsoDate = None
    left_reason: Words = None
    asked: Words = None
    reason: Words = None


class CaseStep(Kept, table=True):
    """A step that was done, or sent back with an opinion. `meeting_id`, `notice_id`: what carried it."""

    __tablename__ = "case_step"
    __table_args__ = (Index("ix_case_step_case", "case_id"), STRICT)

    case_id: str = Field(sa_type=Text, foreign_key="case.id")
    meeting_id: str | None = Field(default=None, sa_type=Text, foreign_key="meeting.id")
    notice_id: str | None = Field(default=None, sa_type=Text, foreign_key="notice.id")
    step: str = Field(sa_type=Text)
    done_on: IsoDate = None
    done_by: Words = None
    outcome: Words = None
    opinion: Words = None


class Meeting(Kept, table=True):
    """A meeting for a step of a case."""

    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_case", "case_id"), STRICT)

    case_id: str = Field(sa_type=Text, foreign_key="case.id")
    step: str = Field(sa_type=Text)
    kind: Words = None
    held_on: IsoDate = None
    clock: Words = None
    place: Words = None
    chair: Words = None
    recorder: Words = None
    entitled: Count = None
    present: Count = None
    attendance: Words = None  # canonical JSON: a list of [name, came]
    summary: Words = None


class Vote(Kept, table=True):
    """How a meeting voted on one household."""

    __tablename__ = "vote"
    __table_args__ = (
        Index("ux_vote_meeting", "meeting_id", "household_id", unique=True),
        Index("ix_vote_household", "household_id"),
        STRICT,
    )

    meeting_id: str = Field(sa_type=Text, foreign_key="meeting.id")
    household_id: str = Field(sa_type=Text, foreign_key="household.id")
    in_favour: Count = None
    against: Count = None
    abstained: Count = None
    remark: Words = None
