"""Brings dossiers out of the archive: one, a village's, the whole township's.

A dossier of a year speaks of the newest answers up to that year; `spoken` says of which year each record is.
Reads tuples in bulk, never ORM objects: 15,000 households take seconds, not minutes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.operations.book_orders import BOOK_ORDER
from app.operations.offices import Office
from app.operations.places import places_by_division
from app.operations.rows import Row, RowReader, county_answer, in_list
from app.operations.stored_help import LINES, read_help
from app.operations.stored_households import StoredHouseholds, dossier_of, known_years, newest_year
from app.progress import Progress
from app.rules.dossiers import Dossier, Place, Value
from app.rules.forms import Record

CHUNK = 400
"""Households read together: few statements, and memory that does not grow with the township."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which households: by id, else of one division (village or above), else all; closed ones only on request."""

    households: tuple[str, ...] | None = None
    division_id: str | None = None
    closed: bool = False


def dossiers(
    office: Office,
    choice: Choice,
    year: int | None = None,
    progress: Progress | None = None,
    records: Collection[str] | None = None,
    fields: Collection[str] | None = None,
    lumped: bool = False,
) -> Iterator[Dossier]:
    """The chosen households in the order village, group, code, each for `year` (else its newest year).

    Households outside the signed-in user's villages are left out. With `records` (keys of forms) nothing else is
    read: what stands in others is empty, and neither `years` nor `version` is to be trusted. With `fields` (paths)
    no other answer of these records either. `lumped`: the incomes of a block come as one line, their sum.
    """
    ids = chosen_households(office, choice)
    places = places_by_division(office)
    reader = _Readers(office, records, fields, lumped)
    for start in range(0, len(ids), CHUNK):
        for done, one in enumerate(
            _load(office, reader, places, ids[start : start + CHUNK], year), start + 1
        ):
            yield one
            if progress:
                progress.step(done, len(ids))


def dossier(office: Office, household_id: str, year: int | None = None) -> Dossier | None:
    """One household's dossier; None where there is none the user may see."""
    return next(dossiers(office, Choice(households=(household_id,), closed=True), year), None)


def chosen_households(office: Office, choice: Choice) -> list[str]:
    """Ids of the chosen households the user may see, in the order of the village book."""
    if choice.households is not None:
        seen: set[str] = set()
        for some in in_list(choice.households):
            where, args = _scope(office, f"h.id IN ({some.marks})", list(some.values))
            seen.update(row[0] for row in office.archive.read(f"SELECT h.id FROM household h {where}", args))
        return [one for one in choice.households if one in seen]
    conditions, args = ["1"], []
    if choice.division_id:
        conditions.append("d.path LIKE (SELECT path FROM division WHERE id = ?) || '%'")
        args.append(choice.division_id)
    if not choice.closed:
        conditions.append("h.closed_on IS NULL")
    where, args = _scope(office, " AND ".join(conditions), args)
    rows = office.archive.read(
        f"SELECT h.id FROM household h JOIN division d ON d.id = h.division_id {where} {BOOK_ORDER}", args
    )
    return [row[0] for row in rows]


def _scope(office: Office, condition: str, args: list[object]) -> tuple[str, list[object]]:
    """The WHERE that also keeps the user to the villages named for him."""
    villages = office.user.villages
    if not villages:
        return f"WHERE {condition}", args
    marks = ",".join("?" * len(villages))
    return f"WHERE {condition} AND h.division_id IN ({marks})", [*args, *villages]


_KEYS = {
    "household": ("id", "division_id"),
    "standing": ("household_id", "year"),
    "conditions": ("household_id", "year"),
    "membership": ("household_id", "id", "person_id"),
    "person": ("id",),
    "member_year": ("person_id", "year"),
    "income": ("household_id", "year", "id", "person_id"),
    "document": ("household_id",),
}
_ALWAYS = frozenset({"household"})
_BLOCK = "substr(kind, 1, instr(kind || '.', '.') - 1)"
_SUMS = f"SELECT household_id, year, min(id), NULL, {_BLOCK}, sum(amount) FROM income WHERE "


