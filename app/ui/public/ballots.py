"""How a meeting voted on each household: numbers typed cell by cell, the sum and the conclusion beside them at once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.cases.viewing import CaseHousehold
from app.rules.meetings import Meeting, Rule, Votes, conclude
from app.texts import say
from app.ui.kit.cells import Column, Mark, Row
from app.ui.kit.grids import Grid
from app.ui.kit.labels import Text
from app.ui.kit.number_fields import NumberField
from app.ui.kit.theme import scaled

_COUNTS = ("in_favour", "against", "abstained")
MOST = 8  # rows in sight


class Ballot(QWidget):
    """Everybody present agrees until somebody types otherwise; `changed` after each number."""

    changed = Signal()

    def __init__(self, homes: Sequence[CaseHousehold], rule: Rule) -> None:
        super().__init__()
        self.homes, self._rule = homes, rule
        self._heads = Counter(one.head for one in homes)
        self._typed: dict[str, dict[str, int]] = {}
        self._entitled = self._present = 0
        self.grid = Grid(
            [
                Column("head", say("public.head"), 72, stretch=True),
                _number("in_favour", say("public.in_favour")),
                _number("against", say("public.against")),
                _number("abstained", say("public.abstained")),
                Column("conclusion", say("public_meetings.conclusion"), 84),
            ],
            self._count,
        )
        self.grid.answered.connect(self._answered)
        self.grid.pasted.connect(self._paste)
        self.grid.setFixedHeight(scaled(36 + 34 * min(len(homes), MOST) + 4))
        self.word = Text("", "note", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.grid)
        whole.addWidget(self.word)
        self._show()

    def show_meeting(self, entitled: int, present: int) -> None:
        """Other numbers of the meeting: whoever was not typed for agrees as before."""
        self._entitled, self._present = entitled, present
        self._show()

    def take_over(self, votes: Mapping[str, Votes]) -> None:
        """Votes that were kept before."""
        for home, one in votes.items():
            self._typed[home] = dict(zip(_COUNTS, (one.in_favour, one.against, one.abstained), strict=True))
        self._show()

    def typed(self) -> dict[str, dict[str, int]]:
        """The numbers that were typed, by household and column."""
        return {home: dict(counts) for home, counts in self._typed.items() if counts}

    def take_up(self, typed: Mapping[str, Mapping[str, int]]) -> None:
        """Numbers typed before, those of households that are still in it."""
        homes = {one.household_id for one in self.homes}
        self._typed = {home: dict(counts) for home, counts in typed.items() if home in homes}
        self._show()

    def votes(self) -> dict[str, Votes]:
        """How it voted on each household."""
        return {
            one.household_id: Votes(*(self._count(one.household_id, key) for key in _COUNTS))
            for one in self.homes
        }

    def meeting(self) -> Meeting:
        """The meeting's numbers as they stand."""
        return Meeting(self._entitled, self._present, self.votes())

    def _count(self, home: str, column: str) -> int:
        typed = self._typed.get(home, {})
        if column in typed:
            return typed[column]
        rest = sum(typed.get(other, 0) for other in _COUNTS if other != column)
        return max(self._present - rest, 0) if column == "in_favour" else 0

    def _answered(self, home: str, column: str, value: object) -> None:
        if isinstance(value, int) and value >= 0:
            self._typed.setdefault(home, {})[column] = value
        else:
            self._typed.get(home, {}).pop(column, None)
        self._show()

    def _paste(self, home: str, column: str, block: list[list[str]]) -> None:
        """A block out of a spreadsheet, from that cell on."""
        homes = [one.household_id for one in self.homes]
        first = _COUNTS.index(column) if column in _COUNTS else 0
        for row, line in zip(homes[homes.index(home) :], block, strict=False):
            for key, text in zip(_COUNTS[first:], line, strict=False):
                if text.strip().isdecimal():
                    self._typed.setdefault(row, {})[key] = int(text)
        self._show()

    # what is shown

    def _show(self) -> None:
        meeting = self.meeting()
        self.grid.show_rows([self._row(one, meeting) for one in self.homes])
        self._say_outcome(meeting)
        self.changed.emit()

    def _row(self, one: CaseHousehold, meeting: Meeting) -> Row:
        numbers = (str(self._count(one.household_id, key)) for key in _COUNTS)
        word = conclusion_mark(meeting, one.household_id, self._rule)
        return Row(one.household_id, (self._name(one), *numbers, word))

    def _name(self, one: CaseHousehold) -> str:
        """The head, with the group where two have the same name."""
        same = self._heads[one.head] > 1
        return f"{one.head} {one.group}".strip() if same else one.head or one.code

    def _say_outcome(self, meeting: Meeting) -> None:
        wrong = [one for one in meeting.votes.values() if one.sum != meeting.present]
        if not meeting.present:
            self.word.setText("")
        elif wrong:
            self.word.setText(say("public_meetings.bad_sums", count=len(wrong), present=meeting.present))
        else:
            passed = [conclude(meeting, home, self._rule) for home in meeting.votes].count("passed")
            told = {"count": len(meeting.votes), "passed": passed, "rejected": len(meeting.votes) - passed}
            self.word.setText(say("public_meetings.outcome", **told))
        self.word.set_tone("bad" if wrong and meeting.present else "")


def conclusion_mark(meeting: Meeting, home: str, rule: Rule) -> Mark:
    """What was decided on a household, in a word with its tone; how far the sum is off where it does not add up."""
    if not meeting.present:
        return Mark("\u2014", "quiet")
    off = meeting.present - meeting.votes[home].sum
    if off:
        word = (
            say("public_meetings.missing", count=off)
            if off > 0
            else say("public_meetings.surplus", count=-off)
        )
        return Mark(word, "bad")
    decided = conclude(meeting, home, rule)
    if decided == "invalid":
        return Mark(say("public_meetings.invalid"), "warn")
    passed = decided == "passed"
    return (
        Mark(say("public_meetings.passed"), "ok") if passed else Mark(say("public_meetings.rejected"), "warn")
    )


def _number(key: str, words: str) -> Column:
    def make(_: QWidget) -> Any:
        return NumberField()

    return Column(key, words, 52, "number", editor=make)
