"""What is asked of a comparison: which department's list, of which day, whether it names everybody, and its file."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.errors import Problem
from app.operations.crosschecks.comparing import CrossCheckAsked
from app.operations.crosschecks.profiles import profiles, remembered
from app.operations.offices import Office
from app.operations.places import township, villages
from app.operations.years import working_year
from app.rules.crosschecks.definitions import Profile
from app.texts import say, sentence
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card
from app.ui.kit.choices import ChoiceField, YesNoField
from app.ui.kit.labels import Line, Text
from app.ui.kit.number_fields import DateField, NumberField
from app.ui.kit.popups import Option
from app.ui.kit.rows import IssueLine


class CrossCheckCard(Card):
    """`changed` when something else is asked; `files_wanted` when other files are to be chosen."""

    changed = Signal()
    files_wanted = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(flush=True)
        self._office = office
        self.paths: list[Path] = []
        self.columns: dict[str, str] = {}
        known = profiles(office)
        self.profile = ChoiceField([Option(one.key, one.label, one.department) for one in known.values()])
        self.profile.set_answer(next(iter(known), None))
        town = township(office)
        whole = town.name if town else say("crosscheck_page.township")
        self.place = ChoiceField([Option("", whole), *(Option(one.id, one.name) for one in villages(office))])
        self.place.set_answer("")
        self.as_of, self.year, self.whole = DateField(), NumberField(grouped=False), YesNoField()
        self.year.set_answer(working_year(office))
        self.meaning = Line(" ", "note", tone="text2")
        self.file = Line(say("crosscheck_page.no_file"), "body")
        self.other = Button(say("crosscheck_page.choose"), "quiet", "file-arrow-up", self.files_wanted.emit)
        self.fault = IssueLine()
        self._lay_out()
        self._say_profile()

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(12)
        for words, box, share in (
            (say("crosscheck_page.profile"), self.profile, 6),
            (say("crosscheck_page.as_of"), self.as_of, 4),
            (say("crosscheck_page.year"), self.year, 2),
            (say("crosscheck_page.place"), self.place, 4),
            (say("crosscheck_page.whole"), self.whole, 3),
        ):
            part = QVBoxLayout()
            part.setSpacing(4)
            part.addWidget(Text(words, "note", tone="text2"))
            part.addWidget(box)
            box.setAccessibleName(words)
            box.setMinimumWidth(72)
            across.addLayout(part, share)
        self.profile.answered.connect(self._profile_answered)
        for other in (self.as_of, self.year, self.place, self.whole):
            other.answered.connect(self._answered)
        self.whole.setToolTip(say("crosscheck_page.whole_tip"))
        file = QHBoxLayout()
        file.setSpacing(16)
        file.addWidget(self.meaning, 3)
        file.addWidget(self.file, 1)
        file.addWidget(self.other)
        self.body.setContentsMargins(20, 12, 16, 10)
        self.body.setSpacing(6)
        self.body.addLayout(across)
        self.body.addLayout(file)
        self.body.addWidget(self.fault)
        self.fault.hide()

    def chosen(self) -> Profile | None:
        """The profile that is chosen."""
        return profiles(self._office).get(str(self.profile.answer() or ""))

    def asked(self) -> CrossCheckAsked | None:
        """What is asked; None where there is no file, no kind of list, or a day that is none."""
        day, year = self.as_of.answer(), self.year.answer()
        right = bool(self.paths) and self.chosen() is not None and (day is None or isinstance(day, date))
        if not right or isinstance(year, str):
            return None
        return CrossCheckAsked(
            files=tuple(self.paths),
            profile=str(self.profile.answer()),
            year=int(year) if year else None,
            as_of=day,
            whole=self.whole.answer(),
            columns=dict(self.columns),
            division_id=self.place.answer() or None,
        )

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take these files of one list; columns chosen for the last one are forgotten."""
        self.paths, self.columns = list(paths), {}
        self.file.setText("\u3001".join(path.name for path in paths) or say("crosscheck_page.no_file"))
        self.say_problem(None)
        self._answered()

    def take_column(self, heading: str, key: str) -> None:
        """Take the column under that heading for something ("" for nothing)."""
        self.columns = {word: one for word, one in self.columns.items() if one != key or not key}
        self.columns[heading] = key
        self._answered()

    def say_problem(self, problem: Problem | None) -> None:
        """Say at the file why it cannot be compared."""
        self.fault.say(sentence(problem) if problem else "", "error")

    def _profile_answered(self) -> None:
        self.columns = {}
        self._say_profile()
        self._answered()

    def _say_profile(self) -> None:
        one = self.chosen()
        self.profile.set_issue("" if one else "error")
        if one is None:
            return
        said = remembered(self._office, one).whole
        self.whole.set_answer(one.whole if said is None else said)
        doubtful = "" if one.confirmed else say("crosscheck_page.unconfirmed")
        self.meaning.setText(
            say("crosscheck_page.meaning", meaning=one.meaning, source=one.source) + doubtful
        )

    def _answered(self) -> None:
        if self.place.answer() is None:
            self.place.set_answer("")
        self.as_of.set_issue("error" if isinstance(self.as_of.answer(), str) else "")
        self.year.set_issue("error" if isinstance(self.year.answer(), str) else "")
        if self.asked() is not None:
            self.changed.emit()
