"""The panels of the section 结对: pairing households with a cadre, and handing them over to another."""

from collections.abc import Callable, Sequence
from typing import Any

from app.errors import Problem
from app.operations.cadres import CadreLine, list_cadres
from app.rules.forms import Forms
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel, Told, ToldLines
from app.ui.household.loose import LooseForm
from app.ui.kit.buttons import Button
from app.ui.kit.choices import ChoiceField
from app.ui.kit.labels import Text
from app.ui.kit.popups import Option
from app.ui.kit.rows import FieldRow

NEW = "+"
CADRE = ("cadre.name", "cadre.rank", "cadre.post", "cadre.phone")


def cadre_options(forms: Forms, cadres: Sequence[CadreLine], but: str = "") -> list[Option]:
    """Those in office, each with unit and load; then the line for a new one."""
    options = [
        Option(one.id, f"{one.name} {one.unit}".strip(), _load(one))
        for one in cadres if not one.ended and one.id != but
    ]  # fmt: skip
    return [*options, Option(NEW, say("help_pairing.new_cadre"))]


def _load(one: CadreLine) -> str:
    if one.limit is None:
        return say("help_pairing.of_households", count=one.households)
    return say("help_pairing.load", count=one.households, most=one.limit[1])


class CadrePanel(SidePanel):
    """Asks for a cadre (known or new) and what `paths` name; `take(panel)` does the work when all is right."""

    def __init__(
        self, desk: Desk, title: str, verb: str, paths: Sequence[str], required: frozenset[str]
    ) -> None:
        super().__init__(title)
        self._desk = desk
        self.words = Text("", "label", wrap=True)
        self.cadre = ChoiceField([], say("help_pairing.cadre_hint"))
        self.unit = ChoiceField([], "")
        self.form = LooseForm(desk.office.forms, paths, required)
        self.pick = LooseForm(desk.office.forms, ())
        self._row: FieldRow = self.pick.add(say("help_pairing.cadre"), self.cadre, required=True)
        self.newcomer = LooseForm(desk.office.forms, CADRE, frozenset(("cadre.name", "cadre.phone")))
        self.told = ToldLines()
        self.go = Button(verb, "primary", pressed_do=self._go)
        self.take: Callable[[Any], object] = lambda panel: None
        self.cadre.answered.connect(self._picked)
        for part in (self.words, self.pick, self.newcomer, self.form, self.told):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)
        self.foot.addWidget(self.go)
        self.newcomer.hide()
        self._read_cadres()

    def _read_cadres(self) -> None:
        office = self._desk.office
        self._desk.lanes.run("errand", lambda _: list_cadres(office), self._show_cadres, owner=self)

    def _show_cadres(self, cadres: list[CadreLine]) -> None:
        self.cadre.set_options(cadre_options(self._desk.office.forms, cadres))
        self.cadre.set_answer(self.cadre.answer())
        self.cadre.setFocus()

    def _picked(self) -> None:
        self._row.say_issue("")
        self.newcomer.setVisible(self.cadre.answer() == NEW)

    def is_right(self) -> bool:
        """Whether all is answered; else the first field that is not has its sentence and the keyboard."""
        if not self.cadre.answer():
            self._row.say_issue(say("help_pairing.choose_cadre"))
            self.cadre.setFocus()
            return False
        if self.cadre.answer() == NEW and not self.newcomer.is_right():
            return False
        return self.form.is_right()

    def _go(self) -> None:
        if self.is_right():
            self.go.setEnabled(False)
            self.told.show_lines([])
            self.take(self)

    def refuse(self, problem: Problem) -> None:
        """Say why it could not be done; what was filled in stays."""
        self.show_refused([Told("", sentence(problem))])

    def show_refused(self, lines: Sequence[Told]) -> None:
        """Say for whom it could not be done, and why."""
        self.go.setEnabled(True)
        self.told.show_lines(lines)
