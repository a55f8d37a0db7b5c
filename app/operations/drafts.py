"""What a clerk was typing when the power went: kept in the encrypted archive, never logged, his own alone."""

import json
from typing import Any

from app.operations.offices import Office


def keep_draft(office: Office, key: str, body: dict[str, Any]) -> None:
    """Keep what is typed on a page under its key; an empty body forgets it."""
    if not body:
        drop_draft(office, key)
        return
    with office.archive.noting() as connection:
        connection.execute(
            "INSERT INTO draft (key, user, body, saved_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (key, user) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at",
            (key, office.user.name, json.dumps(body, ensure_ascii=False), office.clock().isoformat()),
        )


def read_draft(office: Office, key: str) -> dict[str, Any]:
    """The draft of a page; empty where there is none."""
    rows = office.archive.read("SELECT body FROM draft WHERE key = ? AND user = ?", (key, office.user.name))
    return dict(json.loads(rows[0][0])) if rows else {}


def drop_draft(office: Office, key: str) -> None:
    """The page was saved, or its typing thrown away."""
    with office.archive.noting() as connection:
        connection.execute("DELETE FROM draft WHERE key = ? AND user = ?", (key, office.user.name))


def list_drafts(office: Office) -> list[str]:
    """The keys of this user's drafts, the newest first."""
    rows = office.archive.read(
        "SELECT key FROM draft WHERE user = ? ORDER BY saved_at DESC", (office.user.name,)
    )
    return [str(row[0]) for row in rows]
