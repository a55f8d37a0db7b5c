"""A field of the forms as a field on screen: which kind of input, what it offers, what it makes of typing."""

from datetime import date
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from app.rules.dossiers import Value
from app.rules.forms import CodeList, Field, Forms
from app.rules.masking import mask
from app.rules.values import read, show
from app.texts import say
from app.ui.kit.choices import ChoiceField, MultiChoiceField, YesNoField
from app.ui.kit.fields import LongTextField, TextField
from app.ui.kit.number_fields import DateField, NumberField
from app.ui.kit.popups import Option
from app.ui.kit.secret_fields import MaskedField

HIDDEN = frozenset({"id", "account", "contact"})
"""Sensitivities whose values stay masked until somebody presses the eye."""

_PICKED = frozenset({"code", "codes", "yes_no"})


class Judged(NamedTuple):
    """What typing means: the answer, or the sentence that says why it cannot be kept."""

    answer: Value
    fault: str


def options_of(codes: CodeList | None, year: int | None = None) -> list[Option]:
    """The lines a code field offers; values that ended before `year` are left out."""
    return [
        Option(one.code, one.name, one.code)
        for one in (codes.values if codes else ())
        if year is None or one.valid_to is None or one.valid_to >= year
    ]


def make_field(forms: Forms, one: Field, parent: QWidget | None = None) -> Any:
    """The input for a field of the forms."""
    made = _make(forms, one)
    if parent is not None:
        made.setParent(parent)
    return made


def _make(forms: Forms, one: Field) -> Any:
    hint = one.hint or one.unit
    if one.sensitive in HIDDEN:
        return MaskedField(hint)
    if one.kind == "code":
        return ChoiceField(options_of(forms.code_list(one)), hint)
    if one.kind == "codes":
        return MultiChoiceField(options_of(forms.code_list(one)), hint)
    if one.kind == "yes_no":
        return YesNoField()
    if one.kind == "long_text":
        return LongTextField(hint, 2)
    if one.kind in ("date", "month"):
        return DateField(one.kind == "month")
    if one.kind in ("integer", "year"):
        return NumberField(0, hint, grouped=one.kind == "integer")
    if one.kind in ("money", "quantity"):
        return NumberField(2 if one.kind == "money" else 3, hint)
    return TextField(hint)


def judge(forms: Forms, one: Field, raw: Any, today: date | None = None) -> Judged:
    """What a field's `answer()` means: kept as its kind, or refused with a sentence."""
    if raw is None or one.kind in _PICKED or isinstance(raw, date):
        return Judged(raw, "")
    value, issue, _ = read(one.kind, str(raw), forms.code_list(one), one.path, today)
    if issue is not None and (value is None or issue.level == "error"):
        return Judged(None, say(issue.code, **issue.values))
    return Judged(value, "")


def taken_up(one: Field, text: str) -> Any:
    """What a draft's text stands for, as the field's `answer()` would give it."""
    if one.kind == "codes":
        return tuple(text.split(",")) if text else None
    if one.kind == "yes_no":
        return None if not text else text == "True"
    return text or None


def words_of(forms: Forms, one: Field, value: Value) -> str:
    """An answer as people read it."""
    return show(one.kind, value, forms.code_list(one))


def masked_words(forms: Forms, one: Field, value: Value) -> str:
    """An answer as it may be seen by anybody passing the screen."""
    words = words_of(forms, one, value)
    return mask(one.sensitive, words) if one.sensitive in HIDDEN else words
