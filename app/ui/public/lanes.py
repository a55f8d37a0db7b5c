"""The board: a lane for each step, a card for each case, the most urgent at the top."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.notices.agenda import LANES, BoardCard, Lane
from app.ui.kit.bars import Bar
from app.ui.kit.cards import ScrollPage, Surface
from app.ui.kit.labels import Line, Text
from app.ui.kit.painting import fill_round, focus_ring
from app.ui.kit.theme import colour, scaled
from app.ui.public.shown import CardWords, card_words, lane_word

NARROW = 160  # pixels of a card
THIN = 108  # pixels of a card that has room for the village alone
LEAST = 118  # pixels of a lane: beside a wide panel as many lanes stand as fit, that of the chosen case among them


class CaseCard(QWidget):
    """A case on the board; pressed by mouse, Enter or Space."""

    def __init__(self, card: BoardCard, press: Callable[[str], object]) -> None:
        super().__init__()
        self.card, self._press, self._chosen = card, press, False
        words = card_words(card)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{words.village} {words.what} {words.state}")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 12, 10)
        whole.setSpacing(4)
        self._count = Line(words.count, "note", tone="text3")
        whole.addLayout(_line(Line(words.village, "body", True), self._count))
        whole.addWidget(Line(words.what, "body", tone="text2"))
        if words.share is not None:
            whole.addWidget(Bar(words.share, words.tone or "accent"))
        self._more = Line(words.more, "note", tone="text3")
        whole.addLayout(_state(words, self._more))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow lane village and state alone are said: the panel tells the rest."""
        self._count.setVisible(self.width() >= scaled(THIN))
        self._more.setVisible(bool(self._more.text()) and self.width() >= scaled(NARROW))

    def show_chosen(self, chosen: bool) -> None:
        """Wear the ring of what is open beside the board."""
        self._chosen = chosen
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press(self.card.case.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._press(self.card.case.id)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect())
        fill_round(painter, place, 8, colour("card"), colour("line"))
        if self._chosen or self.hasFocus():
            focus_ring(painter, place, 8)


def _line(left: QWidget, right: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(6)
    line.addWidget(left, 1)
    line.addWidget(right)
    return line


def _state(words: CardWords, more: Line) -> QHBoxLayout:
    """What the case waits for, and what more is to be said of it."""
    line = QHBoxLayout()
    line.setSpacing(6)
    tone = words.tone if words.tone in ("bad", "warn") else "text2"
    line.addWidget(Line(words.state, "note", tone=tone), 1)
    line.addWidget(more)
    return line


class LaneColumn(Surface):
    """One lane: its name, how many, its cards; it scrolls by itself."""

    def __init__(self, lane: Lane, press: Callable[[str], object]) -> None:
        super().__init__("chrome", "")
        self.lane, self._press = lane, press
        self.cards: list[CaseCard] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 10, 2, 8)
        whole.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(6, 0, 6, 0)
        head.setSpacing(8)
        self._count = Text("", "note")
        head.addWidget(Text(lane_word(lane), "strong"))
        head.addWidget(self._count)
        head.addStretch(1)
        whole.addLayout(head)
        self.page = ScrollPage((0, 2, 6, 4), 8)
        self.page.body.addStretch(1)
        whole.addWidget(self.page, 1)

    def show_cards(self, cards: Sequence[BoardCard], chosen: str) -> None:
        """Show these cards; the place in the lane stays, and the keyboard on its card."""
        if list(cards) == [old.card for old in self.cards]:
            for card in self.cards:
                card.show_chosen(card.card.case.id == chosen)
            return
        held = next((old.card.case.id for old in self.cards if old.hasFocus()), "")
        place = self.page.verticalScrollBar().value()
        for old in self.cards:
            old.hide()
            old.deleteLater()
        self.cards = [CaseCard(card, self._press) for card in cards]
        for at, card in enumerate(self.cards):
            self.page.body.insertWidget(at, card)
            card.show_chosen(card.card.case.id == chosen)
            if card.card.case.id == held:
                card.setFocus()
        self._count.setText(f"{len(cards):,}")
        QTimer.singleShot(0, self, lambda: self.page.verticalScrollBar().setValue(place))


class Board(QWidget):
    """The lanes beside one another; `opened(case)` when a card is pressed."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        self.lanes = {lane: LaneColumn(lane, self.opened.emit) for lane in LANES}
        for lane in self.lanes.values():
            line.addWidget(lane, 1)
        self.chosen = ""

    def show_board(self, cards: Sequence[BoardCard]) -> None:
        """Show the cards, each in its lane."""
        for key, lane in self.lanes.items():
            lane.show_cards([card for card in cards if card.lane == key], self.chosen)
        self._fit()

    def choose(self, case: str) -> None:
        """Put the ring on a case's card; "" takes it away."""
        self.chosen = case
        for lane in self.lanes.values():
            for card in lane.cards:
                card.show_chosen(card.card.case.id == case)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        """Show as many lanes as there is room for; none is so narrow that its cards say nothing."""
        lanes = list(self.lanes.values())
        room = max(1, min(len(lanes), self.width() // scaled(LEAST)))
        chosen = [
            at
            for at, lane in enumerate(lanes)
            if any(card.card.case.id == self.chosen for card in lane.cards)
        ]
        first = max(0, min((chosen or [0])[0] - room // 2, len(lanes) - room))
        for at, lane in enumerate(lanes):
            lane.setVisible(first <= at < first + room)
