"""How the lists of households on the move look. Plain functions, without widgets."""

from collections.abc import Sequence

from app.operations.move_facts import FailedMove, why_words
from app.operations.moves import Coming, Leaving
from app.texts import say
from app.ui.kit.cells import Column, Mark, Row

LATE = (3, 7)
"""Days after which a household that waits is told louder."""


def head_of(head: str) -> str:
    """Whose household it is."""
    return head or say("moves.no_head")


def coming_columns() -> list[Column]:
    """Head, size, from where, by whom, and how it stands."""
    return [
        Column("head", say("moves.head"), 168),
        Column("size", say("moves.size"), 72, "number"),
        Column("from", say("moves.from_place"), 160, stretch=True),
        Column("by", say("moves.by"), 120),
        Column("state", say("moves.state"), 250, "chips"),
    ]


def coming_rows(lines: Sequence[Coming]) -> list[Row]:
    """The households that come."""
    return [
        Row(
            one.id,
            (
                Mark(head_of(one.head), bold=True),
                say("moves.persons", count=one.members),
                one.from_name or one.from_code,
                one.by,
                (Mark(say("moves.taken_here"), "ok"),)
                if one.taken
                else (Mark(say("moves.waits"), "warn"), _waited(one.days)),
            ),
        )
        for one in lines
    ]


def leaving_columns() -> list[Column]:
    """Head, where to, by whom, and how it stands."""
    return [
        Column("head", say("moves.head"), 168),
        Column("to", say("moves.to_place"), 160, stretch=True),
        Column("by", say("moves.by"), 120),
        Column("state", say("moves.state"), 250, "chips"),
    ]


def leaving_rows(lines: Sequence[Leaving]) -> list[Row]:
    """The households that go."""
    return [
        Row(
            one.household,
            (
                Mark(head_of(one.head), bold=True),
                one.to_name,
                one.by,
                (
                    Mark(say("moves.unsent") if one.unsent else say("moves.offered"), "neutral"),
                    _waited(one.days),
                ),
            ),
        )
        for one in lines
    ]


def failed_columns() -> list[Column]:
    """Head, the other place, why, when."""
    return [
        Column("head", say("moves.head"), 168),
        Column("to", say("moves.to_place"), 180),
        Column("why", say("moves.why"), 200, stretch=True),
        Column("when", say("sync_page.when"), 100),
    ]


def failed_rows(lines: Sequence[FailedMove]) -> list[Row]:
    """The moves that came to nothing."""
    return [
        Row(
            one.household,
            (
                Mark(head_of(one.head), bold=True),
                one.place,
                why_words(one.why),
                say("moves.days_ago", count=one.days) if one.days else say("moves.today"),
            ),
        )
        for one in lines
    ]


def _waited(days: int) -> Mark:
    tone = "bad" if days >= LATE[1] else "warn" if days >= LATE[0] else "neutral"
    return Mark(say("moves.days", count=days) if days else say("moves.today"), tone)
