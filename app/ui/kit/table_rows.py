"""A source of rows as Qt knows tables. Only the painter reads the tuples themselves."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.ui.kit.cells import CellValue, Column, cell_words
from app.ui.kit.sources import Listed, Source, tell_nobody

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class Rows(QAbstractTableModel):
    """The source as Qt knows tables; only the painter reads the tuples themselves."""

    def __init__(self, columns: Sequence[Column], ticks: bool) -> None:
        super().__init__()
        self.lead = 1 if ticks else 0  # the box before each row is no cell of the source
        self.columns = self.with_ticks(columns)
        self.source: Source = Listed()

    def with_ticks(self, columns: Sequence[Column]) -> list[Column]:
        """The columns, behind the one of the boxes where rows can be ticked."""
        return [Column("", "", 44, "check"), *columns] if self.lead else list(columns)

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else self.source.count()

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def value(self, row: int, column: int) -> CellValue:
        """The value of one cell; None while it is on its way."""
        found, place = self.source.row(row), column - self.lead
        return found.cells[place] if found and 0 <= place < len(found.cells) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell_words(self.value(index.row(), index.column()))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.columns[index.column()].editor is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def exchange(self, columns: Sequence[Column], source: Source) -> None:
        """Other columns or rows."""
        self.beginResetModel()
        self.source.changed = tell_nobody  # rows still on their way are not ours any more
        self.columns, self.source = list(columns), source
        source.changed = self._came
        self.endResetModel()

    def _came(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
