"""The panel with two years of a household side by side: which years is picked above, what changed is marked."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import Problem
from app.operations.offices import Office
from app.operations.snapshots import SnapshotLine, compare_years, snapshots_of
from app.rules.comparisons import Comparison, Side
from app.rules.values import show
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.help.checks.turns import Turns
from app.ui.help.panels import SidePanel, Told, ToldLines
from app.ui.help.results.shown import changed_keys, compared_columns, compared_rows
from app.ui.kit.buttons import Button, CheckBox
from app.ui.kit.choices import ChoiceField
from app.ui.kit.labels import Line, Text
from app.ui.kit.painting import fill_round
from app.ui.kit.popups import Option
from app.ui.kit.tables import Table
from app.ui.kit.theme import colour, scaled

WIDE = 640
TODAY = "today"
NEW = 2  # the column of the newer result


class ComparedTable(Table):
    """Two results side by side; what changed lies on a tint."""

    def __init__(self, found: Comparison) -> None:
        super().__init__(compared_columns(found))
        self.tints_current = False
        self._changed: frozenset[str] = frozenset()

    def show_compared(self, found: Comparison, every: bool) -> None:
        """Show the lines, those that are the same only with `every`."""
        self._changed = frozenset(changed_keys(found, every))
        self.show_rows(compared_rows(found, every))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        left, wide = self.columnViewportPosition(NEW), self.columnWidth(NEW)
        for number in range(self.rows.source.count()):
            top, row = self.rowViewportPosition(number), self.rows.source.row(number)
            if -self.rowHeight(number) < top < self.viewport().height() and row and row.key in self._changed:
                place = QRectF(left + 4, top + 4, wide - 8, self.rowHeight(number) - 9)
                fill_round(painter, place, 5, colour("warn_ground"))
        painter.end()
        super().paintEvent(event)


class ComparisonPanel(SidePanel):
    """`correct_asked(year)`, `print_asked()`, `household_asked()` by its buttons; `found` is what it shows."""

    correct_asked = Signal(int)
    print_asked = Signal()
    household_asked = Signal()

    def __init__(self, desk: Desk, household: str, year: int) -> None:
        super().__init__(" ", " ")
        self.setFixedWidth(scaled(WIDE))
        self._desk, self.household, self._year = desk, household, year
        self.found: Comparison | None = None
        self._asked = Turns()
        self.old, self.new = ChoiceField([]), ChoiceField([])
        for field, words in ((self.old, say("help_results.older")), (self.new, say("help_results.newer"))):
            field.setFixedWidth(scaled(132))
            field.setToolTip(words)
            field.setAccessibleName(words)
            field.answered.connect(self.compare)
        self.every = CheckBox(say("help_results.every_line"))
        self.every.toggled.connect(self._show_rows)
        self.told, self.why = ToldLines(), Line("", "note", tone="text2")
        self.table: ComparedTable | None = None
        self._lay_out()
        office = desk.office
        desk.lanes.run("errand", lambda _: snapshots_of(office, household), self._show_years, owner=self)

    def _lay_out(self) -> None:
        self.tools.insertWidget(
            0, Button(say("help_results.to_household"), "link", pressed_do=self.household_asked.emit)
        )
        self.page.hide()
        tools = QHBoxLayout()
        tools.setContentsMargins(20, 0, 16, 4)
        tools.setSpacing(8)
        for part in (self.old, Text(say("help_results.against"), "note"), self.new):
            tools.addWidget(part)
        tools.addStretch(1)
        tools.addWidget(self.every)
        self._top = QWidget()
        self._top.setLayout(tools)
        self.body.insertWidget(0, self._top)
        line = QHBoxLayout()
        line.setContentsMargins(20, 0, 16, 8)
        line.addWidget(self.why, 1)
        line.addWidget(self.told, 1)
        self.body.insertLayout(1, line)
        self.correct = Button(say("help_results.correct"), "quiet", "pencil-simple", self._ask_correct)
        self.print = Button(say("help_results.print"), "quiet", "printer", self.print_asked.emit)
        for button in (self.correct, self.print):
            self.foot.addWidget(button)

    # which years

    def _show_years(self, lines: Sequence[SnapshotLine]) -> None:
        years = list(dict.fromkeys(line.year for line in lines))
        options = [Option(str(year), say("help_results.year", year=year)) for year in years]
        options.append(Option(TODAY, say("help_results.today")))
        for field in (self.old, self.new):
            field.set_options(options)
        earlier = [year for year in years if year < self._year]
        old, new = (earlier[0], str(self._year)) if earlier else (self._year, TODAY)
        self.old.set_answer(str(old))
        self.new.set_answer(new)
        self.compare()

    def compare(self) -> None:
        """Show the two years that are picked."""
        office, household = self._desk.office, self.household
        old, new = (_year(field.answer()) for field in (self.old, self.new))
        asked = self._asked.next()
        self._desk.lanes.run(
            "errand", lambda _: _compared(office, household, old, new),
            lambda found: self._show(found) if self._asked.is_last(asked) else None, self._failed, owner=self,
        )  # fmt: skip

    def _failed(self, problem: Problem) -> None:
        self.found = None
        self.told.show_lines([Told("", sentence(problem))])
        self.why.hide()
        if self.table is not None:
            self.table.hide()

    def _show(self, found: Comparison) -> None:
        self.found = found
        self.told.show_lines([])
        self.title.setText(found.head or found.code)
        self.note.setText(" ".join(part for part in (found.village, found.group) if part))
        self.why.setText(" · ".join(filter(None, map(made_words, (found.old, found.new)))))
        self.why.show()
        if self.table is None:
            self.table = ComparedTable(found)
            self.body.insertWidget(2, self.table, 1)
        else:
            self.table.show_columns(compared_columns(found))
        self.table.show()
        self._show_rows()
        year = _year(self.new.answer()) or _year(self.old.answer())
        self.correct.setVisible(year is not None and self._desk.office.user.role != "view")

    def _show_rows(self) -> None:
        if self.table is not None and self.found is not None:
            self.table.show_compared(self.found, self.every.isChecked())

    def _ask_correct(self) -> None:
        year = _year(self.new.answer()) or _year(self.old.answer())
        if year is not None:
            self.correct_asked.emit(year)

    def begin(self) -> None:
        """The older year has the keyboard."""
        self.old.setFocus()


def _year(answer: object) -> int | None:
    """The year picked; None is today."""
    return None if answer in (None, TODAY) else int(str(answer))


def _compared(office: Office, household: str, old: int | None, new: int | None) -> Comparison:
    return compare_years(office, household, old, new)


def made_words(side: Side) -> str:
    """When a result was made, and why it was corrected; "" for today."""
    if side.made_on is None:
        return ""
    made = say("help_results.made", year=side.year, day=show("date", side.made_on))
    return say("help_results.made_corrected", made=made, reason=side.reason) if side.reason else made
