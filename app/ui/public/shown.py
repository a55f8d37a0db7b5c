"""What the page says of a case, a notice, a day: words and tones, without widgets."""

from dataclasses import dataclass
from datetime import date

from app.operations.notices.agenda import BoardCard, DayEvent, Lane
from app.operations.notices.viewing import NoticeLine, state_word
from app.rules.values import show
from app.texts import say
from app.ui.kit.cells import Column, Mark, Row


@dataclass(frozen=True, slots=True)
class CardWords:
    """A card's words. `share`: of the days gone, None where no notice hangs."""

    village: str
    count: str
    what: str
    state: str
    more: str
    tone: str = ""
    share: float | None = None


def lane_word(lane: Lane) -> str:
    """A lane's name."""
    words = {
        "check": say("public.lane_check"),
        "meeting": say("public.lane_meeting"),
        "notice": say("public.lane_notice"),
        "township": say("public.lane_township"),
        "county": say("public.lane_county"),
    }
    return words[lane]


def card_words(card: BoardCard) -> CardWords:
    """What a case's card says."""
    case, notice = card.case, card.notice
    count = say("public.households", count=case.households) if case.households else ""
    state, tone, share = _state(card)
    more = _days(case.days_left) if case.days_left is not None else ""
    if notice is not None and notice.posted_on:
        more = (
            say("public.objections", count=notice.objections)
            if notice.objections
            else say("public.no_objection")
        )
    return CardWords(case.village, count, case.label, state, more, tone, share)


def _state(card: BoardCard) -> tuple[str, str, float | None]:
    notice = card.notice
    if notice is None or notice.ends_on is None or notice.posted_on is None:
        words = notice_state(notice) if notice else card.case.step
        return words, "bad" if card.overdue else "neutral", None
    left = notice.days_left if notice.days_left is not None else 0
    days = max((notice.ends_on - notice.posted_on).days, 1)
    share = min(1.0, max(0.0, 1 - left / days))
    if left < 0:
        return say("public.hangs_too_long", days=-left), "bad", 1.0
    if left == 0:
        return say("public.ends_today"), "warn", share
    return say("public.days_left", days=left), "accent", share


def notice_state(notice: NoticeLine) -> str:
    """Where a notice stands before it hangs."""
    return say("public.to_post") if notice.state == "approved" else state_word(notice.state)


def _days(left: int) -> str:
    if left < 0:
        return say("public.overdue", days=-left)
    return say("public.due_today") if left == 0 else say("public.due_in", days=left)


def event_words(event: DayEvent) -> tuple[str, str]:
    """A day's line and its tone."""
    told = {"village": event.village, "what": event.label}
    words = {
        "to_post": (say("public.event_post", **told), "accent"),
        "ends": (say("public.event_ends", **told), "warn"),
        "take_down": (say("public.event_take_down", **told), "bad"),
        "due": (say("public.event_due", **told), "neutral"),
    }
    return words[event.what]


def day_word(day: date, today: date) -> str:
    """A day's head: 今天 11月3日, 周三 11月4日."""
    week = say("public.weekdays").split()[day.weekday()]
    name = say("public.today") if day == today else week
    return say("public.day", name=name, month=day.month, day=day.day)


def notice_columns() -> list[Column]:
    """The register's columns."""
    return [
        Column("number", say("public.col_number"), 192),
        Column("village", say("public.col_village"), 110),
        Column("title", say("public.col_title"), 220, stretch=True),
        Column("state", say("public.col_state"), 92, kind="chips"),
        Column("posted", say("public.col_posted"), 132),
        Column("ends", say("public.col_ends"), 132),
        Column("objections", say("public.col_objections"), 70, kind="number"),
    ]


_TONES = {"draft": "neutral", "approved": "accent", "posted": "warn", "ended": "ok", "down": "neutral"}


def notice_row(line: NoticeLine) -> Row:
    """A notice's line in the register."""
    late = line.days_left is not None and line.days_left < 0
    tone = "bad" if late else _TONES.get(line.state, "neutral")
    cells = (
        line.number,
        line.village,
        line.title,
        (Mark(state_word(line.state), tone),),
        show("date", line.posted_on),
        show("date", line.ends_on),
        str(line.objections) if line.objections else "",
    )
    return Row(line.id, cells)
