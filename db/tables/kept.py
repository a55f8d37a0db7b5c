"""What every record row carries, and the storage shapes of the kinds of answers."""

from typing import Annotated, Any

from sqlalchemy import MetaData, Text
from sqlalchemy.dialects.sqlite.base import ischema_names
from sqlalchemy.types import UserDefinedType
from sqlmodel import Field, SQLModel

# SQLite then refuses text where a number belongs; the tables themselves validate nothing.
STRICT: dict[str, Any] = {"sqlite_strict": True}

Words = Annotated[str | None, Field(sa_type=Text)]
CodeSet = Annotated[str | None, Field(sa_type=Text)]  # "a,b", in the order given
IsoDate = Annotated[str | None, Field(sa_type=Text)]  # yyyy-mm-dd
Month = Annotated[str | None, Field(sa_type=Text)]  # yyyy-mm
Year = int | None
YesNo = int | None  # 1, 0; None is unknown
Count = int | None
Thousandths = int | None
Fen = int | None


class AnyValue(UserDefinedType[str]):
    """A column that keeps text as text and numbers as numbers: the value of whatever field it speaks of."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """As SQLite's strict tables call it."""
        return "ANY"


ischema_names["ANY"] = AnyValue  # else a table that is read back has NUMERIC there


# SQLite cannot alter a constraint without a name.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA: MetaData = SQLModel.metadata


class Kept(SQLModel):
    """A record row: its id, the change that made it, and the later changes of single fields.

    `since` is JSON {field: change id}; the last setter of a field is since.get(field, born).
    """

    id: str = Field(primary_key=True, sa_type=Text)
    born: str = Field(sa_type=Text)
    since: str | None = Field(default=None, sa_type=Text)
