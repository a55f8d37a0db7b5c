"""The doubts at the foot of a card, each with 写明原因, and the question for the reason."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.doubts import FoundDoubt, reopen, settle
from app.texts import say
from app.ui.household.keeping import Keeper
from app.ui.kit.buttons import Button
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import LongTextField
from app.ui.kit.labels import Sign, Text
from app.ui.kit.rows import IssueLine

_FEW = 4  # doubts said at once; the others unfold


class DoubtLines(QWidget):
    """`reason_asked([doubt])` by the link of a line, `reopen_asked(doubt)` by the link of a settled one."""

    reason_asked = Signal(list)
    reopen_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(2)
        self._shown: list[FoundDoubt] = []
        self._all = False
        self.hide()

    def show_doubts(self, doubts: Sequence[FoundDoubt]) -> None:
        """Show these, open ones first."""
        if list(doubts) == self._shown:
            return
        self._shown = sorted(doubts, key=lambda one: bool(one.settled))
        empty_layout(self._whole)
        self._all = self._all and len(self._shown) > _FEW
        for one in self._shown if self._all else self._shown[:_FEW]:
            line = self._line(one)
            self._whole.addWidget(line)
            line.show()
        if len(self._shown) > _FEW and not self._all:
            rest = say("household.more_doubts", count=len(self._shown) - _FEW)
            self._whole.addWidget(Button(rest, "link", pressed_do=self._show_all))
        self.setVisible(bool(self._shown))

    def _show_all(self) -> None:
        shown, self._shown, self._all = self._shown, [], True
        self.show_doubts(shown)

    def _line(self, one: FoundDoubt) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(2, 4, 0, 4)
        across.setSpacing(8)
        if one.settled:
            across.addWidget(Sign("check-circle", "text3", 16))
            words = say("household.settled", sentence=one.doubt.sentence, reason=one.settled)
            across.addWidget(Text(words, "note", wrap=True), 1)
            across.addWidget(
                Button(say("household.reopen"), "link", pressed_do=lambda: self.reopen_asked.emit(one))
            )
            return line
        tone = "bad" if one.doubt.level == "error" else "warn"
        across.addWidget(Sign("warning-circle" if tone == "bad" else "warning", tone, 16))
        across.addWidget(Text(one.doubt.sentence, "note", tone, wrap=True), 1)
        across.addWidget(
            Button(say("household.settle"), "link", pressed_do=lambda: self.reason_asked.emit([one]))
        )
        return line


def empty_layout(layout: QVBoxLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        taken = item.widget() if item is not None else None
        if taken is not None:
            taken.hide()
            taken.deleteLater()


def ask_reason(owner: QWidget, keeper: Keeper, doubts: Sequence[FoundDoubt]) -> Dialog:
    """Ask why the doubts may stay as they are; they are settled with that reason."""
    field, line = LongTextField(say("household.reason_hint"), 3), IssueLine()
    line.hide()
    office = keeper.office

    def decided(key: str) -> None:
        if key == "settle":
            reason = str(field.answer())
            keeper.do(lambda: settle(office, [one.doubt for one in doubts], reason))

    answers = [("no", say("household.not_settle"), "quiet"), ("settle", say("household.keep_so"), "primary")]
    body = "\n".join(one.doubt.sentence for one in doubts)
    dialog = Dialog(owner, say("household.settle_title"), body, answers, decided)
    dialog.content.addWidget(field)
    dialog.content.addWidget(line)

    def accepts(key: str) -> bool:
        if key == "settle" and not field.answer():
            line.say(say("household.reason_wanted"), "error")
            dialog.refit()
            field.setFocus()
            return False
        return True

    dialog.accepts = accepts
    dialog.ask(field)
    return dialog


def open_again(keeper: Keeper, one: FoundDoubt) -> None:
    """Take a settlement back."""
    office = keeper.office
    keeper.do(lambda: reopen(office, [one.settled_id]))
