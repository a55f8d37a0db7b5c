"""The panels of the page: drawing a sample, and entering what was found at a household."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from app.operations.places import township, villages
from app.operations.spotchecks.drawing import SampleAsked, draw_check, usual_seed
from app.operations.spotchecks.entering import enter_check
from app.operations.spotchecks.listing import SampledLine, SampleLine
from app.operations.spotchecks.tables import kind_word
from app.rules.spotchecks import KINDS
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.deed_panels import DeedPanel
from app.ui.household.loose import LooseForm
from app.ui.kit.buttons import Button
from app.ui.kit.choices import ChoiceField, MultiChoiceField
from app.ui.kit.fields import TextField
from app.ui.kit.labels import Text
from app.ui.kit.number_fields import NumberField
from app.ui.kit.popups import Option

CHECKED, CHECKERS, MET = "sampled.checked_on", "sampled.checkers", "sampled.met"
POOR, MEETS = "sampled.poor_now", "sampled.meets"
ASKED, CONTENT, FOUND = "sampled.asked", "sampled.content", "sampled.found"


class DrawPanel(DeedPanel):
    """Draws a sample; the seed is written before it is drawn, so that it can be read out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("spotcheck_page.draw_title"))
        office = desk.office
        town = township(office)
        whole = town.name if town else say("spotcheck_page.township")
        self.name, self.how_many, self.seed = TextField(), NumberField(), TextField()
        self.kinds = MultiChoiceField([Option(one, kind_word(one)) for one in KINDS])
        self.village = ChoiceField(
            [Option("", whole), *(Option(one.id, one.name) for one in villages(office))]
        )
        self.name.set_answer(say("spotcheck_page.usual_name", year=office.clock().year))
        self.how_many.set_answer(30)
        self.seed.set_answer(usual_seed(office))
        self.kinds.set_answer(KINDS)
        self.village.set_answer("")
        form = LooseForm(office.forms, ())
        form.add(say("spotcheck_page.name"), self.name, required=True, whole=True)
        form.add(say("spotcheck_page.size"), self.how_many, required=True, whole=True)
        form.add(say("spotcheck_page.seed"), self.seed, required=True, whole=True)
        form.add(say("spotcheck_page.kinds"), self.kinds, whole=True)
        form.add(say("spotcheck_page.where"), self.village, whole=True)
        for part in (form, Text(say("spotcheck_page.how"), "note", "text2", wrap=True), self.told):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)
        self.foot.addWidget(self.go)
        self.ask(form, say("spotcheck_page.draw"), say("spotcheck_page.drawn"), self._draw)

    def _draw(self) -> Callable[[], object]:
        office, size = self.desk.office, self.how_many.answer()
        kinds, village = self.kinds.answer() or (), self.village.answer()
        asked = SampleAsked(
            name=str(self.name.answer() or ""),
            size=size if isinstance(size, int) else 0,
            seed=str(self.seed.answer() or ""),
            kinds=tuple(one for one in KINDS if not kinds or one in kinds),
            division_ids=(village,) if village else (),
        )
        return lambda: draw_check(office, asked)

    def take_keyboard(self) -> None:
        """The keyboard goes to the name."""
        self.name.setFocus()


class CheckPanel(DeedPanel):
    """What was found at one household of a sample; `opening(household)` when its page is asked for."""

    opening = Signal(str)

    def __init__(self, desk: Desk, sample: SampleLine, line: SampledLine) -> None:
        super().__init__(desk, line.head or line.code)
        self.line = line
        self.note.setText(f"{line.village} {line.group} {kind_word(line.kind)}")
        paths = (CHECKED, CHECKERS, MET, POOR, MEETS, ASKED, CONTENT, FOUND)
        self.fields = LooseForm(desk.office.forms, paths, frozenset((CHECKED,)))
        for path in paths:
            self.fields.set_answer(path, line.answers.get(path.partition(".")[2]))
        if not line.checked:
            self.fields.set_answer(CHECKED, desk.office.clock().date())
        for part in (self.fields, self.told):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)
        for button in (Button(say("spotcheck_page.open"), "quiet", "house", self._open), self.go):
            self.foot.addWidget(button)
        office = desk.office

        def enter() -> Callable[[], object]:
            said = {path.partition(".")[2]: self.fields.answer(path) for path in paths}
            return lambda: enter_check(office, sample, line.household_id, said)

        self.ask(self.fields, say("spotcheck_page.save"), say("spotcheck_page.saved", head=line.head), enter)
        if sample.closed_on is not None:
            self.go.setEnabled(False)
            self.go.setToolTip(say("spotcheck_page.closed"))

    def _open(self) -> None:
        self.opening.emit(self.line.household_id)

    def take_keyboard(self) -> None:
        """The keyboard goes to who checked, else to the first result."""
        self.fields.inputs[CHECKERS].setFocus()
