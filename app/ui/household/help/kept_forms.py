"""A form that is written by one button, and kept as a draft of the household while it is typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.errors import Problem
from app.operations.answering import issue_words
from app.operations.subjects import Subject
from app.rules.dossiers import Value
from app.texts import sentence
from app.ui.household.asked import taken_up
from app.ui.household.keeping import Keeper, draft_text
from app.ui.household.loose import LooseForm
from app.ui.kit.choices import ChoiceField, MultiChoiceField
from app.ui.kit.fields import LongTextField
from app.ui.kit.rows import IssueLine


@dataclass(frozen=True, slots=True)
class Own:
    """A field that no form names: its key, its label, its input; `whole` takes the width of two columns."""

    key: str
    label: str
    field: Any
    required: bool = False
    whole: bool = False


class KeptForm(LooseForm):
    """Fields of the forms by their paths, and others of its own, in the order given.

    `name` is its place in the household's draft.
    """

    def __init__(
        self,
        keeper: Keeper,
        name: str,
        fields: Sequence[str | Own],
        required: frozenset[str] = frozenset(),
        labels: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(keeper.office.forms, (), required, labels)
        self._own: dict[str, Any] = {}
        self._keeper, self._name = keeper, name
        for one in fields:
            if isinstance(one, str):
                self._listen(one, self.add_path(one))
            else:
                self._own[one.key] = one.field
                self._rows[one.key] = self.add(one.label, one.field, one.required, whole=one.whole)
                self._listen(one.key, one.field)

    def _listen(self, key: str, made: Any) -> None:
        made.typed.connect(partial(self._hold, key, made))
        made.answered.connect(partial(self._hold, key, made))

    @property
    def subject(self) -> Subject:
        """Where its typing lies in the draft of the household that is open."""
        return Subject(self._name, self._keeper.household_id)

    def use_place(self, name: str) -> None:
        """Keep what is typed from now on under another name: the form shows another line."""
        self._name = name

    def forget(self, key: str) -> None:
        """A field was written: nothing of it is a draft."""
        self._keeper.forget(self.subject, key)

    def _hold(self, key: str, made: Any) -> None:
        if not made.hasFocus() and isinstance(made, LongTextField):
            return  # filled in by the program
        raw = _raw(made)
        if draft_text(raw):
            self._keeper.hold(self.subject, key, raw)
        else:
            self._keeper.forget(self.subject, key)

    def take_up(self) -> bool:
        """Put back what was left unwritten; whether there was anything."""
        found = False
        for key, made in {**self.inputs, **self._own}.items():
            text = self._keeper.held(self.subject, key)
            if text is None:
                continue
            found = True
            field = self._forms.by_path.get(key)
            if field is not None:
                _put(made, taken_up(field, text), text)
            else:
                made.set_answer(tuple(text.split(",")) if isinstance(made, MultiChoiceField) else text)
        return found

    def is_kept(self) -> bool:
        """Whether something unwritten of it lies in the draft."""
        return self._keeper.holds(self.subject)

    def let_go(self) -> None:
        """It was written or given up: nothing of it is a draft, and it is empty again."""
        for key in {**self.inputs, **self._own}:
            self._keeper.forget(self.subject, key)
        self.empty_all()

    def empty_all(self) -> None:
        """Take every answer out of the fields; a draft stays."""
        for key, made in self._own.items():
            made.set_answer(None)
            self._rows[key].say_issue("")
        self.empty()

    def show_own(self, key: str, shown: bool) -> None:
        """Show or hide one of its own fields."""
        self.show_row(self._rows[key], shown)

    def show_path(self, path: str, shown: bool) -> None:
        """Show or hide a field of the forms."""
        self.show_row(self._rows[path], shown)

    def give_keyboard(self) -> None:
        """Put the keyboard into the field where typing begins."""
        self.rows[0].field.setFocus()

    def say_issue(self, key: str, words: str) -> bool:
        """Say what is wrong with a field; False for one that is not here."""
        row = self._rows.get(key)
        if row is not None:
            row.say_issue(words, "error")
        return row is not None

    def answers_of(self, record: str) -> dict[str, Value]:
        """The answers of one record by their keys, blanks as None."""
        return {
            path.partition(".")[2]: self.answer(path) for path in self.inputs if path.startswith(f"{record}.")
        }

    def say_problem(self, problem: Problem, record: str, line: IssueLine) -> None:
        """Say a refusal: each issue beside its field, what belongs to none below the form."""
        rest = []
        issues = getattr(problem, "issues", ())
        for issue in issues:
            key = issue.field if "." in issue.field else f"{record}.{issue.field}"
            if not self.say_issue(key, issue_words(issue)):
                rest.append(issue_words(issue))
        line.say("\n".join(rest) if issues else sentence(problem), "error")


def _raw(made: Any) -> object:
    return made.toPlainText() if isinstance(made, LongTextField) else made.answer()


def _put(made: Any, raw: Any, text: str) -> None:
    if isinstance(made, LongTextField):
        made.setPlainText(text)
    elif isinstance(made, ChoiceField):
        made.set_answer(raw)
    else:
        made.setText(text)
