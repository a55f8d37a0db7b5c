"""A line of a settings card: what it is, a note below, what can be done about it at the right."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit.cards import Card
from app.ui.kit.labels import Hairline, Text
from app.ui.kit.theme import scaled


class SettingRow(QWidget):
    """`words` bold-free over a `note`; the `parts` stand at the right. `say` changes the note."""

    def __init__(self, words: str, note: str = "", parts: Sequence[QWidget] = ()) -> None:
        super().__init__()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 6, 0, 6)
        whole.setSpacing(8)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        self.words, self.note = Text(words), Text(note, "note", wrap=True)
        lines.addStretch(1)
        lines.addWidget(self.words)
        lines.addWidget(self.note)
        lines.addStretch(1)
        self.note.setVisible(bool(note))
        whole.addLayout(lines, 1)
        for part in parts:
            whole.addWidget(part)
        self.setMinimumHeight(scaled(46))

    def say(self, note: str, tone: str = "") -> None:
        """Another note."""
        self.note.setText(note)
        self.note.set_tone(tone)
        self.note.setVisible(bool(note))


def add_rows(card: Card, rows: Sequence[QWidget]) -> None:
    """Put rows into a card, hairlines between them."""
    for number, row in enumerate(rows):
        if number:
            card.body.addWidget(Hairline())
        card.body.addWidget(row)
