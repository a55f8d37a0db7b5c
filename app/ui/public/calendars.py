"""The calendar of deadlines: a month, the chosen day beside it, or the month as a list that a screen reader reads."""

from calendar import Calendar
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.operations.notices.calendar import CalendarEvent, MonthView, month_view
from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.buttons import Button, IconButton
from app.ui.kit.calendars import month_after
from app.ui.kit.cards import Card, ScrollPage
from app.ui.kit.labels import Hairline, Line, Text
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.tables import Table
from app.ui.kit.theme import scaled
from app.ui.public.day_words import day_head, event_columns, event_line, event_row, event_tone
from app.ui.public.months import MonthBoard

SIDE = 248


class DeadlineCalendar(Card):
    """`opened(event)` when somebody presses one. The chosen day stays when it is read again."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(flush=True)
        self._desk = desk
        self._shown: MonthView | None = None
        today = desk.office.clock().date()
        self.month = MonthBoard(today)
        self.month.day_changed.connect(self._day_changed)
        self.month.opened.connect(self.opened)
        self.ways = Segments(
            [Choice("sheet", say("public_days.sheet")), Choice("list", say("public_days.list"))]
        )
        self.ways.chosen.connect(self.show_way)
        self.table = Table(event_columns())
        self.table.opened.connect(self._open_row)
        self.name, self.note = Text("", "card_title"), Line("", "note", tone="text3")
        self.day_name, self.day_list = Text("", "strong"), ScrollPage((16, 0, 12, 12), 8)
        self.side = QWidget()
        self._lay_out()
        self._day_changed(self.month.day)

    def _lay_out(self) -> None:
        self.body.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(20, 8, 14, 8)
        head.setSpacing(6)
        head.addWidget(self.name)
        head.addWidget(IconButton("caret-left", say("public_days.before"), self.go_back))
        head.addWidget(IconButton("caret-right", say("public_days.after"), self.go_on))
        head.addWidget(Button(say("public_days.today"), "plain", pressed_do=self.go_today))
        head.addWidget(self.note, 1)
        head.addWidget(self.ways)
        self.body.addLayout(head)
        sheet = QWidget()
        line = QHBoxLayout(sheet)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.month, 1)
        self._lay_side()
        line.addWidget(self.side)
        self.stack = QStackedWidget()
        self.stack.addWidget(sheet)
        self.stack.addWidget(self.table)
        self.body.addWidget(self.stack, 1)

    def _lay_side(self) -> None:
        self.side.setFixedWidth(scaled(SIDE))
        across = QHBoxLayout(self.side)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(Hairline(standing=True))
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(8)
        name = QHBoxLayout()
        name.setContentsMargins(16, 0, 12, 0)
        name.addWidget(self.day_name)
        whole.addLayout(name)
        self.day_list.body.addStretch(1)
        whole.addWidget(self.day_list, 1)
        across.addLayout(whole, 1)

    # what is shown

    def show_way(self, key: str) -> None:
        """The month as a sheet or as a list."""
        self.ways.choose(key)
        self.stack.setCurrentIndex(0 if key == "sheet" else 1)
        (self.month if key == "sheet" else self.table).setFocus()

    def show_side(self, shown: bool) -> None:
        """Whether the chosen day is listed beside the month: beside an open panel there is no room."""
        self.side.setVisible(shown)

    def refresh(self) -> None:
        """Read the month again."""
        office, days = self._desk.office, self.month.days()
        first, last = days[0], days[-1]
        self._desk.lanes.run("errand", lambda _: month_view(office, first, last), self._show, owner=self)

    def _show(self, view: MonthView) -> None:
        days = self.month.days()
        if (view.first, view.last) != (days[0], days[-1]):
            return  # another month was gone to meanwhile
        self._shown = view
        self.month.show_month(view)
        inside = [one for one in view.events if one.on.month == self.month.day.month]
        self.table.show_rows([event_row(str(view.events.index(one)), one) for one in inside])
        counted = say("public_days.count", count=len(inside)) if inside else say("public_days.nothing_month")
        self.note.setText(counted if view.known else f"{counted}  {say('public_days.unknown_year')}")
        self._show_day()

    def _day_changed(self, day: date) -> None:
        self.name.setText(say("public_days.month", year=day.year, month=day.month))
        days = list(Calendar().itermonthdates(day.year, day.month))
        if self._shown is None or self._shown.first != days[0] or self._shown.last != days[-1]:
            self.refresh()
        self._show_day()

    def _show_day(self) -> None:
        day = self.month.day
        self.day_name.setText(day_head(day))
        body = self.day_list.body
        while body.count() > 1:
            item = body.takeAt(0)
            if item is not None and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()
        events = self.month.events(day)
        if not events:
            body.insertWidget(0, Text(say("public_days.nothing"), "note", wrap=True))
        for at, one in enumerate(events):
            body.insertWidget(at, self._event(one))

    def _event(self, one: CalendarEvent) -> QWidget:
        made = QWidget()
        whole = QVBoxLayout(made)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        press = Button(event_line(one), "link", pressed_do=partial(self.opened.emit, one))
        line = QHBoxLayout()
        line.addWidget(press)
        line.addStretch(1)
        whole.addLayout(line)
        tone = event_tone(one)
        if one.label:
            whole.addWidget(Line(one.label, "note", tone=tone if tone in ("bad", "warn") else "text2"))
        return made

    def _open_row(self, key: str) -> None:
        if self._shown is not None:
            self.opened.emit(self._shown.events[int(key)])

    # where one goes

    def go_back(self) -> None:
        """To the month before."""
        self.month.choose(month_after(self.month.day, -1))

    def go_on(self) -> None:
        """To the next month."""
        self.month.choose(month_after(self.month.day, 1))

    def go_today(self) -> None:
        """To today."""
        self.month.choose(self.month.today)
        self.month.setFocus()
