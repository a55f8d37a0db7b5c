"""Form rows: label with its star, field, and the sentence of an issue; one column, or two where the card is wide.

A row that stands alone on its line shows its sentence in the neighbour's place; the others below their field, where
the room stays reserved once it was needed, so that nothing jumps back.
"""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit.icons import paint_icon
from app.ui.kit.labels import Sign, Text
from app.ui.kit.painting import draw_text, text_width
from app.ui.kit.theme import height, scaled, width

COLUMN_GAP = 32  # between two form columns, in pixels
ROW_GAP = 7
_LOCK = 14  # pixels for the sign behind a label


class FieldLabel(QWidget):
    """The words before a field, at the left, with a small red star when an answer is required.

    A lock stands behind the words of a field that may not be typed; its sentence is the tooltip.
    """

    def __init__(self, words: str, required: bool = False) -> None:
        super().__init__()
        self._words, self._required, self._lock = words, required, ""
        self.setFixedHeight(height("control") - 2)

    def wanted_width(self) -> int:
        """Pixels the words want."""
        return round(text_width(self._words)) + (12 if self._required else 0)

    def show_words(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self.update()

    def is_locked(self) -> bool:
        """Whether the lock is shown."""
        return bool(self._lock)

    def show_lock(self, sentence: str) -> None:
        """Show the lock with the sentence that says why; "" takes it away."""
        if sentence != self._lock:
            self._lock = sentence
            self.resizeEvent(None)
            self.update()

    def resizeEvent(self, event: object) -> None:
        self.setToolTip(self._lock or (self._words if self.wanted_width() > self.width() else ""))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = scaled(_LOCK) if self._lock else 0
        room = QRectF(self.rect()).adjusted(0, 0, -(10 if self._required else 0) - side, 0)
        wide = draw_text(painter, room, self._words, tone="text2")
        if self._lock:
            left = min(wide + 2, self.width() - side)
            paint_icon(painter, QRectF(left, 0, side, self.height()), "lock-simple", "text3", scaled(12))
        if self._required:
            draw_text(painter, QRectF(wide + 4, -1, 10, self.height()), "*", tone="bad")


class IssueLine(QWidget):
    """A sentence that says what is wrong and how to mend it, with its icon: red for an error, amber for a doubt."""

    def __init__(self) -> None:
        super().__init__()
        self._sign, self._words = Sign("warning-circle", "bad", 16), Text(kind="note", wrap=True)
        self._sign.setParent(self)
        self._words.setParent(self)

    def say(self, sentence: str, level: str) -> None:
        """Show a sentence; an empty one shows nothing."""
        tone = "bad" if level == "error" else "warn"
        self._sign.show_icon("warning-circle" if level == "error" else "warning", tone)
        self._words.setText(sentence)
        self._words.set_tone(tone)
        self.setVisible(bool(sentence))

    def high(self, wide: int) -> int:
        """Pixels the sentence needs at that width."""
        return max(scaled(20), self._words.heightForWidth(max(80, wide - 24)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._words.setGeometry(24, 0, self.width() - 24, self.height())
        self._sign.move(2, (self.height() - self._sign.height()) // 2 if self.height() < scaled(44) else 2)


class FieldRow:
    """One label with its field and its issue. `alone` gives it a line of its own; `whole` the width of two columns."""

    def __init__(self, label: FieldLabel, field: Any, alone: bool, whole: bool) -> None:
        self.label, self.field = label, field
        self.alone, self.whole = alone, whole
        self.issue = IssueLine()
        self.issue.hide()
        self.reserved = False

    def show_lock(self, sentence: str) -> None:
        """Say on label and field why nothing can be typed; "" says nothing."""
        if sentence or self.label.is_locked():
            self.label.show_lock(sentence)
            self.field.setToolTip(sentence)

    def say_issue(self, sentence: str, level: str = "error") -> None:
        """Colour the field and say the sentence; "" takes both away."""
        self.field.set_issue(level if sentence else "")
        self.issue.say(sentence, level)
        if sentence and not self.alone:
            self.reserved = True
        grid = self.issue.parentWidget()
        if isinstance(grid, FieldGrid):
            grid.arrange()


class FieldGrid(QWidget):
    """The rows of one form part, in the order of the paper; two columns from 760 pixels of card on."""

    def __init__(self, label_width: int = 0) -> None:
        super().__init__()
        self.rows: list[FieldRow] = []
        self._label_width = label_width
        self._columns = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def add(
        self, words: str, field: Any, required: bool = False, alone: bool = False, whole: bool = False
    ) -> FieldRow:
        """Add a row; gives it, so that its issue can be said."""
        row = FieldRow(FieldLabel(words, required), field, alone, whole)
        field.setAccessibleName(words)
        for part in (row.label, field, row.issue):
            part.setParent(self)
        row.label.show()
        field.show()
        self.rows.append(row)
        self.arrange()
        return row

    def minimumSizeHint(self) -> QSize:
        return QSize(260, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()

    def set_label_width(self, wide: int) -> None:
        """Make the label column that wide, in pixels."""
        self._label_width = wide
        self.arrange()

    def label_room(self) -> int:
        """The width of the label column, in pixels."""
        widest = max((row.label.wanted_width() for row in self.rows), default=0)
        return self._label_width or max(width("label"), min(scaled(132), widest + 2))

    def arrange(self) -> None:
        """Put every row in its place for the width there is."""
        two = self.width() >= width("two_columns_from") - 40
        cell = (self.width() - COLUMN_GAP) // 2 if two else self.width()
        top, column, line = 0, 0, 0
        for row in self.rows:
            if row.field.isHidden() and row.label.isHidden():
                continue
            if column and (row.alone or row.whole or not two):
                top, column, line = top + line + ROW_GAP, 0, 0
            wide = self.width() if row.whole or not two else cell
            line = max(line, self._place(row, column * (cell + COLUMN_GAP), top, wide, cell, two))
            column += 1
            if not two or row.alone or row.whole or column == 2:
                top, column, line = top + line + ROW_GAP, 0, 0
        self.setFixedHeight(max(0, top + (line + ROW_GAP if column else 0) - ROW_GAP))

    def _place(self, row: FieldRow, left: int, top: int, wide: int, cell: int, two: bool) -> int:
        """Place one row; gives the height its line needs."""
        room = self.label_room()
        high: int = (
            row.field.height() if row.field.maximumHeight() < 10_000 else row.field.sizeHint().height()
        )
        row.label.setGeometry(left, top, room, row.label.height())
        row.field.setGeometry(left + room + 12, top, wide - room - 12, high)
        if row.issue.isHidden():
            return high + (scaled(22) if row.reserved else 0)
        if row.alone and two and not row.whole:
            need = max(high, row.issue.high(cell))
            row.issue.setGeometry(left + cell + COLUMN_GAP, top, cell, need)
            return need
        need = row.issue.high(wide - room - 12)
        row.issue.setGeometry(left + room + 12, top + high + 2, wide - room - 12, need)
        return high + 2 + max(need, scaled(20))

    def show_row(self, row: FieldRow, shown: bool) -> None:
        """Show or hide a row (a field that another answer asks for)."""
        for part in (row.label, row.field):
            part.setVisible(shown)
        if not shown:
            row.issue.hide()
        self.arrange()


class ReadRow(QWidget):
    """A label with a value that is only read: `住房面积  96.00 ㎡`."""

    def __init__(self, words: str, value: str, tone: str = "text", label_width: int = 0) -> None:
        super().__init__()
        self._words, self._value, self._tone = words, value, tone
        self._label = label_width or width("label")
        self.setFixedHeight(scaled(32))

    def show_value(self, value: str, tone: str = "text") -> None:
        """Show another value."""
        self._value, self._tone = value, tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._label + round(text_width(self._value)) + 8, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._label + 40, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_text(painter, QRectF(0, 0, self._label, self.height()), self._words, tone="text2")
        place = QRectF(self._label, 0, self.width() - self._label, self.height())
        draw_text(painter, place, self._value or "—", tone=self._tone if self._value else "text3")


def read_only(field: Any) -> None:
    """Take a field out of the keyboard's way: shown sunken, never typed in."""
    field.set_locked(True)
    field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
