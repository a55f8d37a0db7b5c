"""The panel that writes a clue down: of a household that is picked, or of somebody in a village the archive lacks."""

from collections.abc import Callable

from app.operations.clues.deeds import About, usual_checker, usual_term, write_clue
from app.operations.places import villages
from app.operations.visited_households import Visited, read_visited
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.deed_panels import DeedPanel
from app.ui.help.visits.picks import HouseholdPick
from app.ui.household.loose import LooseForm
from app.ui.kit.buttons import Button
from app.ui.kit.choices import ChoiceField
from app.ui.kit.popups import Option
from app.ui.kit.rows import FieldGrid

FOUND, SOURCE, WHOM, WHAT = "clue.found_on", "clue.source", "clue.whom", "clue.what"
DEPARTMENT, NUMBER, CHECKER, DUE = "clue.department", "clue.number", "clue.checker", "clue.due_on"
PATHS = (FOUND, SOURCE, WHOM, WHAT, DEPARTMENT, NUMBER, CHECKER, DUE)
NEEDED = frozenset((FOUND, SOURCE, WHAT, CHECKER, DUE))


class NewCluePanel(DeedPanel):
    """First whom it is about, then what; the household's helper checks unless another is written."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("monitoring.new_title"))
        self.household, self.helper = "", ("", "")
        self.pick = HouseholdPick(desk)
        self.pick.picked.connect(self.start)
        self.nobody = Button(say("monitoring.not_held"), "link", "", self.start_in_village)
        office = desk.office
        self.fields = LooseForm(office.forms, PATHS, NEEDED)
        options = [Option(one.id, one.name) for one in villages(office)]
        self.village = ChoiceField(options, say("monitoring.which_village"))
        self.place = FieldGrid()
        self.place.add(say("monitoring.village"), self.village, required=True, whole=True)
        today = office.clock().date()
        self.fields.set_answer(FOUND, today)
        self.fields.set_answer(DUE, usual_term(office, today))
        for part in (self.pick, self.nobody, self.place, self.fields, self.told):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)
        self.foot.addWidget(self.go)
        self.fields.hide()
        self.place.hide()
        self.show_foot(False)
        self.ask(self.fields, say("monitoring.write"), say("clues.added"), self._written_down)

    def _written_down(self) -> Callable[[], object]:
        office, said = self.desk.office, self.fields.of_record("clue")
        about = About(self.household or None, division_id=self.village.answer())
        cadre, name = self.helper
        checks = cadre if name and said.get("checker") == name else None
        return lambda: write_clue(office, about, said, cadre_id=checks)

    def take_keyboard(self) -> None:
        """The keyboard goes to the household."""
        self.pick.field.setFocus()

    def start(self, household: str) -> None:
        """Ask about this household's clue."""
        self.household = household
        self._begin()
        office = self.desk.office

        def shown(found: tuple[Visited, tuple[str, str]]) -> None:
            visited, self.helper = found
            self.note.setText(f"{visited.head} {visited.place}")
            if self.helper[1] and self.fields.answer(CHECKER) is None:
                self.fields.set_answer(CHECKER, self.helper[1])

        self.desk.lanes.run(
            "errand",
            lambda _: (read_visited(office, household), usual_checker(office, household)),
            shown,
            owner=self,
        )

    def start_in_village(self) -> None:
        """Ask about somebody the archive does not hold: his village and his name."""
        self.household = ""
        self._begin()
        self.village.setFocus()

    def _begin(self) -> None:
        self.pick.hide()
        self.nobody.hide()
        self.place.setVisible(not self.household)
        self.fields.show()
        self.show_foot(True)
        self.fields.inputs[SOURCE].setFocus()
