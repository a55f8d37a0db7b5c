"""The office as it stood at an earlier moment: for judging again what was judged then."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import cast

from app.operations.offices import Office
from db.archives import Archive
from db.pasts import last_before, past_of


def last_change(office: Office) -> int:
    """The number of the newest change of the log; 0 in an empty archive."""
    return int(office.archive.read("SELECT coalesce(max(seq), 0) FROM change")[0][0])


def change_before(office: Office, moment: datetime) -> int:
    """The number of the last change made at that moment or earlier, by the clocks of the day."""
    return last_before(office.archive, moment)


def change_named(office: Office, seq: int) -> tuple[str, str]:
    """The id of a change of our own log, and the machine that made it; ("", the machine) before the first."""
    device = str(office.archive.read("SELECT device FROM epoch ORDER BY number DESC LIMIT 1")[0][0])
    rows = office.archive.read("SELECT id FROM change WHERE seq = ?", (seq,))
    return (str(rows[0][0]) if rows else "", device)


def change_numbered(office: Office, change: str) -> int | None:
    """The number a change has in the log of this machine; None for one of another machine."""
    rows = office.archive.read("SELECT seq FROM change WHERE id = ?", (change,))
    return int(rows[0][0]) if rows else None


@contextmanager
def office_as_of(office: Office, seq: int, households: Sequence[str] | None = None) -> Iterator[Office]:
    """The office after change `seq`, to be read and nothing else; of these households, else of all.

    With the newest change it is the office itself.
    """
    if seq >= last_change(office):
        yield office
        return
    past = past_of(office.archive, seq, households)
    try:
        # A past is read as the archive is; it can be written by nothing, and knows no keys.
        yield replace(office, archive=cast(Archive, past), kept={})
    finally:
        past.close()
