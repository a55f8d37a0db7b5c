"""Places: province, prefecture, county, township, village, with their dates."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from db.tables.kept import STRICT, IsoDate, Kept, Words


class Division(Kept, table=True):
    """A place. Its id is ours and stays; codes are re-issued. `path` is the ids from the top, with `/`."""

    __tablename__ = "division"
    __table_args__ = (
        Index("ix_division_code", "code"),
        Index("ix_division_parent", "parent_id"),
        Index("ix_division_path", "path"),
        STRICT,
    )

    code: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    level: str = Field(sa_type=Text)
    parent_id: str | None = Field(default=None, sa_type=Text, foreign_key="division.id")
    path: str = Field(sa_type=Text)
    valid_from: IsoDate = None
    valid_to: IsoDate = None
    full_name: Words = None
