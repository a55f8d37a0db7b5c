"""Answers to forms that have no table of their own: one row an answer."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from db.tables.kept import STRICT, Kept, Words, Year


class Answer(Kept, table=True):
    """One field of a county's form, for a household or a person, of a year or of none."""

    __tablename__ = "answer"
    __table_args__ = (
        Index("ix_answer_subject", "subject_id", "form", "year"),
        Index("ix_answer_form", "form", "field"),
        STRICT,
    )

    form: str = Field(sa_type=Text)
    subject_id: str = Field(sa_type=Text)
    year: Year = None
    field: str = Field(sa_type=Text)
    value: Words = None
