"""The three ways to decide, side by side: what the county has, what was not taken, a word of one's own."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.texts import say
from app.ui.kit.cards import Surface
from app.ui.kit.chips import Chip
from app.ui.kit.labels import Line, Text
from app.ui.kit.painting import CENTRE, draw_text, fill_round, focus_ring
from app.ui.kit.theme import colour, scaled

ORDER = ("keep", "take", "type")


class _Number(QWidget):
    """The key that chooses the card."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number, self._chosen = number, False
        self.setFixedSize(scaled(20), scaled(20))

    def show_chosen(self, chosen: bool) -> None:
        """Fill it where the card is chosen."""
        self._chosen = chosen
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, place = QPainter(self), QRectF(self.rect())
        edge = None if self._chosen else colour("control_hover")
        fill_round(painter, place, place.height() / 2, colour("accent" if self._chosen else "card"), edge)
        ink = "on_accent" if self._chosen else "text2"
        draw_text(painter, place, str(self._number), "small", True, ink, CENTRE)


class SideCard(Surface):
    """One way to decide: its verb, what the field would say, who said so and when. `picked` by mouse or key."""

    picked = Signal(str)
    moved = Signal(int)
    passed = Signal()

    def __init__(self, key: str, number: int, verb: str) -> None:
        super().__init__("card", "control_line", 6)
        self.key, self.chosen, self.open = key, False, True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(verb)
        self.number = _Number(number)
        self.verb = Line(verb, "note", tone="text2")
        self.value, self.who = Text("", "card_title", wrap=True), Line("", "note", tone="text2")
        self.unsure = Chip(say("sync_page.clock_unsure"), "warn")
        self.unsure.setToolTip(say("sync_page.clock_unsure_hint"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 8, 12, 8)
        whole.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.number)
        head.addWidget(self.verb, 1)
        whole.addLayout(head)
        whole.addWidget(self.value)
        whole.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.who, 1)
        foot.addWidget(self.unsure)
        whole.addLayout(foot)

    def show_side(self, value: str, who: str, unsure: bool) -> None:
        """What it would say, and by whom."""
        self.value.setText(value)
        self.value.setToolTip(value)
        self.who.setText(who)
        self.who.setToolTip(who)
        self.unsure.setVisible(unsure)

    def show_chosen(self, chosen: bool) -> None:
        """Mark it as the one that is chosen."""
        self.chosen = chosen
        self.number.show_chosen(chosen)
        self.set_ground("tint2" if chosen else "card", "accent" if chosen else "control_line")

    def pick(self) -> None:
        """Choose it, where there is anything to choose."""
        if self.open:
            self.picked.emit(self.key)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.pick()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.moved.emit(step)
        elif event.key() == Qt.Key.Key_Space:
            self.pick()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pick()
            self.passed.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            focus_ring(QPainter(self), QRectF(self.rect()))


class Sides(QWidget):
    """The three cards; `chosen(key)`, keys 1 2 3 and the arrows; Enter goes on with `passed`."""

    chosen = Signal(str)
    passed = Signal()

    def __init__(self) -> None:
        super().__init__()
        words = {
            "keep": say("sync_page.keep"),
            "take": say("sync_page.take"),
            "type": say("sync_page.type"),
        }
        self.cards = {key: SideCard(key, nth, words[key]) for nth, key in enumerate(ORDER, 1)}
        self.now = ""
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        for key, card in self.cards.items():
            card.picked.connect(self.choose)
            card.moved.connect(self._step)
            card.passed.connect(self.passed)
            card.setMinimumHeight(scaled(92))
            whole.addWidget(card, 2 if key == "type" else 3)

    def choose(self, key: str) -> None:
        """Choose one ("" none) and tell."""
        self.show_chosen(key)
        self.chosen.emit(key)

    def show_chosen(self, key: str) -> None:
        """Mark one without telling."""
        self.now = key
        for name, card in self.cards.items():
            card.show_chosen(name == key)

    def set_open(self, may: bool, may_type: bool) -> None:
        """Whether anything can be chosen; a whole row has no third word."""
        for card in self.cards.values():
            card.open = may
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if may else Qt.FocusPolicy.NoFocus)
        self.cards["type"].setVisible(may and may_type)

    def take_keyboard(self) -> None:
        """Put the keyboard on the chosen card, else the first."""
        self.cards[self.now or ORDER[0]].setFocus(Qt.FocusReason.TabFocusReason)

    def _shown(self) -> list[str]:
        return [key for key in ORDER if not self.cards[key].isHidden()]

    def _step(self, by: int) -> None:
        keys = self._shown()
        held = next((key for key in keys if self.cards[key].hasFocus()), keys[0])
        key = keys[max(0, min(len(keys) - 1, keys.index(held) + by))]
        self.cards[key].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        keys = self._shown()
        if 0 <= number < len(keys) and self.cards[keys[number]].open:
            self.cards[keys[number]].setFocus(Qt.FocusReason.TabFocusReason)
            self.choose(keys[number])
            return
        super().keyPressEvent(event)
