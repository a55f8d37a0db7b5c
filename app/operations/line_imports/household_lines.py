"""Rows of plans, measures, visits and findings against what is kept: new lines, and answers that changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.errors import Issue
from app.operations.line_imports.changes import Said
from app.operations.line_imports.checking import check_line
from app.operations.line_imports.drafts import PlanDrafts
from app.operations.line_imports.households import Home, HouseholdFinder
from app.operations.line_imports.kept import KEYS, LINKED, YEARLY, KeptLine, KeptLines
from app.operations.line_imports.landings import Landing, Outcomes
from app.operations.line_imports.lines import SaidLine
from app.operations.line_imports.people import NamedPeople
from app.operations.line_imports.sheets import LineSheet

_ROW: Final = "row.id"


@dataclass(slots=True)
class _Row:
    """A row that is matched: whose it is, what it says, and the line it speaks of."""

    sheet: LineSheet
    row: int
    home: Home
    said: Said
    people: tuple[str, ...] = ()
    line: KeptLine | None = None


def land_lines(landing: Landing, sheets: Sequence[LineSheet]) -> Outcomes:
    """Gather what the sheets change in `landing.changes`; refusals stand in the sheets."""
    kept = KeptLines(landing.office, landing.office.forms.record(landing.record))
    homes = HouseholdFinder(
        landing.office, lambda one: kept.by_id[one].household_id if one in kept.by_id else None
    )
    return _Lander(landing, kept).land(
        [(sheet, row, homes.find(sheet, row)) for sheet in sheets for row in range(len(sheet))]
    )


class _Lander:
    def __init__(self, landing: Landing, kept: KeptLines) -> None:
        self.landing, self.kept = landing, kept
        self.record = landing.office.forms.record(landing.record)
        self.people = NamedPeople(landing)
        self.drafts = PlanDrafts(landing)
        self.outcomes = Outcomes()
        self.readonly = frozenset(one.key for one in self.record.fields if one.readonly)

    def land(self, found: Sequence[tuple[LineSheet, int, Home | None]]) -> Outcomes:
        """All rows: what says exactly the same first, so that no row takes another's line."""
        rows = [
            self._row(sheet, row, home) for sheet, row, home in found if home and row not in sheet.refused
        ]
        for exact in (True, False):
            for row in rows:
                if row.line is None:
                    row.line = self._line_of(row, exact)
        for row in rows:
            self._write(row)
        return self.outcomes

    def _row(self, sheet: LineSheet, row: int, home: Home) -> _Row:
        said = sheet.said(self.record.key, row)
        if self.record.key in YEARLY:
            said["year"] = sheet.years[row]
        people: tuple[str, ...] = ()
        if self.record.key == "visit":
            people = self.people.visitors(sheet, row, home)
        elif self.record.key == "measure":
            people = self.people.members(sheet, row, home)
        elif self.record.key == "finding":
            owner = self.people.owner(str(said.get("owner") or ""))
            people = (owner,) if owner else ()
        if people:
            said[LINKED[self.record.key]] = ",".join(people)
        return _Row(sheet, row, home, said, people)

    def _line_of(self, row: _Row, exact: bool) -> KeptLine | None:
        """The line a row speaks of: by its number, else one that says the same, else one of the same keys."""
        named = self.kept.by_id.get(row.sheet.of(_ROW, row.row))
        found = named if named and named.household_id == row.home.id and not named.taken else None
        if found is None:
            same = self.kept.same(row.home.id, row.said)
            if exact:
                same = [one for one in same if not self.kept.differs(one.said, row.said)]
            found = self.kept.untaken(same, row.said)
        if found:
            found.taken = True
        return found

    def _write(self, row: _Row) -> None:
        line = row.line
        self._check(row, line.said if line else {}, line.id if line else "")
        if line is None:
            self._make(row)
            return
        fresh = self.kept.differs(line.said, row.said)
        for key in sorted(fresh.keys() & self.readonly):
            label = self.record.by_key[key].label
            row.sheet.find(
                row.row, Issue("lines.readonly", key, "error", {"label": label}), f"{self.record.key}.{key}"
            )
        self.landing.changes.set(self.record.key, line.id, fresh)
        self.outcomes.tell("updated" if fresh else "unchanged")

    def _make(self, row: _Row) -> None:
        same = self.kept.same(row.home.id, row.said)
        if any(not self.kept.differs(one.said, row.said) for one in same):
            row.sheet.find(row.row, Issue("lines.same_row", "household", "doubt"))
            self.outcomes.tell("unchanged")
            return
        linked: Said = {"household_id": row.home.id}
        if self.record.key == "measure":
            linked["plan_id"] = self.drafts.plan_of(row.home.id, int(row.said["year"] or 0))
        if self.record.key == "plan":
            made = self.drafts.make(row.home.id, int(row.said["year"] or 0), row.said)
        else:
            made = self.landing.changes.make(self.record.key, {**linked, **row.said})
        self.kept.put(KeptLine(made, row.home.id, row.said, taken=True))
        self.outcomes.tell("created")

    def _check(self, row: _Row, kept: Said, one: str) -> None:
        year = int(row.said.get("year") or 0)
        line = SaidLine(
            self.record.key,
            row.home.id,
            year,
            self.landing.answers(self.record.key, row.said),
            self.landing.answers(self.record.key, kept),
            one,
        )
        if self.record.key == "measure":
            line.person_ids = row.people
        else:
            line.cadre_ids = self.people.known(row.people)
        check_line(self.landing, row.sheet, row.row, line, KEYS[self.record.key])
