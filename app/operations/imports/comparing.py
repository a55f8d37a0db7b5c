"""What a row says against what is kept: only what differs is written, and a blank never takes anything away."""

from collections.abc import Collection, Mapping

from app.rules.forms import Forms, Record
from app.rules.names import may_replace
from app.rules.values import Stored, loaded, show

Said = dict[str, Stored]


class Comparison:
    """Compares stored answers field by field: several codes as sets, a name that lost a character never wins."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        every = list(forms.every_field())
        self._multiple = {(one.record, one.key) for one in every if one.kind == "codes"}
        self._names = {(one.record, one.key) for one in every if one.kind == "name"}

    def fresh(self, record: str, kept: Mapping[str, Stored], said: Said, only_blanks: bool = False) -> Said:
        """The answers that would be set. `only_blanks`: an older sheet may fill gaps, never overwrite."""
        found: Said = {}
        for key, value in said.items():
            old = kept.get(key)
            if old == value or value is None or (only_blanks and old is not None):
                continue
            if old is not None and (record, key) in self._multiple and _codes(old) == _codes(value):
                continue
            if (record, key) in self._names and not may_replace(
                old if isinstance(old, str) else None, str(value)
            ):
                continue
            found[key] = value
        return found

    def shown(self, path: str, value: Stored) -> str:
        """A stored answer as people read it."""
        one = self._forms.by_path.get(path)
        if one is None:
            return "" if value is None else str(value)
        return show(one.kind, loaded(one.kind, value), self._forms.code_list(one))


def _codes(value: Stored) -> set[str]:
    return set(str(value).split(","))


def carried(
    record: Record, kept: Mapping[str, Stored], asked: Collection[str], never: Collection[str]
) -> Said:
    """Of an earlier year's answers those the sheet had no column for: they are carried on, unconfirmed."""
    return {
        key: kept[key]
        for key in record.by_key
        if kept.get(key) is not None and key not in asked and key not in never and key != "confirmed"
    }