class _Readers:
    """The row readers of one run, made once: which columns a record has and how each is decoded."""

    def __init__(
        self,
        office: Office,
        wanted: Collection[str] | None,
        fields: Collection[str] | None,
        lumped: bool = False,
    ) -> None:
        records = office.forms.records
        self.whole = wanted is None
        self._readers = {
            key: RowReader(records[key], keys, fields)
            for key, keys in _KEYS.items()
            if wanted is None or key in wanted or key in _ALWAYS
        }
        self.incomes_end = " ORDER BY id"
        if lumped:
            sums = RowReader(records["income"], _KEYS["income"], ("income.kind", "income.amount"))
            sums.sql, self.incomes_end = _SUMS, f" GROUP BY household_id, year, {_BLOCK}"
            self._readers["income"] = sums
        self.county = {
            record.key: record
            for record in office.forms.county_records()
            if wanted is None or record.key in wanted
        }
        self.help = frozenset(LINES) if wanted is None else frozenset(wanted) & LINES.keys()

    def rows(self, office: Office, record: str, condition: str, args: Sequence[object]) -> Iterator[Row]:
        """The rows of a record under a condition; none of one that is not wanted."""
        reader = self._readers.get(record)
        return reader.rows(office, condition, args) if reader else iter(())


def _load(
    office: Office, read: _Readers, places: Mapping[str, Place], ids: Sequence[str], year: int | None
) -> Iterator[Dossier]:
    rows = _read(office, read, ids, year)
    for one in ids:
        years = known_years(one, rows) if read.whole else ()
        yield dossier_of(one, rows, places, years, year or newest_year(one, rows) or office.clock().year)


def _read(office: Office, read: _Readers, ids: Sequence[str], year: int | None) -> StoredHouseholds:
    some = next(in_list(ids))

    def of_household(record: str, more: str = "") -> dict[str, list[Row]]:
        return _by_owner(read.rows(office, record, f"household_id IN ({some.marks}){more}", some.values))

    households = read.rows(office, "household", f"id IN ({some.marks})", some.values)
    memberships = of_household("membership", " ORDER BY id")
    people, fared = _people(office, read, memberships, _newest("member_year", "person_id", read, year))
    held = [str(row.keys[1]) for rows in memberships.values() for row in rows]
    # Thirteen years of incomes: where the other years need not be known, they are not read.
    only = f" AND year = {year}" if year and not read.whole else ""
    return StoredHouseholds(
        households={str(row.keys[0]): row for row in households},
        standing=of_household("standing", _newest("standing", "household_id", read, year)),
        conditions=of_household("conditions", _newest("conditions", "household_id", read, year)),
        incomes=of_household("income", only + read.incomes_end),
        documents=of_household("document", " ORDER BY id"),
        memberships=memberships,
        people=people,
        fared=fared,
        extras=_extras(office, read.county, [*ids, *people, *held]),
        versions=_versions(office, some.marks, some.values) if read.whole else {},
        help=read_help(office, read.help, some.marks, some.values) if read.help else {},
    )


def _newest(record: str, owner: str, read: _Readers, year: int | None) -> str:
    """Only the newest row up to the year, where the others need not be known: thirteen years of people are many."""
    if year is None or read.whole:
        return ""
    its = f'SELECT max(other.year) FROM "{record}" other WHERE other.{owner} = "{record}".{owner}'
    return f" AND year = ({its} AND other.year <= {int(year)})"


def _by_owner(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row.keys[0])].append(row)
    return found


def _people(
    office: Office, read: _Readers, memberships: Mapping[str, list[Row]], newest: str
) -> tuple[dict[str, Row], dict[str, list[Row]]]:
    ids = [str(row.keys[2]) for rows in memberships.values() for row in rows]
    people: dict[str, Row] = {}
    fared: dict[str, list[Row]] = defaultdict(list)
    for some in in_list(ids):
        for row in read.rows(office, "person", f"id IN ({some.marks})", some.values):
            people[str(row.keys[0])] = row
        for row in read.rows(office, "member_year", f"person_id IN ({some.marks}){newest}", some.values):
            fared[str(row.keys[0])].append(row)
    return people, fared


def _extras(
    office: Office, records: Mapping[str, Record], subjects: Sequence[str]
) -> dict[str, dict[tuple[str, int | None], dict[str, Value]]]:
    """County answers by subject, then by form and year."""
    found: dict[str, dict[tuple[str, int | None], dict[str, Value]]] = defaultdict(lambda: defaultdict(dict))
    if not records:
        return found
    for some in in_list(subjects):
        sql = f"SELECT subject_id, form, year, field, value FROM answer WHERE subject_id IN ({some.marks})"
        for subject, form, year, key, value in office.archive.read(sql, some.values):
            record = records.get(form)
            field = record.by_key.get(key) if record else None
            if field:
                found[subject][(form, year)][key] = county_answer(field, value)
    return found


def _versions(office: Office, marks: str, ids: Sequence[object]) -> dict[str, int]:
    sql = f"SELECT about, count(*) FROM change WHERE about IN ({marks}) GROUP BY about"
    return dict(office.archive.read(sql, ids))
