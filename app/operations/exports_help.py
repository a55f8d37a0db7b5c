"""Lines of help, cadres, units and postings as a sheet that `line_imports` reads back without loss.

Columns that tell whom a row means, the line's own number, those who help, then the form's own fields.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.documents.grids import Column
from app.documents.grids_headings import heading
from app.documents.workbooks import Sheet, SheetColumn, Value
from app.operations.dossiers import Choice, chosen_households
from app.operations.line_imports.columns import take_columns
from app.operations.line_imports.kept import LINKED, YEARLY
from app.operations.line_imports.vocabularies import CADRE_ID, LEVELS, MEMBERS, VISITORS, LineVocabulary
from app.operations.offices import Office
from app.operations.places import places_by_division
from app.operations.rows import in_list
from app.rules.columns import heading_of
from app.rules.dossiers import HEAD
from app.rules.forms import Kind, Record
from app.rules.imports.paths import ROW, YEAR
from app.rules.values import loaded, plain
from app.texts import say

HELP_EXPORTS = ("pairing", "plan", "measure", "visit", "finding", "cadre", "unit", "posting")

_HOUSEHOLD = ("household.code", "place.village", "household.group_name", "head.name", "head.id_number")
_CADRE = (CADRE_ID, "cadre.name", "unit.name", "cadre.post", "cadre.phone")
_KEYS: Mapping[str, tuple[str, ...]] = {
    "pairing": (*_HOUSEHOLD, ROW, *_CADRE),
    "plan": (*_HOUSEHOLD, YEAR, ROW),
    "measure": (*_HOUSEHOLD, YEAR, ROW, MEMBERS),
    "visit": (*_HOUSEHOLD, ROW, VISITORS),
    "finding": (*_HOUSEHOLD, ROW),
    "cadre": (CADRE_ID, "unit.name"),
    "posting": ("place.village", ROW, *_CADRE),
    "unit": (),
}
"""The columns before a form's own fields."""

_WORDS = {CADRE_ID: "lines.words_cadre_id", VISITORS: "lines.words_visitors", MEMBERS: "lines.words_members"}


def help_sheet(office: Office, name: str, choice: Choice, year: int | None = None) -> Sheet:
    """Every kept line of a form of help for the chosen households; of all years unless one is named.

    Cadres, units and postings are the office's own: a choice of households does not narrow them.
    """
    record = office.forms.help[name]
    paths = [*_KEYS[name], *(one.path for one in record.fields if one.path not in _KEYS[name])]
    headings = _headings(office, record, paths)
    columns = [SheetColumn(text, _kind(office, path)) for text, path in zip(headings, paths, strict=True)]
    return Sheet(record.label, columns, _Rows(office, record, paths).rows(choice, year))


def _kind(office: Office, path: str) -> Kind:
    if path == YEAR:
        return "year"
    one = office.forms.by_path.get(path)
    return one.kind if one and path not in (VISITORS, MEMBERS) else "text"


def _headings(office: Office, record: Record, paths: Sequence[str]) -> list[str]:
    """One heading for each column: its label, with the form's own before it where import would mistake it."""
    words = [_label(office, record, path) for path in paths]
    columns = [Column(index, "", heading(word), word) for index, word in enumerate(words)]
    taken = {
        one.column.index: one.path
        for one in take_columns(columns, LineVocabulary(office.forms, record.key, heading)).taken
    }
    return [
        word if taken.get(index) == path else f"{record.label}{LEVELS}{word}"
        for index, (path, word) in enumerate(zip(paths, words, strict=True))
    ]


def _label(office: Office, record: Record, path: str) -> str:
    if path in _WORDS:
        return say(_WORDS[path]).split()[0]
    if path == ROW:
        return say("headings.record_id")
    if path == YEAR:
        return say("headings.year").split()[0]
    if path == "cadre.name" and record.key != "cadre":
        return say("lines.words_helper").split()[2]
    one = office.forms.by_path.get(path)
    return one.label if one and not path.startswith("head.") else heading_of(office.forms, path)


@dataclass(frozen=True, slots=True)
class _Known:
    """What rows of help point at, by id."""

    cadres: Mapping[str, Mapping[str, Value]]
    places: Mapping[str, str]
    people: Mapping[str, str]


