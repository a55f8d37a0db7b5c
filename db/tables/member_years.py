"""A person's schooling, health, labour, work and insurance in a year."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from db.tables.kept import STRICT, CodeSet, Count, Fen, IsoDate, Kept, Words, Year, YesNo


class MemberYear(Kept, table=True):
    """What is known of a person for one year."""

    __tablename__ = "member_year"
    __table_args__ = (Index("ux_member_year_person", "person_id", "year", unique=True), STRICT)

    person_id: str = Field(sa_type=Text, foreign_key="person.id")
    year: int

    education: Words = None
    school_state: Words = None
    school_name: Words = None
    dropout_reason: Words = None
    mandarin: YesNo = None
    political: Words = None

    health: CodeSet = None
    disability_kind: CodeSet = None
    disability_grade: Words = None
    disability_card_year: Year = None
    illness_aid: YesNo = None
    health_aid: YesNo = None
    medical_aid: YesNo = None
    doctor_signed: YesNo = None

    labour: Words = None
    work_place: Words = None
    work_region: Words = None
    work_months: Count = None
    employer: Words = None
    job_channel: Words = None
    industry: Words = None
    post_kind: Words = None
    post_months: Count = None
    post_from: IsoDate = None
    post_to: IsoDate = None
    post_pay: Fen = None
    abroad: YesNo = None
    unemployed_reason: Words = None

    resident_insurance: YesNo = None
    employee_insurance: YesNo = None
    illness_insurance: YesNo = None
    commercial_insurance: YesNo = None
    accident_insurance: YesNo = None
    resident_pension: YesNo = None
    employee_pension: YesNo = None
    dibao: YesNo = None
    tekun: YesNo = None

    special: CodeSet = None
    guardian: Words = None
    guardian_relation: Words = None
    guardian_phone: Words = None
    care_days: Count = None
    relocation_person: YesNo = None
    soldier: YesNo = None
    note: Words = None
    confirmed: YesNo = None
