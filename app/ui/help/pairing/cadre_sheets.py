"""The panel of one cadre: what is known of him can be corrected, and his households handed over. Or a new one."""

from collections.abc import Callable
from typing import Any

from app.errors import Problem
from app.operations.cadres import CadreLine, save_cadre
from app.rules.dossiers import Value
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.help.pairing.postings import Postings
from app.ui.help.panels import SidePanel, Told, ToldLines
from app.ui.household.loose import LooseForm
from app.ui.kit.buttons import Button
from app.ui.kit.labels import Text

PATHS = ("cadre.name", "unit.name", "cadre.rank", "cadre.post", "cadre.phone", "cadre.trade", "cadre.sex",
         "cadre.political", "cadre.from_on", "cadre.to_on", "cadre.note")  # fmt: skip
NEEDED = frozenset(("cadre.name", "cadre.phone"))


class CadreSheet(SidePanel):
    """`cadre` None is a new one; `hand_over` is called for his households, `show_them` to list them."""

    def __init__(
        self,
        desk: Desk,
        cadre: CadreLine | None,
        hand_over: Callable[[CadreLine], Any],
        show_them: Callable[[CadreLine], Any],
    ) -> None:
        super().__init__(cadre.name if cadre else say("help_pairing.add_cadre"), cadre.unit if cadre else "")
        self._desk, self.cadre = desk, cadre
        self.form, self.told = LooseForm(desk.office.forms, PATHS, NEEDED), ToldLines()
        self.words = Text("", "label", wrap=True)
        self.save = Button(say("help_pairing.save"), "primary", pressed_do=self.write)
        for part in (self.words, self.form, self.told):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)
        self.words.setVisible(cadre is not None)
        if cadre is not None:
            self.postings = Postings(desk, cadre.id)
            self.page.body.insertWidget(self.page.body.indexOf(self.told), self.postings)
            self._show_cadre(cadre)
            if cadre.households:
                self.foot.insertWidget(0, Button(say("help_pairing.his_households"), "plain", "list-bullets",
                                                 lambda: show_them(cadre)))  # fmt: skip
                self.foot.addWidget(
                    Button(say("help_pairing.hand_over"), "quiet", "users", lambda: hand_over(cadre))
                )
        self.foot.addWidget(self.save)

    def _show_cadre(self, cadre: CadreLine) -> None:
        for path in PATHS:
            record, _, key = path.partition(".")
            answer: Value = cadre.unit or None if record == "unit" else cadre.answers.get(key)
            self.form.set_answer(path, answer)
        limit = say("help_pairing.quota", least=cadre.limit[0], most=cadre.limit[1]) if cadre.limit else ""
        words = say("help_pairing.answers_for", count=cadre.households)
        self.words.setText(f"{words}\uff0c{limit}" if limit else words)

    def take_keyboard(self) -> None:
        """The first field has the keyboard."""
        self.form.inputs[PATHS[0]].setFocus()

    def write(self) -> None:
        """Save all of it, or say what stands against it."""
        if not self.form.is_right():
            return
        office, known = self._desk.office, self.cadre.id if self.cadre else None
        answers = {key.partition(".")[2]: self.form.answer(key) for key in PATHS if key.startswith("cadre.")}
        unit = str(self.form.answer("unit.name") or "")
        self.save.setEnabled(False)
        self._desk.lanes.run(
            "writer",
            lambda _: save_cadre(office, answers, unit, cadre=known),
            self._saved,
            self._refused,
            owner=self,
        )

    def _saved(self, _: object) -> None:
        self._desk.tell(say("help_pairing.cadre_saved", name=self.form.words("cadre.name")))
        self._desk.changed.emit("households")
        self.close_panel()

    def _refused(self, problem: Problem) -> None:
        self.save.setEnabled(True)
        self.told.show_lines([Told("", sentence(problem))])
