"""The items of a judgement one below the other: result, what was found and asked, source, the way to the field."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.offices import Office
from app.operations.packs import pack_words
from app.rules.standards import ItemResult, Judgement, Standard
from app.rules.standards.facts import Where
from app.texts import say
from app.ui.judgements.words import reason_lines, state_tone, state_word, way_words, ways
from app.ui.kit.buttons import Button
from app.ui.kit.chips import Chip
from app.ui.kit.labels import Hairline, Text
from app.ui.kit.theme import scaled

WORD = 64  # pixels for the word before a reason


class ItemLines(QWidget):
    """`asked_for(path, person)` when a field is gone to."""

    asked_for = Signal(str, str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(10)
        self.shown: Judgement | None = None

    def show_judgement(self, standard: Standard, judgement: Judgement | None) -> None:
        """Show the items of a judgement, or nothing."""
        self.shown = judgement
        while (item := self._lines.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        group = ""
        for number, result in enumerate(judgement.results if judgement else ()):
            if number:
                self._lines.addWidget(Hairline())
            if result.item.group and result.item.group != group:
                self._lines.addWidget(Text(result.item.group, "note", tone="text3", wrap=True))
            group = result.item.group
            self._lines.addWidget(self._item(standard, result))

    def _item(self, standard: Standard, result: ItemResult) -> QWidget:
        part = QWidget()
        whole, head = QVBoxLayout(part), QHBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        head.setSpacing(8)
        head.addWidget(Text(result.item.text, "body", wrap=True), 1)
        chip = Chip(state_word(result.state), state_tone(result.state))
        head.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(head)
        pack = pack_words(self._office, result.line.pack if result.line else standard.pack)
        told = [(say("standards_page.pack"), pack)] if pack else []
        for word, words in [*reason_lines(standard, result), *told]:
            whole.addLayout(_reason(word, words))
        for where in ways(result):
            if words := way_words(self._office.forms, where):
                across = QHBoxLayout()
                across.addSpacing(scaled(WORD) - 2)
                button = Button(words, "link", pressed_do=partial(self._go, where))
                button.setMinimumWidth(scaled(WORD))  # a long name is cut, it does not widen the panel
                button.setToolTip(words)
                across.addWidget(button)
                across.addStretch(1)
                whole.addLayout(across)
        return part

    def _go(self, where: Where) -> None:
        self.asked_for.emit(where.path, where.subject_id)


def _reason(word: str, words: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(0)
    before = Text(word, "note", tone="text3")
    before.setFixedWidth(scaled(WORD))
    line.addWidget(before, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Text(words, "note", tone="text2", wrap=True), 1)
    return line
