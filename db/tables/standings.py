"""What a household counts as in a year, why, and the totals its sheet stated."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from db.tables.kept import STRICT, Count, Fen, IsoDate, Kept, Month, Words, Year, YesNo


class Standing(Kept, table=True):
    """Kind, status, causes, risks and stated totals of a household in a year."""

    __tablename__ = "standing"
    __table_args__ = (Index("ux_standing_household", "household_id", "year", unique=True), STRICT)

    household_id: str = Field(sa_type=Text, foreign_key="household.id")
    year: int

    household_kind: Words = None
    attribute: Words = None
    poverty_status: Words = None
    formerly_poor: YesNo = None
    exit_year: Year = None
    planned_exit_year: Year = None
    return_year: Year = None
    return_reason: Words = None
    not_exit_reason: Words = None
    backstop: YesNo = None

    main_cause: Words = None
    second_cause: Words = None
    third_cause: Words = None

    monitor_class: Words = None
    monitored_month: Month = None
    risk_1: Words = None
    risk_2: Words = None
    risk_3: Words = None
    risk_4: Words = None
    risk_5: Words = None
    disaster_kind: Words = None
    disaster_note: Words = None
    risk_cleared: YesNo = None
    cleared_month: Month = None
    clear_way: Words = None
    monitor_contact: Words = None

    house_then: YesNo = None
    school_then: YesNo = None
    water_then: YesNo = None
    insurance_then: YesNo = None
    house_now: YesNo = None
    school_now: YesNo = None
    water_now: YesNo = None
    insurance_now: YesNo = None

    handling: Words = None
    claims_income: Fen = None
    own_paid: Fen = None
    income_range: Fen = None
    per_person_range: Fen = None

    taper_from: IsoDate = None
    taper_months: Count = None

    stated_size: Count = None
    stated_total: Fen = None
    stated_net: Fen = None
    stated_per_person: Fen = None
    confirmed: YesNo = None
