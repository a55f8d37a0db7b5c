"""The one table of the program: painted rows out of a source, ticks, hover, selection, focus, sorting, typing.

The whole viewport is painted in one pass from tuples: asking a delegate for each of 170 cells would cost the
budget of a keystroke. Rows that are still on their way are painted as empty lines of the same height.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip

from app.ui.kit.cells import Column, Row, cell_width, cell_words, paint_cell
from app.ui.kit.painting import fill_round, focus_ring
from app.ui.kit.sources import Listed, Source
from app.ui.kit.table_heads import TableHead
from app.ui.kit.table_rows import Index, Rows
from app.ui.kit.theme import colour, height, scaled

NEAR = 40  # rows up and down in which a row is looked for again after a refresh


class Table(QTableView):
    """Rows of plain tuples. `ticks` puts a box before each row; `row_height` names a height of the theme.

    Signals: `opened(key)` by Enter or a press on a row, `current_changed(key)` by the arrows, `ticks_changed()`,
    `sorted_by(column, descending)`, `ticked_all(on)` by the box in the head, `menu_asked(key, place)`.
    `ticked` holds the keys of the ticked rows, wherever they are scrolled to.
    """

    opened = Signal(str)
    current_changed = Signal(str)
    ticks_changed = Signal()
    ticked_all = Signal(bool)
    sorted_by = Signal(str, bool)
    menu_asked = Signal(str, QPoint)

    def __init__(self, columns: Sequence[Column], ticks: bool = False, row_height: str = "table_row") -> None:
        super().__init__()
        self.ticked: set[str] = set()
        self._ticks = ticks
        self.tints_current = not ticks
        self.rows = Rows(columns, ticks)
        self._high = height(row_height)
        self._under, self._anchor = -1, 0
        self._head = TableHead(self)
        self.setHorizontalHeader(self._head)
        self.setModel(self.rows)
        self._head.ticked_all.connect(self.ticked_all)
        self._head.sorted_by.connect(self._sort_pressed)
        self._quieten()
        self._lay_columns()
        self._head.sectionResized.connect(self._resized)

    def _resized(self, number: int, before: int, now: int) -> None:
        if not self.rows.columns[number].stretch:
            self._stretch()

    def _quieten(self) -> None:
        """Take off what Qt would draw and do by itself."""
        upright = self.verticalHeader()
        upright.hide()
        upright.setMinimumSectionSize(self._high)
        upright.setDefaultSectionSize(self._high)
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(self._high)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.viewport().setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)

    def _lay_columns(self) -> None:
        self._head.show_columns(self.rows.columns)
        self._head.setStretchLastSection(False)
        for number, column in enumerate(self.rows.columns):
            fixed = column.kind == "check" or column.stretch
            mode = QHeaderView.ResizeMode.Fixed if fixed else QHeaderView.ResizeMode.Interactive
            self._head.setSectionResizeMode(number, mode)
            self._head.resizeSection(number, column.width if column.kind == "check" else scaled(column.width))
        self._stretch()

    def _stretch(self) -> None:
        """Share what the fixed columns leave among the stretching ones; none gets less than its own width."""
        head, columns = self._head, self.rows.columns
        elastic = [
            number
            for number, column in enumerate(columns)
            if column.stretch and not head.isSectionHidden(number)
        ]
        room = self.viewport().width() - head.length() + sum(head.sectionSize(number) for number in elastic)
        for place, number in enumerate(elastic):
            share = round(room * (place + 1) / len(elastic)) - round(room * place / len(elastic))
            head.resizeSection(number, max(scaled(columns[number].width), share))

    # what is shown

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows that are all in memory."""
        self.show_source(Listed(rows))

    def show_source(self, source: Source) -> None:
        """Show the rows of a source; the list stays at the row it stood at, wherever that lies now."""
        current, key = self.currentIndex().row(), self.current_key()
        column = max(self.currentIndex().column(), 0)
        top = self.verticalScrollBar().value()
        self.rows.exchange(self.rows.columns, source)
        now = _found_near(source, current, key)
        if 0 <= now < source.count():
            self.setCurrentIndex(self.rows.index(now, min(column, self.rows.columnCount() - 1)))
        self.verticalScrollBar().setValue(top + (now - current) * self._high)
        self._show_all_state()

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Other columns; give rows for them at once afterwards."""
        self.rows.exchange(self.rows.with_ticks(columns), Listed())
        self._lay_columns()

    def show_sort(self, key: str, descending: bool) -> None:
        """Put the arrow where the rows are sorted."""
        self._head.show_sort(key, descending)

    def current_key(self) -> str:
        """The key of the row the keyboard stands on, or ""."""
        row = self.rows.source.row(self.currentIndex().row())
        return row.key if row else ""

    def go_to(self, number: int) -> None:
        """Stand on that row and bring it into sight."""
        index = self.rows.index(number, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    # ticks

    def tick(self, keys: Sequence[str], on: bool = True) -> None:
        """Tick these rows or take their ticks off."""
        self.ticked = self.ticked | set(keys) if on else self.ticked - set(keys)
        self._show_all_state()
        self.viewport().update()
        self.ticks_changed.emit()

    def _tick_to(self, number: int, ranged: bool) -> None:
        """Tick or untick a row; with Shift, all from the one ticked before to this one."""
        rows = (
            range(min(number, self._anchor), max(number, self._anchor) + 1)
            if ranged
            else range(number, number + 1)
        )
        keys = [row.key for at in rows if (row := self.rows.source.row(at)) is not None]
        self.tick(keys, on=ranged or keys[0] not in self.ticked)
        self._anchor = number

    def untick_all(self) -> None:
        """Take every tick off."""
        self.tick(list(self.ticked), on=False)

    def _show_all_state(self) -> None:
        count = len(self.ticked)
        self._head.all_state = "" if not count else "all" if count >= self.rows.source.count() else "some"
        self._head.viewport().update()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        shown = event.rect()
        offset, columns = self.verticalOffset(), self._places()
        first = max(0, (shown.top() + offset) // self._high)
        last = min(self.rows.source.count() - 1, (shown.bottom() + offset) // self._high)
        for number in range(first, last + 1):
            self._paint_row(painter, number, number * self._high - offset, columns)

    def _places(self) -> list[tuple[int, Column, int, int]]:
        head = self._head
        return [
            (number, column, head.sectionViewportPosition(number), head.sectionSize(number))
            for number, column in enumerate(self.rows.columns)
            if not head.isSectionHidden(number)
        ]

    def _paint_row(
        self, painter: QPainter, number: int, top: int, columns: list[tuple[int, Column, int, int]]
    ) -> None:
        row = self.rows.source.row(number)
        wide, high = self.viewport().width(), self._high
        current = number == self.currentIndex().row()
        chosen = row is not None and (row.key in self.ticked or (current and self.tints_current))
        ground = "tint" if chosen else "hover" if number == self._under else ""
        if ground:
            painter.fillRect(0, top, wide, high - 1, colour(ground))
        painter.fillRect(0, top + high - 1, wide, 1, colour("row_line"))
        if row is None:
            fill_round(painter, QRectF(24, top + high / 2 - 4, 96, 8), 4, colour("neutral_ground"))
            return
        for place, column, left, size in columns:
            at = place - self.rows.lead
            value = row.key in self.ticked if at < 0 else row.cells[at] if at < len(row.cells) else None
            paint_cell(painter, QRectF(left, top, size, high - 1), column.kind, value, chosen)
        if current and self.hasFocus():
            focus_ring(painter, self.focus_place(QRectF(1, top, wide - 2, high - 1)), 6)

    def focus_place(self, row: QRectF) -> QRectF:
        """Where the ring lies in the row the keyboard stands on: around all of it."""
        return row

    # mouse and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move_under(self.rowAt(int(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._move_under(-1)
        super().leaveEvent(event)

    def _move_under(self, row: int) -> None:
        if row != self._under:
            before, self._under = self._under, row
            self._repaint_row(before)
            self._repaint_row(row)

    def _repaint_row(self, row: int) -> None:
        if row >= 0:
            self.viewport().update(
                0, row * self._high - self.verticalOffset(), self.viewport().width(), self._high
            )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self.rows.source.row(index.row()) if index.isValid() else None
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._ticks and index.column() == 0:
            self._tick_to(index.row(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            self.press(row.key, index)

    def press(self, key: str, index: QModelIndex) -> None:
        """A row was pressed: it opens."""
        self.opened.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, current = event.key(), self.current_key()
        if current and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(current)
        elif current and self._ticks and key == Qt.Key.Key_Space:
            self._tick_to(self.currentIndex().row(), ranged=False)
        elif self._ticks and event.matches(QKeySequence.StandardKey.SelectAll):
            self.ticked_all.emit(True)
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._repaint_row(previous.row())
        self._repaint_row(current.row())
        row = self.rows.source.row(current.row())
        self.current_changed.emit(row.key if row else "")

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self._show_whole(event.pos(), event.globalPos())  # type: ignore[attr-defined]
            return True
        return super().viewportEvent(event)

    def _show_whole(self, place: QPoint, on_screen: QPoint) -> None:
        """A tooltip with the whole text of a cell that is cut."""
        index = self.indexAt(place)
        if not index.isValid():
            return
        value = self.rows.value(index.row(), index.column())
        column = self.rows.columns[index.column()]
        cut = cell_width(column.kind, value) > self._head.sectionSize(index.column())
        QToolTip.showText(on_screen, cell_words(value) if cut else "", self)

    def _sort_pressed(self, key: str, descending: bool) -> None:
        self._head.show_sort(key, descending)
        self.sorted_by.emit(key, descending)

    def _ask_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        row = self.rows.source.row(index.row()) if index.isValid() else None
        if row:
            self.menu_asked.emit(row.key, self.viewport().mapToGlobal(place))

    def minimumSizeHint(self) -> QSize:
        """Little: a list may be squeezed, it scrolls."""
        return QSize(120, self._head.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()
        self.viewport().update()


def _found_near(source: Source, number: int, key: str) -> int:
    """Where the row of that key stands now, not far from `number`; `number` itself where it is not there."""
    if number < 0 or not key:
        return number
    near = sorted(range(max(0, number - NEAR), number + NEAR + 1), key=lambda at: abs(at - number))
    for at in near:
        row = source.row(at)
        if row is not None and row.key == key:
            return at
    return number
