"""Persons, and their places in households."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from db.tables.kept import STRICT, IsoDate, Kept, Words


class Person(Kept, table=True):
    """A person; goes from household to household and through the years."""

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_id_number", "id_number"),
        Index("ix_person_code", "code"),
        Index("ix_person_name", "name"),
        STRICT,
    )

    name: Words = None
    id_kind: Words = None
    id_number: Words = None
    sex: Words = None
    birth_date: IsoDate = None
    ethnicity: Words = None
    code: Words = None
    phone: Words = None
    disability_number: Words = None


class Membership(Kept, table=True):
    """A person's place in a household, from a day to a day."""

    __tablename__ = "membership"
    __table_args__ = (
        Index("ix_membership_household", "household_id"),
        Index("ix_membership_person", "person_id"),
        STRICT,
    )

    household_id: str = Field(sa_type=Text, foreign_key="household.id")
    person_id: str = Field(sa_type=Text, foreign_key="person.id")

    relation: Words = None
    joined_on: IsoDate = None
    join_reason: Words = None
    left_on: IsoDate = None
    leave_reason: Words = None