class _Rows:
    """The rows of one form of help."""

    def __init__(self, office: Office, record: Record, paths: Sequence[str]) -> None:
        self.office, self.record, self.paths = office, record, paths
        self.known = _Known(
            _cadres(office),
            {one: place.village for one, place in places_by_division(office).items()},
            dict(office.archive.read("SELECT id, name FROM person")) if MEMBERS in paths else {},
        )

    def rows(self, choice: Choice, year: int | None) -> Iterator[list[Value]]:
        """Every row, household after household."""
        if self.record.scope == "office":
            yield from self._some("1", (), {})
            return
        for some in in_list(chosen_households(self.office, choice)):
            if some.values:
                condition = f"household_id IN ({some.marks})"
                yearly = year is not None and self.record.key in YEARLY
                args = (*some.values, year) if yearly else some.values
                homes = self._households(some.marks, some.values)
                yield from self._some(condition + (" AND year = ?" if yearly else ""), args, homes)

    def _some(
        self, condition: str, args: Sequence[object], homes: Mapping[str, Mapping[str, Value]]
    ) -> Iterator[list[Value]]:
        names = self._names()
        columns = ", ".join(f'"{name}"' for name in names)
        order = "household_id, id" if "household_id" in names else "id"
        for values in self.office.archive.read(
            f'SELECT {columns} FROM "{self.record.key}" WHERE {condition} ORDER BY {order}', args
        ):
            row = dict(zip(names, values, strict=True))
            told = {**homes.get(row.get("household_id") or "", {}), **self._linked(row), **self._own(row)}
            yield [told.get(path) for path in self.paths]

    def _names(self) -> list[str]:
        names = ["id", *(one.key for one in self.record.fields)]
        key = self.record.key
        names += ["household_id"] if self.record.scope != "office" else []
        names += ["year"] if key in YEARLY else []
        names += ["cadre_id"] if key in ("pairing", "posting") else []
        names += ["division_id"] if key == "posting" else []
        names += ["unit_id"] if key == "cadre" else []
        return names + ([LINKED[key]] if key in ("visit", "measure") else [])

    def _own(self, row: Mapping[str, object]) -> dict[str, Value]:
        forms = self.office.forms
        return {
            one.path: plain(one.kind, loaded(one.kind, row[one.key]), forms.code_list(one))  # type: ignore[arg-type]
            for one in self.record.fields
        }

    def _linked(self, row: Mapping[str, object]) -> dict[str, Value]:
        """What a row points at: its own number, its year, its cadre, its village, those it names."""
        told: dict[str, Value] = {ROW: str(row["id"]), YEAR: row.get("year")}  # type: ignore[dict-item]
        if self.record.key == "cadre":
            told |= {CADRE_ID: str(row["id"]), "unit.name": self.known.cadres[str(row["id"])]["unit.name"]}
        told |= self.known.cadres.get(str(row.get("cadre_id") or ""), {})
        told["place.village"] = self.known.places.get(str(row.get("division_id") or ""))
        if not told["place.village"]:
            told.pop("place.village")
        names = (("cadre_ids", VISITORS, self._cadre_name), ("person_ids", MEMBERS, self.known.people.get))
        for column, path, name in names:
            if row.get(column):
                told[path] = "\u3001".join(name(one) or "" for one in str(row[column]).split(","))
        return told

    def _cadre_name(self, one: str) -> str:
        return str(self.known.cadres.get(one, {}).get("cadre.name") or "")

    def _households(self, marks: str, ids: Sequence[object]) -> dict[str, dict[str, Value]]:
        sql = (
            "SELECT h.id, h.code, h.division_id, h.group_name, p.name, p.id_number FROM household h"
            " LEFT JOIN membership m ON m.household_id = h.id AND m.relation = ? AND m.left_on IS NULL"
            f" LEFT JOIN person p ON p.id = m.person_id WHERE h.id IN ({marks})"
        )
        return {
            one: dict(
                zip(
                    _HOUSEHOLD, (code, self.known.places.get(place) or None, group, name, number), strict=True
                )
            )
            for one, code, place, group, name, number in self.office.archive.read(sql, (HEAD, *ids))
        }


def _cadres(office: Office) -> dict[str, dict[str, Value]]:
    rows = office.archive.read(
        "SELECT c.id, c.name, u.name, c.post, c.phone FROM cadre c LEFT JOIN unit u ON u.id = c.unit_id"
    )
    return {one: dict(zip(_CADRE, (one, *said), strict=True)) for one, *said in rows}
