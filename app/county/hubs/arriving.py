"""At the county: a hub's log is laid aside, part by part, out of everybody's sight until it is all there."""

from collections.abc import Callable, Sequence
from typing import Any

import orjson
import psycopg

from app.county.chains import canonical
from app.county.counties import County
from app.county.databases import Connection, Scope, as_array, set_scope
from app.county.devices import Device, scope_of
from app.county.divisions import register_told
from app.county.ops import is_uuid
from app.county.refusals import Refusal
from app.county.staging import text_hash
from app.county.tokens import Bearer, make_token
from app.sync.wire.hubs import COLUMNS, Begin, Kind, Part, Standing, Taken

TABLES: dict[Kind, str] = {"ops": "hub_op", "rows": "hub_row", "left": "hub_left", "audit": "hub_audit"}
Row = dict[str, Any]


def begin(county: County, connection: Connection, device: Device, asked: Begin) -> Standing:
    """Where the hub goes on. What lies here of an earlier life of its server is put away first.

    Raises Refusal 403 no_hub.
    """
    life, _ = hub_of(connection, device)
    set_scope(connection, scope_of(connection, device))
    register_told(
        connection,
        device,
        [(one, code, name, "", None) for one, code, name in asked.divisions if is_uuid(one)],
    )
    set_scope(connection, scope_of(connection, device))
    if life != asked.server_epoch:
        put_away(connection, device)
        connection.execute(
            "UPDATE hub SET life = %s, taken = NULL WHERE device = %s", (asked.server_epoch, device.number)
        )
    return standing(county, connection, device)


def lay_aside(county: County, connection: Connection, device: Device, part: Part) -> Standing:
    """Keep a part. Raises Refusal 403 no_hub, 400 bad_body, 409 hub_place (with `place`)."""
    hub_of(connection, device)
    scope = scope_of(connection, device)
    set_scope(connection, scope)
    names = COLUMNS[part.kind]
    if any(len(row) != len(names) for row in part.rows):
        raise Refusal(400, "bad_body")
    said = [dict(zip(names, row, strict=True)) for row in part.rows]
    places = _places(connection, scope, said, strict=part.kind != "audit")
    try:
        _keep(connection, part.kind, device, [_READ[part.kind](row, places) for row in said])
    except (psycopg.DataError, ValueError, TypeError) as error:
        raise Refusal(400, "bad_body") from error
    return Standing(come={part.kind: _last(part)})


def _last(part: Part) -> int:
    return int(str(part.rows[-1][0])) if part.rows else 0


def hub_of(connection: Connection, device: Device) -> tuple[str | None, Taken | None]:
    """The life of the hub's server whose log is coming, and what was answered when it had come; locked.

    Raises Refusal 403 no_hub for a machine that is none.
    """
    row = connection.execute(
        "SELECT life, taken FROM hub WHERE device = %s FOR UPDATE", (device.number,)
    ).fetchone()
    if row is None:
        raise Refusal(403, "no_hub")
    return row[0], row[1] and Taken.model_validate(row[1])


def standing(county: County, connection: Connection, device: Device) -> Standing:
    """How far each kind has come."""
    _, taken = hub_of(connection, device)
    come = {}
    for kind, table in TABLES.items():
        row = connection.execute(
            f"SELECT coalesce(max({COLUMNS[kind][0]}), 0) FROM {table} WHERE hub = %s", (device.number,)
        ).fetchone()
        come[kind] = int(row[0]) if row else 0
    token = make_token(county.tokens, Bearer(device.id, "hub"), county.clock())
    return Standing(come=come, token=token, taken=taken.moved if taken else None)


def put_away(connection: Connection, device: Device) -> None:
    """Nothing of this hub lies aside any more."""
    for table in TABLES.values():
        connection.execute(f"DELETE FROM {table} WHERE hub = %s", (device.number,))


def _places(connection: Connection, scope: Scope, said: Sequence[Row], *, strict: bool) -> dict[str, int]:
    """The numbers of the places that rows name. Raises Refusal 409 hub_place for one that was not granted."""
    codes = sorted({str(row["area"]) for row in said if row["area"] is not None})
    rows = connection.execute(
        "SELECT code, number FROM division WHERE code = ANY(%s) AND number = ANY(%s::int[])",
        (codes, as_array(scope.writes)),
    ).fetchall()
    found: dict[str, int] = dict(rows)
    strange = [code for code in codes if code not in found]
    if strict and strange:
        raise Refusal(409, "hub_place", place=strange[0])
    beyond = sorted({str(row["to_area"]) for row in said if row.get("to_area")})
    if beyond:
        more = connection.execute("SELECT code, number FROM division WHERE code = ANY(%s)", (beyond,))
        found |= dict(more.fetchall())
    return found


def _op(row: Row, places: dict[str, int]) -> Row:
    return row | {"area": places[row["area"]], "hash": bytes.fromhex(row["hash"])}


def _state(row: Row, places: dict[str, int]) -> Row:
    doc = canonical(orjson.loads(row["doc"]))
    return row | {"area": places[row["area"]], "doc": doc, "hash": text_hash(doc)}


def _left(row: Row, places: dict[str, int]) -> Row:
    return row | {"area": places[row["area"]], "to_area": places.get(row["to_area"] or "")}


def _entry(row: Row, places: dict[str, int]) -> Row:
    return row | {"area": places.get(row["area"] or "")}


_READ: dict[Kind, Callable[[Row, dict[str, int]], Row]] = {
    "ops": _op,
    "rows": _state,
    "left": _left,
    "audit": _entry,
}
_NEWER = " (hub, id) DO UPDATE SET " + ", ".join(
    f"{name} = excluded.{name}"
    for name in ("feed_seq", "record", "root", "area", "doc", "born", "since", "hash", "deleted")
)


def _keep(connection: Connection, kind: Kind, device: Device, rows: Sequence[Row]) -> None:
    if not rows:
        return
    names = list(rows[0])
    # A row that changed while its log was coming comes again under its newer number.
    again = _NEWER if kind == "rows" else " DO NOTHING"
    connection.cursor().executemany(
        f"INSERT INTO {TABLES[kind]} (hub, {', '.join(names)}) VALUES ({', '.join(['%s'] * (len(names) + 1))})"
        f" ON CONFLICT{again}",
        [(device.number, *row.values()) for row in rows],
    )
