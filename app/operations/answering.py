"""Answers about to be written, against their form: what is missing, unknown, impossible. Nothing is written here.

A deed that gets such answers raises `Refused`: one problem that carries every issue with its field, so that a page
says each beside its field and the script's door says them all.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from app.errors import Issue, Problem
from app.rules.checks.fields import NAMED
from app.rules.dossiers import Answers, Value
from app.rules.forms import Field, Forms, Record
from app.rules.values import show
from app.texts import say


class Refused(Problem):
    """Answers that cannot be kept. `issues`: what is wrong, field by field; nothing was written."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(issues)
        super().__init__("answering.refused", reasons="".join(map(issue_words, self.issues)))


def issue_words(issue: Issue) -> str:
    """What an issue says to a person."""
    return say(issue.code, **issue.values)


def refuse(issues: Iterable[Issue]) -> None:
    """Raise Refused if one of the issues is an error; doubts are no reason."""
    wrong = [issue for issue in issues if issue.level == "error"]
    if wrong:
        raise Refused(wrong)


def answer_issues(forms: Forms, record: Record, answers: Answers, today: date) -> Iterator[Issue]:
    """What is wrong with a line's answers by its form: required and blank, no code of the list, a named check."""
    for field in record.fields:
        value = answers.get(field.key)
        if value is None or value in ("", ()):
            if field.required:
                yield Issue("answering.required", field.key, "error", {"label": field.label})
        elif strange := _strange(forms, field, value):
            yield Issue("answering.no_code", field.key, "error", {"label": field.label, "text": strange})
        else:
            yield from _named_issues(field, value, today)


def _strange(forms: Forms, field: Field, value: Value) -> str:
    codes = forms.code_list(field)
    if codes is None:
        return ""
    said = value if isinstance(value, tuple) else (value,)
    return "\u3001".join(str(one) for one in said if one not in codes.by_code)


_SENTENCES = {
    "not_future": "answering.future",
    "not_negative": "answering.negative",
    "phone": "answering.phone",
}


def _named_issues(field: Field, value: Value, today: date) -> Iterator[Issue]:
    for name, code in _SENTENCES.items():
        if name in field.checks and not NAMED[name](value, today):
            text = show(field.kind, value)
            yield Issue(code, field.key, "error", {"label": field.label, "text": text})
