"""A household that goes to another township, as its page asks for it: where to and why, or that it stays after all."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.operations.move_facts import place_name
from app.operations.moves import call_back, send_away
from app.operations.offices import Office
from app.operations.places import township
from app.rules.places import Division, children
from app.rules.places import villages as villages_under
from app.texts import say
from app.ui.kit.choices import ChoiceField
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import TextField
from app.ui.kit.popups import Option
from app.ui.kit.rows import FieldGrid

Write = Callable[[Callable[[], object], str], object]
"""Does a deed in the writer's lane and says the words when it is done."""


def towns_beside(office: Office) -> list[Division]:
    """The other townships of our county."""
    own = township(office)
    code = own.code[:9] if own else ""
    return [one for one in children(code[:6]) if one.code != code] if code else []


class DepartureForm(FieldGrid):
    """Township, village (left to the other side where it is not known), reason."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.town = ChoiceField([Option(one.code, one.name, one.code) for one in towns_beside(office)])
        self.village = ChoiceField([], say("moves.away_any_village"))
        self.reason = TextField()
        self._town_row = self.add(say("moves.away_town"), self.town, required=True, whole=True)
        self.add(say("moves.away_village"), self.village, whole=True)
        self._reason_row = self.add(say("moves.away_reason"), self.reason, required=True, whole=True)
        for row in (self._town_row, self._reason_row):
            row.reserved = True
        self.arrange()
        self.town.answered.connect(self._offer_villages)

    def _offer_villages(self) -> None:
        found = villages_under(str(self.town.answer() or ""))
        self.village.set_answer(None)
        self.village.set_options([Option(one.code, one.name, one.code) for one in found])
        self._town_row.say_issue("")

    def place(self) -> str:
        """The code of the village, else of the township."""
        return str(self.village.answer() or self.town.answer() or "")

    def is_right(self) -> bool:
        """Say what is missing beside its field; True where nothing is."""
        self._town_row.say_issue("" if self.place() else say("moves.away_wanted"))
        self._reason_row.say_issue("" if self.reason.answer() else say("moves.no_reason"))
        return bool(self.place() and self.reason.answer())


def ask_departure(owner: QWidget, office: Office, household: str, write: Write) -> Dialog:
    """Ask where a household goes and why; it stays until the other side takes it."""
    form = DepartureForm(office)

    def decided(key: str) -> None:
        if key == "go":
            to, reason = form.place(), str(form.reason.answer())
            write(
                lambda: send_away(office, household, to, reason),
                say("moves.gone_away", place=place_name(office, to)),
            )

    answers = [("no", say("moves.away_not"), "quiet"), ("go", say("moves.away_now"), "primary")]
    dialog = Dialog(owner, say("moves.away_title"), say("moves.away_body"), answers, decided)
    dialog.content.addWidget(form)
    dialog.accepts = lambda key: key == "no" or form.is_right()
    dialog.ask(form.town)
    return dialog


def ask_recalling(owner: QWidget, office: Office, household: str, place: str, write: Write) -> Dialog:
    """Ask why a household stays after all, as long as nobody has taken it."""
    form = FieldGrid()
    reason = TextField()
    row = form.add(say("moves.away_reason"), reason, required=True, whole=True)
    row.reserved = True
    form.arrange()

    def decided(key: str) -> None:
        if key == "recall":
            words = str(reason.answer())
            write(lambda: call_back(office, household, words), say("moves.recalled"))

    def accepts(key: str) -> bool:
        row.say_issue("" if key == "no" or reason.answer() else say("moves.no_reason"))
        return key == "no" or bool(reason.answer())

    answers = [("no", say("moves.recall_not"), "quiet"), ("recall", say("moves.recall"), "primary")]
    body = say("moves.recall_body", place=place)
    dialog = Dialog(owner, say("moves.recall_title"), body, answers, decided)
    dialog.content.addWidget(form)
    dialog.accepts = accepts
    dialog.ask(reason)
    return dialog
