"""Batches: what one import, one carrying forward or one undo made, and taking it back."""

from dataclasses import dataclass

from app.errors import Problem
from app.operations.offices import Office, need_role, need_village
from app.operations.places import forget_places
from app.operations.reasons import reason_words
from app.progress import Progress
from db.histories import recent_batches
from db.reversals import undo


@dataclass(frozen=True, slots=True)
class Undone:
    """A batch taken back: the batch that did it (it can be taken back in its turn), and its changes."""

    batch: str
    changes: int


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch as the settings page lists it; `at` is the wall clock in ISO text."""

    batch: str
    at: str
    actor: str
    reason: str
    changes: int


def undo_batch(office: Office, batch: str, progress: Progress | None = None) -> Undone:
    """Take a batch back as a new change.

    Raises Problem for a batch that is taken back already, a user who may not enter, or not in every village of
    the batch; Fault storage.no_batch, and storage.undo_blocked where a later change would be lost.
    """
    need_role(office, "enter")
    for division in _divisions_of(office, batch) if office.user.villages else ():
        need_village(office, division)
    if _is_undone(office, batch):
        raise Problem("batches.undone_already")
    step = progress.step if progress else None
    done = undo(office.archive, batch, actor=office.user.name, at=office.clock(), step=step)
    forget_places(office)
    changes = office.archive.read("SELECT count(*) FROM change WHERE batch = ?", (done,))[0][0]
    return Undone(done, int(changes))


def _is_undone(office: Office, batch: str) -> bool:
    """Whether a batch was taken back, and that undo was not taken back in its turn."""
    undos = office.archive.read(
        "SELECT batch FROM change WHERE record_id = ? AND action != 'create' AND action = 'act'"
        " AND json_extract(set_json, '$.act') = 'undo'",
        (batch,),
    )
    return any(not _is_undone(office, str(undo)) for (undo,) in undos)


def _divisions_of(office: Office, batch: str) -> list[str]:
    rows = office.archive.read(
        "SELECT DISTINCT h.division_id FROM change c JOIN household h ON h.id = c.about WHERE c.batch = ?",
        (batch,),
    )
    return [str(row[0]) for row in rows]


def list_batches(office: Office, limit: int = 50) -> list[BatchLine]:
    """The newest batches first."""
    with office.archive.reading() as reader:
        found = recent_batches(reader, limit)
    return [BatchLine(one.id, one.at, one.actor, reason_words(one.reason), one.changes) for one in found]
