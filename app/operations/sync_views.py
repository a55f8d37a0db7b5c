"""What the window says of the line to the county: read from the archive alone, cheap enough for the top bar."""

from dataclasses import dataclass

from app.operations.offices import Office
from app.operations.upload_marks import safe_through

REFUSED_SHOWN = 200


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A change of this machine that the county did not take: when, by whom, of whom, the county's word for why."""

    change: str
    at: str
    actor: str
    record: str
    household: str
    head: str
    reason: str


@dataclass(frozen=True, slots=True)
class SyncView:
    """Where this machine stands. Counts are own changes; `unsent_since` is when the oldest unsent one was made.

    `reported` are at the county but not yet in its backup. `last_error` is a message key.
    """

    enrolled: bool
    county: str = ""
    server: str = ""
    device: str = ""
    last_ok: str = ""
    last_tried: str = ""
    last_error: str = ""
    unsent: int = 0
    unsent_since: str = ""
    reported: int = 0
    backed_up: int = 0
    conflicts: int = 0
    refused: int = 0
    aside: int = 0
    unheard: int = 0


def sync_view(office: Office) -> SyncView:
    """Where this machine stands with its county, without a line."""
    rows = office.archive.read(
        "SELECT county, server, device_name, last_ok, last_tried, last_error,"
        " (SELECT coalesce(max(seq), 0) FROM change),"
        " (SELECT count(*) FROM conflict WHERE settled_as IS NULL),"
        " (SELECT count(*) FROM answered WHERE status = 'rejected'),"
        " (SELECT count(*) FROM shadow WHERE why != 'pending'),"
        " (SELECT count(*) FROM synced WHERE gone = 3),"
        " coalesce((SELECT at FROM change WHERE seq > acked ORDER BY seq LIMIT 1), '') FROM sync_state"
    )
    safe = safe_through(office)
    if not rows or safe is None:
        return SyncView(enrolled=False)
    county, server, device, ok, tried, error, newest, conflicts, refused, aside, unheard, since = rows[0]
    return SyncView(
        enrolled=True,
        county=county,
        server=server,
        device=device,
        last_ok=ok or "",
        last_tried=tried or "",
        last_error=error or "",
        unsent=max(0, newest - safe.reported),
        unsent_since=since,
        reported=safe.reported - safe.backed_up,
        backed_up=safe.backed_up,
        conflicts=conflicts,
        refused=refused,
        aside=aside,
        unheard=unheard,
    )


def refused_lines(office: Office) -> list[RefusedLine]:
    """Own changes that the county refused, the newest first: nothing of them is lost, they stand in our log."""
    rows = office.archive.read(
        "SELECT c.id, c.at, c.actor, c.record, coalesce(c.about, ''), coalesce((SELECT p.name FROM membership m"
        " JOIN person p ON p.id = m.person_id WHERE m.household_id = c.about AND m.relation = '01'"
        " AND m.left_on IS NULL LIMIT 1), ''), coalesce(a.reason, '') FROM answered a"
        " JOIN change c ON c.id = a.change_id WHERE a.status = 'rejected' ORDER BY a.at DESC, c.seq DESC LIMIT ?",
        (REFUSED_SHOWN,),
    )
    return [RefusedLine(*row) for row in rows]
