"""A new batch: which village, which procedure (the fitting one first), which households, what it asks of each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from app.errors import Issue, Problem
from app.operations.cases.fitting import Candidate, Fit, by_village, candidates, fits, why_not
from app.operations.cases.opening import Opened, open_case
from app.operations.places import divisions, villages
from app.operations.standards import Question
from app.rules.dossiers import Value
from app.rules.procedures import Procedure
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel, ToldLines
from app.ui.household.asked import options_of
from app.ui.kit.buttons import Button
from app.ui.kit.choices import ChoiceField
from app.ui.kit.labels import Text
from app.ui.kit.popups import Option
from app.ui.kit.rows import FieldGrid
from app.ui.kit.theme import scaled
from app.ui.public.entrants import EntrantList
from app.ui.public.works import told_of

LABEL = 100  # pixels before every field
Read = tuple[list[Candidate], list[Fit]]


class NewBatchPanel(SidePanel):
    """`opened(case)` when it was begun. `households`: those ticked beforehand; of several villages one batch each.

    `proposed`: the procedures meant by who brought the households; the most fitting of them is chosen. `judged`: by
    what they were judged before they came here; the case keeps it.
    `rest` holds, after the beginning, what is still to be begun: village by village.
    """

    opened = Signal(str)

    def __init__(
        self,
        desk: Desk,
        division_id: str | None = None,
        households: Sequence[str] = (),
        proposed: Sequence[str] = (),
        judged: Question | None = None,
    ) -> None:
        super().__init__(say("public.new_batch"))
        self._judged = judged
        self._desk, self._given, self._proposed = desk, list(households), tuple(proposed)
        self.rest: dict[str, list[str]] = {}
        self.fits: list[Fit] = []
        self._own: dict[str, dict[str, Value]] = {}  # what is asked of one household, unlike the others
        self._pointed = ""
        self.procedure = ChoiceField([])
        self.procedure.answered.connect(self._procedure_chosen)
        self.village = ChoiceField([Option(one.id, one.name) for one in villages(desk.office)])
        self.village.set_answer(division_id)
        self.village.answered.connect(self._read_homes)
        self.asked: dict[str, ChoiceField] = {}
        self._grid = FieldGrid(scaled(LABEL))
        self._grid.add(say("public.village"), self.village, required=True)
        self._grid.add(say("public.procedure"), self.procedure, required=True)
        self._more = FieldGrid(scaled(LABEL))
        self.entrants = EntrantList()
        self.table = self.entrants.table
        self.entrants.pointed.connect(self._point)
        self._aside, self.told = Text("", "note", wrap=True), ToldLines()
        for part in (self._grid, self._more, self.entrants, self._aside, self.told):
            self.page.body.addWidget(part, 1 if part is self.entrants else 0)
        self._aside.hide()
        self.begin = Button(say("public.begin"), "primary", pressed_do=self.take)
        self.begin.setToolTip(say("public.begin_keys"))
        self.foot.addWidget(self.begin)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.take)
        self._sort_out()

    # which village, which households

    def _sort_out(self) -> None:
        """Sort what was ticked beforehand by village; the village with the most comes first."""
        office, given = self._desk.office, self._given
        if given:
            self._desk.lanes.run("errand", lambda _: by_village(office, given), self._sorted, owner=self)
        elif self.village.answer():
            self._read_homes()

    def _sorted(self, found: dict[str, list[str]]) -> None:
        mine = {one.id for one in villages(self._desk.office)}
        self.rest = {village: homes for village, homes in found.items() if village in mine}
        known = self.village.answer()
        first = known if known in self.rest else next(iter(self.rest), known)
        self.village.set_answer(first)
        self._read_homes()

    def _read_homes(self) -> None:
        office, village = self._desk.office, self.village.answer()
        if not village:
            return
        wanted = self.rest.get(village, [])

        def read(_: object) -> Read:
            homes = candidates(office, village)
            return homes, fits(office, village, homes, wanted)

        self._desk.lanes.run("errand", read, self._show_read, owner=self)

    def _show_read(self, read: Read) -> None:
        homes, self.fits = read
        self.procedure.set_options(
            [
                Option(one.procedure.key, one.procedure.label, say("public.entering", count=one.entering))
                for one in self.fits
            ]
        )
        if self.chosen() is None:
            self.procedure.set_answer(self._proposal())
        self._ask_more()
        wanted = self.rest.get(str(self.village.answer() or ""), [])
        self.entrants.show_homes(homes, wanted, self._why_not)
        self._say_aside(homes)
        self._take_keyboard()

    def _take_keyboard(self) -> None:
        first = next(iter(self.asked.values()), None)
        (first if first is not None and self.table.ticked else self.entrants.search).setFocus()

    def _say_aside(self, homes: list[Candidate]) -> None:
        """What was ticked and is not of this village, or cannot be seen."""
        now = self.village.answer()
        others = {village: homes for village, homes in self.rest.items() if village != now}
        names = divisions(self._desk.office)
        lost = len(self._given) - sum(map(len, self.rest.values()))
        lost += len(set(self.rest.get(str(now), ())) - {one.id for one in homes})
        parts = []
        if others:
            words = "\u3001".join(names[one].name for one in others)
            parts.append(say("public.elsewhere", count=sum(map(len, others.values())), villages=words))
        if lost:
            parts.append(say("public.closed_ones", count=lost))
        self._aside.setText("\n".join(parts))
        self._aside.setVisible(bool(parts))

    # which procedure, what it asks

    def _proposal(self) -> str | None:
        """The most fitting procedure: of those proposed (or their local form), else of all."""
        keys = [one.procedure.key for one in self.fits]
        meant = [key for key in keys for one in self._proposed if key == one or key.startswith(f"{one}-")]
        return next(iter([*meant, *keys]), None)

    def chosen(self) -> Procedure | None:
        """The procedure that is chosen."""
        key = self.procedure.answer()
        return next((one.procedure for one in self.fits if one.procedure.key == key), None)

    def _why_not(self, one: Candidate) -> Issue | None:
        procedure = self.chosen()
        return why_not(one, procedure, self._desk.office.clock().date()) if procedure else None

    def _procedure_chosen(self) -> None:
        self._ask_more()
        self.entrants.judge(self._why_not)

    def _ask_more(self) -> None:
        """The fields the procedure asks of every household."""
        self._more.hide()
        self._more.deleteLater()
        self._more = FieldGrid(scaled(LABEL))
        self.asked, self._own, self._pointed = {}, {}, ""
        procedure, forms = self.chosen(), self._desk.office.forms
        for change in procedure.changes if procedure else ():
            if not change.value:
                field = forms.by_path[change.field]
                box = self.asked[change.field] = ChoiceField(options_of(forms.code_list(field)))
                box.answered.connect(self._show_asked)
                self._more.add(field.label, box, required=True)
        boxes = list(self.asked.values())
        for box, following in zip(boxes, [*boxes[1:], self.begin], strict=False):
            # made after the others, it stands last in the order of Tab: Enter must not leave the panel
            box.after_enter = following.setFocus
        self.page.body.insertWidget(1, self._more)
        self._more.setVisible(bool(self.asked))
        self._show_asked()
        self._apart = ChoiceField([])
        self._apart.answered.connect(self._answered_apart)
        self._apart_row = self._more.add("", self._apart)
        self._more.show_row(self._apart_row, False)

    def _point(self, household: str) -> None:
        """A row was pressed: this household may be answered for unlike the others; without a question it is ticked."""
        one = next((one for one in self.entrants.homes if one.id == household), None)
        path = next(iter(self.asked), "")
        if one is None or household in self.entrants.out:
            return
        if not path:
            self.table.tick([household], household not in self.table.ticked)
            return
        field = self._desk.office.forms.by_path[path]
        self._pointed = household
        self._apart.set_options(options_of(self._desk.office.forms.code_list(field)))
        self._apart.set_answer(self._own.get(household, {}).get(path))
        self._apart_row.label.show_words(say("public.asked_of", head=one.head or one.code))
        self._more.show_row(self._apart_row, True)
        self._apart.setFocus()

    def _answered_apart(self) -> None:
        path = next(iter(self.asked), "")
        if path and self._pointed:
            self._own[self._pointed] = {path: self._apart.answer()}
            self.table.tick([self._pointed])
        self._show_asked()

    def _show_asked(self) -> None:
        """What is answered for each household, in its row."""
        path = next(iter(self.asked), "")
        if not path:
            self.entrants.show_asked({})
            return
        box = self.asked[path]
        words = {one.id: box.shown(self._asked_of(one.id)[path]) for one in self.entrants.homes}
        self.entrants.show_asked({key: word or "\u2014" for key, word in words.items()})

    def _asked_of(self, household: str) -> dict[str, Value]:
        own = {path: value for path, value in self._own.get(household, {}).items() if value is not None}
        return {**{path: box.answer() for path, box in self.asked.items()}, **own}

    # beginning

    def take(self) -> None:
        """Begin the procedure with those that are ticked."""
        procedure, village, homes = self.chosen(), self.village.answer(), self.entrants.ticked()
        if procedure is None or not village:
            self.told.show_lines(told_of(Problem("public.choose_first")))
            return
        asked = {home: self._asked_of(home) for home in homes}
        office, key = self._desk.office, procedure.key
        judged = self._judged if key in self._proposed else None
        self.begin.setEnabled(False)
        self._desk.lanes.run(
            "writer",
            lambda _: open_case(office, key, village, homes, asked=asked, judged=judged),
            self._opened,
            self._refused,
            owner=self,
        )

    def _opened(self, made: Opened) -> None:
        now = self.village.answer()
        self.rest = {village: homes for village, homes in self.rest.items() if village != now}
        self._tell_begun(made)
        self.opened.emit(made.id)

    def _tell_begun(self, made: Opened) -> None:
        """Say what began; where other villages' households wait, the next one is a press away."""
        words, desk = say("public.begun", count=made.households), self._desk
        if not self.rest:
            desk.tell(words)
            return
        village = next(iter(self.rest))
        homes = tuple(one for some in self.rest.values() for one in some)

        def go_on() -> None:
            desk.go(
                "public", new=True, village=village, households=homes, procedures=self._proposed,
                judged=self._judged,
            )  # fmt: skip

        name = divisions(desk.office)[village].name
        desk.tell(words, "ok", say("public.next_village", village=name), go_on)

    def _refused(self, problem: Problem) -> None:
        self.begin.setEnabled(True)
        self.told.show_lines(told_of(problem))
