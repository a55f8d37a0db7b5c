"""Photos and scans on their way: carried after the records, and the list of those that are not where they should be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.operations.attachments import has_small
from app.operations.file_shelves import Notebook, OfficeShelf, named_files, named_photos
from app.operations.move_facts import HEAD
from app.operations.offices import Office, need_role
from app.progress import Progress
from app.sync.attachments import Carried, Carrier
from app.sync.calls import state_in
from app.sync.lines import Line
from app.sync.wire.shapes import SMALL

Way = Literal["here", "county"]
"""Where a file has still to come: to this PC, or to the county."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that a row names and that is not everywhere yet. `here`: it lies on this PC and waits to be sent.

    `household_id` and `head` are "" for a photograph of a notice.
    """

    household_id: str
    name: str
    size: int
    here: bool
    head: str = ""
    hash: str = ""


def carry_files(office: Office, line: Line, progress: Progress, budget: int | None = None) -> Carried:
    """Send what lies here, fetch what does not; at most `budget` bytes a day. What a cut stops goes on next time."""
    with office.archive.reading() as reader:
        server = state_in(reader).server_epoch
    shelf, notebook, done, day = (
        OfficeShelf(office),
        Notebook(office, server),
        Carried(),
        office.clock().date(),
    )
    left = None if budget is None else max(budget - notebook.used(day), 0)
    files = named_files(office)
    carrier = Carrier(line, shelf, left, lambda nth, count: progress.step(nth, count, "sync.carrying"), done)
    there, small = list[str](), list[str]()
    ours = [one for one in files if one[0] not in notebook.there and shelf.here(one[0])]
    missing = [one for one in files if not shelf.here(one[0])]
    try:
        # A file that is no larger than a small picture goes first as it is.
        photos = named_photos(office)
        carrier.hand_over_small(
            [one for one, size in ours if size > SMALL and one in photos - notebook.small], small
        )
        carrier.fetch_small(
            [one for one, size in missing if size > SMALL and one in photos and not has_small(office, one)]
        )
        carrier.hand_over(ours, there)
        carrier.fetch(missing)
        there += [digest for digest, _ in missing if shelf.here(digest)]  # it came from there
    finally:
        if there or small or done.bytes:
            notebook.note(there, small, day, done.bytes)
    return done


def waiting_of(office: Office, digests: Sequence[str]) -> dict[str, Way]:
    """Which of these files are on their way, and where to; empty where no county is joined."""
    rows = office.archive.read("SELECT server_epoch FROM sync_state") if digests else []
    if not rows:
        return {}
    shelf, there = OfficeShelf(office), Notebook(office, str(rows[0][0])).there
    found: dict[str, Way] = {one: "here" for one in digests if not shelf.here(one)}
    return found | {one: "county" for one in digests if one not in found and one not in there}


def list_waiting_files(office: Office) -> list[Waiting]:
    """The photos and scans that are not here, or not yet at the county, in the order in which they go: small first."""
    need_role(office, "view")
    with office.archive.reading() as reader:
        server = state_in(reader).server_epoch
    shelf, there = OfficeShelf(office), Notebook(office, server).there
    rows = office.archive.read(
        f"SELECT a.household_id, {HEAD}, a.name, a.size, a.hash FROM attachment a"
        " LEFT JOIN household h ON h.id = a.household_id"
        " UNION ALL SELECT '', '', name, size, hash FROM notice_photo ORDER BY 4, 5"
    )
    return [
        Waiting(str(household or ""), str(name), int(size), here, str(head), digest)
        for household, head, name, size, digest in rows
        if not (here := shelf.here(digest)) or digest not in there
    ]
