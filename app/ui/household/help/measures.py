"""The measures of a plan as a grid that is typed in, all answers of one below it, and what they come to."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.errors import Problem
from app.operations.answering import issue_words
from app.operations.entries import Entry
from app.operations.offices import Office
from app.operations.plan_records import delete_measure, save_measure
from app.operations.plan_views import MeasureLine
from app.rules.dossiers import Answers, Member, Value
from app.rules.plans import FREE_OF_MEASURE
from app.rules.values import same
from app.texts import say
from app.ui.household.entry_grids import EntryGrid
from app.ui.household.entry_lines import Lines, Linked
from app.ui.household.help.kept_forms import KeptForm, Own
from app.ui.household.income_blocks import money
from app.ui.household.keeping import Keeper
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Surface
from app.ui.kit.choices import MultiChoiceField
from app.ui.kit.labels import Line
from app.ui.kit.popups import Option
from app.ui.kit.rows import IssueLine

PLANNED = ("kind", "name", "scale", "unit", "amount")
UNDER_WAY = ("kind", "name", "amount", "state", "effect")
"""What the grid asks while the plan is drawn up, and how it goes once it is signed; nine digits have room in both."""
_WIDTHS = {"kind": 116, "scale": 84, "unit": 76, "amount": 132, "state": 84, "effect": 132}
PEOPLE = "people"
_SUMS = ("amount", "spent", "effect")


class MeasureLines(Lines):
    """Measures are written by the plan's own operations; `year` is the plan's."""

    def __init__(self) -> None:
        super().__init__("measure")
        self.year = 0

    def save(
        self, office: Office, household: str, answers: Answers, entry: str | None, linked: Linked | None
    ) -> object:
        people = str((linked or {}).get("person_ids") or "")
        ids = tuple(people.split(",")) if people else () if linked and "person_ids" in linked else None
        return save_measure(office, household, self.year, answers, measure=entry, person_ids=ids)

    def delete(self, office: Office, household: str, entry: str) -> None:
        delete_measure(office, entry)


class MeasureGrid(EntryGrid):
    """Signed measures are locked, all but how they go (`FREE_OF_MEASURE`)."""

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(
            keeper, keeper.office.forms.help["measure"], PLANNED, _WIDTHS, "name", MeasureLines()
        )
        self.draft = "measure.new"

    def show_measures(self, measures: Sequence[MeasureLine], year: int, locked: bool, closed: bool) -> None:
        """Show a year's measures; a signed plan's are locked, a closed one's all of them."""
        self.choose_columns(UNDER_WAY if locked else PLANNED, _WIDTHS, "name")
        if isinstance(self.lines, MeasureLines):
            self.lines.year = year
        self.linked = {"year": year}
        self.linked_of = {one.id: {"person_ids": ",".join(one.person_ids)} for one in measures}
        self.free = frozenset() if closed else FREE_OF_MEASURE
        self.show_entries([Entry(one.id, one.answers) for one in measures], locked)


class MeasurePanel(Surface):
    """All answers of one measure; each is written when it is left. `closed` by its button."""

    closed = Signal()

    def __init__(self, keeper: Keeper) -> None:
        super().__init__("tint2", "tint_line", 6)
        self._keeper = keeper
        self.record = keeper.office.forms.help["measure"]
        self.entry, self.year = "", 0
        self._answers: Answers = {}
        self._people: tuple[str, ...] = ()
        self.title, self.fault = Line("", "body", True), IssueLine()
        self.fault.hide()
        self.people = MultiChoiceField([], say("household_plan.whole_household"))
        paths = [one.path for one in self.record.fields]
        at = paths.index("measure.content") + 1
        own = Own(PEOPLE, say("household_plan.people"), self.people, whole=True)
        self.form = KeptForm(keeper, "measure", [*paths[:at], own, *paths[at:]])
        for path, made in self.form.inputs.items():
            made.answered.connect(partial(self._answered, path))
        self.people.answered.connect(self._people_answered)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(Button(say("household.close"), "plain", "x", self.closed.emit))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 4, 12, 12)
        whole.setSpacing(4)
        whole.addLayout(head)
        for part in (self.form, self.fault):
            whole.addWidget(part)
        self.hide()

    def show_measure(
        self, one: MeasureLine, members: Sequence[Member], year: int, free: frozenset[str] | None
    ) -> None:
        """Show one measure; `free`: the answers that may be written, None for all. What is being typed stays."""
        other = one.id != self.entry
        self.entry, self.year = one.id, year
        self.form.use_place(f"measure.{one.id}")
        for path, made in self.form.inputs.items():
            key = path.partition(".")[2]
            if other or not made.hasFocus():
                made.set_answer(one.answers.get(key))
            made.set_locked(free is not None and key not in free)
        self.people.set_options([Option(member.person_id, member.name) for member in members])
        if other or not self.people.hasFocus():
            self.people.set_answer(one.person_ids)
        self.people.set_locked(free is not None)
        self._answers, self._people = one.answers, one.person_ids
        self.title.setText(str(one.answers.get("name") or ""))
        if other:
            self.form.take_up()
            self.fault.say("\n".join(map(issue_words, one.issues)), "doubt")

    def _answered(self, path: str) -> None:
        key = path.partition(".")[2]
        value, field = self.form.answer(path), self.record.by_key[key]
        if self.form.say_fault(path):
            return
        if same(field.kind, value, self._answers.get(key)):
            self.form.forget(path)
            return
        self._save(path, {key: value}, None)

    def _people_answered(self) -> None:
        chosen = tuple(self.people.answer() or ())
        if chosen != self._people:
            self._save(PEOPLE, {}, chosen)

    def _save(self, place: str, answers: Mapping[str, Value], people: tuple[str, ...] | None) -> None:
        office, household, year, entry = self._keeper.office, self._keeper.household_id, self.year, self.entry

        def written(_: object) -> None:
            self.fault.say("", "error")
            self.form.forget(place)

        def refused(problem: Problem) -> None:
            self.form.say_problem(problem, "measure", self.fault)

        self._keeper.do(
            lambda: save_measure(office, household, year, answers, measure=entry, person_ids=people),
            written,
            refused,
            minor=True,
        )


def totals_words(measures: Sequence[MeasureLine]) -> str:
    """How many measures there are, and what they cost and bring in, as far as it is known."""
    if not measures:
        return ""
    parts = [say("household_plan.measures", count=len(measures))]
    for key in _SUMS:
        known = [one for line in measures if isinstance(one := line.answers.get(key), Decimal)]
        if known:
            parts.append(_sum_words(key, money(sum(known, Decimal(0)))))
    done = sum(line.answers.get("state") == "done" for line in measures)
    return " · ".join([*parts, say("household_plan.done", count=done)] if done else parts)


def _sum_words(key: str, amount: str) -> str:
    return {
        "amount": say("household_plan.amount", amount=amount),
        "spent": say("household_plan.spent", amount=amount),
        "effect": say("household_plan.effect", amount=amount),
    }[key]
