"""What the line to the county leaves to do: conflicts, what has not been handed over for days, a first round."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from app.operations.conflict_lists import form_of
from app.operations.home_tasks import Task, Urgency
from app.operations.move_facts import list_failed_moves
from app.operations.moves import list_coming
from app.operations.offices import Office
from app.operations.sync_views import sync_view

UNSENT_DAYS, LATE_DAYS = 3, 7
"""Days after which something is said, and said as overdue."""
MOST_HOMES = 5  # households with conflicts that are named one by one


def sync_tasks(office: Office) -> Iterator[Task]:
    """Conflicts by household, households on the move, changes that wait too long, a machine that never synced."""
    view = sync_view(office)
    if not view.enrolled:
        return
    yield from _conflicts(office)
    yield from _moves(office)
    if not view.last_ok:
        yield Task("unsynced", "today", {"county": view.county, "count": view.unsent}, "sync")
    elif view.unsent_since and (days := _days(office, view.unsent_since)) >= UNSENT_DAYS:
        urgency: Urgency = "overdue" if days >= LATE_DAYS else "today"
        yield Task("unsent", urgency, {"count": view.unsent, "days": days}, "sync")


def _conflicts(office: Office) -> Iterator[Task]:
    rows = office.archive.read(
        "SELECT coalesce(c.household_id, ''), c.record, c.field, coalesce(c.at, ''),"
        " coalesce((SELECT p.name FROM membership m JOIN person p ON p.id = m.person_id"
        " WHERE m.household_id = c.household_id AND m.relation = '01' AND m.left_on IS NULL LIMIT 1), '')"
        " FROM conflict c WHERE c.settled_as IS NULL ORDER BY c.at, c.id"
    )
    homes: dict[str, list[tuple[str, str, str, str, str]]] = defaultdict(list)
    for row in rows:
        homes[row[0]].append(row)
    if len(homes) > MOST_HOMES:
        days = max(_days(office, row[3]) for row in rows)
        values: dict[str, object] = {"count": len(rows), "homes": len(homes), "days": days}
        yield Task("conflicts", _urgency(days), values, "sync")
        return
    for home, some in homes.items():
        days = max(_days(office, row[3]) for row in some)
        labels = tuple(dict.fromkeys(_label(office, record, field) for _, record, field, *_ in some))
        values = {"head": some[0][4], "labels": labels, "count": len(some), "days": days}
        yield Task("conflict", _urgency(days), values, "sync", {"household": home})


def _moves(office: Office) -> Iterator[Task]:
    """Households that wait to be taken here, and moves that came to nothing."""
    waiting = [one for one in list_coming(office) if not one.taken]
    if waiting:
        days, first = max(one.days for one in waiting), waiting[0]
        said: dict[str, object] = {"count": len(waiting), "head": first.head, "days": days}
        said["place"] = first.from_name or first.from_code
        yield Task("coming", _urgency(days), said, "sync", {"part": "moves", "tab": "coming"})
    failed = [one for one in list_failed_moves(office) if one.days < LATE_DAYS]
    if failed:
        yield Task("not_moved", "open", {"count": len(failed)}, "sync", {"part": "moves", "tab": "failed"})


def _label(office: Office, record: str, field: str) -> str:
    form = form_of(office, record)
    known = form.by_key.get(field) if form else None
    return known.label if known else form.label if form else field


def _urgency(days: int) -> Urgency:
    return "overdue" if days >= LATE_DAYS else "today" if days >= UNSENT_DAYS else "open"


def _days(office: Office, at: str) -> int:
    return max(0, (office.clock() - datetime.fromisoformat(at)).days) if at else 0
