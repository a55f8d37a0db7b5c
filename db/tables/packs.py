"""Policy packs and deadlines of the county, packs installed here, and the judgements made by them."""

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from db.tables.kept import STRICT, IsoDate, Kept, Words


class PackWords(SQLModel):
    """What a pack says of itself; `body` is its file, base64, and `checksum` that of what the file holds."""

    key: str = Field(sa_type=Text)
    label: str = Field(sa_type=Text)
    version: int
    region: str = Field(sa_type=Text)
    era: str = Field(sa_type=Text)
    valid_from: str = Field(sa_type=Text)
    valid_to: str = Field(sa_type=Text)
    source: str = Field(sa_type=Text)
    checksum: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)


class Pack(Kept, PackWords, table=True):
    """A pack the county published. Made by the county alone; it lies over nothing until the office installs it."""

    __tablename__ = "pack"
    __table_args__ = (STRICT,)

    remark: Words = None
    published_by: Words = None
    published_on: IsoDate = None
    withdrawn_on: IsoDate = None


class Deadline(Kept, table=True):
    """Something the county wants by a day. Made by the county alone."""

    __tablename__ = "deadline"
    __table_args__ = (STRICT,)

    title: str = Field(sa_type=Text)
    due_on: str = Field(sa_type=Text)
    remark: Words = None
    published_by: Words = None
    published_on: IsoDate = None
    withdrawn_on: IsoDate = None


class Installation(Kept, PackWords, table=True):
    """A pack that lies over the forms of this office, from `file` ("" where the county published it).

    Of several versions the highest is in force; the older ones stay.
    """

    __tablename__ = "installation"
    __table_args__ = (STRICT,)

    file: Words = None
    installed_on: IsoDate = None
    removed_on: IsoDate = None


class Rulebook(Kept, table=True):
    """The words a household was judged by, as they lay on the shelf: forms files by path, packed, base64."""

    __tablename__ = "rulebook"
    __table_args__ = (Index("ix_rulebook_checksum", "checksum"), STRICT)

    checksum: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)


class Judgement(Kept, table=True):
    """A judgement that was used for something: a case, a paper.

    `as_of`: the id of the last change it was made from, on `machine`; `rulebook`: the checksum of the words it was
    made by. `facts` (what the archive said of the household), `packs` and `results` are canonical JSON.
    """

    __tablename__ = "judgement"
    __table_args__ = (
        Index("ix_judgement_household", "household_id"),
        Index("ix_judgement_case", "case_id"),
        STRICT,
    )

    household_id: str = Field(sa_type=Text, foreign_key="household.id")
    standard: str = Field(sa_type=Text)
    label: str = Field(sa_type=Text)
    judged_on: str = Field(sa_type=Text)
    year: int
    state: str = Field(sa_type=Text)
    as_of: str = Field(sa_type=Text)
    machine: str = Field(sa_type=Text)
    rulebook: str = Field(sa_type=Text)
    packs: str = Field(sa_type=Text)
    results: str = Field(sa_type=Text)
    facts: str = Field(sa_type=Text)
    use: Words = None
    case_id: Words = None
