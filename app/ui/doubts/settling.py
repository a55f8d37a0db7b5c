"""Keeping doubts as they are for a reason, and opening them again."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.operations.doubt_lists import doubt_list
from app.operations.doubts import FoundDoubt, reopen, settle
from app.texts import say
from app.ui.desks import Desk
from app.ui.doubts.shown import doubt_key
from app.ui.kit.buttons import Button
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import TextField
from app.ui.kit.rows import FieldGrid


class SettleSheet:
    """Asks for the reason; a few usual ones are one press away. Gives nothing until one is written."""

    def __init__(self, page: QWidget, desk: Desk, doubts: Sequence[FoundDoubt]) -> None:
        self._page, self._desk, self._doubts = page, desk, list(doubts)
        title = say("doubtlist.settle_title", count=f"{len(doubts):,}")
        answers = [
            ("no", say("doubtlist.settle_no"), "quiet"),
            ("yes", say("doubtlist.settle_yes"), "primary"),
        ]
        self.dialog = Dialog(page, title, say("doubtlist.settle_body"), answers, self._decided, wide=520)
        self.dialog.accepts = self._accepts
        self.reason = TextField()
        grid = FieldGrid()
        self._row = grid.add(say("doubtlist.settle_reason"), self.reason, required=True, whole=True)
        self._row.reserved = True
        grid.arrange()
        self.reason.after_enter = self._enter
        usual = QHBoxLayout()
        usual.setSpacing(8)
        words = (
            say("doubtlist.reason_visited"),
            say("doubtlist.reason_called"),
            say("doubtlist.reason_papers"),
        )
        for one in words:
            usual.addWidget(Button(one, "link", pressed_do=partial(self._take, one)))
        usual.addStretch(1)
        self.dialog.content.addWidget(grid)
        self.dialog.content.addLayout(usual)

    def ask(self) -> None:
        """Open the sheet."""
        self.dialog.ask(self.reason)

    def _take(self, words: str) -> None:
        self.reason.set_answer(words)
        self._row.say_issue("")
        self.reason.setFocus()

    def _enter(self) -> None:
        self.dialog.decide("yes")

    def _accepts(self, key: str) -> bool:
        missing = key == "yes" and not self.reason.answer()
        self._row.say_issue(say("doubtlist.reason_wanted") if missing else "")
        return not missing

    def _decided(self, key: str) -> None:
        if key == "yes":
            settle_these(self._page, self._desk, self._doubts, str(self.reason.answer()))


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
