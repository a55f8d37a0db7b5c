"""Fields for numbers and days: typed as people type them, shown at rest as the papers write them."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from app.texts import say
from app.ui.kit.calendars import MonthSheet
from app.ui.kit.fields import TextField
from app.ui.kit.icons import paint_icon
from app.ui.kit.popups import Popup


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
    """A day, typed as 2026-11-3, 20261103 or 2026.11.3; shown as the papers write it. `month` drops the day.

    The sign at its right, or Down, opens a month to pick from.
    """

    def __init__(self, month: bool = False) -> None:
        super().__init__(say("window.month_hint") if month else say("window.date_hint"))
        self._month = month
        self._popup: Popup | None = None
        if not month:
            self.setTextMargins(0, 0, 20, 0)

    def open_calendar(self) -> None:
        """Open the month the field stands in."""
        if self._month or self.isReadOnly():
            return
        if self._popup is None:
            self._popup = Popup(self)
            self._sheet = MonthSheet(datetime.now().astimezone().date())
            self._sheet.picked.connect(self._take_day)
            self._popup.body.addWidget(self._sheet)
            self._popup.closed.connect(self._come_back)
        value = self.answer()
        self._sheet.show_day(value if isinstance(value, date) else None)
        self._popup.open_under(self._sheet.width() + 2, self._sheet.height() + 2)
        self._sheet.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take_day(self, day: date) -> None:
        if self._popup is not None:
            self._popup.close_popup()
        self.setText(day.isoformat())
        self.finish()

    def _come_back(self) -> None:
        self.setFocus()

    def is_open(self) -> bool:
        """Whether the month is open."""
        return self._popup is not None and self._popup.isVisible()

    def _on_sign(self, x: float) -> bool:
        return not self._month and not self.isReadOnly() and x > self.width() - 32

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self._on_sign(event.position().x()):
            self.open_calendar()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._month and not self.isReadOnly():
            paint_icon(
                QPainter(self), QRectF(self.width() - 30, 0, 18, self.height()), "calendar", "text2", 16
            )

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
