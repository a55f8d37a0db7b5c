"""A few fields of the forms that are answered together and written by one button: a new member, a departure."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from app.rules.dossiers import Answers, Value
from app.rules.forms import Field, Forms
from app.rules.values import show
from app.texts import say
from app.ui.household.asked import judge, make_field
from app.ui.kit.rows import FieldGrid, FieldRow
from app.ui.kit.secret_fields import MaskedField


class LooseForm(FieldGrid):
    """Fields by their paths (`person.name`); `required` adds to what the forms require, `labels` renames a field."""

    def __init__(
        self,
        forms: Forms,
        paths: Sequence[str],
        required: frozenset[str] = frozenset(),
        labels: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._forms = forms
        self.inputs: dict[str, Any] = {}
        self._rows: dict[str, FieldRow] = {}
        self._required, self._labels = required, labels or {}
        for path in paths:
            self.add_path(path)

    def add_path(self, path: str) -> Any:
        """Add the field a path names; gives its input."""
        one = self._forms.by_path[path]
        made = make_field(self._forms, one)
        if isinstance(made, MaskedField):
            made.reveal(None)
        label = self._labels.get(path, one.label)
        self.inputs[path] = made
        self._rows[path] = self.add(label, made, self._is_required(one), whole=one.kind == "long_text")
        made.answered.connect(partial(self.say_fault, path))
        return made

    def _is_required(self, one: Field) -> bool:
        return one.path in self._required

    def set_answer(self, path: str, value: Value) -> None:
        """Fill a field in beforehand."""
        self.inputs[path].set_answer(value)

    def answer(self, path: str) -> Value:
        """What a field says; None while it cannot be read."""
        return judge(self._forms, self._forms.by_path[path], self.inputs[path].answer()).answer

    def of_record(self, record: str) -> Answers:
        """The answers of one record by their keys, blanks left out."""
        return {
            path.partition(".")[2]: self.answer(path)
            for path in self.inputs
            if path.startswith(f"{record}.") and self.answer(path) is not None
        }

    def say_fault(self, path: str) -> bool:
        """Say what is wrong with a field; whether something is."""
        one = self._forms.by_path[path]
        value, fault = judge(self._forms, one, self.inputs[path].answer())
        if not fault and value is None and path in self._required:
            fault = say("household.fill_in", label=one.label)
        self._rows[path].say_issue(fault, "error")
        return bool(fault)

    def is_right(self) -> bool:
        """Whether all can be written; else the first wrong field has its sentence and the keyboard."""
        wrong = [path for path in self.inputs if self.say_fault(path)]
        if wrong:
            self.inputs[wrong[0]].setFocus()
        return not wrong

    def empty(self) -> None:
        """Take every answer out."""
        for path, made in self.inputs.items():
            made.set_answer(None)
            self._rows[path].say_issue("")

    def words(self, path: str) -> str:
        """An answer as people read it."""
        one = self._forms.by_path[path]
        return show(one.kind, self.answer(path), self._forms.code_list(one))
