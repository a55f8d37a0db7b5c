"""The tree of places with counts: painted rows, one chosen, arrows open and close."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from app.ui.kit.icons import paint_icon
from app.ui.kit.painting import RIGHT, draw_text, fill_round, focus_ring, text_width
from app.ui.kit.theme import colour, scaled

INDENT = 18


@dataclass(slots=True)
class Branch:
    """One place: its key, name, count as written ("" while it loads), what lies below it."""

    key: str
    words: str
    count: str = ""
    below: list["Branch"] = field(default_factory=list)
    open: bool = False


class Tree(QAbstractScrollArea):
    """`chosen(key)` when a place is picked. Rows of 34 pixels; left and right close and open, up and down move."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._roots: list[Branch] = []
        self._lines: list[tuple[int, Branch]] = []
        self._now, self._under = "", -1
        self._high = scaled(34)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(self._high)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(120, 80)

    def show_tree(self, roots: Sequence[Branch], chosen: str = "") -> None:
        """Show these places; those that were open stay open, the chosen one stays chosen."""
        opened = {branch.key for _, branch in self._lines if branch.open}
        self._roots = list(roots)
        for branch in self._all(self._roots):
            branch.open = branch.open or branch.key in opened
        self._now = chosen or self._now
        self._lay()

    def key(self) -> str:
        """The key of the chosen place."""
        return self._now

    def choose(self, key: str) -> None:
        """Choose without telling anyone; opens what lies above it."""
        self._open_above(self._roots, key)
        self._now = key
        self._lay()

    def _all(self, branches: Sequence[Branch]) -> list[Branch]:
        found: list[Branch] = []
        for branch in branches:
            found += [branch, *self._all(branch.below)]
        return found

    def _open_above(self, branches: Sequence[Branch], key: str) -> bool:
        for branch in branches:
            if branch.key == key:
                return True
            if self._open_above(branch.below, key):
                branch.open = True
                return True
        return False

    def _lay(self) -> None:
        self._lines = []
        self._lay_lines(self._roots, 0)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, len(self._lines) * self._high + 8 - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        self.viewport().update()

    def _lay_lines(self, branches: Sequence[Branch], depth: int) -> None:
        for branch in branches:
            self._lines.append((depth, branch))
            if branch.open:
                self._lay_lines(branch.below, depth + 1)

    def resizeEvent(self, event: object) -> None:
        self._lay()

    def sizeHint(self) -> QSize:
        return QSize(204, 300)

    # mouse and keys

    def _at(self, event: QMouseEvent) -> int:
        at = int((event.position().y() + self.verticalScrollBar().value()) // self._high)
        return at if 0 <= at < len(self._lines) else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event)
        if at < 0:
            return
        depth, branch = self._lines[at]
        if branch.below and event.position().x() < 8 + depth * INDENT + 28:
            branch.open = not branch.open
            self._lay()
            return
        self._pick(branch)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._at(event) != self._under:
            self._under = self._at(event)
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = -1
        self.viewport().update()

    def _pick(self, branch: Branch) -> None:
        if branch.below and not branch.open:
            branch.open = True
        changed = branch.key != self._now
        self._now = branch.key
        self._lay()
        if changed:
            self.chosen.emit(branch.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = [branch.key for _, branch in self._lines]
        at = keys.index(self._now) if self._now in keys else 0
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and keys:
            step = 1 if key == Qt.Key.Key_Down else -1
            at = max(0, min(len(keys) - 1, at + step))
            self._now = keys[at]
            self._keep_in_sight(at)
            self.chosen.emit(self._now)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and keys:
            self._lines[at][1].open = key == Qt.Key.Key_Right
            self._lay()
        else:
            super().keyPressEvent(event)

    def _keep_in_sight(self, at: int) -> None:
        bar, top = self.verticalScrollBar(), at * self._high
        bar.setValue(max(min(bar.value(), top), top + self._high - self.viewport().height()))
        self.viewport().update()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        scrolled = self.verticalScrollBar().value()
        for at, (depth, branch) in enumerate(self._lines):
            place = QRectF(8, at * self._high - scrolled, self.viewport().width() - 16, self._high)
            if place.bottom() >= 0 and place.top() <= self.viewport().height():
                self._paint_line(painter, place, depth, branch, at == self._under)

    def _paint_line(self, painter: QPainter, place: QRectF, depth: int, branch: Branch, under: bool) -> None:
        now = branch.key == self._now
        surface = place.adjusted(0, 1, 0, -1)
        if now or under:
            fill_round(painter, surface, 6, colour("tint" if now else "hover"))
        if now and self.hasFocus():
            focus_ring(painter, surface, 6)
        left = place.left() + 6 + depth * INDENT
        if branch.below:
            caret = QRectF(left, place.top(), 16, place.height())
            paint_icon(painter, caret, "caret-down" if branch.open else "caret-right", "text3", 12)
        ink = "accent" if now else "text"
        count = text_width(branch.count, "note")
        right = place.adjusted(0, 0, -12, 0)
        draw_text(painter, right, branch.count, "note", tone="accent" if now else "text2", align=RIGHT)
        words = QRectF(left + 20, place.top(), right.right() - left - 28 - count, place.height())
        draw_text(painter, words, branch.words, "body", now, ink)
