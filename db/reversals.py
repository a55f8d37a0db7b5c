"""Taking a batch back: a new batch of changes that inverts what the old one did, all of it or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import orjson

from db.archives import Archive
from db.changes import Value
from db.conflicts import Conflict, conflicts_of
from db.faults import Fault
from db.loads import Step
from db.records import RECORDS, new_id
from db.works import Work

Key = tuple[str, str]  # record, record id


@dataclass(slots=True)
class Effect:
    """What a batch did, all its changes taken together, in the order they were made."""

    changes: set[str] = field(default_factory=set)
    created: dict[Key, str | None] = field(default_factory=dict)
    deleted: dict[Key, tuple[dict[str, Value], str | None]] = field(default_factory=dict)
    updated: dict[Key, dict[str, Value]] = field(default_factory=dict)

    def add_create(self, key: Key, about: str | None, columns: Iterable[str]) -> None:
        """A row was made; one that the batch had deleted before is as if changed."""
        if key in self.deleted:
            old, _ = self.deleted.pop(key)
            self.updated[key] = dict.fromkeys(columns) | old
        else:
            self.created[key] = about

    def add_update(self, key: Key, old: Mapping[str, Value]) -> None:
        """Answers were changed; the oldest of their old values counts."""
        if key not in self.created:
            self.updated[key] = {**old, **self.updated.get(key, {})}

    def add_delete(self, key: Key, old: Mapping[str, Value], about: str | None) -> None:
        """A row was taken away; one the batch had made itself leaves no trace."""
        if key in self.created:
            del self.created[key]
        else:
            self.deleted[key] = ({**old, **self.updated.pop(key, {})}, about)


def undo(
    archive: Archive,
    batch: str,
    *,
    actor: str,
    at: datetime,
    reason: str | None = None,
    step: Step | None = None,
) -> str:
    """Take a batch back; gives the new batch, which can be taken back in its turn.

    Raises Fault storage.no_batch; storage.undo_blocked (`count`, and `conflicts`: a tuple of `Conflict`)
    where something of it was changed since or is still referred to. Nothing is undone then.
    """
    fresh = new_id()
    with archive.work(actor, reason, at=at, batch=fresh) as work:
        effect = effect_of(work, batch, archive)
        if not effect.changes:
            raise Fault("storage.no_batch", batch=batch)
        conflicts: tuple[Conflict, ...] = conflicts_of(
            work, batch, effect.changes, set(effect.created), set(effect.deleted), effect.updated
        )
        if conflicts:
            raise Fault("storage.undo_blocked", count=len(conflicts), conflicts=conflicts)
        work.act("undo", record_id=batch, batch=batch)
        _invert(work, effect, step)
    return fresh


def effect_of(work: Work, batch: str, archive: Archive) -> Effect:
    """What a batch did. Acts are no effect: they cannot be taken back."""
    effect = Effect()
    rows = work.connection.execute(
        "SELECT id, record, record_id, action, CASE action WHEN 'create' THEN NULL ELSE old_json END, about"
        " FROM change WHERE batch = ? AND action != 'act' ORDER BY seq",
        (batch,),
    )
    for change, record, record_id, action, old, about in rows:
        effect.changes.add(change)
        key = (record, record_id)
        if action == "create":
            effect.add_create(key, about, archive.columns(record))
        elif action == "update":
            effect.add_update(key, orjson.loads(old))
        else:
            effect.add_delete(key, orjson.loads(old), about)
    return effect


def _invert(work: Work, effect: Effect, step: Step | None) -> None:
    # What is deleted and what comes back may refer to each other: references are checked at the end.
    work.connection.execute("PRAGMA defer_foreign_keys = ON")
    for record in reversed(RECORDS):
        gone = [(key[1], about) for key, about in effect.created.items() if key[0] == record]
        if gone:
            ids, abouts = zip(*reversed(gone), strict=True)
            work.delete_many(record, ids, abouts=abouts, step=step)
    for (record, record_id), (old, about) in reversed(effect.deleted.items()):
        work.create(record, {"id": record_id, **old}, about=about)
    for (record, record_id), old in reversed(effect.updated.items()):
        work.update(record, record_id, old)
