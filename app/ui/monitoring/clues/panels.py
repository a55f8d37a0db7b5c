"""The panels beside the list of clues: one shown whole and closed, opened again or changed; several closed at once."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal

from app.operations.clues.checks import TAKEN_IN
from app.operations.clues.deeds import change_clue, close_clues, reopen_clue, tie_clue, usual_term
from app.operations.clues.lists import ClueRow
from app.rules.values import show
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.deed_panels import DeedPanel
from app.ui.help.said_lines import SaidLines
from app.ui.help.visits.picks import HouseholdPick
from app.ui.help.visits.shown import place_words
from app.ui.household.loose import LooseForm
from app.ui.kit.buttons import Button
from app.ui.kit.chips import Chip
from app.ui.kit.fields import LongTextField
from app.ui.kit.labels import Hairline, Text
from app.ui.monitoring.clues.shown import state_mark

WHAT, CHECKER, DUE = "clue.what", "clue.checker", "clue.due_on"
CLOSED, RESULT, REASON = "clue.closed_on", "clue.result", "clue.reason"
SHOWN = ("whom", "source", "department", "number", "found_on", "was", "value", "checker", "due_on", "closed_on",
         "result", "reason")  # fmt: skip


def closing_form(desk: Desk) -> LooseForm:
    """Day, result and reason of what is closed, today filled in."""
    form = LooseForm(desk.office.forms, (CLOSED, RESULT, REASON), frozenset((CLOSED, RESULT)))
    form.set_answer(CLOSED, desk.office.clock().date())
    return form


class CluePanel(DeedPanel):
    """One clue; `opening(household)`, `entering(household)` for its page and for a procedure."""

    opening = Signal(str)
    entering = Signal(str)

    def __init__(self, desk: Desk, row: ClueRow) -> None:
        super().__init__(desk, say("monitoring.clue_title"))
        self.row = row
        self.note.setText(f"{row.whom} {place_words(row.village, row.group)}")
        self.lines = SaidLines()
        self._show_answers()
        self.why = LongTextField(say("monitoring.why_hint"), 2)
        self.pick = HouseholdPick(desk)
        self.pick.picked.connect(self._tie)
        self.pick.hide()
        mark = state_mark(row)
        what = Text(str(row.answers.get("what") or ""), "strong", wrap=True)
        for part in (what, Chip(mark.words, mark.tone or "neutral"), self.lines, self.pick, Hairline()):
            self.page.body.addWidget(part)
        self._ask()
        self.change = Button(say("monitoring.change"), "quiet", "pencil-simple", self.change_it)
        self.open = Button(say("monitoring.open_household"), "quiet", "house", self._open)
        self.tie = Button(say("monitoring.tie"), "quiet", "house", self._ask_household)
        self.open.setVisible(bool(row.household_id))
        self.tie.setVisible(not row.household_id)
        for button in (self.open, self.tie, self.change, self.go):
            self.foot.addWidget(button)

    def _show_answers(self) -> None:
        forms = self.desk.office.forms
        form = forms.help["clue"]
        for key in SHOWN:
            value, field = self.row.answers.get(key), form.by_key[key]
            if value is not None and not (key == "whom" and value == self.row.head):
                self.lines.say(field.label, show(field.kind, value, forms.code_list(field)))
        if self.row.case:
            self.lines.say(say("monitoring.case"), self.row.case)

    def _ask(self) -> None:
        if self.row.state in ("open", "overdue"):
            self._ask_result()
        elif self.row.state == "taken" and self.row.household_id:
            self.page.body.addWidget(Text(say("monitoring.taken_told"), "note", "warn", wrap=True))
            self.page.body.addStretch(1)
            self.go.setText(say("monitoring.enter"))
            self.go.clicked.connect(self._enter)
        else:
            self._ask_again()

    def _ask_result(self) -> None:
        office, one, form = self.desk.office, self.row.id, closing_form(self.desk)

        def close() -> Callable[[], object]:
            day, result, reason = (form.answer(path) for path in (CLOSED, RESULT, REASON))
            assert isinstance(day, date)  # required, and read
            return lambda: close_clues(office, [one], day, str(result), str(reason or ""))

        self.ask(form, say("monitoring.close"), say("clues.closed", count=1), close)
        self.lay(form)

    def _ask_again(self) -> None:
        office, one = self.desk.office, self.row.id
        form = LooseForm(office.forms, (DUE,), labels={DUE: say("monitoring.new_deadline")})
        form.set_answer(DUE, usual_term(office, office.clock().date()))
        self.rows["reason"] = form.add(say("monitoring.why"), self.why, required=True, whole=True)

        def reopen() -> Callable[[], object]:
            due, why = form.answer(DUE), str(self.why.answer() or "")
            return lambda: reopen_clue(office, one, why, due if isinstance(due, date) else None)

        self.ask(form, say("monitoring.reopen"), say("clues.reopened"), reopen)
        self.lay(form)

    def take_keyboard(self) -> None:
        """The keyboard goes to what is still to be said."""
        if self.form is not None and RESULT in self.form.inputs:
            self.form.inputs[RESULT].setFocus()
        elif self.form is not None:
            self.why.setFocus()
        else:
            self.go.setFocus()

    def change_it(self) -> None:
        """Ask for other answers instead."""
        office, one = self.desk.office, self.row.id
        paths = (WHAT, CHECKER, DUE)
        form = LooseForm(office.forms, paths, frozenset(paths))
        self.ask_instead(
            form, self.row.answers, say("monitoring.save"), say("clues.changed"),
            lambda said: change_clue(office, one, said),
        )  # fmt: skip
        self.change.hide()

    def _ask_household(self) -> None:
        self.pick.show()
        self.pick.field.setFocus()

    def _tie(self, household: str) -> None:
        office, one = self.desk.office, self.row.id

        def told(_: object) -> None:
            self.done.emit(say("clues.tied"))

        self.desk.lanes.run("writer", lambda _: tie_clue(office, one, household), told, owner=self)

    def _enter(self) -> None:
        if self.row.state == "taken":
            self.entering.emit(self.row.household_id)

    def _open(self) -> None:
        self.opening.emit(self.row.household_id)


class ClosePanel(DeedPanel):
    """One result for several clues; `took_in(households)` comes after those that were taken in."""

    took_in = Signal(list)

    def __init__(self, desk: Desk, rows: Sequence[ClueRow]) -> None:
        super().__init__(desk, say("monitoring.close_many", count=f"{len(rows):,}"))
        office, ids = desk.office, [row.id for row in rows]
        self._homes = list(dict.fromkeys(row.household_id for row in rows if row.household_id))
        form = closing_form(desk)
        names = say("window.list_comma").join(row.whom for row in rows[:12])
        self.page.body.addWidget(Text(names, "note", "text2", wrap=True))
        self.lay(form)
        self.foot.addWidget(self.go)

        def close() -> Callable[[], object]:
            day, result, reason = (form.answer(path) for path in (CLOSED, RESULT, REASON))
            assert isinstance(day, date)  # required, and read
            return lambda: close_clues(office, ids, day, str(result), str(reason or ""))

        self.ask(form, say("monitoring.close"), say("clues.closed", count=len(ids)), close)
        self.done.connect(self._go_on)

    def take_keyboard(self) -> None:
        """The keyboard goes to the result."""
        if self.form is not None:
            self.form.inputs[RESULT].setFocus()

    def _go_on(self, _: str) -> None:
        if self.form is not None and self.form.answer(RESULT) == TAKEN_IN:
            self.took_in.emit(self._homes)
