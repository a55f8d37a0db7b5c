"""Clues that a household may fall (back) into poverty: who said it, who checks it, and what came of it."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from db.tables.kept import STRICT, IsoDate, Kept, Words


class Clue(Kept, table=True):
    """One clue. Of a household, or of somebody in a village (`division_id`) whom the archive does not hold yet.

    `rule`, `basis`: the warning rule it came from, and the fingerprint of the facts it was given for; `cadre_id`: who
    checks, where he is a known cadre.
    """

    __tablename__ = "clue"
    __table_args__ = (
        Index("ix_clue_household", "household_id"),
        Index("ix_clue_person", "person_id"),
        Index("ix_clue_division", "division_id"),
        Index("ix_clue_cadre", "cadre_id"),
        Index("ix_clue_due", "closed_on", "due_on"),
        STRICT,
    )

    household_id: str | None = Field(default=None, sa_type=Text, foreign_key="household.id")
    person_id: str | None = Field(default=None, sa_type=Text, foreign_key="person.id")
    division_id: str | None = Field(default=None, sa_type=Text, foreign_key="division.id")
    cadre_id: str | None = Field(default=None, sa_type=Text, foreign_key="cadre.id")
    rule: Words = None
    basis: Words = None

    found_on: IsoDate = None
    source: Words = None
    department: Words = None
    number: Words = None
    whom: Words = None
    what: Words = None
    was: Words = None
    value: Words = None
    checker: Words = None
    due_on: IsoDate = None
    closed_on: IsoDate = None
    result: Words = None
    reason: Words = None
