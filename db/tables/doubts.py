"""Doubts a person has settled with a reason."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from db.tables.kept import STRICT, Kept, Words, Year


class SettledDoubt(Kept, table=True):
    """A doubt kept as it is. It opens again once the value's `fingerprint` is another."""

    __tablename__ = "settled_doubt"
    __table_args__ = (
        Index("ix_settled_doubt_household", "household_id"),
        Index("ix_settled_doubt_person", "person_id"),
        STRICT,
    )

    rule: str = Field(sa_type=Text)
    household_id: str = Field(sa_type=Text, foreign_key="household.id")
    person_id: str | None = Field(default=None, sa_type=Text, foreign_key="person.id")
    year: Year = None
    field: Words = None
    fingerprint: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
