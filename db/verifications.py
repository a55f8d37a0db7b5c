"""Proving an archive whole: its pages, its references, the chain of its log, and its rows against the log."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from db.archives import Archive
from db.chains import broken_links
from db.connections import Connection, connect
from db.faults import Fault, named_faults
from db.readers import Reader, Row
from db.receipts import REFUSED, says_the_same
from db.records import RECORDS


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not whole: the key of its sentence, where, and what was found."""

    code: str
    where: str
    detail: str = ""


def verify(archive: Archive, *, most: int = 100) -> tuple[Finding, ...]:
    """What is not whole in an archive, at most `most` findings; empty when all is well."""
    found: list[Finding] = []
    for check in (_file, _chain, _rows):
        try:
            for finding in check(archive):
                found.append(finding)
                if len(found) == most:
                    return tuple(found)
        except Fault as fault:
            # Damage can end a check half-way; that it did is the finding.
            found.append(Finding(fault.code, check.__name__.strip("_")))
    return tuple(found)


def damaged_pages(connection: Connection) -> Iterator[Finding]:
    """What the library itself finds wrong: page checks, structure, references."""
    with named_faults():
        # The write-ahead log first: torn pages that it still covers would raise false alarms.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for (line,) in connection.execute("PRAGMA cipher_integrity_check"):
            yield Finding("storage.page_damaged", "cipher", line)
        for (line,) in connection.execute("PRAGMA integrity_check"):
            if line != "ok":
                yield Finding("storage.page_damaged", "structure", line)
        for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check"):
            yield Finding("storage.reference_broken", table, f"{rowid} → {parent}")


def _file(archive: Archive) -> Iterator[Finding]:
    archive.gather()
    # A connection of its own: after one bad page a connection goes on to report many.
    connection = connect(archive.path, archive.key)
    try:
        yield from damaged_pages(connection)
    finally:
        connection.close()


def _chain(archive: Archive) -> Iterator[Finding]:
    with archive.reading() as reader:
        for epoch, dseq in broken_links(reader):
            yield Finding("storage.chain_broken", epoch, str(dseq))


def _rows(archive: Archive) -> Iterator[Finding]:
    with archive.reading() as reader:
        for record in RECORDS:
            yield from _rows_of(reader, record, archive.columns(record))


def _rows_of(reader: Reader, record: str, columns: tuple[str, ...]) -> Iterator[Finding]:
    """Rows that are not what the log says, and how many are missing or too many."""
    touched = {
        record_id
        for (record_id,) in reader.read(
            "SELECT DISTINCT record_id FROM change WHERE action != 'create' AND action != 'act' AND record = ?",
            (record,),
        )
    }
    answers = ", ".join(f"r.{name}" for name in columns)
    heard: dict[str, Row] = {
        one: (content, through)
        for one, content, through in reader.read(
            "SELECT id, hash, through FROM synced WHERE record = ? AND gone IN (0, 3, 4)", (record,)
        )
    }
    standing = 0
    for row in reader.each(
        f"SELECT r.id, r.born, r.since, c.record_id, c.action, c.seq, c.set_json, {answers}"
        f' FROM "{record}" r LEFT JOIN change c ON c.id = r.born'
    ):
        record_id, _, since, logged_id, action, seq, made = row[:7]
        if record_id in heard:
            now = dict(zip(columns, row[7:], strict=True))
            content, through = heard.pop(record_id)
            if (seq or 0) <= through and not says_the_same(
                reader, record_id, now, content, through, record_id in touched
            ):
                yield Finding("storage.row_differs", record, record_id)
            continue
        standing += 1
        if (logged_id, action) != (record_id, "create"):
            yield Finding("storage.row_unlogged", record, record_id)
            continue
        said: Row = (orjson.loads(made), {}, False)
        if record_id in touched:
            said = _later(reader, record_id, seq, said[0])
        now = {name: value for name, value in zip(columns, row[7:], strict=True) if value is not None}
        if (now, orjson.loads(since) if since else {}, False) != said:
            yield Finding("storage.row_differs", record, record_id)
    yield from _count(reader, record, standing)
    yield from _unheard(reader, record, heard)


def _later(reader: Reader, record_id: str, seq: int, made: Mapping[str, Any]) -> Row:
    """What the log says of a row after its creation: answers, setters, whether it was deleted."""
    answers, setters, gone = dict(made), dict[str, str](), False
    for change, action, values in reader.read(
        "SELECT id, action, set_json FROM change"
        " WHERE record_id = ? AND action != 'create' AND action != 'act' AND seq > ? ORDER BY seq",
        (record_id, seq),
    ):
        gone = gone or action == "delete"
        fresh = orjson.loads(values)
        answers |= fresh
        setters |= dict.fromkeys(fresh, change)
    return {name: value for name, value in answers.items() if value is not None}, setters, gone


def _count(reader: Reader, record: str, standing: int) -> Iterator[Finding]:
    ((logged,),) = reader.read(
        "SELECT coalesce(sum((action = 'create') - (action = 'delete')), 0) FROM change WHERE record = ?1"
        f" AND record_id NOT IN (SELECT id FROM synced WHERE record = ?1) AND id NOT IN ({REFUSED})",
        (record,),
    )
    if logged != standing:
        yield Finding("storage.rows_missing", record, str(logged - standing))


def _unheard(reader: Reader, record: str, heard: Mapping[str, Row]) -> Iterator[Finding]:
    """Rows that the county told us of and that are not there: neither put aside nor deleted by us since."""
    for record_id, (_, through) in heard.items():
        aside = reader.read("SELECT 1 FROM shadow WHERE id = ?", (record_id,))
        ours = reader.read(
            "SELECT 1 FROM change WHERE record_id = ? AND action = 'delete' AND action != 'create' AND seq > ?",
            (record_id, through),
        )
        if not aside and not ours:
            yield Finding("storage.rows_missing", record, record_id)
