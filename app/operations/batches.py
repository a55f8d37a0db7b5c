"""Batches: what one import, one carrying forward or one undo made, and taking it back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from app.errors import Problem
from app.operations.offices import Office, need_role, need_village
from app.operations.packs.laying import lay_packs
from app.operations.places import forget_places
from app.operations.reasons import reason_words
from app.progress import Progress
from app.rules.dossiers import HEAD
from app.texts import say
from db.conflicts import Conflict
from db.faults import Fault
from db.histories import recent_batches
from db.reversals import undo

_TOLD = 3
"""So many later changes are named where an undo is refused."""


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
    the batch; Fault storage.no_batch. Where a later change would be lost: Problem batches.undo_blocked, which names
    the first few of them, with whose they are, who made them and when.
    """
    need_role(office, "enter")
    for division in _divisions_of(office, batch) if office.user.villages else ():
        need_village(office, division)
    if _is_undone(office, batch):
        raise Problem("batches.undone_already")
    step = progress.step if progress else None
    try:
        done = undo(office.archive, batch, actor=office.user.name, at=office.clock(), step=step)
    except Fault as fault:
        if fault.code != "storage.undo_blocked":
            raise
        conflicts = cast(Iterable[Conflict], fault.values["conflicts"])
        told = _blocked_by(office, conflicts)
        raise Problem("batches.undo_blocked", count=fault.values["count"], told=told) from fault
    forget_places(office)
    lay_packs(office)
    changes = office.archive.read("SELECT count(*) FROM change WHERE batch = ?", (done,))[0][0]
    return Undone(done, int(changes))


def _blocked_by(office: Office, conflicts: Iterable[Conflict]) -> str:
    """The first few changes that an undo would lose, in words: whose, what, when and by whom."""
    changes = list(dict.fromkeys(one.change for one in conflicts))
    told = [say("batches.later", **_told_change(office, change)) for change in changes[:_TOLD]]
    more = say("batches.and_more", count=len(changes) - _TOLD) if len(changes) > _TOLD else ""
    return say("batches.semicolon").join(told) + more


def _told_change(office: Office, change: str) -> dict[str, str]:
    rows = office.archive.read(
        "SELECT c.record, substr(c.at, 1, 16), c.actor, (SELECT max(p.name) FROM membership m JOIN person p"
        " ON p.id = m.person_id WHERE m.household_id = c.about AND m.relation = ?) FROM change c WHERE c.id = ?",
        (HEAD, change),
    )
    record, at, actor, head = rows[0] if rows else ("", "", "", "")
    forms = office.forms
    form = forms.records.get(record) or forms.help.get(record) or forms.public.get(record)
    whose = say("batches.of_household", head=head) if head else ""
    return {"whose": whose, "what": form.label if form else "", "at": at.replace("T", " "), "who": actor}


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
