"""Public notices, what was said against them, and what is announced: projects and payments."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from db.tables.kept import STRICT, Count, Fen, IsoDate, Kept, Thousandths, Words, YesNo


class Notice(Kept, table=True):
    """A notice from draft to taking down. `frozen`: rows and wording as posted, canonical JSON; `hash` its SHA-256."""

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_case", "case_id"),
        Index("ix_notice_division", "division_id"),
        Index("ix_notice_ends", "taken_down_on", "ends_on"),
        STRICT,
    )

    case_id: str | None = Field(default=None, sa_type=Text, foreign_key="case.id")
    division_id: str = Field(sa_type=Text, foreign_key="division.id")
    corrects_id: str | None = Field(default=None, sa_type=Text, foreign_key="notice.id")
    step: Words = None
    kind: str = Field(sa_type=Text)
    number: Words = None
    letter: Words = None
    title: Words = None
    wording: Words = None
    profile: Words = None
    issuer: Words = None
    drafted_on: IsoDate = None
    approved_on: IsoDate = None
    approved_by: Words = None
    posted_on: IsoDate = None
    places: Words = None
    hangs: Count = None
    days_kind: Words = None
    ends_on: IsoDate = None
    taken_down_on: IsoDate = None
    result: Words = None
    reason: Words = None
    frozen: Words = None
    hash: Words = None
    signature: Words = None


class Wording(Kept, table=True):
    """A place's own title and text of a kind of notice; they hold for it and for what lies below it."""

    __tablename__ = "wording"
    __table_args__ = (Index("ix_wording_division", "division_id", "kind"), STRICT)

    division_id: str = Field(sa_type=Text, foreign_key="division.id")
    kind: str = Field(sa_type=Text)
    title: Words = None
    wording: Words = None


class NoticePhoto(Kept, table=True):
    """A photograph of a posted notice, kept by content hash like every attachment; `far`: from a distance."""

    __tablename__ = "notice_photo"
    __table_args__ = (Index("ix_notice_photo_notice", "notice_id"), STRICT)

    notice_id: str = Field(sa_type=Text, foreign_key="notice.id")
    hash: str = Field(sa_type=Text)
    size: int
    name: str = Field(sa_type=Text)
    media: Words = None
    far: YesNo = None


class Objection(Kept, table=True):
    """What somebody said against a notice, about whom, and how it was answered."""

    __tablename__ = "objection"
    __table_args__ = (
        Index("ix_objection_notice", "notice_id"),
        Index("ix_objection_household", "household_id"),
        STRICT,
    )

    notice_id: str = Field(sa_type=Text, foreign_key="notice.id")
    household_id: str | None = Field(default=None, sa_type=Text, foreign_key="household.id")
    received_on: IsoDate = None
    way: Words = None
    who: Words = None
    what: Words = None
    investigator: Words = None
    found: Words = None
    upheld: YesNo = None
    answered_on: IsoDate = None


class Project(Kept, table=True):
    """A project that is announced before and after."""

    __tablename__ = "project"
    __table_args__ = (Index("ix_project_division", "division_id"), STRICT)

    division_id: str = Field(sa_type=Text, foreign_key="division.id")
    name: Words = None
    kind: Words = None
    nature: Words = None
    place: Words = None
    schedule: Words = None
    unit: Words = None
    charge: Words = None
    task: Words = None
    funds: Fen = None
    source: Words = None
    beneficiaries: Words = None
    goal: Words = None
    sharing: Words = None
    allocated_on: IsoDate = None
    spent: Fen = None
    accepted_on: IsoDate = None
    achieved: Words = None


class Payment(Kept, table=True):
    """One line of a subsidy paid to households."""

    __tablename__ = "payment"
    __table_args__ = (
        Index("ix_payment_household", "household_id"),
        Index("ix_payment_case", "case_id"),
        STRICT,
    )

    household_id: str = Field(sa_type=Text, foreign_key="household.id")
    case_id: str | None = Field(default=None, sa_type=Text, foreign_key="case.id")
    person_id: str | None = Field(default=None, sa_type=Text, foreign_key="person.id")
    year: int
    scheme: Words = None
    standard: Fen = None
    quantity: Thousandths = None
    amount: Fen = None
    allocated_on: IsoDate = None
    paid_on: IsoDate = None
    note: Words = None
