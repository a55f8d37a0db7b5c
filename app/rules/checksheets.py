"""The sheet of a check (入户核查表): its blocks 看, 查, 算, 访 and what each asks, from `forms/checksheet.toml`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import Problem
from app.rules.formfiles import read_toml
from app.rules.forms import Field, Forms

FILE = "checksheet.toml"
INCOME = "income"
_OF_MEMBERS = frozenset({"person", "membership", "person_year"})


@dataclass(frozen=True, slots=True)
class SheetBlock:
    """One block: `key` is the task's field that keeps its conclusion; then what it asks, in the order of the sheet.

    `fields` of the household, `members` of each member, `incomes` kinds of income (Fields whose key is the kind).
    """

    key: str
    label: str
    note: str
    fields: tuple[Field, ...] = ()
    members: tuple[Field, ...] = ()
    incomes: tuple[Field, ...] = ()


def load_sheet(folder: Path, forms: Forms) -> tuple[SheetBlock, ...]:
    """The blocks of a forms folder; none where it has no such file. Raises Problem naming what nobody knows."""
    path = folder / FILE
    if not path.exists():
        return ()
    return tuple(_block(path, table, forms) for table in read_toml(path).get("block", ()))


def _block(path: Path, table: Mapping[str, Any], forms: Forms) -> SheetBlock:
    for word in ("key", "label"):
        if not table.get(word):
            raise Problem("forms.word_missing", file=path.name, where="block", word=word)
    if table["key"] not in forms.help["task"].by_key:
        raise Problem("columns.unknown_path", path=f"task.{table['key']}")
    return SheetBlock(
        key=str(table["key"]),
        label=str(table["label"]),
        note=str(table.get("note", "")),
        fields=tuple(_fields(forms, table.get("fields", ()), members=False)),
        members=tuple(_fields(forms, table.get("members", ()), members=True)),
        incomes=tuple(income_field(forms, str(kind)) for kind in table.get("incomes", ())),
    )


def _fields(forms: Forms, paths: Iterable[object], *, members: bool) -> Iterable[Field]:
    for path in map(str, paths):
        record, _, key = path.partition(".")
        form = forms.records.get(record)
        if form is None or form.rows or key not in form.by_key or (form.scope in _OF_MEMBERS) != members:
            raise Problem("columns.unknown_path", path=path)
        yield form.by_key[key]


def income_field(forms: Forms, kind: str) -> Field:
    """A kind of income as a field of money. Raises Problem for a kind that is not on the income sheet."""
    known = forms.income_kinds.get(kind)
    if known is None:
        raise Problem("columns.unknown_path", path=f"{INCOME}.{kind}")
    return Field(INCOME, kind, known.name, "money", checks=("not_negative",))
