"""Rows of pairings against what is kept: new lines, handovers, ends, corrections; whoever is unknown is made."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import Issue
from app.operations.help_needs import help_rules, needs_of
from app.operations.line_imports.cadres import CadreFinder, Helper, Key, key_of
from app.operations.line_imports.changes import LineChanges, Said
from app.operations.line_imports.checking import path_of
from app.operations.line_imports.helpers import helper_said, is_nobody, name_fault, unit_said
from app.operations.line_imports.households import Home, HouseholdFinder
from app.operations.line_imports.landings import Landing, Outcomes
from app.operations.line_imports.lines import SaidLine
from app.operations.line_imports.sheets import LineSheet
from app.operations.line_imports.vocabularies import CADRE_ID, FORMER, NAME
from app.operations.pairings.terms import day_of
from app.rules.pairings import Term, find_service_fault
from app.rules.told_terms import Line, Told, fit_told

Place = tuple[str, str]
"""A household and a kind of pairing."""

_TOLD = ("handed", "note")
_NEXT = {
    "pairing.reason": "pairing.ended_on",
    "pairing.ended_on": "pairing.started_on",
    "pairing.started_on": NAME,
}


@dataclass(slots=True)
class Row:
    """A helper a row names: where it stands, whose household, and how the cadre is told apart."""

    sheet: LineSheet
    row: int
    block: int
    home: Home
    kind: str
    key: Key
    cadre: str = ""

    def find(self, issue: Issue, path: str, value: str = "") -> None:
        """Note an issue at its column; where the sheet has none, at the next that says something of it."""
        shown = path
        while shown not in self.sheet.columns and shown in _NEXT:
            shown = _NEXT[shown]
        self.sheet.find(self.row, issue, shown, value, self.block)


@dataclass(frozen=True, slots=True)
class KeptPairing:
    """A pairing as it is kept, with what its line says beside the days."""

    place: Place
    term: Term
    follows_id: str
    said: Said


def read_pairings(landing: Landing) -> dict[str, KeptPairing]:
    """Every pairing of the office by its id."""
    found = {}
    for one, home, kind, cadre, began, ended, follows, reason, handed, note in landing.office.archive.read(
        "SELECT id, household_id, kind, cadre_id, started_on, ended_on, follows_id, reason, handed, note FROM pairing"
    ):
        term = Term(cadre, day_of(began), day_of(ended), one)
        said: Said = {"reason": reason, "handed": handed, "note": note}
        found[one] = KeptPairing((home, kind or ""), term, follows or "", said)
    return found


def land_pairings(landing: Landing, sheets: Sequence[LineSheet]) -> Outcomes:
    """Gather what the sheets change in `landing.changes`; refusals stand in the sheets."""
    kept = read_pairings(landing)
    homes = HouseholdFinder(landing.office, lambda one: kept[one].place[0] if one in kept else None)
    cadres = CadreFinder(landing.office, landing.changes)
    rows = [row for sheet in sheets for row in _rows(sheet, homes)]
    return _Lander(landing, kept, cadres).land(rows)


def _rows(sheet: LineSheet, homes: HouseholdFinder) -> Iterator[Row]:
    """Every helper a sheet names; a row that names nobody says so."""
    for row in range(len(sheet)):
        home = homes.find(sheet, row)
        if home is None or row in sheet.refused:
            continue
        named = False
        for block, kind in sheet.columns.blocks.items():
            name = sheet.of(NAME, row, block)
            if is_nobody(name):
                continue
            named = True
            issue = name_fault(sheet, row, block)
            if issue:
                sheet.find(row, issue, NAME, str(issue.values["text"]), block)
                continue
            phone, unit = sheet.of("cadre.phone", row, block), unit_said(sheet, row, block)
            key = key_of(sheet.of(CADRE_ID, row, block), name, phone, unit)
            yield Row(sheet, row, block, home, sheet.of("pairing.kind", row) or kind or "1", key)
        if not named:
            sheet.find(row, Issue("lines.no_cadre", "name"), NAME)


class _Lander:
    """Fits the rows of one call household by household."""

    def __init__(self, landing: Landing, kept: dict[str, KeptPairing], cadres: CadreFinder) -> None:
        self.landing, self.kept, self.cadres = landing, kept, cadres
        self.changes: LineChanges = landing.changes
        self.rules = help_rules(landing.office)
        self.needs = needs_of(landing.office, landing.today)
        self.terms: dict[Place, list[Term]] = defaultdict(list)
        for one in kept.values():
            self.terms[one.place].append(one.term)
        self.outcomes = Outcomes()

    def land(self, rows: Sequence[Row]) -> Outcomes:
        """All rows: first whom they mean, then what becomes of each household."""
        self._match(rows)
        gathered: dict[Place, list[Row]] = defaultdict(list)
        for row in rows:
            if row.cadre:
                gathered[row.home.id, row.kind].append(row)
        for place, its_rows in gathered.items():
            self._household(place, its_rows)
        return self.outcomes

    def _match(self, rows: Sequence[Row]) -> None:
        helping: dict[Key, set[str]] = defaultdict(set)
        for row in rows:
            running = (term.cadre for term in self.terms[row.home.id, row.kind] if term.ended_on is None)
            helping[row.key].update(running)
        for row in rows:
            found = self.cadres.find(row.key, helping[row.key], helping.keys())
            if isinstance(found, Issue):
                row.find(found, NAME, row.key[1])
                continue
            row.cadre = found.id
            said, unit, level = helper_said(row.sheet, row.row, row.block)
            for key in self.cadres.tell(found, said, unit, level):
                self._contradicts(row, found, key)

    def _contradicts(self, row: Row, helper: Helper, key: str) -> None:
        record, key = ("unit", "name") if key == "unit_id" else ("cadre", key)
        label = self.landing.office.forms.help[record].by_key[key].label
        row.find(
            Issue("lines.cadre_contradicts", key, "doubt", {"name": helper.name, "label": label}),
            f"{record}.{key}",
        )

    def _name(self, cadre: str) -> str:
        return self.cadres.helpers[cadre].name

    def _household(self, place: Place, rows: Sequence[Row]) -> None:
        told = [self._told(number, row) for number, row in enumerate(rows)]
        lines, refused = fit_told(self.terms[place], told, self._name, self.landing.on)
        for one, issue in refused:
            rows[one.row].find(issue, f"pairing.{issue.field}", str(one.started_on or ""))
        ids: dict[int, str] = {}
        for line in lines:
            self._line(place, line, [rows[one.row] for one in line.told], ids)
        self._need_helper(place, lines, rows)

    def _told(self, number: int, row: Row) -> Told:
        began, ended = (
            day_of(row.sheet.of(f"pairing.{key}", row.row) or None) for key in ("started_on", "ended_on")
        )
        return Told(number, row.cadre, began, ended, row.sheet.of("row.id", row.row))

    def _line(self, place: Place, line: Line, rows: Sequence[Row], ids: dict[int, str]) -> None:
        """One line as it will stand: made, changed, or left as it is."""
        said = self._said(line, rows)
        days: Said = {"started_on": _iso(line.term.started_on), "ended_on": _iso(line.term.ended_on)}
        if rows and line.term != line.old:
            self._check(line, rows[0])
        if line.old is None:
            follows = (line.before.term.id or ids.get(id(line.before), "")) if line.before else ""
            linked: Said = {"household_id": place[0], "kind": place[1], "cadre_id": line.term.cadre}
            made = self.changes.make("pairing", {**linked, "follows_id": follows or None, **days, **said})
            ids[id(line)] = made
            self._hand_over(line, rows, made)
            self._tell(place, rows, {**days, **said}, {}, "created")
            return
        kept = self.kept[line.old.id]
        before: Said = {
            "started_on": _iso(line.old.started_on),
            "ended_on": _iso(line.old.ended_on),
            **kept.said,
        }
        fresh = {
            key: value
            for key, value in {**days, **said}.items()
            if value is not None and before.get(key) != value
        }
        self.changes.set("pairing", line.old.id, fresh)
        self._tell(place, rows, {**days, **said}, before, "updated" if fresh else "unchanged", line.old.id)

    def _said(self, line: Line, rows: Sequence[Row]) -> Said:
        """What the rows say beside the days; the reason of a line that runs on is that of the line before it."""
        said: Said = {}
        for row in rows:
            whole = row.sheet.said("pairing", row.row)
            for key in (*_TOLD, *(("reason",) if line.term.ended_on else ())):
                if whole.get(key) is not None:
                    said.setdefault(key, whole[key])
        return said

    def _hand_over(self, line: Line, rows: Sequence[Row], made: str) -> None:
        """Count a handover, and keep its reason with the line that ended."""
        if line.before is None:
            return
        self.outcomes.handovers += 1
        reason = next((one for row in rows if (one := row.sheet.of("pairing.reason", row.row))), "")
        old = line.before.old
        if old and reason and not line.term.ended_on and not line.before.told and not old.ended_on:
            self.changes.set("pairing", old.id, {"reason": reason})

    def _check(self, line: Line, row: Row) -> None:
        """Refuse a line its cadre, its household or the calendar speaks against."""
        term, ahead = line.term, self.rules.ahead_days
        if term.started_on is None and line.old is None:
            row.find(Issue("lines.start_unknown", "started_on"), "pairing.started_on")
        if term.started_on and term.started_on > self.landing.today + timedelta(days=ahead):
            said: dict[str, object] = {"day": str(term.started_on), "ahead": ahead}
            row.find(Issue("pairings.too_far_ahead", "started_on", "error", said), "pairing.started_on")
        closed = row.home.closed_on
        if closed and term.first.isoformat() >= closed:
            row.find(
                Issue("pairings.household_closed", "started_on", "error", {"day": closed}),
                "pairing.started_on",
            )
        helper = self.cadres.helpers[term.cadre]
        known = {**helper.kept, **helper.said}
        service = (day_of(str(known.get("from_on") or "")), day_of(str(known.get("to_on") or "")))
        issue = find_service_fault(helper.name, service, term, self.landing.today)
        if issue:
            row.find(issue, f"pairing.{issue.field}", str(term.started_on or ""))

    def _need_helper(self, place: Place, lines: Sequence[Line], rows: Sequence[Row]) -> None:
        """Refuse an end after which a needing household has nobody, unless it says why."""
        ended = [line for line in lines if line.old and line.old.ended_on is None and line.term.ended_on]
        if not ended or place[1] not in self.rules.kinds or place[0] not in self.needs:
            return
        if any(line.term.ended_on is None for line in lines):
            return
        if not any(row.sheet.of("pairing.reason", row.row) for row in rows):
            rows[-1].find(Issue("lines.end_unexplained", "reason", "error"), "pairing.reason")

    def _tell(
        self, place: Place, rows: Sequence[Row], said: Said, kept: Said, outcome: str, one: str = ""
    ) -> None:
        """Count the rows of a line, ask the room's own rules, and compare who helped before."""
        for number, row in enumerate(rows):
            self.outcomes.tell(outcome if number == 0 else "unchanged")
            self._compare_former(row)
        if rows and self.landing.check:
            line = SaidLine(
                "pairing",
                place[0],
                0,
                self.landing.answers("pairing", said),
                self.landing.answers("pairing", kept),
                one,
            )
            for issue in self.landing.check(line):
                rows[0].find(issue, path_of("pairing", issue.field))

    def _compare_former(self, row: Row) -> None:
        """A sheet of changes names who helped before: it must be who is kept, or who took over already."""
        said = row.sheet.of(FORMER, row.row)
        if is_nobody(said):
            return
        names = [self._name(term.cadre) for term in self.terms[row.home.id, row.kind]]
        if names and said not in names:
            issue = Issue("lines.former_differs", "name", "error", {"said": said, "known": names[-1]})
            row.find(issue, FORMER, said)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
