"""The papers of a household: its checklist, and the files behind it."""

from sqlalchemy import Index, Text
from sqlmodel import Field

from db.tables.kept import STRICT, Count, IsoDate, Kept, Words, YesNo


class Document(Kept, table=True):
    """One line of a household's checklist: a paper that is there or missing."""

    __tablename__ = "document"
    __table_args__ = (Index("ix_document_household", "household_id"), STRICT)

    household_id: str = Field(sa_type=Text, foreign_key="household.id")

    kind: Words = None
    title: Words = None
    present: YesNo = None
    dated: IsoDate = None
    pages: Count = None
    original: Words = None
    box: Words = None
    signed: YesNo = None
    note: Words = None


class Attachment(Kept, table=True):
    """A file kept outside the archive under its content hash (SHA-256, hexadecimal); size in bytes."""

    __tablename__ = "attachment"
    __table_args__ = (
        Index("ix_attachment_household", "household_id"),
        Index("ix_attachment_person", "person_id"),
        Index("ix_attachment_document", "document_id"),
        Index("ix_attachment_visit", "visit_id"),
        Index("ix_attachment_hash", "hash"),
        STRICT,
    )

    household_id: str = Field(sa_type=Text, foreign_key="household.id")
    person_id: str | None = Field(default=None, sa_type=Text, foreign_key="person.id")
    document_id: str | None = Field(default=None, sa_type=Text, foreign_key="document.id")
    hash: str = Field(sa_type=Text)
    size: int
    name: str = Field(sa_type=Text)
    media: Words = None
    taken_on: IsoDate = None
    visit_id: str | None = Field(default=None, sa_type=Text, foreign_key="visit.id")
    purpose: Words = None  # None: a scan; "photo", "signature"
    note: Words = None
