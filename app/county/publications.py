"""What the county publishes to its townships: policy packs (with their code lists and lines) and deadlines.

They are rows of a division at or above the townships, which machines may read and never write; whoever lies below
hears of them by the feed, by line or by stick.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import uuid_utils

from app.county.databases import Connection
from app.county.hellos import server_of
from app.county.ops import Value, is_uuid
from app.county.own_ops import NewRow, change_row, take_turn, write_rows
from app.county.places import LEVELS
from app.errors import Problem
from app.paths import forms as forms_folder
from app.rules.packs import Difference, Pack, compare, load_shipped, prove, read_pack, shipped_shelf
from app.rules.packs.proving import readable
from app.rules.shelves import Shelf
from app.texts import say


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes, and to which division's townships (`code`)."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class PublishedPack:
    """A pack the county published. `towns`: how many townships have this very version in use."""

    id: str
    code: str
    key: str
    label: str
    version: int
    era: str
    checksum: str
    by: str
    on: str
    remark: str
    withdrawn: str
    towns: int = 0


@dataclass(frozen=True, slots=True)
class PublishedDeadline:
    """Something the county wants by a day."""

    id: str
    code: str
    title: str
    due: date
    by: str
    on: str
    remark: str
    withdrawn: str


@dataclass(frozen=True)
class Published:
    """A pack just published: its row, and what it changes over what ships and was published before."""

    id: str
    pack: Pack
    differences: tuple[Difference, ...]


def try_pack(
    connection: Connection, file: tuple[str, bytes], by: Publisher
) -> tuple[Pack, tuple[Difference, ...]]:
    """What a pack's file (its name, its bytes) says, and what it would change at the townships; nothing is written.

    Raises Problem packs.* for a file that cannot be right or is not newer, packs.not_our_region for another place's.
    """
    name, data = file
    pack = read_pack(name, data)
    code = _division_of(pack, by.code)
    known = published_packs(connection)
    newest = max((one.version for one in known if one.key == pack.key and not one.withdrawn), default=0)
    if pack.version <= newest:
        raise Problem("packs.published_already", pack=pack.label, version=pack.version, newest=newest)
    below = _shelf(connection, [one for one in known if one.key != pack.key], code)
    if pack.key in {one.key for one in load_shipped(forms_folder())}:
        raise Problem("packs.shipped_key", pack=pack.label, key=pack.key)
    return pack, compare(below, prove(pack, name, below))


def publish_pack(
    connection: Connection, file: tuple[str, bytes], by: Publisher, now: datetime, remark: str = ""
) -> Published:
    """Publish a pack's file (its name, its bytes) to the townships at and below a division.

    The caller's transaction must have that division in its scope. Raises Problem as `try_pack`.
    """
    pack, differences = try_pack(connection, file, by)
    doc: dict[str, Value] = {
        "key": pack.key, "label": pack.label, "version": pack.version, "region": pack.region, "era": pack.era,
        "valid_from": pack.first.isoformat(), "valid_to": pack.last.isoformat(), "source": pack.source,
        "checksum": pack.checksum, "body": b64encode(file[1]).decode(), "published_by": by.name,
        "published_on": now.date().isoformat(),
    }  # fmt: skip
    if remark:
        doc["remark"] = remark
    code = _division_of(pack, by.code)
    row = _write(connection, "pack", doc, code, by, now, say("packs.published_reason", pack=pack.label))
    return Published(row, pack, differences)


def publish_deadline(
    connection: Connection, title: str, due: date, by: Publisher, now: datetime, remark: str = ""
) -> str:
    """Tell the townships at and below a division what is due by a day; gives the row's id.

    Raises Problem packs.deadline_empty, packs.deadline_past, county.division_code.
    """
    if not title.strip():
        raise Problem("packs.deadline_empty")
    if due < now.date():
        raise Problem("packs.deadline_past", day=due)
    doc: dict[str, Value] = {
        "title": title.strip(),
        "due_on": due.isoformat(),
        "published_by": by.name,
        "published_on": now.date().isoformat(),
    }
    if remark:
        doc["remark"] = remark
    _require_division(by.code)
    return _write(
        connection, "deadline", doc, by.code, by, now, say("packs.deadline_reason", title=title.strip())
    )


def withdraw(connection: Connection, row_id: str, by: Publisher, now: datetime) -> str:
    """Take back what was published; what a township installed stays until it takes it off. Gives its name.

    Raises Problem packs.gone for what is not published there.
    """
    row = _row(connection, row_id)
    if row is None or row[2].get("withdrawn_on"):
        raise Problem("packs.gone")
    _, area, doc = row
    take_turn(connection, area)
    name = str(doc.get("label") or doc.get("title"))
    values: dict[str, Value] = {"withdrawn_on": now.date().isoformat()}
    change_row(connection, row_id, values, by.name, now, say("packs.withdrawn_reason", name=name))
    return name


def published_packs(connection: Connection) -> list[PublishedPack]:
    """The packs published at, above and below the transaction's places, the newest first."""
    rows = connection.execute(
        "SELECT e.id::text, d.code, e.doc - 'body' FROM entity e JOIN division d ON d.number = e.area"
        " WHERE e.record = 'pack' AND NOT e.deleted ORDER BY e.id DESC LIMIT 1000"
    ).fetchall()
    users: dict[str, int] = dict(connection.execute(_USERS).fetchall())
    return [
        PublishedPack(
            one, code, doc["key"], doc["label"], doc["version"], doc["era"], doc["checksum"],
            doc.get("published_by", ""), doc.get("published_on", ""), doc.get("remark", ""),
            doc.get("withdrawn_on", ""), users.get(doc["checksum"], 0),
        )
        for one, code, doc in rows
    ]  # fmt: skip


