"""Policy packs and deadlines: what was published, a pack's differences before it is, and the publishing itself."""

from base64 import b64decode
from datetime import date

from app.county.pages.asks import Answer, Ask, Shown, Went
from app.county.publications import (
    PublishedPack,
    Publisher,
    only_county,
    publish_deadline,
    publish_pack,
    published_deadlines,
    published_packs,
    try_pack,
    withdraw,
)
from app.errors import Problem
from app.texts import say

PLACE = "/packs"
_SHOWN = 300  # differences on a page


def show_packs(ask: Ask) -> Answer:
    """What is published, who publishes, and the forms for more."""
    packs = published_packs(ask.connection)
    deadlines = published_deadlines(ask.connection)
    values = {
        "packs": [(one, _may(ask, one.code), _is_newest(one, packs)) for one in packs],
        "deadlines": [(one, _may(ask, one.code), (one.due - ask.today).days) for one in deadlines],
        "may": ask.user.role == "approver",
        "own": ask.user.code or only_county(ask.connection),
        "today": ask.today,
    }
    return Shown("packs.html", values)


def _may(ask: Ask, code: str) -> bool:
    return ask.user.role == "approver" and ask.reaches(code)


def _is_newest(one: PublishedPack, every: list[PublishedPack]) -> bool:
    return one.version == max(other.version for other in every if other.key == one.key)


def publish(ask: Ask) -> Answer:
    """First what a file would change; with the word `sure` it goes to the townships."""
    name, data = ask.asked("file_name") or "-", _bytes(ask.asked("file"))
    by, remark = _publisher(ask), ask.asked("remark")[:500]
    if not ask.asked("sure"):
        pack, differences = try_pack(ask.connection, (name, data), by)
        values = {
            "pack": pack, "differences": differences[:_SHOWN], "count": len(differences), "file": ask.asked("file"),
            "file_name": name, "code": by.code, "remark": remark,
        }  # fmt: skip
        return Shown("pack.html", values)
    made = publish_pack(ask.connection, (name, data), by, ask.now, remark)
    ask.note("publish_pack", None, key=made.pack.key, version=made.pack.version, code=by.code)
    told = {"pack": made.pack.label, "version": made.pack.version, "count": len(made.differences)}
    ask.tell(say("packs.published", **told))
    return Went(PLACE)


def set_deadline(ask: Ask) -> Answer:
    """Tell the townships what is due by a day."""
    title = ask.asked("title")[:200]
    try:
        day = date.fromisoformat(ask.asked("due"))
    except ValueError:
        raise Problem("packs.bad_day", day=ask.asked("due")[:20]) from None
    by = _publisher(ask)
    publish_deadline(ask.connection, title, day, by, ask.now, ask.asked("remark")[:500])
    ask.note("publish_deadline", None, title=title, due=day.isoformat(), code=by.code)
    ask.tell(say("packs.deadline_published", title=title, day=day))
    return Went(PLACE)


def take_back(ask: Ask) -> Answer:
    """Take back a pack or a deadline of the visitor's own places."""
    by = Publisher(ask.user.name, ask.user.code)
    name = withdraw(ask.connection, ask.path["id"], by, ask.now)
    ask.note("withdraw", None, publication=ask.path["id"])
    ask.tell(say("packs.withdrawn", name=name))
    return Went(PLACE)


def _publisher(ask: Ask) -> Publisher:
    """Who publishes, and to which division: one of his own places."""
    code = ask.asked("code") or ask.user.code
    if not ask.reaches(code):
        raise Problem("county_pages.not_yours")
    return Publisher(ask.user.name, code)


def _bytes(told: str) -> bytes:
    try:
        return b64decode(told, validate=True)
    except ValueError:
        return b""
