"""Lines that come in any number (income items, papers of the archive) as a grid with an empty line at its end.

A line is written when its required answers are known; each later answer is saved as it is given.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.errors import Problem
from app.operations.entries import Entry
from app.operations.subjects import Subject
from app.rules.dossiers import Answers, Value
from app.rules.forms import Field, Record
from app.rules.values import same
from app.texts import say, sentence
from app.ui.household.asked import judge, make_field, taken_up, words_of
from app.ui.household.entry_lines import Lines, Linked
from app.ui.household.keeping import Keeper, draft_text
from app.ui.kit.cells import CellValue, Column, Kind, Mark, Row
from app.ui.kit.grids import Grid
from app.ui.kit.tables import Table
from app.ui.kit.theme import height

NEW, OPEN, REMOVE = "new", "open", "remove"
Make = Callable[[QWidget], Any]


class EntryGrid(Grid):
    """`faulted(sentence)` when typing cannot be kept ("" when it can). `linked` goes with every new line (its year).

    `free`: the answers that may be written though the lines are locked. `draft`: where a line that is not whole yet
    lies in the household's draft; "" keeps it in memory only.
    """

    faulted = Signal(str)

    def __init__(
        self,
        keeper: Keeper,
        record: Record,
        keys: Sequence[str],
        widths: Mapping[str, int],
        stretch: str,
        lines: Lines | None = None,
    ) -> None:
        self._keeper, self.record = keeper, record
        self.lines = lines or Lines(record.key)
        self.free: frozenset[str] = frozenset()
        self.draft = ""
        self.keys: tuple[str, ...] = ()
        self.makers: dict[str, Make] = {}
        self.defaults: dict[str, Value] = {}
        self.linked: dict[str, str | int | None] = {}
        self.linked_of: dict[str, Linked] = {}  # what else a line that is brought back is tied to
        self._entries: dict[str, Answers] = {}
        self._new: dict[str, Value] = {}
        self._place: tuple[str, Linked] = ("", {})
        self._unread: dict[tuple[str, str], str] = {}
        self._locked = False
        super().__init__(self._columns(keys, widths, stretch), self._answer_of)
        still(self)
        self.answered.connect(self._answered)

    def choose_columns(self, keys: Sequence[str], widths: Mapping[str, int], stretch: str) -> None:
        """Ask other answers; lines are to be shown anew afterwards."""
        if tuple(keys) != self.keys:
            self.show_columns(self._columns(keys, widths, stretch))

    def _columns(self, keys: Sequence[str], widths: Mapping[str, int], stretch: str) -> list[Column]:
        self.keys = tuple(keys)
        columns = [
            self._column(self.record.by_key[key], widths.get(key, 110), key == stretch) for key in keys
        ]
        return [*columns, Column(OPEN, "", 36, "icon"), Column(REMOVE, "", 40, "icon")]

    def _column(self, one: Field, wide: int, stretch: bool) -> Column:
        kind: Kind = "number" if one.kind in ("money", "quantity", "integer") else "text"
        return Column(one.key, one.label, wide, kind, stretch, editor=partial(self._cell_editor, one))

    def _cell_editor(self, one: Field, parent: QWidget) -> Any:
        maker = self.makers.get(one.key)
        made = maker(parent) if maker else make_field(self._keeper.office.forms, one, parent)
        made.set_locked(self._is_locked(one.key))
        return made

    def _is_locked(self, key: str) -> bool:
        return self._locked and key not in self.free

    # what is shown

    def show_entries(self, entries: Sequence[Entry], locked: bool) -> None:
        """Show these lines, and an empty one below them unless nothing may be written."""
        place = (self._keeper.household_id, dict(self.linked))
        if place != self._place:  # what is half typed belongs to where it was typed, and is a draft there
            self._place, self._new = place, {}
            self._unread.clear()
        self._entries = {one.id: one.answers for one in entries}
        self._locked = locked
        self._take_up_draft()
        self._show()

    def _show(self) -> None:
        column = self.currentIndex().column()
        rows = [self._row(one, answers) for one, answers in self._entries.items()]
        if not self._locked:
            rows.append(self._row(NEW, self._new))
        self.show_rows(rows)
        if self.currentIndex().isValid() and column >= 0:
            self.setCurrentIndex(self.rows.index(self.currentIndex().row(), column))
        self.setFixedHeight(height("table_head") + max(1, len(rows)) * height("grid_row") + 2)

    def _row(self, entry: str, answers: Mapping[str, Value]) -> Row:
        cells: list[CellValue] = [self._cell(entry, key, answers.get(key)) for key in self.keys]
        kept = entry != NEW
        cells.append(Mark("caret-down", "text2") if kept else "")
        cells.append(Mark("trash", "text3") if kept and not self._locked else "")
        return Row(entry, tuple(cells))

    def _cell(self, entry: str, key: str, value: Value) -> CellValue:
        if (entry, key) in self._unread:
            return Mark(self._unread[entry, key], "bad", frame="error")
        words = words_of(self._keeper.office.forms, self.record.by_key[key], value)
        if entry == NEW and not words:
            return Mark(say("household.new_line"), "quiet") if key == self.keys[0] and not self._new else ""
        return words or None

    def _answer_of(self, entry: str, key: str) -> Any:
        if (entry, key) in self._unread:
            return self._unread[entry, key]
        return (self._new if entry == NEW else self._entries.get(entry, {})).get(key)

    # what is typed

    def _answered(self, entry: str, key: str, raw: object) -> None:
        if self._is_locked(key):
            return
        one = self.record.by_key[key]
        value, fault = judge(self._keeper.office.forms, one, raw)
        self.faulted.emit(fault)
        if fault:
            self._unread[entry, key] = str(raw)
        else:
            self._unread.pop((entry, key), None)
            if entry == NEW:
                self._fill_new(key, value)
            elif not same(one.kind, self._entries.get(entry, {}).get(key), value):
                self._save(entry, {key: value})
        self._show()

    def _fill_new(self, key: str, value: Value) -> None:
        self._new = {**self.defaults, **self._new, key: value}
        required = [one.key for one in self.record.fields if one.required]
        if all(self._new.get(one) is not None for one in required):
            answers, self._new = self._new, {}
            self._save(None, answers)
        else:
            self._hold_new()

    def _save(self, entry: str | None, answers: Answers) -> None:
        required = [one.key for one in self.record.fields if one.required]
        if entry is not None and any(answers.get(key, 0) is None for key in required):
            self.faulted.emit(say("household.line_needs"))
            return
        if entry is not None:
            self._entries[entry] = {**self._entries[entry], **answers}
        office, household, lines = self._keeper.office, self._keeper.household_id, self.lines
        linked = dict(self.linked) if entry is None else None
        self._keeper.do(
            lambda: lines.save(office, household, answers, entry, linked),
            lambda _: self._forget_new() if entry is None else None,
            lambda problem: self._refused(entry, answers, problem),
        )

    def _refused(self, entry: str | None, answers: Answers, problem: Problem) -> None:
        """What was typed stays in its cells, with the sentence below."""
        if entry is None:
            self._new = {**answers, **self._new}
            self._hold_new()
        for key, value in answers.items() if entry else ():
            self._unread[entry or NEW, key] = draft_text(value)
        self.faulted.emit(sentence(problem))
        self._show()

    # the line that is not whole yet

    def _draft_subject(self) -> Subject:
        year = self.linked.get("year")
        return Subject(self.draft, self._keeper.household_id, year if isinstance(year, int) else None)

    def _hold_new(self) -> None:
        for key, value in self._new.items() if self.draft else ():
            self._keeper.hold(self._draft_subject(), key, value)

    def _forget_new(self) -> None:
        for key in self.keys if self.draft else ():
            self._keeper.forget(self._draft_subject(), key)

    def _take_up_draft(self) -> None:
        if not self.draft or self._new or self._locked:
            return
        forms = self._keeper.office.forms
        for key in self.keys:
            text = self._keeper.held(self._draft_subject(), key)
            if text is not None:
                one = self.record.by_key[key]
                self._new[key] = judge(forms, one, taken_up(one, text)).answer

    def entry(self, entry: str) -> Answers | None:
        """The answers of a line; None where there is none."""
        return self._entries.get(entry)

    def press(self, key: str, index: QModelIndex) -> None:
        column = self.rows.columns[index.column()].key
        if column == REMOVE and key != NEW and not self._locked:
            self.remove(key)
        elif column == OPEN and key != NEW:
            self.opened.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4 and self.current_key() not in ("", NEW):
            self.opened.emit(self.current_key())
            return
        super().keyPressEvent(event)

    def remove(self, entry: str) -> None:
        """Take a line away; it can be brought back from the line at the foot."""
        office, household, lines = self._keeper.office, self._keeper.household_id, self.lines
        answers, linked = self._entries[entry], {**self.linked, **self.linked_of.get(entry, {})}

        def back() -> None:
            self._keeper.do(lambda: lines.save(office, household, answers, None, linked))

        self._keeper.do(
            lambda: lines.delete(office, household, entry),
            lambda _: self._keeper.tell(say("household.line_removed"), say("household.undo"), back),
        )


def still(grid: Table) -> None:
    """Show all rows of a table at once: the page scrolls, the table does not."""
    grid.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    grid.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
