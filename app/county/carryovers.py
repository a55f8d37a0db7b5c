"""What a restored database must not forget: who was revoked, who lost a place, who may no longer sign in.

An older backup does not know what was decided since. The database that it takes the place of does; where that one is
lost too, a file in the data folder does, and a copy of it beside the last backup. The file is sealed with the server's
key: nobody gives a machine its places back by editing it.
"""

import hashlib
import hmac
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from psycopg import sql
from psycopg.types.json import Jsonb

from app.county.databases import NOTHING, Busy, Connection, Database
from app.county.keepsakes import Keepsakes, replace_private

FILE = "decisions.json"
_DEVICE = "id, name, office, public_key, machine_hash, scope_version, enrolled_at, revoked_at, former"
_LIVELY = ", requests, last_seen, alarm, hello"
"""What changes with each request: taken over from a database, not written into the file each time."""
_TABLES = {
    "division": "SELECT code, name, level, under, ended_on FROM division ORDER BY length(code), code",
    "division_id": "SELECT i.id, d.code FROM division_id i JOIN division d ON d.number = i.division ORDER BY i.id",
    "device": f"SELECT {_DEVICE} FROM device ORDER BY number",
    "device_scope": "SELECT d.id, s.code FROM device_scope s JOIN device d ON d.number = s.device ORDER BY 1, 2",
    "users": "SELECT name, role, password_hash, code, closed_at FROM users ORDER BY name",
}
_LIVE = _TABLES | {
    "device": f"SELECT {_DEVICE}{_LIVELY} FROM device ORDER BY number",
    "users": "SELECT name, role, password_hash, code, closed_at, failures, locked_until FROM users ORDER BY name",
}


@dataclass(frozen=True, slots=True)
class Decisions:
    """Of which server, up to which number of its feed, and the rows of each table as JSON."""

    server: str
    through: int
    said: Mapping[str, Sequence[Mapping[str, Any]]]


def decisions_of(connection: Connection, *, live: bool = False) -> Decisions:
    """What was decided, as a database has it."""
    row = connection.execute(
        "SELECT server_id::text, (SELECT last FROM feed_counter WHERE id = 1) FROM server_state WHERE id = 1"
    ).fetchone()
    assert row is not None
    said = {}
    for table, query in (_LIVE if live else _TABLES).items():
        found = connection.execute(
            f"SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]') FROM ({query}) AS t"
        ).fetchone()
        said[table] = found[0] if found else []
    return Decisions(row[0], row[1], said)


def carry_over(old: Connection, restored: Connection) -> None:
    """Tell a restored database of machines, borders and closed accounts as the database before it had them."""
    tell(decisions_of(old, live=True), restored)


def tell(decisions: Decisions, restored: Connection) -> None:
    """Tell a restored database of what was decided since."""
    said = decisions.said
    _put(restored, "division", "code", said["division"])
    restored.execute(
        "INSERT INTO division_id SELECT s.id, d.number FROM jsonb_to_recordset(%s) AS s (id uuid, code text)"
        " JOIN division d ON d.code = s.code ON CONFLICT DO NOTHING",
        (Jsonb(said["division_id"]),),
    )
    _put(restored, "device", "id", said["device"])
    restored.execute("DELETE FROM device_scope")
    restored.execute(
        "INSERT INTO device_scope SELECT d.number, s.code FROM jsonb_to_recordset(%s) AS s (id uuid, code text)"
        " JOIN device d ON d.id = s.id",
        (Jsonb(said["device_scope"]),),
    )
    _put(restored, "users", "name", said["users"])
    # A code may have been used since; a new one is quickly made.
    restored.execute("DELETE FROM enrolment WHERE used_by IS NULL")


def _put(restored: Connection, table: str, key: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows by their key, and no other columns than they have."""
    if not rows:
        return
    names = [sql.Identifier(one) for one in rows[0]]
    changes = [sql.SQL("{0} = excluded.{0}").format(sql.Identifier(one)) for one in rows[0] if one != key]
    restored.execute(
        sql.SQL(
            "INSERT INTO {table} ({names}) SELECT {names} FROM jsonb_populate_recordset(NULL::{table}, %s)"
            " ON CONFLICT ({key}) DO UPDATE SET {changes}"
        ).format(
            table=sql.Identifier(table),
            names=sql.SQL(", ").join(names),
            key=sql.Identifier(key),
            changes=sql.SQL(", ").join(changes),
        ),
        (Jsonb(rows),),
    )


def keep_decisions(database: Database, keepsakes: Keepsakes, folder: Path) -> None:
    """Write down what was decided, where it changed: in the data folder, and beside the last backup if it is there."""
    with suppress(OSError, Busy):  # a full disk stops no deed; the next one writes it
        decisions = database.run(NOTHING, decisions_of)
        content = sealed(decisions, keepsakes)
        if _unsealed(folder / FILE, keepsakes, decisions.said) is None:
            replace_private(folder / FILE, content)
        beside = Path(os.fsdecode((folder / "backups").read_bytes())) / FILE
        if beside.parent.is_dir() and _unsealed(beside, keepsakes, decisions.said) is None:
            replace_private(beside, content)


def sealed(decisions: Decisions, keepsakes: Keepsakes) -> bytes:
    """Decisions as they are kept outside a database."""
    body = {"server": decisions.server, "through": decisions.through, "said": decisions.said}
    said = orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
    return _seal(said, keepsakes.signing).encode() + b"\n" + said


def read_decisions(path: Path, signing: str) -> Decisions | None:
    """Decisions that a server with this key wrote; None where there are none, or somebody else changed them."""
    try:
        seal, _, said = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if not hmac.compare_digest(seal, _seal(said, signing).encode()):
        return None
    found = orjson.loads(said)
    return Decisions(found["server"], found["through"], found["said"])


def _unsealed(path: Path, keepsakes: Keepsakes, said: Mapping[str, Any]) -> Decisions | None:
    """The decisions of a file that already says this."""
    found = read_decisions(path, keepsakes.signing)
    return found if found is not None and found.said == said else None


def _seal(said: bytes, signing: str) -> str:
    return hmac.new(bytes.fromhex(signing) + b"decisions", said, hashlib.sha256).hexdigest()
