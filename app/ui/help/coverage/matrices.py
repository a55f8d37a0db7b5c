"""The matrix: thousands of households by the kinds of measures, painted; head, totals and names stay in sight.

Only what is in sight is painted, out of plain tuples: 15,000 households open at once.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip

from app.operations.coverage import CoverageRow, Total
from app.rules.coverings import Column
from app.texts import say
from app.ui.help.coverage.cells import cell_words, paint_cell, paint_total, place_words, two_lines
from app.ui.kit.painting import CENTRE, draw_text, focus_ring, text_width
from app.ui.kit.theme import colour, height, scaled

_STEPS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}


class Matrix(QAbstractScrollArea):
    """`opened(key)` by Enter or a double press on a household; `moved(row, column)` as the keyboard goes on.

    The arrows go from cell to cell, PgUp and PgDn by a screen, Home and End along a row, with Ctrl to the ends.
    """

    opened = Signal(str)
    moved = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.columns: Sequence[Column] = ()
        self.rows: Sequence[CoverageRow] = ()
        self._totals: Sequence[Total] = ()
        self.row, self.column, self._under = 0, 0, -1
        self._high, self._name_wide = height("table_row"), scaled(204)
        self._top, self._wide = height("table_head") + scaled(44), scaled(56)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(self._high)
        self.setMinimumSize(scaled(320), self._top + 2 * self._high)

    def show_matrix(
        self,
        columns: Sequence[Column],
        rows: Sequence[CoverageRow],
        totals: Sequence[Total],
        anew: bool = False,
    ) -> None:
        """Show these; the keyboard stays on its household and the list at its place, unless it begins `anew`."""
        key = self.rows[self.row].household_id if self.row < len(self.rows) else ""
        above = self.row * self._high - self.verticalScrollBar().value()
        self.columns, self.rows, self._totals = columns, rows, totals
        at = (
            0
            if anew
            else next((number for number, row in enumerate(rows) if row.household_id == key), self.row)
        )
        self.row = max(0, min(at, len(rows) - 1))
        self.column = max(0, min(self.column, len(columns) - 1))
        self._fit()
        self.verticalScrollBar().setValue(0 if anew else self.row * self._high - above)
        self._tell()

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(320), self._top + 2 * self._high)

    # where things lie

    def _wanted_width(self) -> int:
        """The width of a column: what its word needs, more where there is room."""
        least = max([scaled(54), *(round(text_width(one.short, "note")) + 16 for one in self.columns)])
        room = self.viewport().width() - self._name_wide
        return max(least, min(scaled(92), room // max(1, len(self.columns))))

    def _fit(self) -> None:
        self._wide = self._wanted_width()
        seen = self.viewport().height() - self._top
        upright, lying = self.verticalScrollBar(), self.horizontalScrollBar()
        upright.setRange(0, max(0, len(self.rows) * self._high - seen))
        upright.setPageStep(max(self._high, seen))
        beside = self.viewport().width() - self._name_wide
        lying.setRange(0, max(0, self._wide * len(self.columns) - beside))
        lying.setPageStep(max(1, beside))
        lying.setSingleStep(self._wide)
        self.viewport().update()

    def _cell(self, row: int, column: int) -> QRect:
        left = self._name_wide + column * self._wide - self.horizontalScrollBar().value()
        return QRect(
            left, self._top + row * self._high - self.verticalScrollBar().value(), self._wide, self._high
        )

    def _at(self, place: QPoint) -> tuple[int, int]:
        """Row and column under a point; -1 for above the rows, or in the names."""
        row = (place.y() - self._top + self.verticalScrollBar().value()) // self._high
        row = row if place.y() >= self._top and row < len(self.rows) else -1
        column = (place.x() - self._name_wide + self.horizontalScrollBar().value()) // self._wide
        inside = place.x() >= self._name_wide and column < len(self.columns)
        return row, column if inside else -1

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    # keys and mouse

    def go_to(self, row: int, column: int) -> None:
        """Stand on a cell and bring it into sight."""
        self.row = max(0, min(row, len(self.rows) - 1))
        self.column = max(0, min(column, len(self.columns) - 1))
        upright, lying = self.verticalScrollBar(), self.horizontalScrollBar()
        top, seen = self.row * self._high, self.viewport().height() - self._top
        upright.setValue(max(min(upright.value(), top), top + self._high - seen))
        left, beside = self.column * self._wide, self.viewport().width() - self._name_wide
        lying.setValue(max(min(lying.value(), left), left + self._wide - beside))
        self.viewport().update()
        self._tell()

    def _tell(self) -> None:
        self.moved.emit(self.row if self.rows else -1, self.column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, whole = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        page = max(1, (self.viewport().height() - self._top) // self._high)
        if (step := _STEPS.get(Qt.Key(key))) is not None:
            self.go_to(self.row + step[0], self.column + step[1])
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and not whole:
            self.go_to(self.row + (page if key == Qt.Key.Key_PageDown else -page), self.column)
        elif key == Qt.Key.Key_Home:
            self.go_to(0 if whole else self.row, 0)
        elif key == Qt.Key.Key_End:
            self.go_to(len(self.rows) if whole else self.row, len(self.columns))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.rows:
            self.opened.emit(self.rows[self.row].household_id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row, column = self._at(event.position().toPoint())
        if row >= 0:
            self.go_to(row, column if column >= 0 else self.column)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row, _ = self._at(event.position().toPoint())
        if row >= 0:
            self.opened.emit(self.rows[row].household_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move_under(self._at(event.position().toPoint())[0])

    def leaveEvent(self, event: QEvent) -> None:
        self._move_under(-1)

    def _move_under(self, row: int) -> None:
        if row != self._under:
            self._under = row
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row, column = self._at(event.pos())
            QToolTip.showText(event.globalPos(), self.words_at(row, column, event.pos().y()), self)
            return True
        return super().viewportEvent(event)

    def words_at(self, row: int, column: int, top: int = 0) -> str:
        """What stands in a cell, in words; over the rows the whole name of the one."""
        if column < 0 or column >= len(self.columns):
            there = 0 <= row < len(self.rows)
            return f"{self.rows[row].head} {place_words(self.rows[row])}" if there else ""
        if not 0 <= row < len(self.rows):
            return self.columns[column].name if top < self._top else ""
        return cell_words(self.rows[row], column, self.columns[column])

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        wide, high = self.viewport().width(), self.viewport().height()
        scrolled = self.verticalScrollBar().value()
        first = scrolled // self._high
        last = min(len(self.rows), (scrolled + high - self._top) // self._high + 1)
        painter.setClipRect(0, self._top, wide, high - self._top)
        for number in range(first, last):
            self._paint_row(painter, number)
        painter.setClipping(False)
        self._paint_head(painter)
        painter.fillRect(self._name_wide - 1, 0, 1, high, colour("line"))

    def _paint_row(self, painter: QPainter, number: int) -> None:
        row, top, wide = self.rows[number], self._cell(number, 0).top(), self.viewport().width()
        ground = "tint" if number == self.row else "hover" if number == self._under else "card"
        painter.fillRect(0, top, wide, self._high - 1, colour(ground))
        painter.fillRect(0, top + self._high - 1, wide, 1, colour("row_line"))
        for column, cell in enumerate(row.cells):
            place = self._cell(number, column)
            if cell and place.right() > self._name_wide and place.left() < wide:
                paint_cell(painter, QRectF(place.adjusted(0, 0, 0, -1)), cell)
        if number == self.row and self.hasFocus():
            focus_ring(painter, QRectF(self._cell(number, self.column)).adjusted(1, 1, -1, -2), 5)
        painter.fillRect(0, top, self._name_wide, self._high - 1, colour(ground))
        name = QRectF(16, top, scaled(92), self._high)
        draw_text(painter, name, row.head, tone="accent" if number == self.row else "text")
        beside = QRectF(name.right() + 8, top, self._name_wide - name.right() - 16, self._high)
        draw_text(painter, beside, place_words(row), "note", tone="text2")

    def _paint_head(self, painter: QPainter) -> None:
        wide, head = self.viewport().width(), height("table_head")
        painter.fillRect(0, 0, wide, self._top, colour("card"))
        for column, one in enumerate(self.columns):
            place = QRectF(self._cell(0, column))
            tone = "accent" if column == self.column and self.hasFocus() else "text3"
            upper = QRectF(place.left(), 0, place.width(), head)
            draw_text(painter, upper, one.short, "note", tone=tone, align=CENTRE)
            paint_total(
                painter, QRectF(place.left(), head, place.width(), self._top - head), self._totals[column]
            )
        painter.fillRect(0, 0, self._name_wide, self._top, colour("card"))
        draw_text(painter, QRectF(16, 0, 100, head), say("help_coverage.household"), "note", tone="text3")
        below = QRectF(16, head, self._name_wide - 24, self._top - head)
        words = (say("help_coverage.given"), say("help_coverage.gaps"))
        for place, line, tone in zip(two_lines(below), words, ("text2", "warn"), strict=True):
            draw_text(painter, place, line, "note", tone=tone)
        painter.fillRect(0, head - 1, wide, 1, colour("row_line"))
        painter.fillRect(0, self._top - 1, wide, 1, colour("line"))

    def focusInEvent(self, event: object) -> None:
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        self.viewport().update()
