"""Answers as they are given for a form: typed text read by kind, and what is wrong with each said beside its field."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from app.errors import Issue
from app.rules.checks.fields import NAMED
from app.rules.dossiers import Value
from app.rules.forms import Field, Forms, Record
from app.rules.readings import FEN, THOUSANDTH, TOO_LARGE
from app.rules.values import read, show

_SENTENCES = {
    "not_negative": "plans.negative",
    "not_future": "plans.in_future",
    "phone": "plans.odd_number",
    "months": "plans.odd_number",
}


def taken(
    record: Record, given: Mapping[str, object], forms: Forms, today: date
) -> tuple[dict[str, Value], list[Issue]]:
    """The answers of `given` (typed text or answers) by field, and what is wrong with them.

    What cannot be read is an error and never becomes unknown. Raises KeyError for a field the record does not have.
    """
    answers: dict[str, Value] = {}
    issues: list[Issue] = []
    for key, raw in given.items():
        one = record.by_key[key]
        value, issue = _read(one, raw, forms, today)
        answers[key] = value
        issue = issue or _named(one, value, today)
        if issue:
            issues.append(issue)
    return answers, issues


def missing(record: Record, answers: Mapping[str, Value]) -> list[Issue]:
    """An error for each required field without an answer."""
    blank = [one for one in record.fields if one.required and answers.get(one.key) in (None, "", ())]
    return [Issue("plans.required", one.path, "error", {"label": one.label}) for one in blank]


def _read(one: Field, raw: object, forms: Forms, today: date) -> tuple[Value, Issue | None]:
    if raw is None or raw == "" or raw == ():
        return None, None
    if isinstance(raw, tuple) and one.kind == "codes":
        return _picked(one, raw, forms)
    if _is_answer(one, raw):
        return _stepped(one, raw)
    value, issue, _ = read(one.kind, raw, forms.code_list(one), one.path, today)
    if issue and value is None:  # typed, and not understood: it may not be lost in silence
        return None, Issue(issue.code, one.path, "error", issue.values)
    return value, issue


def _picked(one: Field, raw: tuple[object, ...], forms: Forms) -> tuple[Value, Issue | None]:
    """Several codes as they are kept; one the list does not have is a doubt."""
    codes, picked = forms.code_list(one), tuple(map(str, raw))
    strange = [code for code in picked if codes and code not in codes.by_code]
    if not strange or codes is None:
        return picked, None
    told: dict[str, object] = {"text": strange[0], "list": codes.label}
    return picked, Issue("values.code_unknown", one.path, "doubt", told)


def _is_answer(one: Field, raw: object) -> bool:
    """Whether a value has the shape its kind is kept in; text of other kinds is still to be read."""
    if one.kind in ("money", "quantity"):
        return isinstance(raw, Decimal)
    if one.kind == "date":
        return isinstance(raw, date) and not isinstance(raw, datetime)
    if one.kind == "yes_no":
        return isinstance(raw, bool)
    return False


def _stepped(one: Field, raw: object) -> tuple[Value, Issue | None]:
    if not isinstance(raw, Decimal):
        return raw, None  # type: ignore[return-value]
    if not raw.is_finite() or abs(raw) >= TOO_LARGE:
        return None, Issue("values.number_unreadable", one.path, "error", {"text": str(raw)})
    step = FEN if one.kind == "money" else THOUSANDTH
    return raw.quantize(step, rounding=ROUND_HALF_UP), None


def _named(one: Field, value: Value, today: date) -> Issue | None:
    """The first check the form names that the answer does not pass."""
    if value is None:
        return None
    for name in one.checks:
        if name in NAMED and not NAMED[name](value, today):
            told: dict[str, object] = {"label": one.label, "text": show(one.kind, value)}
            return Issue(_SENTENCES.get(name, "plans.odd_number"), one.path, "error", told)
    return None
