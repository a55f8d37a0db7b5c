"""Fields to type in: text, numbers, dates, long text, numbers that stay masked until somebody may see them.

Every field has `answer()` (typed as the form's kind wants it, or the raw text where it cannot be read, so that the
form's check names it), `set_answer(value)`, `set_issue("", "error" or "doubt")`, the signal `answered` when an answer
was finished and differs, `typed` at every keystroke. Enter finishes and moves on to the next field.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.ui.kit.icons import paint_icon
from app.ui.kit.labels import refresh_look
from app.ui.kit.painting import CENTRE, draw_text, fill_round, text_width
from app.ui.kit.theme import colour, height, scaled

_REST = 150  # ms after the last key


def move_on(widget: QWidget) -> None:
    """Put the keyboard on the next field in the order of the paper; buttons are passed over."""
    following = widget.nextInFocusChain()
    while following is not None and following is not widget:
        if following.property("field") and following.isVisibleTo(widget.window()) and following.isEnabled():
            following.setFocus(Qt.FocusReason.TabFocusReason)
            return
        following = following.nextInFocusChain()


class TextField(QLineEdit):
    """One line of text; the answer is the text without blanks at its ends, None when empty."""

    answered = Signal()
    typed = Signal()

    def __init__(self, placeholder: str = "", high: int = 0) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setFixedHeight(high or height("control") - 2)
        self.setProperty("field", True)
        self._before: object = None
        self.after_enter: Callable[[], object] | None = None
        self.textEdited.connect(self.typed)
        self.returnPressed.connect(self._entered)

    def answer(self) -> Any:
        """The answer as the kind wants it; the raw text where it cannot be read; None for nothing."""
        return self.text().strip() or None

    def set_answer(self, value: Any) -> None:
        """Show an answer; nobody is told."""
        self.setText(self.shown(value))
        self.setCursorPosition(0)
        self._before = self.answer()

    def shown(self, value: Any) -> str:
        """How an answer is written at rest."""
        return "" if value is None else str(value)

    def set_issue(self, level: str) -> None:
        """Colour the edge: "" none, `error` red, `doubt` amber."""
        if (self.property("issue") or "") != level:
            self.setProperty("issue", level)
            refresh_look(self)

    def set_locked(self, locked: bool) -> None:
        """Make it read-only (sunken) or open it again."""
        self.setReadOnly(locked)
        refresh_look(self)

    def finish(self) -> None:
        """Tell what was answered, if it differs from before."""
        now = self.answer()
        if now != self._before:
            self._before = now
            self.answered.emit()

    def _entered(self) -> None:
        self.finish()
        self.go_on()

    def go_on(self) -> None:
        """What Enter does once the answer is finished: to the next field, unless `after_enter` says otherwise."""
        if self.after_enter is not None:
            self.after_enter()
        else:
            move_on(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.finish()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Chinese typing is never judged half-way: only what the input method commits counts."""
        super().inputMethodEvent(event)
        if event.commitString():
            self.typed.emit()


class LongTextField(QPlainTextEdit):
    """Several lines of text; Tab moves on, Ctrl+Enter too."""

    answered = Signal()
    typed = Signal()

    def __init__(self, placeholder: str = "", lines: int = 3) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setProperty("field", True)
        self.setFixedHeight(scaled(21 * lines) + 16)
        self._before: str | None = None
        self.textChanged.connect(self.typed)

    def answer(self) -> Any:
        """The text without blanks at its ends, None when empty."""
        return self.toPlainText().strip() or None

    def set_answer(self, value: Any) -> None:
        """Show a text."""
        self._before = str(value) if value else None
        self.setPlainText(self._before or "")

    def set_issue(self, level: str) -> None:
        """Colour the edge."""
        self.setProperty("issue", level)
        refresh_look(self)

    def set_locked(self, locked: bool) -> None:
        """Make it read-only or open it again."""
        self.setReadOnly(locked)
        refresh_look(self)

    def finish(self) -> None:
        """Tell what was answered, if it differs from before."""
        if self.answer() != self._before:
            self._before = self.answer()
            self.answered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finish()
            move_on(self)
            return
        super().keyPressEvent(event)


class SearchField(TextField):
    """A line with a glass before it and a cross that empties it; `hint` is a key's name shown while it is empty.

    `paused` comes when the keys have rested for a moment: then it is worth looking.
    """

    paused = Signal()

    def __init__(self, placeholder: str, high: int = 0, hint: str = "") -> None:
        super().__init__(placeholder, high or height("control"))
        self._hint = hint
        self.setTextMargins(26, 0, 24, 0)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.paused)
        self.typed.connect(self._rest.start)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.text() and event.position().x() > self.width() - 34:
            self.clear()
            self.typed.emit()
            return
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        paint_icon(painter, QRectF(11, 0, 18, self.height()), "magnifying-glass", "text2", 18)
        if self.text():
            paint_icon(painter, QRectF(self.width() - 30, 0, 16, self.height()), "x-circle", "text2", 16)
        elif self._hint and not self.hasFocus():
            wide = text_width(self._hint, "small") + 14
            box = QRectF(self.width() - wide - 10, self.height() / 2 - 10, wide, 20)
            fill_round(painter, box, 4, colour("sunken"), colour("control_line"))
            draw_text(painter, box, self._hint, "small", tone="text2", align=CENTRE)
