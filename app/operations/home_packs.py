"""What the county published and this office has still to do: a pack to install, something due by a day."""

from collections.abc import Iterator

from app.operations.deadlines import deadlines
from app.operations.home_tasks import Task, Urgency
from app.operations.offices import Office
from app.operations.packs import offers
from app.rules.values import show

SOON = 7
"""Days before a deadline from which it stands under today."""


def pack_tasks(office: Office) -> Iterator[Task]:
    """Packs the county offers, and its deadlines with the days left."""
    for offer in offers(office):
        told: dict[str, object] = {"pack": offer.label, "version": offer.version, "remark": offer.remark}
        yield Task("pack", "today", told, "settings", {"part": "packs"})
    for one in deadlines(office):
        urgency: Urgency = "overdue" if one.days < 0 else "today" if one.days <= SOON else "open"
        told = {"title": one.title, "due": show("date", one.due), "days": one.days, "remark": one.remark}
        yield Task("deadline", urgency, told, "settings", {"part": "packs"})
