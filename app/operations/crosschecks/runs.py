"""The comparisons that were kept: of which list, when, and how far their differences are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from app.errors import Problem
from app.operations.campaigns import mine_only
from app.operations.offices import Office, need_role


@dataclass(frozen=True, slots=True)
class CrossCheckLine:
    """A kept comparison: of which list, when, how its rows came out, and how many differences wait."""

    id: str
    profile: str
    label: str
    department: str
    files: str
    hash: str
    made_on: date
    as_of: date | None
    year: int
    counts: Mapping[str, int]
    frozen: Mapping[str, Any]
    differences: int
    waiting: int


def crosschecks(office: Office) -> list[CrossCheckLine]:
    """The kept comparisons, the newest first; counts are of the villages the user may see."""
    need_role(office, "view")
    mine, villages = mine_only(office)
    rows = office.archive.read(
        "SELECT c.id, c.profile, c.label, coalesce(c.department, ''), coalesce(c.files, ''), coalesce(c.hash, ''),"
        " c.made_on, c.as_of, c.year, c.counts, c.frozen, count(h.id),"
        " sum(h.id IS NOT NULL AND d.settled IS NULL AND f.closed_on IS NULL)"
        " FROM crosscheck c LEFT JOIN difference d ON d.crosscheck_id = c.id"
        f" LEFT JOIN household h ON h.id = d.household_id{mine} LEFT JOIN finding f ON f.id = d.finding_id"
        " GROUP BY c.id ORDER BY c.made_on DESC, c.id DESC",
        villages,
    )
    return [
        CrossCheckLine(
            id=row[0],
            profile=row[1],
            label=row[2],
            department=row[3],
            files=row[4],
            hash=row[5],
            made_on=date.fromisoformat(row[6]),
            as_of=date.fromisoformat(row[7]) if row[7] else None,
            year=row[8],
            counts=orjson.loads(row[9] or "{}"),
            frozen=orjson.loads(row[10] or "{}"),
            differences=row[11],
            waiting=row[12] or 0,
        )
        for row in rows
    ]


def crosscheck_named(office: Office, word: str) -> CrossCheckLine:
    """A kept comparison by its id, or the newest of a profile (key or name). Raises Problem where there is none."""
    every = crosschecks(office)
    found = [one for one in every if one.id == word] or [
        one for one in every if word in (one.profile, one.label)
    ]
    if not found:
        raise Problem("crosscheck.no_such", word=word)
    return found[0]
