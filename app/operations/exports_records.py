"""A form as a sheet that `import` reads back: columns that tell whom a row means, then the form's own fields.

Rows are those the archive keeps, of every year unless one is named: nothing carried, nothing derived.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.documents.grids_headings import heading
from app.documents.workbooks import Sheet, SheetColumn, Value
from app.operations.dossiers import Choice, chosen_households
from app.operations.offices import Office
from app.operations.places import places_by_division
from app.operations.rows import county_answer, in_list
from app.rules.columns import heading_of
from app.rules.dossiers import HEAD
from app.rules.forms import Field, Kind, Record
from app.rules.imports.paths import ROW, YEAR
from app.rules.imports.shapes import tell_shape
from app.rules.imports.vocabulary import LEVELS, Vocabulary
from app.rules.values import loaded, plain
from app.texts import say

HOUSEHOLD_KEYS = ("household.code", "place.village", "head.name", "head.id_number")
PERSON_KEYS = ("person.code", "person.name", "person.id_number")
_OF_PERSONS = ("person", "person_year", "membership")


@dataclass(frozen=True, slots=True)
class _Column:
    """A heading of the sheet to be, as the recogniser of shapes wants it."""

    index: int
    heading: str
    letter: str = ""
    original: str = ""


def record_sheet(office: Office, record: Record, choice: Choice, year: int | None = None) -> Sheet:
    """Every kept row of a form for the chosen households."""
    keys = _keys(record)
    fields = [one for one in record.fields if one.path not in keys]
    headings = _headings(office, record, [*keys, *(one.path for one in fields)])
    kinds: list[Kind] = ["year" if path == YEAR else "text" for path in keys]
    kinds += [one.kind for one in fields]
    columns = [SheetColumn(text, kind) for text, kind in zip(headings, kinds, strict=True)]
    return Sheet(record.label, columns, _Rows(office, record, fields, keys).rows(choice, year))


def _keys(record: Record) -> list[str]:
    """The columns that tell whom a row means."""
    keys = list(HOUSEHOLD_KEYS)
    if record.scope in _OF_PERSONS or record.key == "income":
        keys += PERSON_KEYS
    if record.scope in ("household_year", "person_year"):
        keys.append(YEAR)
    return [*keys, ROW] if record.rows else keys


def _headings(office: Office, record: Record, paths: Sequence[str]) -> list[str]:
    """One heading for each column: its label, with the form's own before it where import would mistake it."""
    forms = office.forms
    plain_words = [_label(office, path) for path in paths]
    vocabulary = Vocabulary(forms, heading)
    shape = tell_shape([_Column(i, heading(word)) for i, word in enumerate(plain_words)], vocabulary, forms)
    found = {one.index: one.path for one in shape.columns}
    return [
        word if found[index] == path else f"{record.label}{LEVELS}{word}"
        for index, (path, word) in enumerate(zip(paths, plain_words, strict=True))
    ]


def _label(office: Office, path: str) -> str:
    if path == YEAR:
        return say("headings.year").split()[0]
    if path == ROW:
        return say("headings.record_id")
    one = office.forms.by_path.get(path)
    return one.label if one else heading_of(office.forms, path)


