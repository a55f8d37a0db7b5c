"""Problems found and who mends them until when, each with the way to close it (销号)."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.findings import FindingRow, close_finding
from app.operations.subjects import Subject
from app.rules.values import show
from app.texts import say
from app.ui.household.doubt_lines import empty_layout
from app.ui.household.help.kept_forms import KeptForm
from app.ui.household.keeping import Keeper
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Surface
from app.ui.kit.chips import Chip
from app.ui.kit.labels import Hairline, Line, Text
from app.ui.kit.rows import IssueLine

ON, AS, OUTCOME = "finding.closed_on", "finding.closed_as", "finding.outcome"


class FindingLines(QWidget):
    """The problems that are still open, the longest overdue first; one is closed below them: `opened(form)`."""

    opened = Signal(QWidget)

    def __init__(self, keeper: Keeper) -> None:
        super().__init__()
        self._keeper = keeper
        self._shown: tuple[FindingRow, ...] | None = None
        self._locked = False
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.closing = ClosingForm(keeper)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(self._lines)
        whole.addWidget(self.closing)

    def show_findings(self, findings: Sequence[FindingRow], locked: bool) -> None:
        """Show those that are not closed."""
        waiting = tuple(one for one in findings if one.state != "closed")
        if waiting == self._shown and locked == self._locked:
            return
        self._shown, self._locked = waiting, locked
        if self.closing.finding not in waiting:
            self.closing.hide()
        empty_layout(self._lines)
        for one in waiting:
            line = self._line(one)
            self._lines.addWidget(line)
            line.show()
        self.setVisible(bool(waiting))
        self._take_up(waiting)

    def _take_up(self, waiting: Sequence[FindingRow]) -> None:
        """Open the closing that was begun and not written the last time."""
        for one in waiting if self.closing.isHidden() and not self._locked else ():
            if self._keeper.holds(Subject(finding_place(one.id), self._keeper.household_id)):
                self.closing.open_finding(one)
                return

    def _line(self, one: FindingRow) -> QWidget:
        line = QWidget()
        whole, across, words = QVBoxLayout(line), QHBoxLayout(), QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        across.setContentsMargins(0, 6, 0, 6)
        across.setSpacing(12)
        words.setSpacing(2)
        words.addWidget(Text(str(one.answers.get("what") or ""), "body", wrap=True))
        words.addWidget(Line(finding_facts(self._keeper, one), "note", tone="text2"))
        across.addLayout(words, 1)
        across.addWidget(Chip(*finding_chip(one)))
        if not self._locked:
            across.addWidget(
                Button(
                    say("household_visits.close_finding"), "quiet", pressed_do=lambda: self.open_closing(one)
                )
            )
        whole.addLayout(across)
        whole.addWidget(Hairline())
        return line

    def open_closing(self, one: FindingRow) -> None:
        """Begin to close a problem."""
        self.closing.open_finding(one)
        self.opened.emit(self.closing)
        self.closing.form.inputs[AS].setFocus()


class ClosingForm(Surface):
    """How a problem ended: on which day, in which way, with what outcome."""

    closed = Signal()

    def __init__(self, keeper: Keeper) -> None:
        super().__init__("tint2", "tint_line", 6)
        self._keeper = keeper
        self.finding: FindingRow | None = None
        self.title, self.fault = Line("", "body", True), IssueLine()
        self.fault.hide()
        self.form = KeptForm(keeper, "finding", (ON, AS, OUTCOME), frozenset({ON, AS, OUTCOME}))
        self.go = Button(say("household_visits.close_finding"), "quiet", "check", self.write)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(Button(say("household.close"), "plain", "x", self.put_away))
        foot.addStretch(1)
        foot.addWidget(self.go)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 4, 12, 12)
        whole.setSpacing(8)
        whole.addLayout(head)
        for part in (self.form, self.fault):
            whole.addWidget(part)
        whole.addLayout(foot)
        self.hide()

    def open_finding(self, one: FindingRow) -> None:
        """Begin with this problem, today, with what was left unwritten about it."""
        self.finding = one
        self.form.use_place(finding_place(one.id))
        self.form.empty_all()
        self.title.setText(say("household_visits.closing", what=one.answers.get("what") or ""))
        self.form.set_answer(ON, self._keeper.office.clock().date())
        self.form.take_up()
        self.fault.hide()
        self.show()

    def write(self) -> None:
        """Close it."""
        if self.finding is None or not self.form.is_right():
            return
        office, one, day = self._keeper.office, self.finding.id, self.form.answer(ON)
        way, outcome = str(self.form.answer(AS)), str(self.form.answer(OUTCOME))
        assert isinstance(day, date)  # required, and read
        self._keeper.do(
            lambda: close_finding(office, one, day, way, outcome), lambda _: self._written(), self._refused
        )

    def _written(self) -> None:
        self.put_away()
        self._keeper.tell(say("household_visits.finding_closed"))

    def _refused(self, problem: Problem) -> None:
        self.form.say_problem(problem, "finding", self.fault)

    def put_away(self) -> None:
        """Throw away what was typed."""
        self.form.let_go()
        self.hide()
        self.closed.emit()


def finding_place(finding: str) -> str:
    """Where the half-typed closing of a problem lies in the household's draft."""
    return f"finding.{finding}"


def finding_facts(keeper: Keeper, one: FindingRow) -> str:
    """Where it was found and when, who mends it until when, and how."""
    source = keeper.office.forms.codes["finding_source"].name(str(one.answers.get("source") or ""))
    parts = [
        say("household_visits.found", source=source, day=show("date", one.answers.get("found_on"))),
        say("household_visits.owner", name=one.answers.get("owner") or ""),
        say("household_visits.until", day=show("date", one.answers.get("due_on"))),
        str(one.answers.get("remedy") or ""),
    ]
    return " · ".join(part for part in parts if part)


def finding_chip(one: FindingRow) -> tuple[str, str]:
    """How urgent it is: red when overdue, amber on its last days."""
    days = one.days
    if days is None:
        return say("household_visits.no_deadline"), "neutral"
    if days > 0:
        return say("household_visits.finding_over", days=days), "bad"
    if days == 0:
        return say("household_visits.finding_today"), "warn"
    return say("household_visits.finding_left", days=-days), "neutral"
