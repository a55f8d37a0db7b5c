"""What a restored database must not forget: who was revoked, who lost a place, who may no longer sign in.

An older backup does not know what was decided since; the database that it takes the place of does.
"""

from psycopg.types.json import Jsonb

from app.county.databases import Connection

_DEVICE = (
    "id, name, office, public_key, machine_hash, requests, scope_version, enrolled_at, revoked_at, last_seen, alarm,"
    " hello, former"
)


def carry_over(old: Connection, restored: Connection) -> None:
    """Tell a restored database of machines, borders and closed accounts as the database before it had them."""
    _divisions(old, restored)
    _devices(old, restored)
    for name, role, password, code, failures, locked, closed in old.execute(
        "SELECT name, role, password_hash, code, failures, locked_until, closed_at FROM users"
    ):
        restored.execute(
            "INSERT INTO users VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (name) DO UPDATE SET"
            " password_hash = excluded.password_hash, role = excluded.role, code = excluded.code,"
            " failures = excluded.failures, locked_until = excluded.locked_until, closed_at = excluded.closed_at",
            (name, role, password, code, failures, locked, closed),
        )


def _divisions(old: Connection, restored: Connection) -> None:
    for row in old.execute("SELECT code, name, level, under, ended_on FROM division ORDER BY length(code)"):
        restored.execute(
            "INSERT INTO division (code, name, level, under, ended_on) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT (code) DO UPDATE SET name = excluded.name, under = excluded.under,"
            " ended_on = excluded.ended_on",
            row,
        )
    for one, code in old.execute(
        "SELECT i.id, d.code FROM division_id i JOIN division d ON d.number = i.division"
    ):
        restored.execute(
            "INSERT INTO division_id SELECT %s, number FROM division WHERE code = %s ON CONFLICT DO NOTHING",
            (one, code),
        )


def _devices(old: Connection, restored: Connection) -> None:
    names = _DEVICE.split(", ")
    sets = ", ".join(f"{name} = excluded.{name}" for name in names if name != "id")
    marks = ", ".join(["%s"] * len(names))
    for row in old.execute(f"SELECT {_DEVICE} FROM device ORDER BY number").fetchall():
        values = [Jsonb(one) if isinstance(one, dict) else one for one in row]
        restored.execute(
            f"INSERT INTO device ({_DEVICE}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {sets}", values
        )
    restored.execute("DELETE FROM device_scope")
    for one, code in old.execute(
        "SELECT d.id, s.code FROM device_scope s JOIN device d ON d.number = s.device"
    ).fetchall():
        restored.execute("INSERT INTO device_scope SELECT number, %s FROM device WHERE id = %s", (code, one))
    restored.execute(
        "DELETE FROM enrolment WHERE used_by IS NULL"
    )  # a code may have been used since; a new one is quickly made
