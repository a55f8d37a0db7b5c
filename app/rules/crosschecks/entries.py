"""A department's list read by a profile: which column is taken for what, and what each row says.

Values come out as the archive keeps them (fen, ISO days, codes), because they are compared with what is kept.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from app.errors import Issue
from app.rules.cells import as_text, fold, words
from app.rules.crosschecks.definitions import IDENTITY, ListColumn, Profile
from app.rules.forms import Field, Forms
from app.rules.idnumbers import person_key
from app.rules.imports.columns import TEN_THOUSAND, read_column, texts_of
from app.rules.imports.paths import PLACES
from app.rules.imports.shapes import Heading
from app.rules.imports.sheets import Table, Where
from app.rules.imports.vocabulary import Vocabulary
from app.rules.values import Stored

Normalise = Callable[[str], str]

_MEANINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("person.id_number", "head.id_number"),
    "name": ("person.name", "head.name"),
    "head": ("head.name",),
    "group": ("household.group_name",),
}
"""What the columns that tell whom a row means are called on any roster, the surest first."""


@dataclass(frozen=True, slots=True)
class TakenList:
    """The columns of a table that a profile takes, by key; `unused` the headings that nobody asked for."""

    columns: Mapping[str, Heading]
    unused: tuple[str, ...]

    def names_people(self) -> bool:
        """Whether rows say whom they mean."""
        return bool({"number", "name"} & self.columns.keys())


@dataclass(slots=True)
class Entries:
    """The rows of one table. `rows[i]` is the Excel row of entry i; lists run alongside.

    `keys`: the ID number's first 18 characters, None where it is blank or cannot be; `damaged` says why it cannot.
    `values`: by the profile's column key, as kept. `left_out`: rows that say themselves that they do not count.
    """

    file: str
    sheet: str
    taken: TakenList
    rows: list[int]
    keys: list[str | None]
    names: list[str | None]
    heads: list[str | None]
    groups: list[str]
    places: list[Where]
    values: dict[str, list[Stored]]
    damaged: dict[int, Issue] = field(default_factory=dict)
    unread: dict[tuple[str, int], Issue] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)
    divisions: list[str | None] = field(default_factory=list)
    outside: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.rows)


def take_list(
    columns: Sequence[Heading],
    profile: Profile,
    vocabulary: Vocabulary,
    normalise: Normalise,
    chosen: Mapping[str, str] | None = None,
) -> TakenList:
    """Which column is taken for what. `chosen`: the office's own word, the profile's key by heading ("" for none)."""
    taken: dict[str, Heading] = {}
    own = {normalise(word): key for word, key in (chosen or {}).items()}
    for one in columns:
        if own.get(one.heading):
            taken.setdefault(own[one.heading], one)
    free = [one for one in columns if one.heading not in own]
    for column in profile.columns:
        found = taken.get(column.key) or _by_headings(column, free, taken, normalise) or _by_meaning(
            _meanings(column), free, taken, vocabulary
        )  # fmt: skip
        if found is not None:
            taken[column.key] = found
    for key in (*IDENTITY, *PLACES):
        if key not in taken and key != "village":
            meanings = _MEANINGS.get(key, (f"place.{key}",))
            if found := _by_meaning(meanings, free, taken, vocabulary):
                taken[key] = found
    if "village" not in taken and (found := _by_meaning(("place.village",), free, taken, vocabulary)):
        taken["village"] = found
    used = {one.index for one in taken.values()}
    unused = [one for one in columns if one.index not in used and not vocabulary.ignores(one.heading)]
    return TakenList(taken, tuple(one.original.replace("\n", "/") for one in unused))


def _meanings(column: ListColumn) -> tuple[str, ...]:
    if column.path:
        return (column.path,)
    return _MEANINGS.get(column.key, ("place.village",) if column.key == "village" else ())


def _by_headings(
    column: ListColumn, columns: Sequence[Heading], taken: Mapping[str, Heading], normalise: Normalise
) -> Heading | None:
    """The first column called as the profile says; of a heading of two levels the last will do."""
    used = {one.index for one in taken.values()}
    for word in (column.label, *column.headings):
        wanted = normalise(word)
        for one in columns:
            if one.index not in used and wanted in (one.heading, one.heading.rpartition("\u00b7")[2]):
                return one
    return None


def _by_meaning(
    paths: Sequence[str], columns: Sequence[Heading], taken: Mapping[str, Heading], vocabulary: Vocabulary
) -> Heading | None:
    """The first column that any roster would take for one of these paths."""
    used = {one.index for one in taken.values()}
    for path in paths:
        for one in columns:
            if one.index not in used and path in vocabulary.paths(one.heading):
                return one
    return None


def knows_list(
    profile: Profile, vocabulary: Vocabulary, normalise: Normalise, chosen: Iterable[str] = ()
) -> Callable[[str], float]:
    """How well a heading is known where such a list is looked for: as on any roster, or by its own words."""
    own = {normalise(word) for one in profile.columns for word in (one.label, *one.headings)}
    said = {normalise(word) for word in chosen}  # one such word is enough: a person has pointed at it
    return lambda heading: 2.0 if heading in said else 1.0 if heading in own else vocabulary.knows(heading)


def read_entries(table: Table, taken: TakenList, profile: Profile, forms: Forms, today: date) -> Entries:
    """All rows of a table. A cell that cannot be read says nothing, and is told."""
    cells = {key: [row[one.index] for _, row in table.data] for key, one in taken.columns.items()}
    size = len(table.data)
    blank: list[Stored] = [None] * size
    found = Entries(
        file=table.file,
        sheet=table.sheet,
        taken=taken,
        rows=[number for number, _ in table.data],
        keys=[None] * size,
        names=[None] * size,
        heads=[None] * size,
        groups=texts_of(cells["group"], as_text) if "group" in cells else [""] * size,
        places=_places(cells, table.context, size),
        values={},
    )
    many = fold(table.context.get("unit", "")) in words("values.ten_thousands")
    person = forms.records["person"]
    if "number" in cells:
        read = read_column(cells["number"], person.by_key["id_number"], forms, today)
        found.keys = [None if one is None else person_key(str(one)) for one in read.values]
        found.damaged = {row: issue for row, issue in read.issues if read.values[row] is None}
    for key, names in (("name", found.names), ("head", found.heads)):
        if key in cells:
            names[:] = map(_text, read_column(cells[key], person.by_key["name"], forms, today).values)
    for column in profile.columns:
        if column.key in cells and column.key not in IDENTITY:
            asked = _field(column, forms)
            times = (
                TEN_THOUSAND if asked.kind == "money" and (many or _in_ten_thousands(taken, column)) else 1
            )
            answers = read_column(cells[column.key], asked, forms, today, times)
            found.values[column.key] = answers.values
            found.unread |= {(column.key, row): issue for row, issue in answers.issues}
    for one in profile.left_out:
        said = {fold(word) for word in one.words}
        texts = found.values.get(one.column, blank)
        found.left_out |= {
            row for row, text in enumerate(texts) if text is not None and fold(str(text)) in said
        }
    return found


def _text(value: Stored) -> str | None:
    return None if value is None else str(value)


def _field(column: ListColumn, forms: Forms) -> Field:
    return forms.by_path[column.path] if column.path else Field("list", column.key, column.label, column.kind)


def _in_ten_thousands(taken: TakenList, column: ListColumn) -> bool:
    heading = fold(taken.columns[column.key].heading)
    return any(heading.endswith(f"({unit})") for unit in words("values.ten_thousands"))


def _places(cells: Mapping[str, Sequence[object]], context: Mapping[str, str], size: int) -> list[Where]:
    """Where each row says it lives; the lines above the header stand in for missing columns."""
    levels = [
        texts_of(cells[level], as_text) if level in cells else [context.get(level, "")] * size
        for level in PLACES
    ]
    return list(zip(*levels, strict=True))
