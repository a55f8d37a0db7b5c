"""The panel at the right of a section's list: what is done to a household, or to many, without leaving the list."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.texts import say
from app.ui.kit.buttons import IconButton
from app.ui.kit.cards import Card, ScrollPage
from app.ui.kit.labels import Hairline, Line, Sign, Text
from app.ui.kit.theme import scaled

WIDE = 372
MOST = 50  # sentences shown one by one; the rest is counted


class Told(NamedTuple):
    """A sentence about somebody: who or where, the sentence, its tone."""

    who: str
    sentence: str
    tone: str = "bad"


class SidePanel(Card):
    """A card with a title, a scrolling `page` and a `foot` for its buttons. `closed` by its cross or Esc."""

    closed = Signal()
    wide = False  # whether it takes the place of the card beside it

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__(
            title, note or " ", [IconButton("x", say("help.close_panel"), self.close_panel)], flush=True
        )
        self.setFixedWidth(scaled(WIDE))
        self.body.setSpacing(0)
        self.page = ScrollPage((20, 0, 16, 16), 12)
        self.body.addWidget(self.page, 1)
        self._foot = QWidget()
        whole = QVBoxLayout(self._foot)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(Hairline())
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(20, 8, 16, 8)
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        whole.addLayout(self.foot)
        self.body.addWidget(self._foot)

    def show_foot(self, shown: bool) -> None:
        """Whether there is anything to press below."""
        self._foot.setVisible(shown)

    def close_panel(self) -> None:
        """Tell that it is done with; who opened it takes it away."""
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)


class PanelPlace(QWidget):
    """A section's card, and beside it the one panel that is open; `changed(open)` when one comes or goes.

    `home()` (else the card) takes the keyboard back: it never stays with a panel that is gone.
    """

    changed = Signal(bool)

    def __init__(self, card: QWidget, home: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.panel: SidePanel | None = None
        self._card, self._home = card, home or card.setFocus
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(12)
        self._line.addWidget(card, 1)

    def open_panel(self, panel: SidePanel) -> None:
        """Show this one instead of what was there."""
        self._take_away()
        self.panel = panel
        panel.closed.connect(self.close_panel)
        self._card.setVisible(not panel.wide)
        self._line.addWidget(panel)
        panel.show()  # at once: a part that is not seen yet cannot take the keyboard
        self.changed.emit(True)

    def close_panel(self) -> None:
        """Take the panel away; the keyboard goes back to the card."""
        if self.panel is not None:
            self._take_away()
            self.changed.emit(False)
            self._home()

    def _take_away(self) -> None:
        if self.panel is not None:
            had_keyboard = self.panel.isAncestorOf(QApplication.focusWidget() or self)
            self.panel.hide()  # before the card comes back: together they would widen the window
            self._card.show()
            if had_keyboard:
                self._home()
            self.panel.deleteLater()
            self.panel = None


class ToldLines(QWidget):
    """Sentences one below the other, each with its icon and whom it is about; none shows nothing."""

    def __init__(self, lines: Sequence[Told] = ()) -> None:
        super().__init__()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.shown: list[Told] = []
        self._fill(lines)
        if not lines:
            self.hide()

    def show_lines(self, lines: Sequence[Told]) -> None:
        """Show these; of many the first, and how many more there are."""
        while (item := self._lines.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._fill(lines)
        self.setVisible(bool(lines))

    def _fill(self, lines: Sequence[Told]) -> None:
        self.shown = list(lines)
        for one in lines[:MOST]:
            self._lines.addWidget(_told(one))
        if len(lines) > MOST:
            self._lines.addWidget(Text(say("help.more_lines", count=f"{len(lines) - MOST:,}"), "note"))


def _told(one: Told) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    icons = {"bad": "warning-circle", "warn": "warning", "ok": "check-circle"}
    line.addWidget(Sign(icons.get(one.tone, "info"), one.tone), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    if one.who:
        words.addWidget(Line(one.who, "body", True))
    words.addWidget(Text(one.sentence, "note", one.tone if one.tone in ("bad", "warn") else "", wrap=True))
    line.addLayout(words, 1)
    return made
