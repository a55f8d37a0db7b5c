"""Labels with what was said beside them, as long as it is: a line of help shown whole."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.kit.labels import Text
from app.ui.kit.theme import scaled


class SaidLines(QWidget):
    """One label and its words below the other."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, scaled(76))
        self._grid.setColumnStretch(1, 1)

    def say(self, label: str, words: str, tone: str = "") -> None:
        """Add one; nothing said is a dash."""
        row = self._grid.rowCount()
        name, said = Text(label, "label"), Text(words or "\u2014", tone=tone, wrap=True)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(said, row, 1, Qt.AlignmentFlag.AlignTop)
