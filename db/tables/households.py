"""Households: what does not change with the year."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from db.tables.kept import STRICT, IsoDate, Kept, Month, Words, YesNo


class Household(Kept, table=True):
    """A household of a village, or of one of its groups. `moving_to`: the code of the place it is to go to."""

    __tablename__ = "household"
    __table_args__ = (
        Index("ix_household_division", "division_id", "group_name"),
        Index("ix_household_code", "code"),
        STRICT,
    )

    division_id: str = Field(sa_type=Text, foreign_key="division.id")

    code: Words = None
    group_name: Words = None
    address: Words = None
    phone: Words = None
    bank_name: Words = None
    bank_account: Words = None
    village_phone: Words = None

    recognised_by: Words = None
    recognised_month: Month = None
    resettled: YesNo = None
    resettlement_address: Words = None

    martyr_family: YesNo = None
    only_child: YesNo = None
    two_daughters: YesNo = None
    planned_family: YesNo = None
    on_payroll: YesNo = None
    runs_business: YesNo = None
    owns_flat: YesNo = None
    owns_car: YesNo = None
    flags_note: Words = None

    filled_by: Words = None
    filler_phone: Words = None
    filled_on: IsoDate = None
    head_signed_on: IsoDate = None
    closed_on: IsoDate = None
    closed_reason: Words = None
    moving_to: Words = None
    remark: Words = None
