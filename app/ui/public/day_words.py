"""What the calendar says of a day and of what falls on it: words and tones, without widgets."""

from datetime import date

from app.operations.notices.calendar import CalendarEvent
from app.rules.values import show
from app.texts import say
from app.ui.kit.cells import Column, Mark, Row


def event_line(one: CalendarEvent) -> str:
    """An event in a few words: whose, and what."""
    told = {"village": one.village, "label": one.label}
    words = {
        "meeting": say("public_days.meeting", **told),
        "posted": say("public_days.posted", **told),
        "to_post": say("public_days.to_post", **told),
        "ends": say("public_days.ends", **told),
        "take_down": say("public_days.take_down_late" if one.late else "public_days.take_down", **told),
        "due": say("public_days.due_late" if one.late else "public_days.due", **told),
        "returned": say("public_days.returned", **told),
        "closed": say("public_days.closed", **told),
        "dropped": say("public_days.dropped", **told),
        "announce": say("public_days.announce_late" if one.late else "public_days.announce", **told),
    }
    return words[one.what]


def event_tone(one: CalendarEvent) -> str:
    """Red for what is late, amber for what ends or comes down, blue for what is to be done, grey for what is done."""
    if one.late:
        return "bad"
    if one.done:
        return "neutral"
    return "warn" if one.what in ("ends", "take_down", "announce") else "accent"


def week_word(day: date) -> str:
    """The day of the week."""
    return say("public_days.weekdays").split()[day.weekday()]


def day_head(day: date) -> str:
    """A day as the list beside the month is headed."""
    return say("public_days.day", month=day.month, day=day.day, week=week_word(day))


def spoken_day(day: date, events: list[CalendarEvent]) -> str:
    """A day with all that falls on it, for a screen reader."""
    what = "\uff1b".join(map(event_line, events)) or say("public_days.nothing")
    told = {"month": day.month, "day": day.day, "week": week_word(day)}
    return say("public_days.spoken", **told, count=len(events), what=what)


def event_columns() -> list[Column]:
    """The columns of the month as a list."""
    return [
        Column("day", say("public_days.col_day"), 150),
        Column("what", say("public_days.col_what"), 220),
        Column("label", say("public_days.col_label"), 160, stretch=True),
        Column("state", say("public_days.col_state"), 90, kind="chips"),
    ]


def event_row(key: str, one: CalendarEvent) -> Row:
    """A line of the list."""
    if one.late:
        state = Mark(say("public_days.state_late"), "bad")
    elif one.done:
        state = Mark(say("public_days.state_done"), "neutral")
    else:
        state = Mark(say("public_days.state_open"), "accent")
    return Row(key, (show("date", one.on), event_line(one), one.label, (state,)))
