"""The panels beside the list of problems: one shown whole and closed, reopened or changed; a new one written down."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal

from app.operations.finding_lists import FindingRow
from app.operations.findings import (
    change_finding,
    close_finding,
    open_finding,
    reopen_finding,
    usual_deadline,
)
from app.operations.visited_households import Visited, read_visited
from app.rules.values import show
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.deed_panels import DeedPanel
from app.ui.help.findings.shown import state_mark
from app.ui.help.said_lines import SaidLines
from app.ui.help.visits.picks import HouseholdPick
from app.ui.help.visits.shown import place_words
from app.ui.household.loose import LooseForm
from app.ui.kit.buttons import Button
from app.ui.kit.chips import Chip
from app.ui.kit.fields import LongTextField
from app.ui.kit.labels import Hairline, Text

FOUND, SOURCE, WHAT = "finding.found_on", "finding.source", "finding.what"
REMEDY, OWNER, DUE = "finding.remedy", "finding.owner", "finding.due_on"
CLOSED, WAY, OUTCOME = "finding.closed_on", "finding.closed_as", "finding.outcome"
SHOWN = ("source", "found_on", "owner", "due_on", "remedy", "closed_on", "closed_as", "outcome")
SOLVED = "1"  # 已解决 (forms/codes/finding_end.toml)


class FindingPanel(DeedPanel):
    """One problem: closed while it is open, opened again while it is closed, changed either way."""

    opening = Signal(str)

    def __init__(self, desk: Desk, row: FindingRow) -> None:
        super().__init__(desk, say("help_findings.one_title"))
        self.row = row
        self.note.setText(f"{row.head} {place_words(row.village, row.group)}")
        self.lines = SaidLines()
        self._show_answers()
        self.reason = LongTextField(say("help_findings.reason_hint"), 2)
        mark = state_mark(row)
        what = Text(str(row.answers.get("what") or ""), "strong", wrap=True)
        for part in (what, Chip(mark.words, mark.tone or "neutral"), self.lines, Hairline()):
            self.page.body.addWidget(part)
        self._ask()
        self.change = Button(say("help_findings.change"), "quiet", "pencil-simple", self.change_it)
        opens = Button(say("help_findings.open_household"), "quiet", "house", self._open)
        for button in (opens, self.change, self.go):
            self.foot.addWidget(button)

    def _show_answers(self) -> None:
        forms = self.desk.office.forms
        form = forms.help["finding"]
        for key in SHOWN:
            value, field = self.row.answers.get(key), form.by_key[key]
            if value is not None:
                self.lines.say(field.label, show(field.kind, value, forms.code_list(field)))

    def _ask(self) -> None:
        forms, office, one = self.desk.office.forms, self.desk.office, self.row.id
        if self.row.state != "closed":
            form = LooseForm(forms, (CLOSED, WAY, OUTCOME), frozenset((CLOSED, WAY, OUTCOME)))
            form.set_answer(CLOSED, office.clock().date())
            form.set_answer(WAY, SOLVED)

            def close() -> Callable[[], object]:
                day, way, outcome = (form.answer(path) for path in (CLOSED, WAY, OUTCOME))
                assert isinstance(day, date)  # required, and read
                return lambda: close_finding(office, one, day, str(way), str(outcome))

            self.ask(form, say("help_findings.close"), say("help_findings.closed_one"), close)
        else:
            form = LooseForm(forms, (DUE,), labels={DUE: say("help_findings.new_deadline")})
            form.set_answer(DUE, usual_deadline(office, office.clock().date()))
            words = say("help_findings.reason")
            self.rows["reason"] = form.add(words, self.reason, required=True, whole=True)

            def reopen() -> Callable[[], object]:
                due, reason = form.answer(DUE), str(self.reason.answer() or "")
                return lambda: reopen_finding(office, one, reason, due if isinstance(due, date) else None)

            self.ask(form, say("help_findings.reopen"), say("help_findings.reopened"), reopen)
        self.lay(form)

    def take_keyboard(self) -> None:
        """The keyboard goes to what is still to be said."""
        if self.form is not None and OUTCOME in self.form.inputs:
            self.form.inputs[OUTCOME].setFocus()
        elif self.row.state == "closed":
            self.reason.setFocus()

    def change_it(self) -> None:
        """Ask for other answers instead."""
        office, one = self.desk.office, self.row.id
        form = LooseForm(office.forms, (WHAT, REMEDY, OWNER, DUE), frozenset((WHAT, OWNER, DUE)))
        self.ask_instead(
            form, self.row.answers, say("help_findings.save"), say("help_findings.changed"),
            lambda said: change_finding(office, one, said),
        )  # fmt: skip
        self.change.hide()

    def _open(self) -> None:
        self.opening.emit(self.row.household_id)


class NewPanel(DeedPanel):
    """Writes a problem down: of a household that is picked first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("help_findings.new_title"))
        self.household, self.helper = "", ("", "")
        self.pick = HouseholdPick(desk)
        self.pick.picked.connect(self.start)
        office = desk.office
        paths: Sequence[str] = (FOUND, SOURCE, WHAT, REMEDY, OWNER, DUE)
        self.fields = LooseForm(office.forms, paths, frozenset((FOUND, SOURCE, WHAT, OWNER, DUE)))
        today = office.clock().date()
        self.fields.set_answer(FOUND, today)
        self.fields.set_answer(DUE, usual_deadline(office, today))
        for part in (self.pick, self.fields, self.told):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)
        self.foot.addWidget(self.go)
        self.fields.hide()
        self.show_foot(False)
        self.ask(self.fields, say("help_findings.write"), say("help_findings.opened"), self._opened)

    def _opened(self) -> Callable[[], object]:
        office, household = self.desk.office, self.household
        said, (cadre, name) = self.fields.of_record("finding"), self.helper
        owner = cadre if name and said.get("owner") == name else None
        return lambda: open_finding(office, household, said, cadre_id=owner)

    def take_keyboard(self) -> None:
        """The keyboard goes to the household."""
        self.pick.field.setFocus()

    def start(self, household: str) -> None:
        """Ask about this household's problem; its helper is the owner unless another is written."""
        self.household = household
        self.pick.hide()
        self.fields.show()
        self.show_foot(True)
        self.fields.inputs[SOURCE].setFocus()
        office = self.desk.office

        def shown(visited: Visited) -> None:
            self.helper = visited.helper
            self.note.setText(f"{visited.head} {visited.place}")
            if visited.helper[1] and self.fields.answer(OWNER) is None:
                self.fields.set_answer(OWNER, visited.helper[1])

        self.desk.lanes.run("errand", lambda _: read_visited(office, household), shown, owner=self)
