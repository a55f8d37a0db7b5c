"""Building the tables from the log alone: the same changes, in order, into an empty archive."""

from collections.abc import Iterable

import orjson

from db.archives import Archive
from db.changes import Change
from db.connections import Connection
from db.faults import Fault
from db.journals import INSERT, as_text
from db.owners import owner_of
from db.readers import Reader
from db.receipts import Receipt, put_row


def replay(
    changes: Iterable[Change], archive: Archive, received: Iterable[Receipt] = (), *, through: int = 0
) -> None:
    """Repeat every change, oldest first, in an archive without any, chain and all.

    `received`: what the county says of rows, its word on our first `through` changes included. It is laid
    over what these made; later changes come on top, as they did when they were made.
    Raises Fault storage.not_empty for an archive that has changes, storage.chain_broken where one does not
    follow the one before.
    """
    if archive.read("SELECT 1 FROM change LIMIT 1"):
        raise Fault("storage.not_empty")
    with archive.writing() as connection:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        connection.execute("DELETE FROM epoch")
        numbers: dict[str, int] = {}
        seq = 0
        before: Change | None = None
        for seq, change in enumerate(changes, 1):
            if seq == through + 1:
                _lay(connection, archive, received)
            if change.epoch not in numbers:
                numbers[change.epoch] = len(numbers) + 1
                _begin_epoch(connection, numbers[change.epoch], change, before)
            _require_next(change, before)
            _log(connection, change, numbers[change.epoch], _about(connection, change))
            _apply(connection, change)
            before = change
        if seq <= through:
            _lay(connection, archive, received)


def _lay(connection: Connection, archive: Archive, received: Iterable[Receipt]) -> None:
    for receipt in received:
        put_row(connection, receipt, archive.columns(receipt.record))


def _begin_epoch(connection: Connection, number: int, change: Change, before: Change | None) -> None:
    parent = (before.epoch, before.dseq, before.hash) if before else (None, None, None)
    connection.execute(
        "INSERT INTO epoch (number, device, epoch, parent_epoch, parent_dseq, parent_hash)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (number, change.device, change.epoch, *parent),
    )


def _require_next(change: Change, before: Change | None) -> None:
    if before and change.prev_hash != before.hash:
        raise Fault("storage.chain_broken", where=change.epoch, detail=str(change.dseq))


def _about(connection: Connection, change: Change) -> str | None:
    """Whom a change concerns is not in the log: it is found again from the rows."""
    said = {**change.old, **change.set}
    if change.action == "update":
        cursor = connection.execute(f'SELECT * FROM "{change.record}" WHERE id = ?', (change.record_id,))
        row = cursor.fetchone()
        if row is None:
            return None  # another machine's row that is not laid yet
        said = dict(zip((name for name, *_ in cursor.description), row, strict=True))
    return owner_of(Reader(connection), change.record, change.record_id, said)


def _log(connection: Connection, change: Change, number: int, about: str | None) -> None:
    texts = (as_text(change.base), as_text(change.set), as_text(change.old))
    connection.execute(
        INSERT,
        (
            change.id, number, change.dseq, change.prev_hash, change.hash, change.batch, change.txn,
            change.record, change.record_id, change.action, *texts, change.actor, change.at,
            change.schema, change.reason, about,
        ),
    )  # fmt: skip


def _apply(connection: Connection, change: Change) -> None:
    table = f'"{change.record}"'
    if change.action == "create":
        names = ["id", "born", *change.set]
        connection.execute(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
            (change.record_id, change.id, *change.set.values()),
        )
    elif change.action == "update":
        found = connection.execute(f"SELECT since FROM {table} WHERE id = ?", (change.record_id,)).fetchone()
        if found is None:
            return
        (since,) = found
        setters = (orjson.loads(since) if since else {}) | dict.fromkeys(change.set, change.id)
        connection.execute(
            f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in change.set)}, since = ? WHERE id = ?",
            (*change.set.values(), orjson.dumps(setters).decode(), change.record_id),
        )
    elif change.action == "delete":
        connection.execute(f"DELETE FROM {table} WHERE id = ?", (change.record_id,))
