"""低保渐退: households whose minimum support runs on for a year after its grounds are gone, and when it ends."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.rules.dossiers import Value
from app.rules.ledgers.facts import Alert, Asked, Entry, Home, day_of, due, overdue, whole
from app.rules.visiting import months_later


def list_tapers(home: Home, asked: Asked) -> Iterator[Entry]:
    """The household, where a first day is recorded: its last day, days left, and what to do."""
    starts = day_of(home.standing.get("taper_from"))
    if starts is None:
        return
    stated = whole(home.standing.get("taper_months"))
    months = stated or asked.limit("months", 12)
    ends = last_day(starts, months)
    disabled = any(one.has("health", asked.listed("health")) for one in home.people)
    own: dict[str, Value] = {
        "starts_on": starts,
        "months": months,
        "ends_on": ends,
        "days_left": (ends - asked.today).days,
    }
    yield Entry(None, tuple(_alerts(home, ends, months, disabled and not stated, asked)), own)


def last_day(starts: date, months: int) -> date:
    """The last day of as many months: from 2025-10-01, twelve months end on 2026-09-30."""
    return months_later(starts, months) - timedelta(days=1)


def _alerts(home: Home, ends: date, months: int, may_extend: bool, asked: Asked) -> Iterator[Alert]:
    left = (ends - asked.today).days
    if left < 0:
        yield overdue("ledgers.taper_over", name=home.head, days=-left)
    elif left <= asked.limit("soon_days"):
        yield due("ledgers.taper_soon", name=home.head, days=left)
    most = asked.limit("months", 12) + asked.limit("more_for_disabled")
    if may_extend and left <= asked.limit("soon_days"):
        yield due("ledgers.taper_extend", name=home.head, months=asked.limit("more_for_disabled"))
    elif months > most:
        yield due("ledgers.taper_long", name=home.head, months=months, most=most)
