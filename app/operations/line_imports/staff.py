"""Rows of units, cadres and postings: made where they are new, answers set where they differ."""

from collections import Counter
from collections.abc import Sequence

from app.errors import Issue
from app.operations.imports.places import OfficePlaces
from app.operations.line_imports.cadres import CadreFinder, Helper, key_of
from app.operations.line_imports.changes import Said
from app.operations.line_imports.checking import check_line
from app.operations.line_imports.helpers import helper_said, is_nobody, name_fault
from app.operations.line_imports.landings import Landing, Outcomes
from app.operations.line_imports.lines import SaidLine
from app.operations.line_imports.sheets import LineSheet
from app.operations.line_imports.vocabularies import CADRE_ID, NAME
from app.rules.cells import fold


def land_units(landing: Landing, sheets: Sequence[LineSheet]) -> Outcomes:
    """Units by name."""
    outcomes = Outcomes()
    form = landing.office.forms.help["unit"]
    names = [one.key for one in form.fields]
    known: dict[str, tuple[str, Said]] = {}
    for one, *values in landing.office.archive.read(
        f"SELECT id, {', '.join(names)} FROM unit ORDER BY id DESC"
    ):
        known[fold(str(values[0]))] = (one, dict(zip(names, values, strict=True)))
    for sheet, row in _rows(sheets):
        said = sheet.said("unit", row)
        name = str(said.get("name") or "")
        one, kept = known.get(fold(name), ("", {}))
        check_line(landing, sheet, row, _line(landing, "unit", said, kept, one), ("name",))
        if not name:
            continue
        said["name"] = "".join(name.split())
        fresh = {key: value for key, value in said.items() if key != "name" and kept.get(key) != value}
        if one:
            landing.changes.set("unit", one, fresh)
        else:
            one = landing.changes.make("unit", said)
        outcomes.tell("updated" if kept and fresh else "unchanged" if kept else "created")
        known[fold(name)] = (one, {**kept, **said})
    return outcomes


def land_cadres(landing: Landing, sheets: Sequence[LineSheet]) -> Outcomes:
    """Cadres by number, name with telephone or unit. An end of term refuses while households still count on him."""
    outcomes = Outcomes()
    cadres = CadreFinder(landing.office, landing.changes)
    running = _running(landing)
    known = set(cadres.helpers)
    for sheet, row in _rows(sheets):
        helper = _helper(landing, cadres, sheet, row)
        if helper is None:
            continue
        left = str(helper.said.get("to_on") or "")
        if left and left <= landing.today.isoformat() and running[helper.id]:
            issue = Issue("cadres.still_paired", "to_on", "error", {"count": running[helper.id]})
            sheet.find(row, issue, "cadre.to_on", left, 1)
        began = str(helper.said.get("from_on") or helper.kept.get("from_on") or "")
        if left and began and left < began:
            sheet.find(
                row, Issue("cadres.term_backwards", "to_on", "error", {"name": helper.name}), "cadre.to_on"
            )
        if helper.id in known:
            outcomes.tell("updated" if ("cadre", helper.id) in landing.changes.updated else "unchanged")
        else:
            outcomes.tell("created")
            known.add(helper.id)
    return outcomes


def _running(landing: Landing) -> Counter[str]:
    """Open pairings with open households by cadre."""
    return Counter(
        dict(
            landing.office.archive.read(
                "SELECT p.cadre_id, count(*) FROM pairing p JOIN household h ON h.id = p.household_id"
                " WHERE p.ended_on IS NULL AND h.closed_on IS NULL GROUP BY p.cadre_id"
            )
        )
    )


def _helper(landing: Landing, cadres: CadreFinder, sheet: LineSheet, row: int) -> Helper | None:
    """Whom a row means, with what it says of him; None where it is refused."""
    name = sheet.of(NAME, row, 1)
    if is_nobody(name):
        label = landing.office.forms.help["cadre"].by_key["name"].label
        sheet.find(row, Issue("lines.key_missing", "name", "error", {"label": label}), NAME, "", 1)
        return None
    issue = name_fault(sheet, row, 1)
    said, unit, level = helper_said(sheet, row, 1)
    own = sheet.of(CADRE_ID, row, 1) or sheet.of("row.id", row)
    found = issue or cadres.find(key_of(own, name, str(said.get("phone") or ""), unit), (), ())
    if isinstance(found, Issue):
        sheet.find(row, found, NAME, name, 1)
        return None
    cadres.tell(found, said, unit, level)
    return found


def land_postings(landing: Landing, sheets: Sequence[LineSheet]) -> Outcomes:
    """Postings by cadre, village and team; the same first day, or one that runs on, is the same posting."""
    outcomes = Outcomes()
    cadres, places = CadreFinder(landing.office, landing.changes), OfficePlaces(landing.office)
    kept = _kept_postings(landing)
    for sheet, row in _rows(sheets):
        helper = _helper(landing, cadres, sheet, row)
        place = places.find(sheet.places[row])
        if place.issue:
            sheet.find(row, place.issue, f"place.{place.level}")
        division = place.division_id or places.home.id
        said = sheet.said("posting", row)
        if helper is None or place.issue:
            continue
        at = (helper.id, division, said.get("team"))
        one, known = next(
            ((one, its) for one, its in kept.get(at, {}).items() if _same_posting(its, said)), ("", {})
        )
        check_line(landing, sheet, row, _line(landing, "posting", said, known, one), ("team",))
        fresh = {key: value for key, value in said.items() if known.get(key) != value}
        if one:
            landing.changes.set("posting", one, fresh)
        else:
            linked: Said = {"cadre_id": helper.id, "division_id": division}
            one = landing.changes.make("posting", {**linked, **said})
        outcomes.tell("updated" if known and fresh else "unchanged" if known else "created")
        kept.setdefault(at, {})[one] = {**known, **said}
    return outcomes


Postings = dict[tuple[str, str, object], dict[str, Said]]


def _kept_postings(landing: Landing) -> Postings:
    names = [one.key for one in landing.office.forms.help["posting"].fields]
    found: Postings = {}
    sql = f"SELECT id, cadre_id, division_id, {', '.join(names)} FROM posting ORDER BY id"
    for one, cadre, division, *values in landing.office.archive.read(sql):
        said: Said = dict(zip(names, values, strict=True))
        found.setdefault((cadre, division, said["team"]), {})[one] = said
    return found


def _same_posting(kept: Said, said: Said) -> bool:
    began, told = kept.get("started_on"), said.get("started_on")
    if began is None or told is None:
        return kept.get("ended_on") in (None, said.get("ended_on"))
    return began == told


def _rows(sheets: Sequence[LineSheet]) -> list[tuple[LineSheet, int]]:
    return [(sheet, row) for sheet in sheets for row in range(len(sheet)) if row not in sheet.refused]


def _line(landing: Landing, record: str, said: Said, kept: Said, one: str) -> SaidLine:
    return SaidLine(record, "", 0, landing.answers(record, said), landing.answers(record, kept), one)
