"""What stands in the way of taking a batch back: later changes, and rows that refer to what would go."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass

import orjson

from db.changes import Value
from db.readers import Row
from db.records import RECORDS
from db.works import Work

Key = tuple[str, str]  # record, record id

LISTS = (
    ("visit", "cadre_ids", "cadre"),
    ("measure", "person_ids", "person"),
    ("campaign", "division_ids", "division"),
)
"""Columns that hold "id,id" of another record: references that no foreign key watches."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A later change that the undo would lose. `field` is "id" where the whole row is meant."""

    record: str
    record_id: str
    field: str
    change: str


def conflicts_of(
    work: Work,
    batch: str,
    changes: Set[str],
    created: Set[Key],
    deleted: Collection[Key],
    updated: Mapping[Key, Collection[str]],
) -> tuple[Conflict, ...]:
    """Every later change of what a batch (its `changes`) created, deleted and updated.

    What was changed or taken away since and says today what the batch left is none: later work on it was
    itself taken back, and nothing would be lost.
    """
    later = (*_touched_since(work, changes, created), *_overwritten(work, changes, updated))
    left = _left(work, batch, {one.record_id for one in later})
    return (
        *(one for one in later if not _says_the_same(work, one, left[one.record, one.record_id])),
        *_made_again(work, deleted),
        *_referred_to(work, created, updated),
        *_listed(work, created, updated),
    )


def _left(work: Work, batch: str, ids: Set[str]) -> defaultdict[Key, dict[str, Value]]:
    """What a batch left in these rows: its last word on each field it spoke of."""
    left: defaultdict[Key, dict[str, Value]] = defaultdict(dict)
    select = (
        "SELECT record, record_id, set_json FROM change WHERE batch = ? AND action != 'act'"
        " AND record_id IN (SELECT value FROM json_each(?)) ORDER BY seq"
    )
    for record, record_id, said in (
        work.read(select, (batch, orjson.dumps(list(ids)).decode())) if ids else ()
    ):
        left[record, record_id] |= orjson.loads(said)
    return left


def _says_the_same(work: Work, conflict: Conflict, left: Mapping[str, Value]) -> bool:
    """Whether a field, or a whole row that was made again, says today what the batch left in it."""
    today = work.row_of(conflict.record, conflict.record_id)
    if today is None:
        return False
    fields = today if conflict.field == "id" else (conflict.field,)
    return all(today[field] == left.get(field) for field in fields)


def _touched_since(work: Work, changes: Set[str], created: Set[Key]) -> Iterator[Conflict]:
    for record, ids in _by_record(created):
        rows = _rows(work, f'SELECT id, born, since FROM "{record}" WHERE TRUE', "id", ids)
        for record_id, born, since in rows:
            setters = {"id": born, **(orjson.loads(since) if since else {})}
            for field, change in setters.items():
                if change not in changes:
                    yield Conflict(record, record_id, field, change)


def _overwritten(work: Work, changes: Set[str], updated: Mapping[Key, Collection[str]]) -> Iterator[Conflict]:
    for (record, record_id), fields in updated.items():
        row = work.read(f'SELECT born, since FROM "{record}" WHERE id = ?', (record_id,))
        if not row:
            yield Conflict(record, record_id, "id", _last_deletion(work, record_id))
            continue
        born, since = row[0]
        setters: dict[str, str] = orjson.loads(since) if since else {}
        for field in fields:
            change = setters.get(field, str(born))
            if change not in changes:
                yield Conflict(record, record_id, field, change)


def _made_again(work: Work, deleted: Collection[Key]) -> Iterator[Conflict]:
    for record, ids in _by_record(deleted):
        for record_id, born in _rows(work, f'SELECT id, born FROM "{record}" WHERE TRUE', "id", ids):
            yield Conflict(record, record_id, "id", born)


def _referred_to(work: Work, created: Set[Key], updated: Mapping[Key, Collection[str]]) -> Iterator[Conflict]:
    going = dict(_by_record(created))
    for child in RECORDS:
        for parent, column in work.read('SELECT "table", "from" FROM pragma_foreign_key_list(?)', (child,)):
            select = f'SELECT id, born FROM "{child}" WHERE TRUE'
            for child_id, born in _rows(work, select, column, going.get(parent, [])):
                mended = column in updated.get((child, child_id), ())
                if (child, child_id) not in created and not mended:
                    yield Conflict(child, child_id, column, born)


def _listed(work: Work, created: Set[Key], updated: Mapping[Key, Collection[str]]) -> Iterator[Conflict]:
    going = dict(_by_record(created))
    for child, column, parent in LISTS:
        if parent not in going:
            continue
        select = (
            f'SELECT DISTINCT c.id, c.born FROM "{child}" c,'
            f""" json_each('["' || replace(c.{column}, ',', '","') || '"]') one"""
            f" WHERE c.{column} IS NOT NULL"
        )
        for child_id, born in _rows(work, select, "one.value", going[parent]):
            mended = column in updated.get((child, child_id), ())
            if (child, child_id) not in created and not mended:
                yield Conflict(child, child_id, column, born)


def _last_deletion(work: Work, record_id: str) -> str:
    found = work.read(
        "SELECT id FROM change WHERE record_id = ? AND action != 'create' AND action = 'delete'"
        " ORDER BY seq DESC LIMIT 1",
        (record_id,),
    )
    return str(found[0][0]) if found else ""


def _by_record(keys: Collection[Key]) -> list[tuple[str, list[str]]]:
    grouped: dict[str, list[str]] = {}
    for record, record_id in keys:
        grouped.setdefault(record, []).append(record_id)
    return list(grouped.items())


def _rows(work: Work, select: str, column: str, ids: list[str]) -> list[Row]:
    return work.read(
        f"{select} AND {column} IN (SELECT value FROM json_each(?))", (orjson.dumps(ids).decode(),)
    )
