"""Help plans: one for each household and year, its measures, and what an office added to the catalogue."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from db.tables.kept import STRICT, CodeSet, Fen, IsoDate, Kept, Month, Thousandths, Words, YesNo


class Plan(Kept, table=True):
    """What a household and those who help it agreed for a year, how far it came, and how it ended."""

    __tablename__ = "plan"
    __table_args__ = (
        Index("ux_plan_household", "household_id", "year", unique=True),
        Index("ix_plan_year", "year", "state"),
        STRICT,
    )

    household_id: str = Field(sa_type=Text, foreign_key="household.id")
    year: int

    state: Words = None
    causes: CodeSet = None
    risks: CodeSet = None
    wishes: Words = None
    needs: Words = None
    goal: Words = None
    goal_income: Fen = None
    goal_month: Month = None

    signed_on: IsoDate = None
    signed_by: Words = None
    village_on: IsoDate = None
    village_by: Words = None
    township_on: IsoDate = None
    township_by: Words = None
    started_on: IsoDate = None

    result: Words = None
    achieved: Words = None
    unfinished: Words = None
    closed_on: IsoDate = None
    note: Words = None


class Measure(Kept, table=True):
    """One measure of a plan. `person_ids`: who of the household benefits, "id,id"; None is all of it."""

    __tablename__ = "measure"
    __table_args__ = (
        Index("ix_measure_plan", "plan_id"),
        Index("ix_measure_household", "household_id", "year"),
        Index("ix_measure_year", "year", "kind"),
        STRICT,
    )

    household_id: str = Field(sa_type=Text, foreign_key="household.id")
    plan_id: str = Field(sa_type=Text, foreign_key="plan.id")
    year: int
    person_ids: CodeSet = None

    kind: Words = None
    item: Words = None
    name: Words = None
    content: Words = None
    scale: Thousandths = None
    unit: Words = None
    amount: Fen = None
    source: Words = None
    doer: Words = None
    charge: Words = None
    from_on: IsoDate = None
    to_on: IsoDate = None
    state: Words = None
    done_on: IsoDate = None
    done: Words = None
    spent: Fen = None
    effect: Fen = None
    confirmed: YesNo = None
    note: Words = None


class CatalogueItem(Kept, table=True):
    """A measure the office added to the catalogue of `forms/measures/`, or put in the place of one by its code."""

    __tablename__ = "catalogue_item"
    __table_args__ = (Index("ux_catalogue_item_code", "code", unique=True), STRICT)

    code: str = Field(sa_type=Text)
    kind: Words = None
    project: Words = None
    name: Words = None
    causes: CodeSet = None
    risks: CodeSet = None
    amount: Fen = None
    unit: Words = None
    department: Words = None
    valid_from: IsoDate = None
    valid_to: IsoDate = None
    basis: Words = None
