"""Photos and scans on their way: carried after the records, and the list of those that are not where they should be."""

from dataclasses import dataclass

from app.operations.file_shelves import Notebook, OfficeShelf, named_files
from app.operations.offices import Office
from app.progress import Progress
from app.sync.attachments import Carried, Carrier
from app.sync.calls import state_in
from app.sync.lines import Line


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that a row names and that is not everywhere yet. `here`: it lies on this PC and waits to be sent."""

    household_id: str
    name: str
    size: int
    here: bool


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
    there: list[str] = []
    try:
        ours = [one for one in files if one[0] not in notebook.there and shelf.here(one[0])]
        carrier.hand_over(ours, there)
        carrier.fetch(missing := [one for one in files if not shelf.here(one[0])])
        there += [digest for digest, _ in missing if shelf.here(digest)]  # it came from there
    finally:
        if there or done.bytes:
            notebook.note(there, day, done.bytes)
    return done


def list_waiting_files(office: Office) -> list[Waiting]:
    """The photos and scans of households that are not here, or not yet at the county."""
    with office.archive.reading() as reader:
        server = state_in(reader).server_epoch
    shelf, there = OfficeShelf(office), Notebook(office, server).there
    rows = office.archive.read("SELECT household_id, name, size, hash FROM attachment ORDER BY id")
    return [
        Waiting(str(household), str(name), int(size), shelf.here(digest))
        for household, name, size, digest in rows
        if digest not in there or not shelf.here(digest)
    ]
