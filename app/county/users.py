"""People of the county office who sign in by browser: their roles, their passwords, and the lock on guessing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from app.county.databases import Connection
from app.errors import Problem

ROLES = ("reader", "approver", "admin", "auditor")
FEWEST_LETTERS = 12
GUESSES = 5
LOCKED_FOR = timedelta(minutes=15)
_HASHER = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4)


@dataclass(frozen=True, slots=True)
class CountyUser:
    """Somebody of the county office. `code`: at and below which division; "" for the whole county."""

    name: str
    role: str
    code: str


def add_user(connection: Connection, user: CountyUser, password: str) -> None:
    """Let somebody in from now on, or give a known one another role and password, unlocked.

    Raises Problem county.user_role, county.password_short.
    """
    if user.role not in ROLES:
        raise Problem("county.user_role", roles=", ".join(ROLES))
    if len(password) < FEWEST_LETTERS:
        raise Problem("county.password_short", letters=FEWEST_LETTERS)
    connection.execute(
        "INSERT INTO users (name, role, password_hash, code) VALUES (%s, %s, %s, %s)"
        " ON CONFLICT (name) DO UPDATE SET role = excluded.role, password_hash = excluded.password_hash,"
        " code = excluded.code, failures = 0, locked_until = NULL, closed_at = NULL",
        (user.name, user.role, _HASHER.hash(password), user.code),
    )


def close_user(connection: Connection, name: str, now: datetime) -> None:
    """Let somebody in no longer. Raises Problem county.no_user."""
    done = connection.execute("UPDATE users SET closed_at = %s WHERE name = %s", (now, name))
    if not done.rowcount:
        raise Problem("county.no_user", name=name)


def unlock_user(connection: Connection, name: str) -> None:
    """Forget the wrong passwords of somebody who was locked out. Raises Problem county.no_user."""
    done = connection.execute("UPDATE users SET failures = 0, locked_until = NULL WHERE name = %s", (name,))
    if not done.rowcount:
        raise Problem("county.no_user", name=name)


def check_password(connection: Connection, name: str, password: str, now: datetime) -> CountyUser | None:
    """Who signs in; None for an unknown, closed or locked name and a wrong password alike, in the same time.

    Five wrong ones in a row lock the name for a quarter of an hour.
    """
    row = connection.execute(
        "SELECT role, code, password_hash, failures, coalesce(locked_until > %s, false), closed_at IS NOT NULL"
        " FROM users WHERE name = %s FOR UPDATE",
        (now, name),
    ).fetchone()
    right = _fits(row[2] if row else _nobodys_hash(), password)
    if row is None:
        return None
    role, code, _, failures, locked, closed = row
    if locked or closed:
        return None
    if right:
        connection.execute("UPDATE users SET failures = 0, locked_until = NULL WHERE name = %s", (name,))
        return CountyUser(name, role, code)
    until = now + LOCKED_FOR if failures + 1 >= GUESSES else None
    connection.execute(
        "UPDATE users SET failures = %s, locked_until = %s WHERE name = %s",
        (0 if until else failures + 1, until, name),
    )
    return None


def known_user(connection: Connection, name: str) -> CountyUser | None:
    """Somebody as he stands on the list now; None for who is not on it or was closed."""
    row = connection.execute(
        "SELECT name, role, code FROM users WHERE name = %s AND closed_at IS NULL", (name,)
    ).fetchone()
    return CountyUser(*row) if row else None


def list_users(connection: Connection) -> list[Mapping[str, object]]:
    """Everybody who may sign in or could once, without their passwords."""
    rows = connection.execute("SELECT name, role, code, locked_until, closed_at FROM users ORDER BY name")
    return [
        dict(zip(("name", "role", "code", "locked_until", "closed_at"), row, strict=True)) for row in rows
    ]


def _fits(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash("nobody")
