"""Fields that pick from a list: one of a code list, several of it, yes or no. By mouse, code or pinyin initials."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from app.texts import say
from app.ui.kit.fields import TextField
from app.ui.kit.icons import paint_icon
from app.ui.kit.matching import matching
from app.ui.kit.popups import Option, PickList, Popup


class ChoiceField(TextField):
    """One of `options`: type a code, part of the label or pinyin initials, Enter takes the line; Delete empties it."""

    boxes = False

    def __init__(self, options: Sequence[Option], placeholder: str = "") -> None:
        super().__init__(placeholder)
        self._options = list(options)
        self._code: str | None = None
        self._popup: Popup | None = None
        self._list = PickList(self.boxes)
        self.setTextMargins(0, 0, 18, 0)
        self.textEdited.connect(self._narrow)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other options; the answer stays."""
        self._options = list(options)
        self.setText(self.shown(self._code))

    def answer(self) -> Any:
        return self._code

    def set_answer(self, value: Any) -> None:
        self._code = value
        super().set_answer(value)

    def shown(self, value: Any) -> str:
        labels = {option.code: option.label for option in self._options}
        return "" if value is None else labels.get(value, str(value))

    # the list under the field

    def is_open(self) -> bool:
        """Whether the list is open."""
        return self._popup is not None and self._popup.isVisible()

    def open_list(self, typed: str = "") -> None:
        """Open the list with what may be meant."""
        if self.isReadOnly() or not self.isEnabled():
            return
        if self._popup is None:
            self._popup = Popup(self)
            self._popup.body.addWidget(self._list)
            self._list.picked.connect(self._take_and_stay)
        found = matching(self._options, typed)
        self._list.show_options(found, self._code if not typed and isinstance(self._code, str) else "")
        self._popup.open_under(max(self.width(), 180), self._list.wanted_height())

    def close_list(self) -> None:
        """Close the list and write the answer as it stands."""
        if self._popup is not None:
            self._popup.close_popup()
        self.setText(self.shown(self._code))

    def _narrow(self, typed: str) -> None:
        self.open_list(typed)

    def take(self, code: str | None) -> None:
        """Take this one (None empties) and tell."""
        self._code = code
        self.close_list()
        self.finish()

    def _take_and_stay(self, code: str) -> None:
        self.take(code)
        self.setFocus()

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self.is_open():
                self._list.move(1 if key == Qt.Key.Key_Down else -1)
            else:
                self.open_list()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self.is_open():
            self._list.move(8 if key == Qt.Key.Key_PageDown else -8)
        elif key == Qt.Key.Key_Escape and self.is_open():
            self.close_list()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Delete and not self.isReadOnly():
            self.take(None)
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        if self.is_open():
            option = self._list.option()
            if option:
                self.take(option.code)
        elif not self.text() and self._code is not None:
            self.take(None)
        self.go_on()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.is_open():
            self.close_list()
        else:
            self.open_list()
            self.selectAll()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._settle()
        super().focusOutEvent(event)

    def _settle(self) -> None:
        """On leaving, text that names exactly one option is that option; none empties; else the old answer stays."""
        typed = self.text().strip()
        if not typed:
            self._code = None
        elif typed != self.shown(self._code):
            found = matching(self._options, typed)
            if len(found) == 1:
                self._code = found[0].code
        self.close_list()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isReadOnly():
            place = QRectF(self.width() - 30, 0, 16, self.height())
            paint_icon(QPainter(self), place, "caret-down", "text2", 14)


class MultiChoiceField(ChoiceField):
    """Several of a list, in the order ticked; the answer is a tuple of codes, None for none. Space or Enter ticks."""

    boxes = True

    def __init__(self, options: Sequence[Option], placeholder: str = "") -> None:
        super().__init__(options, placeholder)
        self._codes: tuple[str, ...] = ()

    def answer(self) -> Any:
        return self._codes or None

    def set_answer(self, value: Any) -> None:
        self._codes = tuple(value or ())
        self._list.ticked = set(self._codes)
        super().set_answer(None)
        self.setText(self.shown(None))

    def shown(self, value: Any) -> str:
        labels = {option.code: option.label for option in self._options}
        return say("window.list_comma").join(labels.get(code, code) for code in self._codes)

    def take(self, code: str | None) -> None:
        if code is None:
            self._codes = ()
        elif code in self._codes:
            self._codes = tuple(kept for kept in self._codes if kept != code)
        else:
            self._codes = (*self._codes, code)
        self._list.ticked = set(self._codes)
        self._list.update()
        self.setText(self.shown(None))
        if code is None:
            self.close_list()
        self.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        option = self._list.option()
        if event.key() == Qt.Key.Key_Space and self.is_open() and option:
            self.take(option.code)
            return
        super().keyPressEvent(event)

    def _enter(self) -> None:
        option = self._list.option()
        typed = self.text().strip() != self.shown(None)
        if self.is_open() and typed and option:
            self.take(option.code)
            self.open_list()
            return
        self.close_list()
        self.go_on()

    def _settle(self) -> None:
        if not self.text().strip():
            self._codes = ()
        self.close_list()


class YesNoField(ChoiceField):
    """Yes, no or unknown; the answer is a bool or None. Typing 1 or s is yes, 0 or f is no."""

    def __init__(self) -> None:
        super().__init__([Option("1", say("window.yes")), Option("0", say("window.no"))])

    def answer(self) -> Any:
        return None if self._code is None else self._code == "1"

    def set_answer(self, value: Any) -> None:
        super().set_answer(None if value is None else "1" if value else "0")
