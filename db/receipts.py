"""Rows as another machine left them: written without a change of ours, checked against what the county said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import orjson

from db.changes import Value, canonical_json
from db.connections import Connection
from db.readers import Reader

REFUSED = "SELECT change_id FROM answered WHERE status IN ('conflict', 'rejected')"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A row as the county has it; `doc` None where it was deleted. `base`: {field: its setter}, "id" the creator."""

    record: str
    id: str
    doc: Mapping[str, Value] | None
    base: Mapping[str, str]


def put_statement(record: str, columns: Sequence[str], named: Sequence[str] | None = None) -> str:
    """The statement that makes a row or overwrites it: id, born, since, then the columns `named`, else all.

    Columns that are not named become unknown; each that is bound costs time, most of all for nothing.
    """
    names = ("id", "born", "since", *(columns if named is None else named))
    sets = ", ".join(f"{name} = excluded.{name}" for name in ("born", "since", *columns))
    # A yearly result is never rewritten; the one that comes again is the same.
    clash = "DO NOTHING" if record == "snapshot" else f"DO UPDATE SET {sets}"
    return f"{make_statement(record, names)} ON CONFLICT (id) {clash}"


def make_statement(record: str, names: Sequence[str]) -> str:
    """The statement that makes a row with these columns; the others are unknown."""
    return f'INSERT INTO "{record}" ({", ".join(names)}) VALUES ({", ".join("?" * len(names))})'


def put_values(receipt: Receipt, columns: Sequence[str]) -> tuple[Value, ...]:
    """What `put_statement` takes; columns that the county does not name are unknown."""
    born = receipt.base["id"]
    since = {name: setter for name, setter in receipt.base.items() if name != "id" and setter != born}
    text = orjson.dumps(since).decode() if since else None
    doc = receipt.doc or {}
    return receipt.id, born, text, *(doc.get(name) for name in columns)


def put_row(connection: Connection, receipt: Receipt, columns: Sequence[str]) -> None:
    """Make one row what the county says, or take it away."""
    if receipt.doc is None:
        connection.execute(f'DELETE FROM "{receipt.record}" WHERE id = ?', (receipt.id,))
    else:
        connection.execute(put_statement(receipt.record, columns), put_values(receipt, columns))


def content_hash(doc: Mapping[str, Value]) -> bytes:
    """What stands for a row's values in `synced`: SHA-256 of their canonical JSON, None left out."""
    return sha256(canonical_json({name: value for name, value in doc.items() if value is not None})).digest()


def says_the_same(
    reader: Reader, record_id: str, row: Mapping[str, Value], content: bytes, through: int, touched: bool
) -> bool:
    """Whether a row is what the county said with our own later changes on top (`row` has all its columns).

    `touched`: whether there may be such changes. What the county refused is not on top.
    """
    shadow = reader.read("SELECT doc_json FROM shadow WHERE id = ?", (record_id,))
    tops = _on_top(reader, record_id, through) if touched else []
    if shadow:
        said = orjson.loads(shadow[0][0])
        doc = {name: said.get(name) for name in row}
        for values, _ in tops:
            doc |= values
        return doc == row
    before = dict(row)
    for _, old in reversed(tops):
        before |= old
    return content_hash(before) == content or _unsettled(reader, record_id, through)


def _on_top(reader: Reader, record_id: str, through: int) -> list[tuple[dict[str, Value], dict[str, Value]]]:
    rows = reader.read(
        "SELECT set_json, old_json FROM change WHERE record_id = ? AND action = 'update' AND action != 'create'"
        f" AND seq > ? AND id NOT IN ({REFUSED}) ORDER BY seq",
        (record_id, through),
    )
    return [(orjson.loads(values), orjson.loads(old)) for values, old in rows]


def _unsettled(reader: Reader, record_id: str, through: int) -> bool:
    """Whether the county has refused part of a change and its word on the row is still on its way."""
    rows = reader.read(
        f"SELECT 1 FROM change WHERE record_id = ? AND action != 'create' AND seq > ? AND id IN ({REFUSED})",
        (record_id, through),
    )
    return bool(rows)
