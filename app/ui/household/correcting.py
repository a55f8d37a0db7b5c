"""更正登记: what only a procedure writes and was recorded wrongly is set by hand; the reason stays in the history."""

from PySide6.QtWidgets import QWidget

from app.operations.corrections import Corrected, correct_status
from app.rules.dossiers import Value
from app.rules.forms import Record
from app.rules.values import same
from app.texts import say
from app.ui.household.keeping import Keeper
from app.ui.household.loose import LooseForm
from app.ui.household.shown import Shown
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import TextField
from app.ui.kit.rows import FieldGrid
from app.ui.kit.theme import scaled

_WIDE = 840  # pixels of the sheet: room for two columns of fields


class CorrectionDialog(Dialog):
    """The locked fields of one record with what they say, and the reason (`form`, `reason`)."""

    def __init__(self, owner: QWidget, keeper: Keeper, shown: Shown, record: Record) -> None:
        answers = [
            ("no", say("household.not_correct"), "quiet"),
            ("correct", say("household.correct_now"), "primary"),
        ]
        title, body = say("household.correct_title"), say("household.correct_body")
        super().__init__(owner, title, body, answers, self._write, scaled(_WIDE))
        self._keeper, self._known = keeper, shown.dossier
        told = shown.dossier.answers(record.key)
        self._kept = {one.path: told.get(one.key) for one in record.fields if one.path in shown.statuses}
        self.form = LooseForm(keeper.office.forms, list(self._kept))
        for path, value in self._kept.items():
            self.form.set_answer(path, value)
        self.reason, below = TextField(say("household.correct_hint")), FieldGrid(self.form.label_room())
        self._row = below.add(say("household.correct_reason"), self.reason, required=True, whole=True)
        self.content.addWidget(self.form)
        self.content.addWidget(below)
        self.accepts = lambda key: key == "no" or self.is_right()

    def open_sheet(self) -> None:
        """Open it; the keyboard stands in the first field."""
        self.ask(next(iter(self.form.inputs.values())))
        self.refit()

    def changed(self) -> dict[str, Value]:
        """What the sheet says otherwise than the archive, by path."""
        forms = self._keeper.office.forms
        said = {path: self.form.answer(path) for path in self._kept}
        return {
            path: value
            for path, value in said.items()
            if not same(forms.by_path[path].kind, value, self._kept[path])
        }

    def is_right(self) -> bool:
        """Whether every field can be read, something differs, and a reason stands there."""
        reason = str(self.reason.answer() or "").strip()
        fault = "" if reason else say("statuses.no_reason")
        self._row.say_issue(fault or ("" if self.changed() else say("statuses.nothing")))
        return self.form.is_right() and bool(reason) and bool(self.changed())

    def _write(self, key: str) -> None:
        """Write the correction; it can be taken back at the foot of the page."""
        if key != "correct":
            return
        keeper, household, year = self._keeper, self._known.household_id, self._known.year
        answers, reason = self.changed(), str(self.reason.answer())

        def written(made: Corrected) -> None:
            words = say("statuses.corrected", count=made.changes)
            keeper.tell(words, say("household.undo"), lambda: keeper.undo(made.batch))

        keeper.do(lambda: correct_status(keeper.office, household, answers, reason, year), written)
