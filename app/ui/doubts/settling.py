"""Keeping doubts as they are for a reason, and opening them again."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.operations.doubt_lists import doubt_list
from app.operations.doubts import FoundDoubt, reopen, settle
from app.texts import say
from app.ui.desks import Desk
from app.ui.doubts.shown import doubt_key
from app.ui.reasons import ReasonSheet, ReasonWords


def settle_sheet(page: QWidget, desk: Desk, doubts: Sequence[FoundDoubt]) -> ReasonSheet:
    """The sheet that asks why doubts are kept as they are, and keeps them."""
    chosen = list(doubts)
    words = ReasonWords(
        title=say("doubtlist.settle_title", count=f"{len(chosen):,}"),
        body=say("doubtlist.settle_body"),
        name=say("doubtlist.settle_reason"),
        verb=say("doubtlist.settle_yes"),
        safe=say("doubtlist.settle_no"),
        missing=say("doubtlist.reason_wanted"),
        usual=(
            say("doubtlist.reason_visited"),
            say("doubtlist.reason_called"),
            say("doubtlist.reason_papers"),
        ),
    )
    return ReasonSheet(page, words, lambda reason: settle_these(page, desk, chosen, reason))


def settle_these(page: QWidget, desk: Desk, doubts: Sequence[FoundDoubt], reason: str) -> None:
    """Settle them off the screen's thread; 撤销 opens them again."""
    office, keys = desk.office, {doubt_key(one) for one in doubts}

    def work(_: object) -> tuple[str, ...]:
        settle(office, [one.doubt for one in doubts], reason)
        return tuple(
            one.settled_id for one in doubt_list(office).all() if doubt_key(one) in keys and one.settled_id
        )

    def done(rows: tuple[str, ...]) -> None:
        desk.changed.emit("doubts")
        desk.tell(
            say("doubtlist.settled_done", count=f"{len(doubts):,}"), "ok", say("doubtlist.undo"),
            lambda: reopen_these(page, desk, rows),
        )  # fmt: skip

    desk.lanes.run("writer", work, done, owner=page)


def reopen_these(page: QWidget, desk: Desk, rows: Sequence[str]) -> None:
    """Open settled doubts again, by the ids of their settlements."""
    office = desk.office

    def done(_: object) -> None:
        desk.changed.emit("doubts")
        desk.tell(say("doubtlist.reopened", count=f"{len(rows):,}"))

    desk.lanes.run("writer", lambda _: reopen(office, dict.fromkeys(rows)), done, owner=page)
