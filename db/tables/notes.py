"""What this PC remembers and never logs: unsaved typing, and what a workbook's columns were taken for."""

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from db.tables.kept import STRICT


class Draft(SQLModel, table=True):
    """What a clerk was typing and has not saved: JSON by the key of the page."""

    __tablename__ = "draft"
    __table_args__ = (STRICT,)

    key: str = Field(primary_key=True, sa_type=Text)
    user: str = Field(primary_key=True, sa_type=Text)
    body: str = Field(sa_type=Text)
    saved_at: str = Field(sa_type=Text)


class Shape(SQLModel, table=True):
    """What the columns of a workbook were taken for, by a fingerprint of its headings."""

    __tablename__ = "shape"
    __table_args__ = (STRICT,)

    fingerprint: str = Field(primary_key=True, sa_type=Text)
    columns: str = Field(sa_type=Text)
    saved_at: str = Field(sa_type=Text)
