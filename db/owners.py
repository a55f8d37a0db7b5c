"""Whom a row concerns: the household it names, else the one its person lives in, else the person."""

from collections.abc import Mapping

from db.changes import Value
from db.readers import Reader


def named_owner(record: str, record_id: str, row: Mapping[str, Value]) -> str | None:
    """The household a row names, else the person; None for what concerns neither."""
    if record in ("household", "person"):
        return record_id
    owner = row.get("household_id") or row.get("person_id") or row.get("subject_id")
    return str(owner) if owner else None


def owner_of(reader: Reader, record: str, record_id: str, row: Mapping[str, Value]) -> str | None:
    """The household a row concerns: for a person's rows, the one the person lives in."""
    owner = named_owner(record, record_id, row)
    if owner is None or record == "household" or row.get("household_id"):
        return owner
    place = reader.read(
        "SELECT household_id FROM membership WHERE person_id = ? ORDER BY left_on IS NOT NULL, id DESC LIMIT 1",
        (owner,),
    )
    return str(place[0][0]) if place else owner
