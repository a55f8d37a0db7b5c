"""Stored values in the words of the forms: labels, names of codes, days, yuan; sensitive ones masked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.rules.forms import Field, Forms, Record
from app.rules.masking import STAR, mask
from app.rules.values import loaded, show
from app.texts import messages, say

_NUMBER = re.compile(r"\d{7,18}[\dXx]")
_HIDDEN = frozenset({"id", "contact", "account"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One answered field: its label, what it says, whether its number is masked."""

    label: str
    text: str
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """How rows are told. `bare`: numbers are shown whole, because somebody gave a reason."""

    forms: Forms
    bare: bool = False

    def knows(self, record: str, key: str) -> bool:
        """Whether a form has this field."""
        return self._field(record, key) is not None

    def record(self, key: str) -> str:
        """What a kind of row is called."""
        found = self._form(key)
        return found.label if found else _told(f"county_pages.record_{key}", key)

    def label(self, record: str, key: str) -> str:
        """What a field is called."""
        one = self._field(record, key)
        return one.label if one else key

    def shown(self, record: str, key: str, kept: Any) -> str:
        """A stored value as people read it, as it came where it does not fit; nothing for what no form knows."""
        one = self._field(record, key)
        if one is None or kept is None or kept == "":
            return ""
        codes = self.forms.codes.get(one.codes) if one.codes else None
        try:
            text = show(one.kind, loaded(one.kind, kept), codes)
        except (ValueError, TypeError, ArithmeticError):
            text = str(kept)
        return text if self.bare else _masked(one, text)

    def fact(self, record: str, key: str, kept: Any) -> Fact:
        one = self._field(record, key)
        hidden = one is not None and one.sensitive in _HIDDEN and not self.bare
        text = self.shown(record, key, kept)
        unit = one.unit if one and one.unit and text else ""
        return Fact(self.label(record, key), f"{text} {unit}".strip(), masked=hidden and STAR in text)

    def facts(self, record: str, doc: Mapping[str, Any], only: Sequence[str] = ()) -> list[Fact]:
        """The answered fields of a row in the order of their form, or of `only`."""
        form = self._form(record)
        keys = only or [one.key for one in form.fields] if form else only
        return [self.fact(record, key, doc.get(key)) for key in keys if doc.get(key) not in (None, "")]

    def _form(self, key: str) -> Record | None:
        return self.forms.records.get(key) or self.forms.help.get(key) or self.forms.public.get(key)

    def _field(self, record: str, key: str) -> Field | None:
        form = self._form(record)
        return form.by_key.get(key) if form else None


def _masked(one: Field, text: str) -> str:
    """A text as its field is masked; in what people wrote at length, whatever looks like somebody's number."""
    if one.kind != "long_text":
        return mask(one.sensitive, text)
    return _NUMBER.sub(lambda found: mask("id", found.group()), text)


def _told(key: str, otherwise: str) -> str:
    return say(key) if key in messages() else otherwise
