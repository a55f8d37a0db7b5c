"""Visits to households, and the problems found there or elsewhere until they are closed."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from db.tables.kept import STRICT, CodeSet, IsoDate, Kept, Words, YesNo


class Visit(Kept, table=True):
    """One visit. `cadre_ids`: who went, "id,id" in the order named."""

    __tablename__ = "visit"
    __table_args__ = (
        Index("ix_visit_household", "household_id", "visited_on"),
        Index("ix_visit_day", "visited_on"),
        STRICT,
    )

    household_id: str = Field(sa_type=Text, foreign_key="household.id")
    cadre_ids: CodeSet = None

    visited_on: IsoDate = None
    clock: Words = None
    kind: Words = None
    mode: Words = None
    met: Words = None
    seen: Words = None
    needs: Words = None
    problem: Words = None
    handled: Words = None
    signed: YesNo = None
    note: Words = None


class Finding(Kept, table=True):
    """A problem with an owner and a deadline; closed with a reason, never deleted."""

    __tablename__ = "finding"
    __table_args__ = (
        Index("ix_finding_household", "household_id"),
        Index("ix_finding_visit", "visit_id"),
        Index("ix_finding_cadre", "cadre_id"),
        Index("ix_finding_due", "closed_on", "due_on"),
        STRICT,
    )

    household_id: str = Field(sa_type=Text, foreign_key="household.id")
    visit_id: str | None = Field(default=None, sa_type=Text, foreign_key="visit.id")
    cadre_id: str | None = Field(default=None, sa_type=Text, foreign_key="cadre.id")

    found_on: IsoDate = None
    source: Words = None
    what: Words = None
    remedy: Words = None
    owner: Words = None
    due_on: IsoDate = None
    closed_on: IsoDate = None
    closed_as: Words = None
    outcome: Words = None
