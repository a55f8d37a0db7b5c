"""Housing, water, power, road and land of a household in a year."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from db.tables.kept import STRICT, Fen, IsoDate, Kept, Thousandths, Words, Year, YesNo


class Conditions(Kept, table=True):
    """Living and working conditions; areas in thousandths of a square metre or mu, roads of a kilometre."""

    __tablename__ = "conditions"
    __table_args__ = (Index("ux_conditions_household", "household_id", "year", unique=True), STRICT)

    household_id: str = Field(sa_type=Text, foreign_key="household.id")
    year: int

    house_area: Thousandths = None
    house_structure: Words = None
    built_year: Year = None
    dangerous_house: YesNo = None
    danger_grade: Words = None
    rebuilt_year: Year = None
    house_source: Words = None
    house_subsidy: Fen = None

    water_safe: YesNo = None
    water_hard: YesNo = None
    water_source: Words = None
    production_power: YesNo = None
    living_power: YesNo = None
    broadcast: YesNo = None
    broadband: YesNo = None
    toilet: YesNo = None
    fuel: Words = None

    road_distance: Thousandths = None
    road_kind: Words = None

    cultivated: Thousandths = None
    irrigated: Thousandths = None
    forest: Thousandths = None
    returned_forest: Thousandths = None
    orchard: Thousandths = None
    pasture: Thousandths = None
    water_area: Thousandths = None

    cooperative: YesNo = None
    leading_firm: YesNo = None
    entrepreneur: YesNo = None

    relocated: YesNo = None
    relocation_mode: Words = None
    resettlement_mode: Words = None
    resettlement_place: Words = None
    moved_in_on: IsoDate = None
    old_house_gone: YesNo = None
    confirmed: YesNo = None
