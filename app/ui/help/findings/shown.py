"""The rows of the section 整改, without widgets."""

from datetime import date

from app.operations.finding_lists import FindingRow
from app.rules.forms import Forms
from app.texts import say
from app.ui.help.visits.shown import day_words, place_words
from app.ui.kit.cells import Column, Mark, Row

SOON = 7
"""Days before its deadline from which a problem is amber."""


def finding_columns() -> list[Column]:
    """The columns of the list."""
    return [
        Column("what", say("help_findings.what"), 168, stretch=True),
        Column("head", say("help_findings.head"), 120),
        Column("place", say("help_findings.place"), 132),
        Column("source", say("help_findings.source"), 92, kind="chips"),
        Column("owner", say("help_findings.owner"), 90),
        Column("due", say("help_findings.due_on"), 140),
        Column("state", say("help_findings.state"), 112, kind="chips"),
        Column("outcome", say("help_findings.outcome"), 150, stretch=True),
    ]


def state_mark(one: FindingRow) -> Mark:
    """How a problem stands: red when overdue, amber when near, green when closed."""
    if one.state == "closed":
        return Mark(say("help_findings.closed"), "ok")
    days = one.days
    if days is None:
        return Mark(say("help_findings.open"))
    if days > 0:
        return Mark(say("help_findings.over", days=f"{days:,}"), "bad")
    if days == 0:
        return Mark(say("help_findings.today"), "warn")
    return Mark(say("help_findings.left", days=f"{-days:,}"), "warn" if -days <= SOON else "neutral")


def finding_row(one: FindingRow, forms: Forms, today: date) -> Row:
    """One problem."""
    said = one.answers
    source, due = said.get("source"), said.get("due_on")
    end = said.get("closed_as")
    words = [forms.codes["finding_end"].name(str(end)) if end else "", str(said.get("outcome") or "")]
    return Row(
        one.id,
        (
            str(said.get("what") or ""),
            one.head,
            place_words(one.village, one.group),
            (Mark(forms.codes["finding_source"].name(str(source))),) if source else None,
            str(said.get("owner") or "") or None,
            day_words(due, today) if isinstance(due, date) else None,
            (state_mark(one),),
            " ".join(filter(None, words)) or str(said.get("remedy") or ""),
        ),
    )
