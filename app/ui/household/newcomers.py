"""新建户: where the household lives and who is its head; everything else is filled in on its page."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.errors import Problem
from app.operations.drafts import drop_draft, keep_draft, read_draft
from app.operations.families import NewMember, add_household
from app.operations.places import villages
from app.operations.years import working_year
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.household.loose import LooseForm
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, PageHeader, ScrollPage
from app.ui.kit.choices import ChoiceField
from app.ui.kit.popups import Option
from app.ui.kit.rows import FieldGrid, IssueLine

FIELDS = ("household.group_name", "household.address", "person.name", "person.id_number", "household.phone",
          "member_year.health", "household.code")  # fmt: skip
NEEDED = frozenset({"person.name"})
DRAFT = "household:new"
_PAUSE = 400


class NewHousehold(ScrollPage):
    """`made(id)` when the household stands in the archive; `given_up` by the quiet button."""

    made = Signal(str)
    given_up = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__((0, 0, 12, 20))
        self._desk = desk
        office = desk.office
        self.village = ChoiceField([Option(one.id, one.name, one.code) for one in villages(office)])
        self.form = LooseForm(office.forms, FIELDS, NEEDED, {"person.name": say("household.head_name")})
        self.place = FieldGrid()
        self.place_row = self.place.add(say("household.village"), self.village, required=True)
        self.fault = IssueLine()
        self.fault.hide()
        self.make = Button(say("household.make"), "primary", "plus", self.make_household)
        card = Card(say("household.new_card"), say("household.new_note"))
        for part in (self.place, self.form, self.fault):
            card.body.addWidget(part)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(Button(say("household.not_make"), "quiet", pressed_do=self._give_up))
        foot.addWidget(self.make)
        card.body.addLayout(foot)
        self.body.addWidget(PageHeader(say("household.new_title"), say("household.new_line_below")))
        self.body.addWidget(card)
        self.body.addStretch(1)
        self.form.inputs[FIELDS[-1]].after_enter = self.make_household
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_PAUSE)
        self._clock.timeout.connect(self.keep)
        for made in (self.village, *self.form.inputs.values()):
            made.typed.connect(self._clock.start)
            made.answered.connect(self._clock.start)
        desk.locking.connect(self.flush)

    def open_empty(self, village: str = "") -> None:
        """Begin a household, with what was typed and not made the last time."""
        self.form.empty()
        self.fault.hide()
        self.place_row.say_issue("")
        kept = read_draft(self._desk.office, DRAFT)
        self.village.set_answer(kept.get("village") or village or None)
        for path, text in kept.items():
            if path in self.form.inputs:
                made, one = self.form.inputs[path], self._desk.office.forms.by_path[path]
                made.set_answer(tuple(text) if one.kind == "codes" else text)
        first = self.form.inputs[FIELDS[0]] if self.village.answer() else self.village
        first.setFocus()

    def flush(self) -> None:
        """Keep what is typed now, if something was."""
        if self._clock.isActive():
            self._clock.stop()
            self.keep()

    def keep(self) -> None:
        """Keep what is typed as a draft."""
        if self._desk.ended:
            return
        texts = {path: made.answer() for path, made in self.form.inputs.items()}
        body: dict[str, Any] = {path: _plain(value) for path, value in texts.items() if value is not None}
        if self.village.answer():
            body["village"] = self.village.answer()
        keep_draft(self._desk.office, DRAFT, body)

    def make_household(self) -> None:
        """Make the household when everything needed is there."""
        self.village.finish()
        lacking = self.village.answer() is None
        self.place_row.say_issue(say("household.village_wanted") if lacking else "", "error")
        if not self.form.is_right() or lacking:
            if lacking:
                self.village.setFocus()
            return
        office, division = self._desk.office, str(self.village.answer())
        person: Mapping[str, Any] = self.form.of_record("person")
        head = NewMember(person, {}, working_year(office), self.form.of_record("member_year"))
        answers = self.form.of_record("household")
        self._clock.stop()
        self.make.setEnabled(False)

        def done(household: str) -> None:
            self.make.setEnabled(True)
            drop_draft(office, DRAFT)
            self._desk.changed.emit("households")
            self.made.emit(household)

        def refused(problem: Problem) -> None:
            self.make.setEnabled(True)
            self.fault.say(sentence(problem), "error")

        self._desk.lanes.run(
            "writer", lambda _: add_household(office, division, answers, head), done, refused, owner=self
        )

    def _give_up(self) -> None:
        self._clock.stop()
        drop_draft(self._desk.office, DRAFT)
        self.given_up.emit()


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else str(value)
