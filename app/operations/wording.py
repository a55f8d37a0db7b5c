"""Answers for other programs: codes by their words, yes/no as words, numbers and money as text, unknown as null."""

from decimal import Decimal
from typing import Any

from app.operations.offices import Office
from app.rules.dossiers import Answers, Value
from app.rules.forms import Field, Record
from app.rules.values import show

Document = dict[str, Any]


def worded(office: Office, record: Record, answers: Answers) -> Document:
    """A record's answers for other programs: codes by their words, numbers as text, unknown as null."""
    return {one.key: _word(office, one, answers.get(one.key)) for one in record.fields if one.key in answers}


def _word(office: Office, one: Field, value: Value) -> object:
    codes = office.forms.code_list(one)
    if value is None:
        return None
    if isinstance(value, bool):
        return show(one.kind, value)
    if isinstance(value, tuple):
        return [codes.name(code) if codes else code for code in value]
    if isinstance(value, Decimal):
        return f"{value:.2f}" if one.kind == "money" else format(value.normalize(), "f")
    if codes:
        return codes.name(str(value))
    return value
