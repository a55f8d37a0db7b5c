"""Sentences below a field or a sheet, one a line in its tone, and what can be pressed to mend them."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit.buttons import Button
from app.ui.kit.labels import Text

MOST = 4  # sentences at once; the rest comes when these are mended


class TellingLines(QWidget):
    """Nothing to say takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.deeds: list[Button] = []
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(4)
        self._line: QHBoxLayout | None = None
        self.hide()

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Say these sentences, each in its tone; what could be pressed before goes."""
        if self.shown == [words for words, _ in lines] and not self.deeds:
            return
        for part in self.findChildren(QWidget):
            part.hide()
            part.deleteLater()
        self.shown, self.deeds, self._line = [words for words, _ in lines], [], None
        for words, tone in lines[:MOST]:
            self._whole.addWidget(Text(words, "note", tone, wrap=True))
        self.setVisible(bool(lines))

    def add_deed(self, words: str, do: Callable[[], object]) -> None:
        """Offer something to press."""
        if self._line is None:
            self._line = QHBoxLayout()
            self._line.setSpacing(12)
            self._line.addStretch(1)
            self._whole.addLayout(self._line)
        button = Button(words, "link", pressed_do=do)
        self.deeds.append(button)
        self._line.insertWidget(self._line.count() - 1, button)
        self.show()
