"""A table that is typed in: cell by cell with the keyboard, or a block pasted out of a spreadsheet."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.kit.cells import Column, cell_words
from app.ui.kit.tables import Table

AnswerOf = Callable[[str, str], Any]


class Grid(Table):
    """Arrows move from cell to cell; typing, Enter or F2 opens a cell's field; Enter takes it and goes on.

    `answer_of(key, column)` gives what the field begins with. `answered(key, column, value)` tells what was typed
    (None after Delete), `pasted(key, column, block)` hands over the cells of a pasted block, as text, to be put in from
    that cell on. The page writes them and shows the rows anew.
    """

    answered = Signal(str, str, object)
    pasted = Signal(str, str, list)

    def __init__(self, columns: Sequence[Column], answer_of: AnswerOf) -> None:
        self._editor: Any = None  # before Qt is asked to begin: it filters events from its first breath
        super().__init__(columns, row_height="grid_row")
        self.tints_current = False
        self._answer_of = answer_of
        self._edited = ("", "")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    # where the keyboard stands

    def focus_place(self, row: QRectF) -> QRectF:
        cell = QRectF(self.visualRect(self.currentIndex()))
        return cell.adjusted(2, 2, -2, -3)

    def column_key(self) -> str:
        """The key of the column the keyboard stands in, or ""."""
        number = self.currentIndex().column()
        return self.rows.columns[number].key if number >= 0 else ""

    def go_to_cell(self, key: str, column: str) -> None:
        """Stand on that cell; nothing happens where there is none."""
        keys = [one.key for one in self.rows.columns]
        for number in range(self.rows.source.count()):
            row = self.rows.source.row(number)
            if row is not None and row.key == key and column in keys:
                self.setCurrentIndex(self.rows.index(number, keys.index(column)))
                self.setFocus()
                return

    def _editable(self, column: int) -> bool:
        return self.rows.columns[column].editor is not None

    def _go_on(self) -> None:
        """To the next cell that can be typed in, row by row."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        for step in range(1, self.rows.columnCount() * 2 + 1):
            down, right = divmod(column + step, self.rows.columnCount())
            if row + down < self.rows.rowCount() and self._editable(right):
                self.setCurrentIndex(self.rows.index(row + down, right))
                break
        self.setFocus()

    # the field in the cell

    def edit_cell(self) -> QWidget | None:
        """Open the field of the cell the keyboard stands on; None where nothing can be typed."""
        index, key = self.currentIndex(), self.current_key()
        make = self.rows.columns[index.column()].editor if index.isValid() else None
        if not key or make is None:
            return None
        self._edited = (key, self.column_key())
        self._editor = make(self.viewport())
        self._editor.setParent(self.viewport())
        self._editor.set_answer(self._answer_of(*self._edited))
        self._editor.setGeometry(self.visualRect(index).adjusted(1, 1, -1, -2))
        self._editor.after_enter = self._take_and_go_on
        self._editor.installEventFilter(self)
        self._editor.show()
        self._editor.setFocus()
        self._editor.selectAll()
        return self._editor if isinstance(self._editor, QWidget) else None

    def _close(self, take: bool) -> None:
        editor, self._editor = self._editor, None
        if editor is None:
            return
        value = editor.answer()
        editor.removeEventFilter(self)
        editor.after_enter = None  # else the field, on its way out, would hold the grid
        editor.hide()
        editor.deleteLater()
        if take and value != self._answer_of(*self._edited):
            self.answered.emit(*self._edited, value)

    def _take_and_go_on(self) -> None:
        self._close(take=True)
        self._go_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._editor:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and not self._lists():
                self._close(take=False)
                self.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self._take_and_go_on()
                return True
        if event.type() == QEvent.Type.FocusOut:
            self._settle_later()
        return False

    def _lists(self) -> bool:
        """Whether the field has its list or its month open."""
        is_open = getattr(self._editor, "is_open", None)
        return bool(is_open and is_open())

    def _settle_later(self) -> None:
        """The field was left by the mouse: take what stands in it once it has settled itself."""
        editor = self._editor

        def settle() -> None:
            if editor is None or editor is not self._editor or editor.hasFocus() or self._lists():
                return
            self._close(take=True)

        QTimer.singleShot(0, self, settle)

    # keys, mouse, clipboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            index = self.currentIndex()
            QGuiApplication.clipboard().setText(cell_words(self.rows.value(index.row(), index.column())))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            if self.edit_cell() is None:
                self._go_on()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear()
        elif text and text.isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.edit_cell() is not None:
                QApplication.sendEvent(self._editor, event)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Chinese typed on a cell opens its field and goes on there."""
        if self.edit_cell() is not None:
            QApplication.sendEvent(self._editor, event)

    def press(self, key: str, index: QModelIndex) -> None:
        """The cell that was pressed has the keyboard; a double press opens its field."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.edit_cell() is None:
            self.opened.emit(self.current_key())

    def _clear(self) -> None:
        key, column = self.current_key(), self.column_key()
        if key and self._editable(self.currentIndex().column()) and self._answer_of(key, column) is not None:
            self.answered.emit(key, column, None)

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text().replace("\r\n", "\n").rstrip("\n")
        if text and self.current_key():
            block = [line.split("\t") for line in text.split("\n")]
            self.pasted.emit(self.current_key(), self.column_key(), block)
