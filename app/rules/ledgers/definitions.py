"""The ledgers of `forms/ledgers.toml`: title, source, columns, order, limits. A mistake is named at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from app.errors import Problem
from app.rules.formfiles import read_toml
from app.rules.forms import Forms

OWN_COLUMNS: Final = frozenset(
    {
        "village", "group", "head", "code", "phone", "name", "sex", "age", "birth", "relation", "last_visit",
        "next_visit", "starts_on", "ends_on", "days_left", "months", "posts", "alert",
    }
)  # fmt: skip
"""The columns that are no field of a form."""

URGENCY: Final = "urgency"
_READ: Final = ("member_year", "person", "standing")


@dataclass(frozen=True, slots=True)
class LedgerForm:
    """One ledger as the file says it. `columns`: own words or paths of fields; `order`: the same, or urgency."""

    key: str
    title: str
    rule: str
    source: str
    columns: tuple[str, ...]
    order: tuple[str, ...]
    limits: Mapping[str, int]
    codes: Mapping[str, tuple[str, ...]]

    def fields(self, record: str) -> tuple[str, ...]:
        """The fields of a record among its columns and its order."""
        found = [path.partition(".") for path in (*self.columns, *self.order)]
        return tuple(dict.fromkeys(key for one, _, key in found if one == record and key))


def load_ledgers(folder: Path, forms: Forms, rules: Collection[str]) -> tuple[LedgerForm, ...]:
    """Every ledger of a forms folder, in the order of the file; none where it has no `ledgers.toml`.

    Raises Problem ledgers.line_incomplete, rule_unknown, column_unknown, limit_wrong, codes_wrong, twice.
    """
    path = folder / "ledgers.toml"
    if not path.exists():
        return ()
    found: dict[str, LedgerForm] = {}
    for line in read_toml(path).get("ledger", ()):
        one = _ledger(path, line, forms, rules)
        if one.key in found:
            raise Problem("ledgers.twice", file=path.name, key=one.key)
        found[one.key] = one
    return tuple(found.values())


def _ledger(path: Path, line: Mapping[str, Any], forms: Forms, rules: Collection[str]) -> LedgerForm:
    key, title, rule = (str(line.get(word, "")) for word in ("key", "title", "rule"))
    columns = tuple(map(str, line.get("columns", ())))
    order = tuple(map(str, line.get("order", ()))) or (URGENCY, "village")
    if not (key and title and columns and line.get("source")):
        raise Problem("ledgers.line_incomplete", file=path.name, key=key or title)
    if rule not in rules:
        raise Problem("ledgers.rule_unknown", file=path.name, key=key, rule=rule)
    for column in (*columns, *(one for one in order if one != URGENCY)):
        if column not in OWN_COLUMNS and not _is_field(column, forms):
            raise Problem("ledgers.column_unknown", file=path.name, key=key, column=column)
    return LedgerForm(
        key,
        title,
        rule,
        str(line["source"]),
        columns,
        order,
        {word: _limit(path, key, word, value) for word, value in line.get("limits", {}).items()},
        {word: _codes(path, key, word, value) for word, value in line.get("codes", {}).items()},
    )


def _is_field(path: str, forms: Forms) -> bool:
    return path.partition(".")[0] in _READ and path in forms.by_path


def _limit(path: Path, key: str, word: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Problem("ledgers.limit_wrong", file=path.name, key=key, word=word, value=str(value))
    return value


def _codes(path: Path, key: str, word: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Problem("ledgers.codes_wrong", file=path.name, key=key, word=word)
    return tuple(value)
