"""Which rule holds for which field, as data: `forms/merging.toml`. What it does not name, a person decides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from app.errors import Problem
from app.rules.formfiles import read_toml

# human: a person decides. auto: the later accepted value stands, with a soft notice. state: a human field whose
# operation is taken as a whole or not at all. set: elements are added and taken out one by one. first: the first
# answer stands, a second one is refused.
Rule = Literal["human", "auto", "state", "set", "first"]
Confirm = Literal["", "second", "supervisor"]


@dataclass(frozen=True, slots=True)
class FieldClass:
    """A kind of field: its rule, who must confirm a settlement beside the one who settles, and why."""

    key: str
    rule: Rule
    confirm: Confirm = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RecordRule:
    """What holds for a record's rows. `inserts`: making one is never late. `county`: only the county makes them."""

    fields: Mapping[str, FieldClass] = field(default_factory=dict)
    inserts: bool = False
    county: bool = False


@dataclass(frozen=True)
class Classes:
    """The rules of all records; a record or field that is not named is of class `usual`."""

    usual: FieldClass
    records: Mapping[str, RecordRule]

    def record(self, record: str) -> RecordRule:
        """The rule of a record."""
        return self.records.get(record) or _PLAIN

    def of(self, record: str, field: str) -> FieldClass:
        """The class of a field."""
        return self.record(record).fields.get(field) or self.usual


_PLAIN = RecordRule()


def load_classes(path: Path) -> Classes:
    """The classes of a file like `forms/merging.toml`. Raises Problem naming what cannot be understood."""
    table = read_toml(path)
    classes = {key: _class(path, key, rest) for key, rest in table.get("class", {}).items()}
    usual = _known(path, classes, table.get("usual"), "usual")
    records = {key: _record(path, key, rest, classes) for key, rest in table.get("record", {}).items()}
    return Classes(usual, records)


def _class(path: Path, key: str, table: Mapping[str, Any]) -> FieldClass:
    rule: Any = table.get("rule")
    confirm: Any = table.get("confirm", "")
    if rule not in get_args(Rule) or confirm not in get_args(Confirm):
        raise Problem("forms.word_missing", file=path.name, where=f"class.{key}", word="rule")
    return FieldClass(key, rule, confirm, table.get("reason", ""))


def _record(path: Path, key: str, table: Mapping[str, Any], classes: Mapping[str, FieldClass]) -> RecordRule:
    fields = {
        name: _known(path, classes, word, f"record.{key}.{name}")
        for name, word in table.get("fields", {}).items()
    }
    return RecordRule(fields, bool(table.get("inserts")), bool(table.get("county")))


def _known(path: Path, classes: Mapping[str, FieldClass], word: object, where: str) -> FieldClass:
    if not isinstance(word, str) or word not in classes:
        raise Problem("forms.word_missing", file=path.name, where=where, word=str(word))
    return classes[word]
