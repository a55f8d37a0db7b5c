"""What is asked of the page: by which standard, beside which other, where, on which day, as of which day."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.errors import Problem
from app.operations.offices import Office
from app.operations.places import township, villages
from app.operations.standards import default_standard, standards
from app.rules.standards import Standard
from app.rules.values import show
from app.texts import say, sentence
from app.ui.judgements.options import standard_options
from app.ui.judgements.words import source_words
from app.ui.kit.cards import Card
from app.ui.kit.choices import ChoiceField
from app.ui.kit.labels import Line, Text
from app.ui.kit.number_fields import DateField
from app.ui.kit.popups import Option
from app.ui.standards.shown import Asked


class AskCard(Card):
    """`changed` when something else is asked that can be judged."""

    changed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(flush=True)
        options, today = standard_options(office), office.clock().date()
        self.standard, self.second = (
            ChoiceField(options),
            ChoiceField(options, say("standards_page.no_second")),
        )
        first = default_standard(office, today)
        self.standard.set_answer(first.key if first else options[0].code if options else None)
        town = township(office)
        whole = town.name if town else say("standards_page.township")
        places = [Option("", whole), *(Option(one.id, one.name) for one in villages(office))]
        self.place = ChoiceField(places)
        self.place.set_answer("")
        self.on, self.as_of = DateField(), DateField()
        self.on.set_answer(today)
        self.as_of.setPlaceholderText(say("standards_page.as_of_now"))
        self.line = Line(" ", "note", tone="text2")
        self._known = standards(office).known
        self._lay_out()

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(12)
        for words, box, share in (
            (say("standards_page.standard"), self.standard, 5),
            (say("standards_page.second"), self.second, 4),
            (say("standards_page.place"), self.place, 3),
            (say("standards_page.on"), self.on, 3),
            (say("standards_page.as_of"), self.as_of, 3),
        ):
            part = QVBoxLayout()
            part.setSpacing(4)
            part.addWidget(Text(words, "note", tone="text2"))
            part.addWidget(box)
            box.setAccessibleName(words)
            box.setMinimumWidth(96)
            box.answered.connect(self._answered)
            across.addLayout(part, share)
        self.body.setContentsMargins(20, 12, 20, 10)
        self.body.setSpacing(8)
        self.body.addLayout(across)
        self.body.addWidget(self.line)

    def asked(self) -> Asked | None:
        """What is asked; None where something is missing or no day."""
        standard, on, as_of = self.standard.answer(), self.on.answer(), self.as_of.answer()
        right = bool(standard) and isinstance(on, date) and (as_of is None or isinstance(as_of, date))
        if not right:
            return None
        return Asked(standard, on, self.second.answer() or "", self.place.answer() or "", as_of)

    def ask(self, **wanted: Any) -> None:
        """Put these answers in without telling anyone."""
        boxes = {"standard": self.standard, "village": self.place, "on": self.on, "as_of": self.as_of}
        for name, value in wanted.items():
            boxes[name].set_answer(value)

    def _answered(self) -> None:
        if self.place.answer() is None:
            self.place.set_answer("")
        for box in (self.on, self.as_of):
            box.set_issue("error" if isinstance(box.answer(), str) else "")
        self.standard.set_issue("" if self.standard.answer() else "error")
        if self.asked() is None:
            self.line.setText(say("standards_page.ask_right"), "bad")
        else:
            self.changed.emit()

    def say_standard(self, standard: Standard, in_force: bool, nameless: int, year: int) -> None:
        """Say what the standard rests on, whether it held that day, and who was left out."""
        parts = [] if in_force else [_out_of_force(standard)]
        parts += [say("assess.nameless", count=f"{nameless:,}", year=year)] if nameless else []
        parts.append(say("standards_page.rests_on", source=source_words(standard)))
        self.line.setText(" ".join(parts), "text2" if in_force else "warn")

    def say_problem(self, problem: Problem) -> None:
        """Say why it could not be judged, at the day where that is the reason."""
        self.as_of.set_issue("error" if problem.code == "assess.before_the_archive" else "")
        self.line.setText(sentence(problem), "bad")


def _out_of_force(standard: Standard) -> str:
    return say(
        "assess.not_in_force",
        standard=standard.short,
        first=show("date", standard.first),
        last=show("date", standard.last),
    )
