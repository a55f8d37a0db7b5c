"""Builders: an archive, and households in it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from db.archives import Archive
from db.records import RECORDS, new_id
from db.works import Work

KEY = bytes(range(32))
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def an_archive(folder: Path, name: str = "archive.db", **options: Any) -> Archive:
    """A new, empty archive."""
    return Archive.create(folder / name, KEY, **options)


def a_village(work: Work, name: str = "Stonecandle") -> str:
    """A division to put households in."""
    return work.create("division", {"code": "510812103202", "name": name, "level": "village", "path": name})


def a_household(work: Work, village: str, **answers: str | int | None) -> str:
    """A household of one person."""
    household = work.create("household", {"division_id": village, **answers})
    person = work.create("person", {"name": "Zhao"}, about=household)
    work.create("membership", {"household_id": household, "person_id": person, "relation": "01"})
    return household


def household_rows(village: str, count: int) -> list[dict[str, Any]]:
    """Rows as an import hands them over."""
    return [
        {
            "id": new_id(),
            "division_id": village,
            "code": f"{number:012}",
            "address": None,
            "resettled": number % 2,
        }
        for number in range(count)
    ]


def tables_of(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    """Every record table and the log, in an order that does not depend on the file."""
    tables = {
        record: archive.read(
            f'SELECT id, born, since, {", ".join(archive.columns(record))} FROM "{record}" ORDER BY id'
        )
        for record in RECORDS
    }
    tables["change"] = archive.read(
        "SELECT seq, id, epoch_number, dseq, prev_hash, hash FROM change ORDER BY seq"
    )
    tables["epoch"] = archive.read("SELECT * FROM epoch ORDER BY number")
    return tables
