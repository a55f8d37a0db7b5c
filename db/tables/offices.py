"""The office itself, and the people who sign in."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from db.tables.kept import STRICT, CodeSet, IsoDate, Kept, Words, Year


class Office(Kept, table=True):
    """This installation: its name, its place and the year it works on. One row."""

    __tablename__ = "office"
    __table_args__ = (STRICT,)

    name: str = Field(sa_type=Text)
    division_id: str | None = Field(default=None, sa_type=Text, foreign_key="division.id")
    year: Year = None
    phone: Words = None
    complaint_phone: Words = None


class User(Kept, table=True):
    """A clerk. `role` says what, `villages` (division ids, comma between; empty for all) says where."""

    __tablename__ = "user"
    __table_args__ = (Index("ux_user_name", "name", unique=True), STRICT)

    name: str = Field(sa_type=Text)
    full_name: Words = None
    role: str = Field(sa_type=Text)
    villages: CodeSet = None
    phone: Words = None
    closed_on: IsoDate = None
