"""Fields to type in: text, numbers, dates, long text, numbers that stay masked until somebody may see them.

Every field has `answer()` (typed as the form's kind wants it, or the raw text where it cannot be read, so that the
form's check names it), `set_answer(value)`, `set_issue("", "error" or "doubt")`, the signal `answered` when an answer
was finished and differs, `typed` at every keystroke. Enter finishes and moves on to the next field.
"""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.texts import say
from app.ui.kit.buttons import IconButton
from app.ui.kit.icons import paint_icon
from app.ui.kit.labels import refresh_look
from app.ui.kit.painting import CENTRE, draw_text, fill_round, text_width
from app.ui.kit.theme import colour, height, scaled


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
        self.textEdited.connect(lambda: self.typed.emit())
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
        move_on(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.finish()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Chinese typing is never judged half-way: only what the input method commits counts."""
        super().inputMethodEvent(event)
        if event.commitString():
            self.typed.emit()


class NumberField(TextField):
    """A number: whole, or decimal with `places` digits; shown with thousands separators while at rest."""

    def __init__(self, places: int = 0, placeholder: str = "", grouped: bool = True) -> None:
        super().__init__(placeholder)
        self._places, self._grouped = places, grouped

    def answer(self) -> Any:
        text = self.text().strip().replace(",", "").replace("\uff0c", "").replace("\uff0e", ".")
        if not text:
            return None
        try:
            number = Decimal(text)
            return number if self._places else int(text)
        except (InvalidOperation, ValueError):
            return self.text().strip()

    def shown(self, value: Any) -> str:
        if value is None or isinstance(value, str):
            return value or ""
        if not self._grouped:
            return str(value)
        if not self._places:
            return f"{value:,}"
        exact = Decimal(value)
        digits = max(2 if self._places == 2 else 0, -int(exact.normalize().as_tuple().exponent))
        return f"{exact:,.{digits}f}"

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        value = self.answer()
        if value is not None and not isinstance(value, str):
            self.setText(self.text().replace(",", ""))
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        value = self.answer()
        if value is not None and not isinstance(value, str):
            self.setText(self.shown(value))
        super().focusOutEvent(event)


class DateField(TextField):
    """A day, typed as 2026-11-3, 20261103 or 2026.11.3; shown as the papers write it. `month` drops the day."""

    def __init__(self, month: bool = False) -> None:
        super().__init__(say("window.month_hint") if month else say("window.date_hint"))
        self._month = month

    def answer(self) -> Any:
        text = self.text().strip()
        return read_day(text, self._month) if text else None

    def shown(self, value: Any) -> str:
        if isinstance(value, date):
            return say("window.date", year=value.year, month=value.month, day=value.day)
        if self._month and isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d", value):
            return say("window.month", year=int(value[:4]), month=int(value[5:]))
        return "" if value is None else str(value)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.setText(self.shown(self.answer()))
        super().focusOutEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        value = self.answer()
        if value is not None and not isinstance(value, str):
            self.setText(value.isoformat())
        self.selectAll()


def read_day(text: str, month: bool = False) -> date | str:
    """The day (or `yyyy-mm`) the text means; the text itself where it means none."""
    parts = [int(part) for part in re.findall(r"\d+", text)]
    if len(parts) == 1 and len(str(parts[0])) == (6 if month else 8):
        whole = str(parts[0])
        parts = [int(whole[:4]), int(whole[4:6]), *([] if month else [int(whole[6:])])]
    try:
        if month:
            return f"{date(parts[0], parts[1], 1):%Y-%m}" if len(parts) == 2 and parts[0] > 999 else text
        return date(*parts) if len(parts) == 3 and parts[0] > 999 else text
    except ValueError:
        return text


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


class MaskedField(TextField):
    """A number shown masked and sunken. The eye asks (`reveal_asked`); the page logs it and calls `reveal(plain)`."""

    reveal_asked = Signal()

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder)
        self._plain: str | None = None
        self._masked = False
        self._eye = IconButton("eye", say("window.show_number"), self._eye_pressed, size=scaled(26))
        self._eye.setParent(self)
        self._eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTextMargins(0, 0, 28, 0)
        self._eye.setVisible(False)

    def show_masked(self, masked: str) -> None:
        """Show only the masked form; typing is not possible until it is revealed."""
        self._masked = True
        self.setText(masked)
        self.set_locked(True)
        self._eye.set_icon("eye")
        self._eye.setVisible(bool(masked))
        if not masked:
            self.reveal(None)

    def reveal(self, plain: str | None) -> None:
        """Show the whole number and let it be typed in."""
        self._masked = False
        self.set_locked(False)
        self.set_answer(plain)
        self._eye.set_icon("eye-slash")

    def is_masked(self) -> bool:
        """Whether only the masked form is known to the field: then `answer()` means nothing and must not be saved."""
        return self._masked

    def _eye_pressed(self) -> None:
        if self._masked:
            self.reveal_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._masked and event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Space):
            self.reveal_asked.emit()
            return
        super().keyPressEvent(event)

    def finish(self) -> None:
        if not self._masked:
            super().finish()

    def resizeEvent(self, event: object) -> None:
        self._eye.move(self.width() - self._eye.width() - 4, (self.height() - self._eye.height()) // 2)


class PasswordField(TextField):
    """A password with an eye that shows it; `capitals(on)` tells that the capitals lock seems to be on or off.

    A `judged` one (a new password) tells `answered` when it is left, as other fields do.
    """

    capitals = Signal(bool)

    def __init__(self, placeholder: str = "", judged: bool = False) -> None:
        super().__init__(placeholder, height("login_control"))
        self.capitals_on, self._judged = False, judged
        self.setProperty("size", "login")
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setTextMargins(0, 0, 32, 0)
        self._eye = IconButton("eye", say("window.show_password"), self._show_or_hide, size=scaled(30))
        self._eye.setParent(self)
        self._eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def answer(self) -> Any:
        return self.text() or None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt does not know the lock: a capital without Shift (or a small letter with it) tells of it."""
        letter = event.text()
        if letter.isalpha() and letter.isascii():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            on = letter.isupper() != shifted
            if on != self.capitals_on:
                self.capitals_on = on
                self.capitals.emit(on)
        super().keyPressEvent(event)

    def finish(self) -> None:
        """A password is never kept to be compared: a new one is judged each time it is left."""
        if self._judged:
            self.answered.emit()

    def _entered(self) -> None:
        self.finish()
        if self._judged:
            move_on(self)

    def _show_or_hide(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._eye.set_icon("eye-slash" if hidden else "eye")

    def resizeEvent(self, event: object) -> None:
        self._eye.move(self.width() - self._eye.width() - 6, (self.height() - self._eye.height()) // 2)


class SearchField(TextField):
    """A line with a glass before it and a cross that empties it; `hint` is a key's name shown while it is empty."""

    def __init__(self, placeholder: str, high: int = 0, hint: str = "") -> None:
        super().__init__(placeholder, high or height("control"))
        self._hint = hint
        self.setTextMargins(26, 0, 24, 0)

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
