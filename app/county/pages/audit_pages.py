"""The audit as the auditor reads it, by the auditor's own role in the database, which sees no household."""

from typing import Any

import psycopg

from app.county.audits import broken_entries
from app.county.databases import Busy
from app.county.pages.asks import Answer, Ask, Shown
from app.texts import messages, say

MOST = 100


def show_audit(ask: Ask) -> Answer:
    """A hundred entries at a time, the newest first, by who, what or household; the chain proved on request."""
    before = ask.asked("before")
    asked = {
        "who": ask.asked("who") or None,
        "act": ask.asked("act") or None,
        "household": ask.asked("household") or None,
        "before": int(before) if before.isdecimal() and len(before) < 19 else None,
        "code": ask.user.code,
    }
    try:
        with psycopg.connect(ask.county.database.auditor_url) as connection:
            entries = [_entry(row) for row in connection.execute(_ENTRIES, asked)]
            broken = broken_entries(connection) if ask.asked("check") else None
            acts = [row[0] for row in connection.execute("SELECT DISTINCT act FROM audit ORDER BY act")]
    except psycopg.OperationalError as error:
        raise Busy from error
    values: dict[str, Any] = {
        "entries": entries[:MOST],
        "more": len(entries) > MOST,
        "broken": broken,
        "acts": [(act, act_word(act)) for act in acts],
        "asked": {name: value or "" for name, value in asked.items()},
    }
    return Shown("audit.html", values)


def act_word(act: str) -> str:
    """What an act is called; a machine's own that has no word here as it came."""
    key = f"county_pages.act_{act}"
    return say(key) if key in messages() else act


def _entry(row: tuple[Any, ...]) -> dict[str, Any]:
    seq, at, who, act, place, machine, details = row
    kind, _, name = who.partition(":")
    if kind == "user":
        told = name
    else:
        told = machine or (say(f"county_pages.who_{who}") if who in ("server", "nobody") else who)
    return {
        "seq": seq,
        "at": at,
        "who": told,
        "key": who,
        "act": act_word(act),
        "place": place or "",
        "details": [(name, detail_word(name), str(value)) for name, value in sorted(details.items())],
    }


def detail_word(name: str) -> str:
    """What a detail is called."""
    key = f"county_pages.detail_{name}"
    return say(key) if key in messages() else name


# An auditor of one township sees what concerns it, and nothing that was done for the whole county.
_ENTRIES = f"""
    SELECT a.seq, a.at, a.who, a.act, d.name, m.name, a.details
    FROM audit a LEFT JOIN division d ON d.number = a.area LEFT JOIN device m ON m.id::text = a.who
    WHERE (%(who)s::text IS NULL OR a.who = %(who)s OR a.who = 'user:' || %(who)s)
      AND (%(act)s::text IS NULL OR a.act = %(act)s)
      AND (%(household)s::text IS NULL OR a.details ->> 'household' = %(household)s)
      AND (%(before)s::bigint IS NULL OR a.seq < %(before)s)
      AND (%(code)s::text = '' OR starts_with(d.code, %(code)s))
    ORDER BY a.seq DESC LIMIT {MOST + 1}
"""
