"""The five blocks A–E of the income sheet with + and − between, and the formula below, painted in one piece each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.rules.dossiers import IncomeItem
from app.rules.forms import Block, Forms
from app.rules.incomes import IncomeFigures
from app.texts import say
from app.ui.kit.painting import CENTRE, RIGHT, draw_text, fill_round, focus_ring, text_width
from app.ui.kit.theme import colour, scaled

_GAP = 18
_LINES = 2


@dataclass(frozen=True, slots=True)
class Tile:
    """One block as painted: its key, heading, sum, and up to two lines of what it is made of."""

    key: str
    title: str
    total: str
    lines: tuple[tuple[str, str], ...]
    minus: bool = False


def money(amount: Decimal | None) -> str:
    """An amount as the papers write it; unknown is a dash."""
    return "—" if amount is None else f"{amount:,.2f}"


def tiles(forms: Forms, items: Sequence[IncomeItem], figures: IncomeFigures | None) -> list[Tile]:
    """The blocks of a household's year."""
    return [_tile(forms, block, items, figures) for block in forms.blocks]


def _tile(forms: Forms, block: Block, items: Sequence[IncomeItem], figures: IncomeFigures | None) -> Tile:
    sums: dict[str, Decimal] = {}
    for item in items:
        if item.kind.partition(".")[0] == block.key:
            sums[item.kind] = sums.get(item.kind, Decimal(0)) + item.amount
    sums = dict(sorted(sums.items(), key=lambda one: -one[1]))
    lines = [(_name(forms, kind), money(amount)) for kind, amount in sums.items()]
    if len(lines) > _LINES:
        rest = sum(list(sums.values())[_LINES - 1 :], Decimal(0))
        lines = [
            *lines[: _LINES - 1],
            (say("household.other_items", count=len(lines) - _LINES + 1), money(rest)),
        ]
    total = money(figures.blocks[block.key] if figures else None)
    return Tile(block.key, f"{block.letter} {block.name}", total, tuple(lines), block.minus)


def _name(forms: Forms, kind: str) -> str:
    known = forms.income_kinds.get(kind)
    if known is None:
        return kind
    return say("household.unspecified") if known.role == "unspecified" else known.name


class BlockTiles(QWidget):
    """`chosen(key)` when a block is pressed to be typed in; left and right keys move."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._tiles: list[Tile] = []
        self._chosen, self._now, self._under = "", 0, -1
        self.setFixedHeight(scaled(134))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(say("household.block_hint"))

    def show_tiles(self, shown: Sequence[Tile], chosen: str) -> None:
        """Show these, the chosen one with its ring."""
        self._tiles, self._chosen = list(shown), chosen
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(560, self.height())

    def _places(self) -> list[QRectF]:
        count = len(self._tiles)
        if not count:
            return []  # painted before a household was given
        wide = (self.width() - _GAP * (count - 1)) / count
        return [QRectF(number * (wide + _GAP), 0, wide, self.height()) for number in range(count)]

    def _at(self, event: QMouseEvent) -> int:
        found = [number for number, place in enumerate(self._places()) if place.contains(event.position())]
        return found[0] if found and self._tiles else -1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._at(event)
        if at >= 0:
            self._now = at
            self.chosen.emit(self._tiles[at].key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._at(event) != self._under:
            self._under = self._at(event)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self._tiles:
            self._now = max(0, min(len(self._tiles) - 1, self._now + step))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._tiles:
            self.chosen.emit(self._tiles[self._now].key)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        places = self._places()
        for number, (tile, place) in enumerate(zip(self._tiles, places, strict=True)):
            self._paint_tile(painter, place, tile, number)
            if number:
                sign = QRectF(place.left() - _GAP, scaled(28), _GAP, scaled(30))
                draw_text(painter, sign, "−" if tile.minus else "+", "card_title", tone="text2", align=CENTRE)

    def _paint_tile(self, painter: QPainter, place: QRectF, tile: Tile, number: int) -> None:
        chosen = tile.key == self._chosen
        edge = "accent" if chosen else "control_hover" if number == self._under else "line"
        fill_round(painter, place, 6, colour("tint2" if chosen else "sunken"), colour(edge))
        inner = place.adjusted(10, 0, -10, 0)
        line = scaled(28)
        draw_text(painter, QRectF(inner.left(), 4, inner.width(), line), tile.title, "note", tone="text2")
        kind = "block_total" if text_width(tile.total, "block_total", True) <= inner.width() else "card_title"
        kind = kind if text_width(tile.total, kind, True) <= inner.width() else "note"
        ink = "text" if tile.total != "—" else "text3"
        draw_text(
            painter, QRectF(inner.left(), scaled(30), inner.width(), line), tile.total, kind, True, ink, RIGHT
        )
        painter.fillRect(QRectF(inner.left(), scaled(64), inner.width(), 1), colour("line"))
        for at, (name, amount) in enumerate(tile.lines):
            row = QRectF(inner.left(), scaled(70) + at * line, inner.width(), line)
            wide = draw_text(painter, row, amount, "note", align=RIGHT)
            draw_text(painter, row.adjusted(0, 0, -wide - 6, 0), name, "note", tone="text2")
        if self.hasFocus() and number == self._now:
            focus_ring(painter, place)


class FormulaBand(QWidget):
    """年总收入 − 支出 = 纯收入 ÷ 人口 = 人均, the result alone in accent."""

    def __init__(self) -> None:
        super().__init__()
        self._terms: list[tuple[str, str, str]] = []
        self.setFixedHeight(scaled(64))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figures(self, figures: IncomeFigures | None, costs: Decimal | None, size: int) -> None:
        """Show a year's formula; nothing known shows dashes."""
        total, net, each = (figures.total, figures.net, figures.per_person) if figures else (None, None, None)
        people = say("household.size", count=size) if size else "—"
        per_person = say("household.yuan", amount=money(each)) if each is not None else "—"
        self._terms = [
            ("", say("household.total_income"), money(total)),
            ("−", say("household.costs"), money(costs)),
            ("=", say("household.net_income"), money(net)),
            ("÷", say("household.people"), people),
            ("=", say("household.per_person"), per_person),
        ]
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(560, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill_round(painter, QRectF(self.rect()), 6, colour("tint2"))
        wides = self._widths()
        room = max(0.0, self.width() - 32 - sum(wides.values())) / max(1, len(self._terms) - 1)
        left = 16.0
        for number, (sign, label, value) in enumerate(self._terms):
            if sign:
                place = QRectF(left, scaled(20), room, scaled(24))
                draw_text(painter, place, sign, "card_title", tone="text3", align=CENTRE)
                left += room
            last = number == len(self._terms) - 1
            words = QRectF(left, scaled(6), wides[number] + 4, scaled(24))
            draw_text(painter, words, label, "note", tone="text" if last else "text2")
            kind, ink = ("result", "accent") if last and value != "—" else ("card_title", "text")
            draw_text(painter, words.translated(0, scaled(26)), value, kind, True, ink)
            left += wides[number]

    def _widths(self) -> Mapping[int, float]:
        last = len(self._terms) - 1
        return {
            number: max(
                text_width(label, "note"),
                text_width(value, "result" if number == last else "card_title", True),
            )
            for number, (_, label, value) in enumerate(self._terms)
        }