class _Rows:
    """The rows of one form."""

    def __init__(self, office: Office, record: Record, fields: Sequence[Field], keys: Sequence[str]) -> None:
        self.office, self.record, self.fields, self.keys = office, record, fields, keys

    def rows(self, choice: Choice, year: int | None) -> Iterator[list[Value]]:
        """Every row of the chosen households, household after household."""
        households = chosen_households(self.office, choice)
        for some in in_list(households):
            if some.values:
                yield from self._some(some.marks, some.values, year)

    def _some(self, marks: str, ids: Sequence[object], year: int | None) -> Iterator[list[Value]]:
        known = self._households(marks, ids)
        people = self._people(marks, ids) if "person.code" in self.keys else {}
        for household, person, its_year, row_id, answers in self._kept(marks, ids, year):
            whose: dict[str, Value] = {
                **known[household],
                **people.get(person, {}),
                YEAR: its_year,
                ROW: row_id,
            }
            yield [*(whose.get(key) for key in self.keys), *answers]

    def _households(self, marks: str, ids: Sequence[object]) -> dict[str, dict[str, Value]]:
        places = places_by_division(self.office)
        sql = (
            "SELECT h.id, h.code, h.division_id, p.name, p.id_number FROM household h"
            " LEFT JOIN membership m ON m.household_id = h.id AND m.relation = ? AND m.left_on IS NULL"
            f" LEFT JOIN person p ON p.id = m.person_id WHERE h.id IN ({marks})"
        )
        return {
            one: dict(
                zip(HOUSEHOLD_KEYS, (code, places[division].village or None, name, number), strict=True)
            )
            for one, code, division, name, number in self.office.archive.read(sql, (HEAD, *ids))
        }

    def _people(self, marks: str, ids: Sequence[object]) -> dict[str, dict[str, Value]]:
        sql = (
            "SELECT p.id, p.code, p.name, p.id_number FROM person p"
            f" WHERE p.id IN (SELECT person_id FROM membership WHERE household_id IN ({marks}))"
        )
        return {
            one: dict(zip(PERSON_KEYS, said, strict=True))
            for one, *said in self.office.archive.read(sql, ids)
        }

    def _kept(
        self, marks: str, ids: Sequence[object], year: int | None
    ) -> Iterator[tuple[str, str, int | None, str, list[Value]]]:
        """(household, person, year, row id, cells) of each kept row."""
        if self.record.storage == "answers":
            yield from self._answers(marks, ids, year)
            return
        names = "".join(f', r."{one.key}"' for one in self.fields)
        yearly = YEAR in self.keys
        source = _SOURCES[self.record.key]
        sql = (
            f"SELECT {source[0]}, {'r.year' if yearly else 'NULL'}, r.id{names} FROM {source[1]} IN ({marks})"
        )
        sql += " AND r.year = ?" if yearly and year else ""
        args = (*ids, year) if yearly and year else tuple(ids)
        for household, person, its_year, row_id, *kept in self.office.archive.read(
            f"{sql} ORDER BY 1, r.id", args
        ):
            cells = [self._cell(one, value) for one, value in zip(self.fields, kept, strict=True)]
            yield household, person or "", its_year, row_id, cells

    def _cell(self, one: Field, kept: str | int | None) -> Value:
        return plain(one.kind, loaded(one.kind, kept), self.office.forms.code_list(one))

    def _answers(
        self, marks: str, ids: Sequence[object], year: int | None
    ) -> Iterator[tuple[str, str, int | None, str, list[Value]]]:
        """A county form's answers, gathered into one row for each subject and year."""
        of_persons = self.record.scope in _OF_PERSONS
        owner = "(SELECT person_id FROM membership WHERE household_id IN ({}))" if of_persons else "({})"
        sql = (
            f"SELECT subject_id, year, field, value FROM answer WHERE form = ? AND subject_id IN {owner.format(marks)}"
            " ORDER BY subject_id, year"
        )
        gathered: dict[tuple[str, int | None], dict[str, object]] = {}
        for subject, its_year, key, value in self.office.archive.read(sql, (self.record.key, *ids)):
            if year is None or its_year in (None, year):
                gathered.setdefault((subject, its_year), {})[key] = value
        homes = self._homes(marks, ids) if of_persons else {}
        for (subject, its_year), said in gathered.items():
            household = homes.get(subject, subject)
            yield household, subject if of_persons else "", its_year, "", self._said(said)

    def _said(self, said: Mapping[str, object]) -> list[Value]:
        forms = self.office.forms
        return [
            plain(one.kind, county_answer(one, said.get(one.key)), forms.code_list(one))
            for one in self.fields
        ]

    def _homes(self, marks: str, ids: Sequence[object]) -> dict[str, str]:
        sql = f"SELECT person_id, household_id FROM membership WHERE household_id IN ({marks}) ORDER BY left_on IS NULL"
        return dict(self.office.archive.read(sql, ids))


_SOURCES = {
    "household": ("r.id, NULL", '"household" r WHERE r.id'),
    "conditions": ("r.household_id, NULL", '"conditions" r WHERE r.household_id'),
    "standing": ("r.household_id, NULL", '"standing" r WHERE r.household_id'),
    "income": ("r.household_id, r.person_id", '"income" r WHERE r.household_id'),
    "document": ("r.household_id, NULL", '"document" r WHERE r.household_id'),
    "membership": ("r.household_id, r.person_id", '"membership" r WHERE r.household_id'),
    "person": (
        "m.household_id, r.id",
        '"person" r JOIN membership m ON m.person_id = r.id WHERE m.household_id',
    ),
    "member_year": (
        "m.household_id, r.person_id",
        '"member_year" r JOIN membership m ON m.person_id = r.person_id WHERE m.household_id',
    ),
}
