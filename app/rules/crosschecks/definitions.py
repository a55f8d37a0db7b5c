"""Profiles of cross-checks as data (`forms/crosschecks/*.toml`): what a list looks like, what a match on it means.

A profile names the list's columns and the checks: which field of the archive should say what of somebody who is on
the list, or what being on it contradicts. Nothing here reads a list or the archive.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Literal, get_args

from app.errors import Problem
from app.rules.dossiers import Value
from app.rules.formfiles import read_toml
from app.rules.forms import Field, Forms, Kind
from app.rules.shelves import Folder
from app.rules.values import read

Group = Literal["every", "poor", "monitored", "helped", "others"]
"""Whom a check is about: everybody; the poor and lifted, the monitored not cleared, both of these, or neither."""

IDENTITY: Final = ("number", "name", "head", "village", "group")
"""Columns that tell whom a row means. `head` is the name of the household's head where the row is a member's."""

_KINDS = ("text", "money", "quantity", "integer", "date", "yes_no")


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list: its headings, and the kind its cells are read as; `path`: read as that field of a form."""

    key: str
    label: str
    headings: tuple[str, ...]
    kind: Kind = "text"
    path: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that do not count as listed: those whose column says one of the words (停发, 注销)."""

    column: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListCheck:
    """One thing that is compared of somebody on the list.

    `field`: what the archive should say: `value`, or what the list's `column` says. `unlisted`: what it should say of
    who is not on it, where the list is whole. `at_least`: only amounts of the column from there on; `summed`: those of
    a household together. `clash`: a contradiction that a person must look into; it is never applied.
    """

    key: str
    text: str
    path: str = ""
    column: str = ""
    value: Value = None
    unlisted: Value = None
    only: Group = "every"
    at_least: Decimal | None = None
    summed: bool = False
    clash: bool = False
    source: str = ""


@dataclass(frozen=True)
class Profile:
    """How one department's list is compared. `whole`: the list names everybody it could name, so that absence speaks.

    `expected`: who should be on it, whatever the archive's fields say. `names`: whether another name under the same
    number is a difference. `days`: how long the owner of a doubt has. `table` is the file word for word.
    """

    key: str
    label: str
    department: str
    meaning: str
    source: str
    columns: tuple[ListColumn, ...]
    checks: tuple[ListCheck, ...]
    left_out: tuple[LeftOut, ...] = ()
    whole: bool = False
    expected: Group | None = None
    names: bool = True
    days: int = 15
    confirmed: bool = True
    table: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its columns."""
        return tuple(one.key for one in self.columns)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every field of the archive the checks compare, once."""
        return tuple(dict.fromkeys(one.path for one in self.checks if one.path))


def load_profiles(folder: Folder, forms: Forms) -> dict[str, Profile]:
    """The profiles of a forms folder by key, in the order of their files. Raises Problem naming file and mistake."""
    found: dict[str, Profile] = {}
    for path in sorted((folder / "crosschecks").glob("*.toml")):
        one = read_profile(path.name, read_toml(path), forms)
        if one.key in found:
            raise Problem("crosschecks.twice", file=path.name, key=one.key)
        found[one.key] = one
    return found


def read_profile(name: str, table: Mapping[str, Any], forms: Forms) -> Profile:
    """A profile from what its file says; `name` is the file's in a complaint. Raises Problem."""
    try:
        head = table["crosscheck"]
        columns = tuple(_column(name, one, forms) for one in table["column"])
        made = Profile(
            key=str(head["key"]),
            label=str(head["label"]),
            department=str(head["department"]),
            meaning=str(head["meaning"]),
            source=str(head["source"]),
            columns=columns,
            checks=tuple(_check(name, one, columns, forms) for one in table.get("check", ())),
            left_out=tuple(
                LeftOut(str(one["column"]), tuple(one["words"])) for one in table.get("leave_out", ())
            ),
            whole=bool(head.get("whole", False)),
            expected=_word(name, head["expected"], Group) if "expected" in head else None,
            names=bool(head.get("names", True)),
            days=int(head.get("days", 15)),
            confirmed=bool(head.get("confirmed", True)),
            table=table,
        )
    except KeyError as error:
        raise Problem("crosschecks.word_missing", file=name, word=error.args[0]) from error
    _require_sound(name, made)
    return made


