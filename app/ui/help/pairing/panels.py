"""The panel that asks for a cadre, known or new, and what else a pairing or a handover needs."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.errors import Problem
from app.operations.cadres import CadreLine, list_cadres, save_cadre
from app.operations.offices import Office
from app.rules.dossiers import Answers
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel, Told, ToldLines
from app.ui.household.loose import LooseForm
from app.ui.kit.buttons import Button, CheckBox
from app.ui.kit.choices import ChoiceField
from app.ui.kit.labels import Text
from app.ui.kit.popups import Option

NEW = "+"  # the code of the line for a cadre who is not known yet
NEWCOMER = ("cadre.name", "unit.name", "cadre.rank", "cadre.post", "cadre.phone")


def cadre_options(cadres: Sequence[CadreLine], but: str = "") -> list[Option]:
    """The line for a new one, then those in office, each with unit and load."""
    known = [
        Option(one.id, f"{one.name} {one.unit}".strip(), _load(one))
        for one in cadres
        if not one.ended and one.id != but
    ]
    return [*known, Option(NEW, say("help_pairing.new_cadre"))]


def _load(one: CadreLine) -> str:
    if one.limit is None:
        return say("help_pairing.of_households", count=one.households)
    return say("help_pairing.load", count=one.households, most=one.limit[1])


class CadrePanel(SidePanel):
    """Asks for a cadre and what `paths` name; `take(panel)` does the work once all is right.

    `but`: a cadre who is not offered, because it is his households that are handed over.
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        verb: str,
        paths: Sequence[str],
        required: frozenset[str],
        take: Callable[["CadrePanel"], object],
        but: str = "",
        labels: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(title)
        forms = desk.office.forms
        self._desk, self._take, self._but = desk, take, but
        self.words, self.told = Text("", "label", wrap=True), ToldLines()
        self.cadre = ChoiceField([], say("help_pairing.cadre_hint"))
        self.newcomer = LooseForm(forms, NEWCOMER, frozenset(("cadre.name", "cadre.phone")))
        self.form = LooseForm(forms, (), required, labels)
        self._row = self.form.add(say("help_pairing.cadre"), self.cadre, required=True)
        for path in paths:
            self.form.add_path(path)
        self.also = CheckBox("")
        self.go = Button(verb, "primary", pressed_do=self._go)
        for part in (self.words, self.form, self.newcomer, self.also, self.told):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)
        self.foot.addWidget(self.go)
        self.newcomer.hide()
        self.also.hide()
        self.cadre.answered.connect(self._picked)
        office = desk.office
        desk.lanes.run("errand", lambda _: list_cadres(office), self._show_cadres, owner=self)

    def _show_cadres(self, cadres: list[CadreLine]) -> None:
        self.cadre.set_options(cadre_options(cadres, self._but))
        self.cadre.setFocus()

    def _picked(self) -> None:
        self._row.say_issue("")
        self.newcomer.setVisible(self.cadre.answer() == NEW)
        if self.newcomer.isVisible():
            self.newcomer.inputs[NEWCOMER[0]].setFocus()

    def is_right(self) -> bool:
        """Whether all is answered; else the first field that is not has its sentence and the keyboard."""
        if not self.cadre.answer():
            self._row.say_issue(say("help_pairing.choose_cadre"))
            self.cadre.setFocus()
            return False
        if self.cadre.answer() == NEW and not self.newcomer.is_right():
            return False
        return self.form.is_right()

    def cadre_maker(self) -> Callable[[Office], str]:
        """What gives the cadre's id in the writer's lane: the one picked, or the new one, who is written first."""
        picked = str(self.cadre.answer())
        if picked != NEW:
            return lambda office: picked
        answers: Answers = self.newcomer.of_record("cadre")
        unit = str(self.newcomer.answer("unit.name") or "")
        return lambda office: save_cadre(office, answers, unit)

    def _go(self) -> None:
        if self.is_right():
            self.go.setEnabled(False)
            self.told.show_lines([])
            self._take(self)

    def refuse(self, problem: Problem) -> None:
        """Say why it could not be done; what was filled in stays."""
        self.show_refused([Told("", sentence(problem))])

    def show_refused(self, lines: Sequence[Told]) -> None:
        """Say for whom it could not be done, and why."""
        self.go.setEnabled(True)
        self.told.show_lines(lines)

    def show_done(
        self, words: str, refused: Sequence[Told], verb: str = "", do: Callable[[], Any] | None = None
    ) -> None:
        """Say what was done and for whom it could not be; the fields are away, `verb` goes on from there."""
        for part in (self.words, self.form, self.newcomer, self.also):
            part.hide()
        self.told.show_lines([Told("", words, "ok"), *refused])
        self.go.hide()
        self.foot.addWidget(Button(say("help_pairing.close"), "quiet", pressed_do=self.close_panel))
        if verb and do:
            following = Button(verb, "primary", "printer", do)
            self.foot.addWidget(following)
            following.setFocus()
