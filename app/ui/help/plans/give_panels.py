"""The panel that arranges one measure of the catalogue for many households."""

from collections.abc import Sequence

from app.errors import Problem
from app.operations.catalogues import catalogue
from app.operations.offices import Office
from app.operations.plans import BatchDone, give_measure
from app.rules.catalogues import Item
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel, Told, ToldLines
from app.ui.help.reading_panels import tell_batch
from app.ui.household.loose import LooseForm
from app.ui.jobs import Job
from app.ui.kit.bars import ProgressLine
from app.ui.kit.buttons import Button
from app.ui.kit.choices import ChoiceField
from app.ui.kit.fields import TextField
from app.ui.kit.labels import Text
from app.ui.kit.popups import Option

KEYS = ("kind", "name", "content", "scale", "unit", "amount", "source", "doer", "charge", "from_on", "to_on")
PATHS = tuple(f"measure.{key}" for key in KEYS)


class GivePanel(SidePanel):
    """`households` get the measure as one batch; who is left out is named with the reason."""

    def __init__(self, desk: Desk, households: Sequence[str], year: int, kind: str = "") -> None:
        super().__init__(say("help_plans.give_title", count=f"{len(households):,}"))
        self._desk, self._households, self._year, self._kind = desk, tuple(households), year, kind
        self._items: dict[str, Item] = {}
        forms = desk.office.forms
        self.words, self.told = Text(say("help_plans.give_words", year=year), "label", wrap=True), ToldLines()
        self.item = ChoiceField([], say("help_plans.item_hint"))
        self.form = LooseForm(forms, (), frozenset(("measure.kind", "measure.name")))
        self.form.add(say("help_plans.item"), self.item)
        for path in PATHS:
            self.form.add_path(path)
        self.reason = TextField(say("help_plans.reason_hint"))
        self.form.add(say("help_plans.reason"), self.reason)
        self._progress = ProgressLine()
        self.job = Job(desk, self._progress)
        self.go = Button(say("help_plans.give"), "primary", pressed_do=self.write)
        for part in (self.words, self.form, self.told, self._progress):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)
        self.foot.addWidget(self.go)
        self.go.setEnabled(bool(households))
        self.item.answered.connect(self._picked)
        self.job.rested.connect(lambda: self.go.setEnabled(True))
        if kind:
            self.form.set_answer("measure.kind", kind)
        office = desk.office
        desk.lanes.run("errand", lambda _: items_in_force(office, year), self._show_items, owner=self)

    def _show_items(self, items: Sequence[Item]) -> None:
        """Offer the catalogue of the year, the kind asked for first."""
        kinds = self._desk.office.forms.codes["measure_kind"].by_code
        ordered = sorted(items, key=lambda item: item.kind != self._kind)
        self._items = {item.code: item for item in ordered}
        self.item.set_options(
            [Option(item.code, item.name, str(kinds[item.kind].extra.get("short", ""))) for item in ordered]
        )
        self.item.setFocus()

    def _picked(self) -> None:
        """Fill in what the catalogue says of the item."""
        item = self._items.get(str(self.item.answer() or ""))
        if item is None:
            return
        told = {"kind": item.kind, "name": item.name, "unit": item.unit or None, "amount": item.amount,
                "doer": item.department or None}  # fmt: skip
        for key, value in told.items():
            self.form.set_answer(f"measure.{key}", value)
            self.form.say_fault(f"measure.{key}")

    def write(self) -> None:
        """Give the measure, if what must be said is said."""
        if not self.form.is_right():
            return
        office, households, year = self._desk.office, self._households, self._year
        answers = {**self.form.of_record("measure"), "item": self.item.answer()}
        reason = str(self.reason.answer() or "")
        self.go.setEnabled(False)
        self.told.show_lines([])
        self.job.run(
            "writer", say("help_plans.giving"),
            lambda progress: give_measure(office, households, year, answers, reason=reason, progress=progress),
            self._given, self.refuse,
        )  # fmt: skip

    def refuse(self, problem: Problem) -> None:
        """Say why nothing was written; what was filled in stays."""
        self.told.show_lines(refused(problem))

    def _given(self, done: BatchDone) -> None:
        words = say("help_plans.given", count=f"{len(done.done):,}", name=self.form.words("measure.name"))
        for part in (self.words, self.form, self.go):
            part.hide()
        show_outcome(self, self.told, words, done)
        tell_batch(self._desk, words, done.batch or None)
        self._desk.changed.emit("households")


def items_in_force(office: Office, year: int) -> Sequence[Item]:
    """The items of the catalogue that hold in a year."""
    return catalogue(office).in_force(year)


def refused(problem: Problem) -> list[Told]:
    """Every sentence of a refusal."""
    issues = getattr(problem, "issues", ())
    if not issues:
        return [Told("", sentence(problem))]
    return [
        Told("", say(one.code, **one.values), "bad" if one.level == "error" else "warn") for one in issues
    ]


def show_outcome(panel: SidePanel, told: ToldLines, words: str, done: BatchDone) -> None:
    """Say what a batch did, then whom it left out and why."""
    skipped = [Told(f"{one.head} {one.village}".strip(), one.sentence, "warn") for one in done.skipped]
    told.show_lines([Told("", words, "ok" if done.done else "warn"), *skipped])
    close = Button(say("help_plans.close"), "quiet", pressed_do=panel.close_panel)
    panel.foot.addWidget(close)
    close.setFocus()