def _column(name: str, line: Mapping[str, Any], forms: Forms) -> ListColumn:
    key, path = str(line["key"]), str(line.get("field", ""))
    if path and path not in forms.by_path:
        raise Problem("crosschecks.unknown_field", file=name, item=key, field=path)
    kind: Kind = _word(name, line.get("kind", "text"), _KINDS)
    if key in IDENTITY:
        kind = "id_number" if key == "number" else "name" if key in ("name", "head") else "text"
    headings = tuple(map(str, line.get("headings", ())))
    return ListColumn(
        key, str(line.get("label", key)), headings, forms.by_path[path].kind if path else kind, path
    )


def _check(name: str, line: Mapping[str, Any], columns: Sequence[ListColumn], forms: Forms) -> ListCheck:
    key, path, column = str(line["key"]), str(line.get("field", "")), str(line.get("column", ""))
    if path and path not in forms.by_path:
        raise Problem("crosschecks.unknown_field", file=name, item=key, field=path)
    if column and column not in {one.key for one in columns}:
        raise Problem("crosschecks.unknown_column", file=name, item=key, column=column)
    amount = line.get("at_least")
    if amount is not None and (isinstance(amount, bool) or not isinstance(amount, int | float)):
        raise Problem("crosschecks.not_a_number", file=name, item=key, value=amount)
    asked = forms.by_path.get(path)
    return ListCheck(
        key=key,
        text=str(line["text"]),
        path=path,
        column=column,
        value=_said(name, key, line.get("value"), asked, forms),
        unlisted=_said(name, key, line.get("unlisted"), asked, forms),
        only=_word(name, line.get("only", "every"), Group),
        at_least=None if amount is None else Decimal(str(amount)),
        summed=bool(line.get("summed", False)),
        clash=bool(line.get("clash", False)),
        source=str(line.get("source", "")),
    )


def _said(name: str, item: str, word: object, asked: Field | None, forms: Forms) -> Value:
    """What a file says an answer should be, read as a cell of the field would be."""
    if word is None:
        return None
    if asked is None:
        raise Problem("crosschecks.value_without_field", file=name, item=item)
    value, issue, _ = read(asked.kind, word, forms.code_list(asked), asked.key)
    if value is None or (issue is not None and issue.level == "error"):
        raise Problem("crosschecks.bad_value", file=name, item=item, value=word, label=asked.label)
    codes = forms.code_list(asked)
    if codes is not None and any(
        one not in codes.by_code for one in (value if isinstance(value, tuple) else (value,))
    ):
        raise Problem("crosschecks.bad_value", file=name, item=item, value=word, label=asked.label)
    return value


def _word(name: str, word: Any, words: Any) -> Any:
    known = words if isinstance(words, tuple) else get_args(words)
    if word not in known:
        raise Problem("crosschecks.unknown_word", file=name, word=word, known=", ".join(known))
    return word


def _require_sound(name: str, made: Profile) -> None:
    """Refuse keys that stand twice, a list that names nobody, a check that could never find anything."""
    for keys in (list(made.keys), [one.key for one in made.checks]):
        for key in _twice(keys):
            raise Problem("crosschecks.item_twice", file=name, item=key)
    if not {"number", "name"} & set(made.keys):
        raise Problem("crosschecks.names_nobody", file=name)
    for one in made.left_out:
        if one.column not in made.keys:
            raise Problem("crosschecks.unknown_column", file=name, item="leave_out", column=one.column)
    for check in made.checks:
        compares = check.path and (check.value is not None or check.column or check.unlisted is not None)
        if not (compares or check.clash):
            raise Problem("crosschecks.checks_nothing", file=name, item=check.key)
        if check.at_least is not None and not check.column:
            raise Problem("crosschecks.amount_without_column", file=name, item=check.key)


def _twice(keys: Sequence[str]) -> Iterator[str]:
    return (key for at, key in enumerate(keys) if key in keys[:at])
