"""What may be put into a plan: suggestions, each with its reason in sentences, and the catalogue by code or pinyin."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.rules.catalogues import Item
from app.rules.forms import CodeList
from app.rules.suggestions import Suggestion
from app.texts import say
from app.ui.household.doubt_lines import empty_layout
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Surface
from app.ui.kit.chips import Chip
from app.ui.kit.choices import ChoiceField
from app.ui.kit.labels import Hairline, Line, Text
from app.ui.kit.popups import Option

FEW = 5  # suggestions shown at once; the others unfold


class SuggestionPanel(Surface):
    """`taken(item's code)` by the button beside a suggestion; `closed` by its own."""

    taken = Signal(str)
    closed = Signal()

    def __init__(self, kinds: CodeList) -> None:
        super().__init__("tint2", "tint_line", 6)
        self._kinds = kinds
        self._shown: tuple[Suggestion, ...] = ()
        self._all = False
        self.note = Line("", "note", tone="text2")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Text(say("household_plan.suggestions"), "strong"))
        head.addWidget(self.note, 1)
        head.addWidget(Button(say("household.close"), "plain", "x", self.closed.emit))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 4, 12, 12)
        whole.setSpacing(4)
        whole.addLayout(head)
        whole.addLayout(self._lines)
        self.hide()

    def show_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """Show those that are not in the plan yet; a person decides."""
        if tuple(suggestions) == self._shown and self._lines.count():
            return
        self._shown = tuple(suggestions)
        empty_layout(self._lines)
        waiting = [one for one in suggestions if not one.taken]
        taken = len(suggestions) - len(waiting)
        self.note.setText(say("household_plan.suggestions_note", count=len(waiting), taken=taken))
        for one in waiting if self._all else waiting[:FEW]:
            self._put(self._line(one))
        if len(waiting) > FEW and not self._all:
            rest = say("household_plan.more_suggestions", count=len(waiting) - FEW)
            self._put(Button(rest, "link", pressed_do=self._show_all), left=True)
        if not waiting:
            words = say("household_plan.all_taken") if taken else say("household_plan.no_suggestion")
            self._put(Text(words, "note", tone="text2", wrap=True))

    def _put(self, part: QWidget, left: bool = False) -> None:
        self._lines.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag(0))
        part.show()

    def _show_all(self) -> None:
        self._all, shown, self._shown = True, self._shown, ()
        self.show_suggestions(shown)
        self.give_keyboard()

    def _line(self, one: Suggestion) -> QWidget:
        line = QWidget()
        whole = QVBoxLayout(line)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(Hairline())
        across = QHBoxLayout()
        across.setContentsMargins(0, 6, 0, 6)
        across.setSpacing(12)
        words, first = QVBoxLayout(), QHBoxLayout()
        words.setSpacing(2)
        first.setSpacing(8)
        first.addWidget(Text(one.item.name, "body"))
        first.addWidget(Chip(self._kinds.name(one.item.kind)))
        first.addStretch(1)
        words.addLayout(first)
        words.addWidget(Text(one.reason, "note", wrap=True))
        across.addLayout(words, 1)
        button = Button(say("household_plan.take"), "quiet", "plus", lambda: self.taken.emit(one.item.code))
        button.setAccessibleName(say("household_plan.take_named", name=one.item.name))
        across.addWidget(button)
        whole.addLayout(across)
        return line

    def give_keyboard(self) -> None:
        """Put the keyboard on the first suggestion."""
        buttons = [one for one in self.findChildren(Button) if one.isVisibleTo(self)]
        if buttons:
            buttons[min(1, len(buttons) - 1)].setFocus()


class CatalogueField(ChoiceField):
    """`picked(item's code)`: the measure goes into the plan at once, and the field is empty again."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__([], say("household_plan.catalogue_hint"))
        self.answered.connect(self._pick)
        self.after_enter = self.setFocus

    def offer(self, items: Sequence[Item]) -> None:
        """Offer these items, by name, with code and project beside."""
        self.set_options([Option(one.code, one.name, f"{one.code} {one.project}") for one in items])

    def _pick(self) -> None:
        code = self.answer()
        if code:
            self.set_answer(None)
            self.picked.emit(code)
