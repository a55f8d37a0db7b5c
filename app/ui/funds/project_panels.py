"""A project beside the list: its fields, by when it is announced, and the way to its notices before and after."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal

from app.errors import Problem
from app.operations.cases.opening import Opened
from app.operations.fund_terms import procedures_for, project_due
from app.operations.offices import Office
from app.operations.places import villages
from app.operations.projects import AFTER, BEFORE, ProjectLine, announce_project, remove_project, save_project
from app.rules.capitals import in_capitals
from app.texts import say
from app.ui.desks import Desk
from app.ui.funds.shown import due_words, total
from app.ui.help.panels import SidePanel, ToldLines
from app.ui.household.loose import LooseForm
from app.ui.kit.buttons import Button
from app.ui.kit.choices import ChoiceField
from app.ui.kit.fields import TextField
from app.ui.kit.labels import Text
from app.ui.kit.popups import Option
from app.ui.kit.rows import FieldGrid
from app.ui.kit.theme import scaled
from app.ui.public.works import told_of


class ProjectPanel(SidePanel):
    """`line` None is a new one. `wrote(sentence)`; `begun(case)` when its announcement began or is to be looked at."""

    wrote = Signal(str)
    begun = Signal(str)

    def __init__(self, desk: Desk, line: ProjectLine | None = None) -> None:
        name = str(line.answers.get("name") or "") if line else ""
        super().__init__(say("funds.projects") if line else say("funds.new_project"), name)
        self._desk, self.line = desk, line
        forms = desk.office.forms
        fields = forms.public["project"].fields
        self.paths = [one.path for one in fields]
        self.village = ChoiceField([Option(one.id, one.name) for one in villages(desk.office)])
        self._where = FieldGrid()
        self._where.add(say("funds.village"), self.village, required=True)
        self.form = LooseForm(forms, self.paths, frozenset(one.path for one in fields if one.required))
        self.capitals, self.due = Text("", "note", wrap=True), Text("", "note", wrap=True)
        self.reason = TextField(say("funds.reason_hint"))
        self._why = FieldGrid()
        self._why.add(say("funds.reason"), self.reason)
        for grid in (self._where, self.form, self._why):
            grid.set_label_width(scaled(86))
        self.told = ToldLines()
        for part in (self.due, self._where, self.form, self.capitals, self._why, self.told):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)
        self._why.setVisible(line is not None)
        self.form.inputs["project.funds"].answered.connect(self._say_capitals)
        self.buttons: list[Button] = []
        self._add_buttons()
        if line is not None:
            self._take_over(line)
        self._say_capitals()
        self._say_due()

    def _take_over(self, line: ProjectLine) -> None:
        self.village.set_answer(line.division_id)
        self.village.set_locked(True)
        for key, value in line.answers.items():
            self.form.set_answer(f"project.{key}", value)

    def _add_buttons(self) -> None:
        line = self.line
        if line is not None:
            self._add(say("funds.remove"), "plain", self.remove) if not line.cases else None
            self._add_announcement(line)
        self._add(say("funds.save"), "primary", self.save)

    def _add_announcement(self, line: ProjectLine) -> None:
        before, after = self.case_of(BEFORE), self.case_of(AFTER)
        self._add(
            say("funds.open_before") if before else say("funds.announce_before"), "quiet", self.go_before
        )
        if before:
            self._add(
                say("funds.open_after") if after else say("funds.announce_after"), "quiet", self.go_after
            )

    def _add(self, words: str, kind: str, do: object) -> None:
        button = Button(words, kind, pressed_do=do)  # type: ignore[arg-type]
        self.buttons.append(button)
        self.foot.addWidget(button)

    def case_of(self, when: str) -> str:
        """The case that announced it before or after; "" for none."""
        cases = self.line.cases if self.line else {}
        return next((case for key, case in cases.items() if key.startswith(when)), "")

    def _say_capitals(self) -> None:
        funds = total([self.form.answer("project.funds")])
        self.capitals.setText(
            say("funds.in_capitals", words=in_capitals(funds)) if 0 < funds < 10**14 else ""
        )
        self.capitals.setVisible(bool(self.capitals.text()))

    def _say_due(self) -> None:
        office = self._desk.office
        due = project_due(office, self.line) if self.line else None
        words, tone = due_words(due, office.clock().date())
        self.due.setText(words)
        self.due.set_tone(tone)
        self.due.setVisible(bool(words))

    # deeds

    def save(self) -> None:
        """Keep it, or say what stands against it."""
        village, right = self.village.answer(), self.form.is_right()
        if not village or not right:
            if not village:
                self.told.show_lines(told_of(Problem("public.choose_first")))
            return
        answers, reason = self.form.of_record("project"), str(self.reason.answer() or "")
        known = self.line.id if self.line else None

        def deed(office: Office) -> str:
            return save_project(office, str(village), answers, project=known, reason=reason)

        self._run(deed, self._saved)

    def _saved(self, _: object) -> None:
        self.wrote.emit(say("funds.saved"))
        self.close_panel()

    def remove(self) -> None:
        """Take it out, with the reason that is written."""
        if self.line is not None:
            project, reason = self.line.id, str(self.reason.answer() or "")
            self._run(lambda office: remove_project(office, project, reason), self._removed)

    def _removed(self, _: object) -> None:
        self.wrote.emit(say("funds.removed"))
        self.close_panel()

    def go_before(self) -> None:
        """Begin the announcement before the work, or look at it."""
        self._announce(BEFORE)

    def go_after(self) -> None:
        """Begin the announcement after the work, or look at it."""
        self._announce(AFTER)

    def _announce(self, when: str) -> None:
        if case := self.case_of(when):
            self.begun.emit(case)
            return
        line, office = self.line, self._desk.office
        if line is None:
            return
        known = procedures_for(office, "project", line.division_id)
        procedure = next((one.key for one in known if one.key.startswith(when)), when)
        self._run(lambda office: announce_project(office, line.id, procedure), self._begun)

    def _begun(self, made: Opened) -> None:
        self.wrote.emit(say("funds.begun"))
        self.begun.emit(made.id)

    def _run(self, deed: Callable[[Office], Any], done: Callable[[Any], object]) -> None:
        office = self._desk.office
        self.told.show_lines([])
        for button in self.buttons:
            button.setEnabled(False)
        self._desk.lanes.run("writer", lambda _: deed(office), done, self._refused, owner=self)

    def _refused(self, problem: Problem) -> None:
        for button in self.buttons:
            button.setEnabled(True)
        self.told.show_lines(told_of(problem))
