"""The measure-by-household matrix: which kinds of measures each household has in a year, needs, and lacks.

Read as SQL tuples, never as dossiers: fifteen thousand households in well under a second.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.operations.book_orders import BOOK_ORDER
from app.operations.coverage_facts import MUST_BE_HELPED, household_marks
from app.operations.offices import Office, need_role
from app.operations.places import divisions
from app.paths import forms as forms_folder
from app.rules.checks import load_thresholds
from app.rules.coverings import Column, CoverageRules, load_coverage
from app.rules.dossiers import HEAD

GAP = -1
"""A cell of a kind the household needs and has no measure of."""


class CoverageRow(NamedTuple):
    """A household: for each column GAP, 0 or how many measures; `lacks`: column number and reason of each gap."""

    household_id: str
    head: str
    code: str
    division_id: str
    village: str
    group: str
    cells: tuple[int, ...]
    lacks: tuple[tuple[int, str], ...]


class Total(NamedTuple):
    """How many households have a kind, and how many need it and lack it."""

    given: int
    gaps: int


@dataclass(frozen=True, slots=True)
class VillageTotals:
    """One village: its households in the matrix, those without any gap, and the totals of each column."""

    division_id: str
    name: str
    households: int
    whole: int
    totals: tuple[Total, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix of a year. `rows` in the order of the village book; `villages` likewise."""

    year: int
    columns: tuple[Column, ...]
    rows: tuple[CoverageRow, ...]
    totals: tuple[Total, ...]
    villages: tuple[VillageTotals, ...]

    @property
    def gap_households(self) -> int:
        """How many households lack something."""
        return sum(bool(row.lacks) for row in self.rows)

    @property
    def gap_cells(self) -> int:
        """How many gaps there are."""
        return sum(total.gaps for total in self.totals)


def coverage_rules(office: Office) -> CoverageRules:
    """The columns and needs in force, read once for an open office."""
    known = office.kept.get("coverage_rules")
    if not isinstance(known, CoverageRules):
        known = load_coverage(forms_folder(), office.forms, load_thresholds(forms_folder()))
        office.kept["coverage_rules"] = known
    return known


def coverage(office: Office, year: int, division_id: str | None = None) -> Coverage:
    """Every household that must be helped or is helped in that year, of a division (village or above) or of all.

    A stopped measure does not count. Only a household that must be helped (`forms/pairing.toml`) has gaps.
    Households outside the user's villages are left out.
    """
    need_role(office, "view")
    rules = coverage_rules(office)
    given = _given(office, year)
    marks = household_marks(office, year)
    homes = _homes(office, division_id)
    rows = tuple(_rows(rules, homes, given, marks))
    return Coverage(year, rules.columns, rows, _totals(rows, len(rules.columns)), _villages(rows, rules))


class Home(NamedTuple):
    """An open household as the matrix names it."""

    household_id: str
    head: str
    code: str
    division_id: str
    village: str
    group: str


def _homes(office: Office, division_id: str | None) -> list[Home]:
    """Open households: id, head, code, division, village, group."""
    conditions, args = ["h.closed_on IS NULL"], []
    if division_id:
        conditions.append("d.path LIKE (SELECT path FROM division WHERE id = ?) || '%'")
        args.append(division_id)
    if office.user.villages:
        conditions.append(f"h.division_id IN ({','.join('?' * len(office.user.villages))})")
        args += office.user.villages
    heads: dict[str, str] = dict(
        office.archive.read(
            "SELECT m.household_id, p.name FROM membership m JOIN person p ON p.id = m.person_id"
            " WHERE m.relation = ? AND m.left_on IS NULL",
            (HEAD,),
        )
    )
    rows = office.archive.read(
        "SELECT h.id, h.code, h.division_id, h.group_name FROM household h"
        f" JOIN division d ON d.id = h.division_id WHERE {' AND '.join(conditions)} {BOOK_ORDER}",
        args,
    )
    names = {one.id: one.name for one in divisions(office).values()}
    return [
        Home(one, heads.get(one) or "", code or "", place, names.get(place, ""), group or "")
        for one, code, place, group in rows
    ]


Given = Mapping[str, Mapping[str, int]]
"""How many measures of each kind a household has, by household."""


def _given(office: Office, year: int) -> Given:
    """The measures of that year, stopped ones left out."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    # By household the rows lie as they were written; by year and kind the file would be gone through once a kind.
    rows = office.archive.read(
        "SELECT household_id, kind FROM measure INDEXED BY ix_measure_household WHERE household_id > ''"
        " AND year = ? AND kind IS NOT NULL AND coalesce(state, '') != 'stopped'",
        (year,),
    )
    for household, kind in rows:
        kinds = found[household]
        kinds[kind] = kinds.get(kind, 0) + 1
    return found


def _rows(
    rules: CoverageRules,
    homes: Iterable[Home],
    given: Given,
    marks: Mapping[str, Collection[str]],
) -> Iterator[CoverageRow]:
    columns_of: dict[str, list[int]] = defaultdict(list)
    for number, column in enumerate(rules.columns):
        for kind in column.kinds:
            columns_of[kind].append(number)
    nothing: Mapping[str, int] = {}
    empty = [0] * len(rules.columns)
    for home in homes:
        one = home.household_id
        has = given.get(one, nothing)
        known = marks.get(one, ())
        needs = MUST_BE_HELPED in known
        if not has and not needs:
            continue
        cells = empty.copy()
        for kind, count in has.items():
            for number in columns_of[kind]:
                cells[number] += count
        lacks = rules.lacks(known, has) if needs else {}
        for number in lacks:
            cells[number] = GAP
        yield CoverageRow(*home, cells=tuple(cells), lacks=tuple(sorted(lacks.items())))


def _totals(rows: Sequence[CoverageRow], columns: int) -> tuple[Total, ...]:
    return tuple(
        Total(sum(cell > 0 for cell in column), sum(cell == GAP for cell in column))
        for column in (zip(*(row.cells for row in rows), strict=True) if rows else [()] * columns)
    )


def _villages(rows: Sequence[CoverageRow], rules: CoverageRules) -> tuple[VillageTotals, ...]:
    by_village: dict[str, list[CoverageRow]] = defaultdict(list)
    for row in rows:
        by_village[row.division_id].append(row)
    return tuple(
        VillageTotals(
            division,
            some[0].village,
            len(some),
            sum(not row.lacks for row in some),
            _totals(some, len(rules.columns)),
        )
        for division, some in by_village.items()
    )
