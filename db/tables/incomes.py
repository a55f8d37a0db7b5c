"""Income and costs: one row an entry; totals are computed, never stored."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from db.tables.kept import STRICT, Count, Fen, IsoDate, Kept, Thousandths, Words


class IncomeItem(Kept, table=True):
    """One entry of a household's income or costs in a year, or in a period of it."""

    __tablename__ = "income"
    __table_args__ = (
        Index("ix_income_household", "household_id", "year"),
        Index("ix_income_person", "person_id"),
        STRICT,
    )

    household_id: str = Field(sa_type=Text, foreign_key="household.id")
    person_id: str | None = Field(default=None, sa_type=Text, foreign_key="person.id")
    year: int

    kind: Words = None
    amount: Fen = None
    what: Words = None
    place: Words = None
    company: Words = None
    months: Count = None
    scale: Thousandths = None
    yield_kg: Thousandths = None
    price: Fen = None
    period_from: IsoDate = None
    period_to: IsoDate = None
    basis: Words = None
    note: Words = None
