"""The head of a table: quiet words, the arrow of the sorted column in accent, the box that ticks all."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from app.ui.kit.cells import PADDING, Column
from app.ui.kit.icons import paint_icon
from app.ui.kit.painting import CENTRE, LEFT, RIGHT, draw_check, draw_text, text_width
from app.ui.kit.theme import colour, height


class TableHead(QHeaderView):
    """Painted whole; a press on a sortable word emits `sorted_by(key, descending)`, on the box `ticked_all(on)`."""

    sorted_by = Signal(str, bool)
    ticked_all = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns: list[Column] = []
        self._sort, self._descending = "", False
        self.all_state = ""
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(height("table_head"))
        self.setMinimumSectionSize(28)
        self.viewport().setMouseTracking(True)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Which columns to paint."""
        self._columns = list(columns)

    def show_sort(self, key: str, descending: bool) -> None:
        """Put the arrow beside that column's word."""
        self._sort, self._descending = key, descending
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        whole = QRect(0, 0, self.viewport().width(), self.height())
        painter.fillRect(whole, colour("card"))
        for number, column in enumerate(self._columns):
            if not self.isSectionHidden(number):
                left = self.sectionViewportPosition(number)
                self._paint_word(
                    painter, QRectF(left, 0, self.sectionSize(number), self.height() - 1), column
                )
        painter.fillRect(QRect(0, self.height() - 1, whole.width(), 1), colour("line"))

    def _paint_word(self, painter: QPainter, place: QRectF, column: Column) -> None:
        if column.kind == "check":
            draw_check(painter, place, self.all_state)
            return
        inner = place.adjusted(PADDING, 0, -PADDING, 0)
        align = RIGHT if column.kind == "number" else CENTRE if column.kind == "centre" else LEFT
        draw_text(painter, inner, column.title, "note", tone="text3", align=align)
        if column.key and column.key == self._sort:
            wide = text_width(column.title, "note")
            left = inner.right() - wide - 22 if align == RIGHT else inner.left() + wide + 6
            arrow = QRectF(left, 0, 14, place.height())
            paint_icon(painter, arrow, "arrow-down" if self._descending else "arrow-up", "accent", 14)

    def _column_at(self, event: QMouseEvent) -> Column | None:
        number = self.logicalIndexAt(event.position().toPoint())
        return self._columns[number] if 0 <= number < len(self._columns) else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        column = self._column_at(event)
        if column and self.cursor().shape() != Qt.CursorShape.SplitHCursor:
            hand = column.sortable or column.kind == "check"
            shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        column = self._column_at(event)
        if column is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if column.kind == "check":
            self.ticked_all.emit(self.all_state != "all")
        elif column.sortable:
            self.sorted_by.emit(column.key, column.key == self._sort and not self._descending)
