"""The coming days below the board: what ends, what is to be posted or taken down, what is due."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.notices.agenda import DayEvent
from app.texts import say
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card
from app.ui.kit.labels import Hairline, Text
from app.ui.kit.theme import scaled
from app.ui.public.shown import day_word, event_words

DAYS, MOST = 5, 3


class DaysStrip(Card):
    """Five days beside one another; an event opens its case by `open_case`."""

    def __init__(self, open_case: Callable[[str], object]) -> None:
        super().__init__(flush=True)
        self._open = open_case
        self.setFixedHeight(scaled(112))
        self._line = QHBoxLayout()
        self._line.setSpacing(0)
        self.body.addLayout(self._line)

    def show_events(self, events: Sequence[DayEvent], today: date) -> None:
        """Show what falls on today and the days after it."""
        while (item := self._line.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for at in range(DAYS):
            if at:
                self._line.addWidget(Hairline(standing=True))
            day = today + timedelta(days=at)
            self._line.addWidget(self._day(day, today, [one for one in events if one.on == day]), 1)

    def _day(self, day: date, today: date, events: Sequence[DayEvent]) -> QWidget:
        made = QWidget()
        whole = QVBoxLayout(made)
        whole.setContentsMargins(14, 8, 8, 6)
        whole.setSpacing(2)
        whole.addWidget(Text(day_word(day, today), "strong", "accent" if day == today else "text2"))
        for one in events[:MOST]:
            words, _tone = event_words(one)
            press = Button(words, "link", pressed_do=partial(self._open, one.case_id or ""), high=scaled(22))
            press.setToolTip(words)
            line = QHBoxLayout()
            line.addWidget(press)
            line.addStretch(1)
            whole.addLayout(line)
        if len(events) > MOST:
            whole.addWidget(Text(say("public.more_events", count=len(events) - MOST), "note"))
        if not events:
            whole.addWidget(Text(say("public.no_event"), "note"))
        whole.addStretch(1)
        return made
