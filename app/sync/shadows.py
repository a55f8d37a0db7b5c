"""The county's word on rows that may not simply become the row: kept whole until they can, or are."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import orjson

from db.readers import Reader
from db.receipts import Receipt

Why = Literal["pending", "waiting", "fields", "record", "unfit", "deleted"]


def put_aside(connection: Any, receipt: Receipt, why: Why, waits_for: str | None = None) -> None:
    """Keep the county's whole word on a row; `doc` None is kept as null."""
    doc = None if receipt.doc is None else dict(receipt.doc)
    connection.execute(
        "INSERT OR REPLACE INTO shadow (id, record, doc_json, base_json, why, waits_for) VALUES (?, ?, ?, ?, ?, ?)",
        (
            receipt.id,
            receipt.record,
            orjson.dumps(doc).decode(),
            orjson.dumps(dict(receipt.base)).decode(),
            why,
            waits_for,
        ),
    )


def forget(connection: Any, ids: Iterable[str]) -> None:
    """The county's word is the row now, or is no more."""
    connection.execute(
        "DELETE FROM shadow WHERE id IN (SELECT value FROM json_each(?))", (orjson.dumps(list(ids)).decode(),)
    )


def shadows_of(reader: Reader, ids: Iterable[str]) -> Mapping[str, Receipt]:
    """What was put aside of these rows."""
    rows = reader.read(
        "SELECT record, id, doc_json, base_json FROM shadow WHERE id IN (SELECT value FROM json_each(?))",
        (orjson.dumps(list(ids)).decode(),),
    )
    return {row[1]: _receipt(row) for row in rows}


def waiting_for(reader: Reader, ids: Iterable[str]) -> list[Receipt]:
    """Rows that waited for one of these parents."""
    rows = reader.read(
        "SELECT record, id, doc_json, base_json FROM shadow"
        " WHERE waits_for IN (SELECT value FROM json_each(?))",
        (orjson.dumps(list(ids)).decode(),),
    )
    return [_receipt(row) for row in rows]


def put_aside_because(reader: Reader, *whys: Why) -> list[Receipt]:
    """Rows that were put aside for one of these reasons."""
    rows = reader.read(
        "SELECT record, id, doc_json, base_json FROM shadow WHERE why IN (SELECT value FROM json_each(?))",
        (orjson.dumps(whys).decode(),),
    )
    return [_receipt(row) for row in rows]


def _receipt(row: tuple[Any, ...]) -> Receipt:
    return Receipt(row[0], row[1], orjson.loads(row[2]), orjson.loads(row[3]))
