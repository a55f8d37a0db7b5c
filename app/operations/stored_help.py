"""Lines of help of some households out of the archive: pairings, plans, measures, visits, findings, with their people.

A line names its form's fields and, linked, the answers of those it points at. Read in bulk, a few statements each.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.operations.offices import Office
from app.operations.rows import Row, RowReader
from app.rules.dossiers import Answers, Line

LINES: Mapping[str, tuple[str, ...]] = {
    "plan": ("household_id", "year", "id"),
    "measure": ("household_id", "year", "id", "person_ids", "plan_id"),
    "pairing": ("household_id", "cadre_id", "id", "follows_id"),
    "visit": ("household_id", "cadre_ids", "id"),
    "finding": ("household_id", "visit_id", "id", "cadre_id"),
}
"""The records of a dossier's help, and the columns read of each before its answers: household, …, id third."""

_ORDERS = {"visit": "visited_on, id", "pairing": "started_on, id", "finding": "found_on, id"}

HelpLines = Mapping[str, Mapping[str, Sequence[Line]]]
"""Lines by household, then by record, of every year."""


def read_help(office: Office, wanted: Collection[str], marks: str, ids: Sequence[object]) -> HelpLines:
    """The lines of the wanted records of these households. `person` of a measure is filled by `with_people`."""
    found: dict[str, dict[str, list[Line]]] = defaultdict(lambda: defaultdict(list))
    cadres = _Cadres(office)
    for record in LINES:
        if record not in wanted:
            continue
        reader = RowReader(office.forms.help[record], LINES[record])
        condition = f"household_id IN ({marks}) ORDER BY {_ORDERS.get(record, 'id')}"
        for row in reader.rows(office, condition, ids):
            found[str(row.keys[0])][record].append(_line(record, row, cadres))
    return found


def _line(record: str, row: Row, cadres: "_Cadres") -> Line:
    linked: Mapping[str, tuple[Answers, ...]] = {}
    if record in ("pairing", "visit"):
        linked = cadres.linked(str(row.keys[1] or ""))
    elif record == "finding":
        linked = cadres.linked(str(row.keys[3] or ""))
    elif record == "measure" and row.keys[3]:
        linked = {"person": tuple({"id": one} for one in str(row.keys[3]).split(","))}
    year = row.year if record in ("plan", "measure") else 0
    return Line(record, str(row.keys[2]), row.answers, linked, year)


class _Cadres:
    """All cadres and units of the office, read when the first line names one: there are some hundreds."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._known: dict[str, tuple[Answers, Answers]] | None = None

    def linked(self, ids: str) -> Mapping[str, tuple[Answers, ...]]:
        """Those named in "id,id" and their units."""
        if not ids:
            return {}
        if self._known is None:
            self._known = read_cadres(self._office)
        named = [self._known[one] for one in ids.split(",") if one in self._known]
        return {"cadre": tuple(cadre for cadre, _ in named), "unit": tuple(unit for _, unit in named)}


def read_cadres(office: Office) -> dict[str, tuple[Answers, Answers]]:
    """Every cadre's answers and those of the unit (empty where none is named), by the cadre's id.

    Remembered until a cadre or a unit is written: one household's page asks five times, for one of thousands.
    """
    now = int(office.archive.read("SELECT coalesce(max(seq), 0) FROM change")[0][0])
    kept: tuple[int, dict[str, tuple[Answers, Answers]]] | None = office.kept.get("cadres")
    if kept is None or _changed_since(office, kept[0], now):
        kept = (now, _read_cadres(office))
    office.kept["cadres"] = (now, kept[1])
    return kept[1]


def _changed_since(office: Office, then: int, now: int) -> bool:
    """Whether a cadre or unit was written; a log that is shorter than it was is another archive's."""
    if now <= then:
        return now < then
    sql = "SELECT 1 FROM change WHERE seq > ? AND record IN ('cadre', 'unit') LIMIT 1"
    return bool(office.archive.read(sql, (then,)))


def _read_cadres(office: Office) -> dict[str, tuple[Answers, Answers]]:
    help_forms = office.forms.help
    units = {
        str(row.keys[0]): row.answers for row in RowReader(help_forms["unit"], ("id",)).rows(office, "1", ())
    }
    cadres = RowReader(help_forms["cadre"], ("id", "unit_id")).rows(office, "1 ORDER BY id", ())
    return {str(row.keys[0]): (row.answers, units.get(str(row.keys[1]), {})) for row in cadres}


def help_of_year(
    lines: Mapping[str, Sequence[Line]], year: int, people: Mapping[str, Row]
) -> dict[str, tuple[Line, ...]]:
    """A household's lines of one year, as `Dossier.help` says."""
    chosen: dict[str, tuple[Line, ...]] = {}
    for record, every in lines.items():
        kept = tuple(with_people(line, people) for line in every if _is_of(line, year))
        if kept:
            chosen[record] = kept
    return chosen


def _is_of(line: Line, year: int) -> bool:
    if line.record in ("plan", "measure"):
        return line.year == year
    if line.record == "visit":
        return _year(line.answers.get("visited_on")) == year
    if line.record == "finding":
        found, closed = _year(line.answers.get("found_on")), _year(line.answers.get("closed_on"))
        return found <= year and (not closed or closed >= year)
    return True


def _year(day: object) -> int:
    return day.year if isinstance(day, date) else 0


def with_people(line: Line, people: Mapping[str, Row]) -> Line:
    """The line with the answers of the members it names by id."""
    if line.record != "measure" or "person" not in line.linked:
        return line
    ids: Iterable[str] = (str(one["id"]) for one in line.linked["person"])
    return replace(line, linked={"person": tuple(people[one].answers for one in ids if one in people)})
