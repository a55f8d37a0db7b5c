"""Where a cadre is posted: the villages and teams of his panel, a new posting, the end of one."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.places import villages
from app.operations.postings import PostingLine, list_postings, post_cadre
from app.rules.dossiers import Value
from app.rules.values import show
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.help.panels import Told, ToldLines
from app.ui.household.loose import LooseForm
from app.ui.kit.buttons import Button
from app.ui.kit.choices import ChoiceField
from app.ui.kit.labels import Line, Text
from app.ui.kit.popups import Option

TEAM, STARTED, ENDED, REASON = "posting.team", "posting.started_on", "posting.ended_on", "posting.reason"


class Postings(QWidget):
    """The postings of a cadre that hold today; each can be ended, another added. Each is written at once."""

    def __init__(self, desk: Desk, cadre_id: str) -> None:
        super().__init__()
        self._desk, self._cadre = desk, cadre_id
        self.lines: list[PostingLine] = []
        self._ending: PostingLine | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(Text(say("help_pairing.postings"), "strong"))
        head.addStretch(1)
        self.add = Button(say("help_pairing.add_posting"), "link", pressed_do=self.ask_new)
        head.addWidget(self.add)
        self._whole.addLayout(head)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self._whole.addLayout(self._list)
        forms = desk.office.forms
        self.village = ChoiceField([Option(one.id, one.name, one.code) for one in villages(desk.office)])
        self.new = LooseForm(forms, (), frozenset((TEAM, STARTED)))
        self._row = self.new.add(say("help_pairing.village"), self.village, required=True)
        self.new.add_path(TEAM)
        self.new.add_path(STARTED)
        self.end = LooseForm(forms, (ENDED, REASON), frozenset((ENDED, REASON)))
        self.told, self.go = ToldLines(), Button("", "quiet", "check", self.write)
        for part in (self.new, self.end, self.told, self.go):
            self._whole.addWidget(part)
            part.hide()
        self.refresh()

    def refresh(self) -> None:
        """Read the postings again."""
        office, cadre, day = self._desk.office, self._cadre, self._desk.office.clock().date()

        def work(_: object) -> list[PostingLine]:
            return [line for line in list_postings(office, day=day) if line.cadre_id == cadre]

        self._desk.lanes.run("errand", work, self._show, owner=self)

    def _show(self, lines: list[PostingLine]) -> None:
        self.lines = lines
        while (item := self._list.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for line in lines:
            self._list.addWidget(self._line(line))
        if not lines:
            self._list.addWidget(Text(say("help_pairing.not_posted"), "note"))

    def _line(self, line: PostingLine) -> QWidget:
        made = QWidget()
        whole = QHBoxLayout(made)
        whole.setContentsMargins(0, 0, 0, 0)
        team = self._desk.office.forms.codes["team"].name(str(line.answers.get("team") or ""))
        since = line.answers.get("started_on")
        words = [line.village, team, say("help_pairing.since_day", day=show("date", since)) if since else ""]
        whole.addWidget(Line(" \u00b7 ".join(part for part in words if part)), 1)
        whole.addWidget(Button(say("help_pairing.unpost"), "link", pressed_do=partial(self.ask_end, line)))
        return made

    # what a person does

    def ask_new(self) -> None:
        """Ask for the village and team of another posting."""
        self._ending = None
        self.new.empty()
        self.new.set_answer(STARTED, self._desk.office.clock().date())
        self._open(self.new, say("help_pairing.add_posting"))
        self.village.setFocus()

    def ask_end(self, line: PostingLine) -> None:
        """Ask when and why a posting ends."""
        self._ending = line
        self.end.empty()
        self.end.set_answer(ENDED, self._desk.office.clock().date())
        self._open(self.end, say("help_pairing.unpost"))
        self.end.inputs[REASON].setFocus()

    def _open(self, form: LooseForm, verb: str) -> None:
        self.new.setVisible(form is self.new)
        self.end.setVisible(form is self.end)
        self.told.show_lines([])
        self.go.setText(verb)
        self.go.updateGeometry()
        self.go.show()

    def write(self) -> None:
        """Write the new posting, or the end of the old one."""
        if self._ending is not None:
            if self.end.is_right():
                self._write(self._ending.division_id, {"ended_on": self.end.answer(ENDED),
                                                       "reason": self.end.answer(REASON)}, self._ending.id)  # fmt: skip
            return
        village = self.village.answer()
        self._row.say_issue("" if village else say("help_pairing.choose_village"))
        if self.new.is_right() and village:
            self._write(str(village), self.new.of_record("posting"), None)

    def _write(self, village: str, answers: Mapping[str, Value], posting: str | None) -> None:
        office, cadre = self._desk.office, self._cadre
        self._desk.lanes.run(
            "writer", lambda _: post_cadre(office, cadre, village, answers, posting=posting), self._wrote,
            self._refuse, owner=self,
        )  # fmt: skip

    def _wrote(self, _: object) -> None:
        for part in (self.new, self.end, self.go):
            part.hide()
        self.told.show_lines([])
        self._ending = None
        self.refresh()

    def _refuse(self, problem: Problem) -> None:
        self.told.show_lines([Told("", sentence(problem))])
