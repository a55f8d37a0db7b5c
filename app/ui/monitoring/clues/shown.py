"""The rows of the section 线索, without widgets."""

from datetime import date

from app.operations.clues.lists import ClueRow
from app.rules.forms import Forms
from app.texts import say
from app.ui.help.visits.shown import day_words, place_words
from app.ui.kit.cells import Column, Mark, Row

SOON = 3
"""Days before its deadline from which a clue is amber."""


def clue_columns() -> list[Column]:
    """The columns of the list."""
    return [
        Column("whom", say("monitoring.whom"), 118),
        Column("place", say("monitoring.place"), 126),
        Column("what", say("monitoring.what"), 150, stretch=True),
        Column("source", say("monitoring.source"), 92, kind="chips"),
        Column("checker", say("monitoring.checker"), 84),
        Column("due", say("monitoring.due_on"), 104),
        Column("state", say("monitoring.state"), 116, kind="chips"),
        Column("result", say("monitoring.result"), 150),
    ]


def state_mark(one: ClueRow) -> Mark:
    """How a clue stands: red when overdue, amber when near or waiting for its procedure, green when done."""
    if one.state == "taken":
        return Mark(say("monitoring.taken"), "warn")
    if one.days is None:
        return Mark(say("monitoring.closed"), "ok")
    if one.days > 0:
        return Mark(say("monitoring.over", days=f"{one.days:,}"), "bad")
    if one.days == 0:
        return Mark(say("monitoring.today"), "warn")
    return Mark(say("monitoring.left", days=f"{-one.days:,}"), "warn" if -one.days <= SOON else "neutral")


def result_words(one: ClueRow, forms: Forms) -> str:
    """What came of a clue: its result, the procedure it went into or the reason."""
    result = one.answers.get("result")
    if not result:
        return ""
    word = forms.codes["clue_result"].name(str(result))
    return " ".join(part for part in (word, one.case or str(one.answers.get("reason") or "")) if part)


def clue_row(one: ClueRow, forms: Forms, today: date) -> Row:
    """One clue."""
    source, due = one.answers.get("source"), one.answers.get("due_on")
    return Row(
        one.id,
        (
            one.whom or None,
            place_words(one.village, one.group),
            str(one.answers.get("what") or ""),
            (Mark(forms.codes["clue_source"].name(str(source))),) if source else None,
            str(one.answers.get("checker") or "") or None,
            day_words(due, today) if isinstance(due, date) else None,
            (state_mark(one),),
            result_words(one, forms),
        ),
    )