def published_deadlines(connection: Connection) -> list[PublishedDeadline]:
    """The deadlines published at, above and below the transaction's places, the nearest first."""
    rows = connection.execute(
        "SELECT e.id::text, d.code, e.doc FROM entity e JOIN division d ON d.number = e.area"
        " WHERE e.record = 'deadline' AND NOT e.deleted ORDER BY e.doc ->> 'due_on', e.id LIMIT 1000"
    ).fetchall()
    return [
        PublishedDeadline(
            one, code, doc["title"], date.fromisoformat(doc["due_on"]), doc.get("published_by", ""),
            doc.get("published_on", ""), doc.get("remark", ""), doc.get("withdrawn_on", ""),
        )
        for one, code, doc in rows
    ]  # fmt: skip


_USERS = """
    SELECT e.doc ->> 'checksum', count(DISTINCT left(coalesce(d.under, d.code), 9))::int
    FROM entity e JOIN division d ON d.number = e.area
    WHERE e.record = 'installation' AND NOT e.deleted AND e.doc ->> 'removed_on' IS NULL GROUP BY 1
"""


def _row(connection: Connection, row_id: str) -> tuple[Any, ...] | None:
    """A publication that the transaction may write: its id, area and values."""
    if not is_uuid(row_id):
        return None
    return connection.execute(
        "SELECT id::text, area, doc FROM entity WHERE id = %s::uuid AND NOT deleted"
        " AND record IN ('pack', 'deadline') AND area = ANY (current_setting('app.writes')::int[]) FOR UPDATE",
        (row_id,),
    ).fetchone()


def _write(
    connection: Connection,
    record: str,
    doc: dict[str, Value],
    code: str,
    by: Publisher,
    now: datetime,
    why: str,
) -> str:
    known = connection.execute(
        "SELECT number FROM division WHERE code = %s AND number = ANY (current_setting('app.writes')::int[])",
        (code,),
    ).fetchone()
    if known is None:
        raise Problem("packs.no_towns", division=code)
    area = int(known[0])
    take_turn(connection, area)
    row = NewRow(record, str(uuid_utils.uuid7()), None, area, doc)
    write_rows(connection, [row], by.name, now, why)
    return row.id


def only_county(connection: Connection) -> str:
    """The county of this server: as it was told, else that of all its machines; "" where they are of several."""
    told = server_of(connection).county_code
    codes = connection.execute("SELECT DISTINCT left(code, 6) FROM device_scope").fetchall()
    return told or (str(codes[0][0]) if len(codes) == 1 else "")


def _division_of(pack: Pack, own: str) -> str:
    """The division whose townships a pack goes to: its region where that lies in the publisher's, else his own."""
    _require_division(own)
    if not (pack.region.startswith(own) or own.startswith(pack.region)):
        raise Problem("packs.not_our_region", pack=pack.label, region=pack.region, own=own)
    code = max(pack.region, own, key=len)
    _require_division(code)
    return code


def _require_division(code: str) -> None:
    if not code.isdecimal() or len(code) not in LEVELS:
        raise Problem("county.division_code", division=code or "-")


def _shelf(connection: Connection, known: Sequence[PublishedPack], code: str) -> Shelf:
    """What ships with what was published for that division over it: what a township there would lay the pack on."""
    newest: dict[str, PublishedPack] = {}
    for one in known:
        if not one.withdrawn and code.startswith(one.code):
            newest[one.key] = max(newest.get(one.key, one), one, key=lambda pack: pack.version)
    shelf = shipped_shelf(forms_folder())
    for one in sorted(newest.values(), key=lambda pack: (len(pack.code), pack.key)):
        row = connection.execute(
            "SELECT doc ->> 'body' FROM entity WHERE id = %s::uuid", (one.id,)
        ).fetchone()
        assert row is not None
        above = replace(shelf, layers=(*shelf.layers, read_pack(one.label, b64decode(row[0])).layer))
        shelf = shelf if readable(above) else above
    return shelf
