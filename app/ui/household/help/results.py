"""The card 年度结果: one line for each year's result, and two years side by side below."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.snapshots import SnapshotLine, compare_years
from app.rules.comparisons import ComparedLine, Comparison, Side
from app.rules.values import show
from app.texts import say
from app.ui.household.doubt_lines import empty_layout
from app.ui.household.keeping import Keeper
from app.ui.household.shown import Shown
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, Surface
from app.ui.kit.cells import Column, Mark, Row
from app.ui.kit.labels import Line, Text
from app.ui.kit.tables import Table
from app.ui.kit.theme import height

MOST_LINES = 12  # of a comparison at once; the others scroll


class ResultsCard(Card):
    """Results are made for whole villages, on the page of help; here they are looked at and compared."""

    key = "snapshot"
    doubt_pressed = Signal(list)
    confirm_asked = Signal()

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(say("household_results.title"), " ")
        self._keeper = keeper
        self._known: tuple[SnapshotLine, ...] | None = None
        self.tools.addWidget(
            Button(
                say("household_results.all"), "link", pressed_do=lambda: keeper.go("help", section="results")
            )
        )
        self.lines = QVBoxLayout()
        self.lines.setSpacing(0)
        self.compared = ComparedPanel()
        self.compared.closed.connect(self.compared.hide)
        self.body.addLayout(self.lines)
        self.body.addWidget(self.compared)

    def show_household(self, shown: Shown) -> None:
        """Show a household's results; what is compared stays while they do."""
        results = shown.help.results
        if results == self._known:
            return
        self._known = results
        self.compared.hide()
        empty_layout(self.lines)
        current = [one for one in results if one.current]
        for number, one in enumerate(current):
            earlier = current[number + 1].year if number + 1 < len(current) else None
            self._put(self._line(one, earlier))
        if not current:
            self._put(Text(say("household_results.none"), "note", tone="text3", wrap=True))
        corrected = len(results) - len(current)
        parts = [say("household_results.count", count=len(current))] if current else []
        parts += [say("household_results.corrected", count=corrected)] if corrected else []
        self.note.setText(" · ".join(parts))

    def _put(self, line: QWidget) -> None:
        self.lines.addWidget(line)
        line.show()

    def _line(self, one: SnapshotLine, earlier: int | None) -> QWidget:
        line = QWidget()
        line.setFixedHeight(height("table_row"))
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(Text(say("household_results.of_year", year=one.year), "strong"))
        made = say("household_results.made", day=show("date", one.made_on))
        why = say("household_results.why", reason=one.reason) if one.corrects else ""
        across.addWidget(Line(" · ".join(part for part in (made, why) if part), "note", tone="text2"), 1)
        if earlier is not None:
            words = say("household_results.compare_year", year=earlier)
            across.addWidget(Button(words, "link", pressed_do=partial(self.compare, earlier, one.year)))
        now = say("household_results.compare_now")
        across.addWidget(Button(now, "link", pressed_do=partial(self.compare, one.year, None)))
        return line

    def compare(self, old: int, new: int | None) -> None:
        """Show two years side by side; None is the household as it stands today."""
        office, household = self._keeper.office, self._keeper.household_id

        def found(comparison: Comparison) -> None:
            if household == self._keeper.household_id:
                self.compared.show_comparison(comparison)
                self.compared.table.setFocus()

        self._keeper.read(lambda: compare_years(office, household, old, new), found)

    def go_to(self, path: str, _: str = "") -> bool:
        """Nothing is typed here."""
        return False

    def say_saved(self, words: str) -> None:
        """The card says nothing of it."""


class ComparedPanel(Surface):
    """What differs between two results, line by line. `closed` by its button."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__("tint2", "tint_line", 6)
        self.title, self.note = Text("", "strong"), Line("", "note", tone="text2")
        self.table = Table(_columns("", ""))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.note, 1)
        head.addWidget(Button(say("household.close"), "plain", "x", self.closed.emit))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 4, 8, 12)
        whole.setSpacing(4)
        whole.addLayout(head)
        whole.addWidget(self.table)
        self.hide()

    def show_comparison(self, one: Comparison) -> None:
        """Show what differs."""
        differences = one.differences
        old, new = side_words(one.old), side_words(one.new)
        self.title.setText(say("household_results.between", old=old, new=new))
        every = sum(len(section.lines) for section in one.sections)
        self.note.setText(say("household_results.differ", count=len(differences), every=every))
        self.table.show_columns(_columns(old, new))
        sections = {section.key: section.label for section in one.sections}
        self.table.show_rows(
            [compared_row(str(number), sections.get(line.section, ""), line)
             for number, line in enumerate(differences)]
        )  # fmt: skip
        shown = max(1, min(MOST_LINES, len(differences)))
        self.table.setFixedHeight(height("table_head") + shown * height("table_row") + 2)
        self.table.setVisible(bool(differences))
        self.show()


def _columns(old: str, new: str) -> Sequence[Column]:
    return (
        Column("section", say("household_results.section"), 104),
        Column("label", say("household_results.what"), 150, stretch=True),
        Column("old", old, 150, stretch=True),
        Column("new", new, 150, stretch=True),
        Column("more", say("household_results.more"), 116, kind="number"),
    )


def compared_row(key: str, section: str, line: ComparedLine) -> Row:
    """One line that differs: who came or went in words, money with what it grew or fell by."""
    what = {
        "joined": say("household_results.joined"),
        "left": say("household_results.left"),
    }.get(line.what, "")
    label = " ".join(part for part in (line.who, line.label) if part)
    more = "" if line.more is None else f"{line.more:+,.2f}"
    return Row(key, (Mark(section, "second"), label, line.old or None, line.new or None, more or what))


def side_words(side: Side) -> str:
    """Which result stands on a side."""
    if side.made_on is None:
        return say("household_results.now")
    return say("household_results.of_year", year=side.year)
