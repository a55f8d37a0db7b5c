"""What kind of sheet a table is, and which field each of its columns is taken for.

The kind is told by the headings present, never by the file's name. A choice the clerk made for a shape
of sheet is remembered under the fingerprint of its headings.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from app.rules.forms import Forms
from app.rules.imports.paths import BLOCK, PART, PLACES, area_of
from app.rules.imports.vocabulary import Vocabulary
from app.texts import say

SheetKind = Literal["households", "persons", "combined", "monitored", "lines", "unknown"]
State = Literal["taken", "chosen", "twin", "ignored", "undecided"]
Choices = Mapping[int, str | None]

HEAD_FIELDS = ("head.name", "head.id_number", "head.code")
PERSON_FIELDS = ("person.name", "person.id_number", "person.code")
MONITORED = frozenset({"standing.monitor_class", "standing.monitored_month", "standing.risk_1"})


class Heading(Protocol):
    """A column as the file has it: its place in the row, its letter, its heading compared and as written."""

    @property
    def index(self) -> int: ...
    @property
    def letter(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def original(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Taken:
    """What one column was taken for: `path` None leaves it out; `state` says how that came about."""

    index: int
    letter: str
    heading: str
    path: str | None
    state: State


@dataclass(frozen=True, slots=True)
class Shape:
    """A sheet's kind, its columns, and the fingerprint under which choices are remembered."""

    kind: SheetKind
    columns: tuple[Taken, ...]
    fingerprint: str

    @property
    def paths(self) -> dict[str, Taken]:
        """The columns that come in, by path."""
        return {one.path: one for one in self.columns if one.path}


def fingerprint(columns: Iterable[Heading]) -> str:
    """What names a shape of sheet: its headings in their order, nothing of its rows."""
    spoken = "\x1f".join(f"{one.index}={one.heading}" for one in columns)
    return hashlib.sha256(spoken.encode()).hexdigest()[:32]


def tell_shape(
    columns: Sequence[Heading], vocabulary: Vocabulary, forms: Forms, choices: Choices | None = None
) -> Shape:
    """The kind of a sheet and what each column is taken for; `choices` (column index → path) win."""
    choices = choices or {}
    wanted = {one.index: vocabulary.paths(one.heading) for one in columns}
    wanted |= {index: (path,) if path else () for index, path in choices.items()}
    kind = _tell_kind(wanted.values(), forms)
    taken: dict[int, str] = {}
    # A field's own label chooses before a synonym, one meaning before several, left before right.
    for one in sorted(
        columns, key=lambda c: (len(wanted[c.index]) > 1, not vocabulary.is_label(c.heading), c.index)
    ):
        path = _choose(one, wanted[one.index], kind, forms, columns, taken)
        if path is not None:
            taken[one.index] = path
    return Shape(
        kind, tuple(_column(one, taken, wanted, choices, vocabulary) for one in columns), fingerprint(columns)
    )


def _column(
    one: Heading,
    taken: Mapping[int, str],
    wanted: Mapping[int, tuple[str, ...]],
    choices: Choices,
    vocabulary: Vocabulary,
) -> Taken:
    path = taken.get(one.index)
    state: State = "taken"
    if one.index in choices:
        state = "chosen"
    elif path is None and wanted[one.index]:
        state = "twin"
    elif path is None:
        state = "ignored" if vocabulary.ignores(one.heading) else "undecided"
    return Taken(one.index, one.letter, one.original, path, state)


def _tell_kind(wanted: Collection[tuple[str, ...]], forms: Forms) -> SheetKind:
    every = {path for paths in wanted for path in paths}
    first = {paths[0] for paths in wanted if paths}
    if any(_is_line_sheet(record.key, every, forms) for record in forms.records.values() if record.rows):
        return "lines"
    of_year = any(area_of(path, forms) in ("standing", "conditions", BLOCK, PART) for path in first)
    if _is_person_sheet(first, of_year):
        return "combined" if of_year and "membership.relation" in first else "persons"
    if not first.isdisjoint((*HEAD_FIELDS, *PERSON_FIELDS, "household.code")):
        return "households" if first.isdisjoint(MONITORED) else "monitored"
    return "unknown"


def _is_person_sheet(first: Collection[str], of_year: bool) -> bool:
    """Whether each row is a person: a bare name beside facts of the household is its head's."""
    if "membership.relation" in first or "person.code" in first:
        return True
    if any(f"person.{key}" in first and f"head.{key}" in first for key in ("name", "id_number")):
        return True
    has_head = any(path in first for path in HEAD_FIELDS)
    of_member = any(path.startswith("member_year.") for path in first)
    has_person = any(path in first for path in PERSON_FIELDS)
    return has_person and not of_year and (of_member or not has_head)


def _is_line_sheet(record: str, every: Collection[str], forms: Forms) -> bool:
    """Whether all required fields of a record of many lines stand in the sheet (income, documents)."""
    required = {one.path for one in forms.records[record].fields if one.required}
    return bool(required) and required <= set(every)


def _choose(
    one: Heading,
    wanted: tuple[str, ...],
    kind: SheetKind,
    forms: Forms,
    columns: Sequence[Heading],
    taken: Mapping[int, str],
) -> str | None:
    """The first of a heading's meanings that fits the kind of sheet and is not taken by another column."""
    used = set(taken.values())
    meanings = [meaning for path in wanted for meaning in _meanings(path, kind, forms)]
    if "household.phone" in meanings and _stands_behind_a_name(one, columns, taken):
        meanings.insert(0, "person.phone")
    return next((path for path in meanings if path not in used), None)


def _stands_behind_a_name(one: Heading, columns: Sequence[Heading], taken: Mapping[int, str]) -> bool:
    """Whether a column that only says "telephone" follows the person's own columns: then it is his."""
    words = say("headings.bare_phone").split()
    names = [index for index, path in taken.items() if path == "person.name"]
    return one.heading in words and bool(names) and names[0] < one.index


def _meanings(path: str, kind: SheetKind, forms: Forms) -> tuple[str, ...]:
    """What a path means in a kind of sheet; empty where it has no place there."""
    area, key = area_of(path, forms), path.partition(".")[2]
    if area == "person" and kind in ("households", "monitored"):
        return (f"head.{key}",)
    if area == "membership" and kind in ("households", "monitored"):
        return ()
    if area == "household" and key == "remark" and kind in ("persons", "combined"):
        return ("member_year.note", path)
    record = forms.records.get(area)
    if area == "row" or (record is not None and record.rows):
        return (path,) if kind == "lines" else ()
    if kind == "lines" and area in ("standing", "conditions", "member_year", "membership", BLOCK, PART):
        return ()
    if area == "place" and key not in PLACES:
        return ()
    return (path,)
