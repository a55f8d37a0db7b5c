"""Which visits a query means: one reading of the table, what SQL is slow at (names of many cadres) done in memory."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from app.operations.offices import Office
from app.operations.scopes import Conditions
from app.operations.visit_lines import days_of


@dataclass(frozen=True, slots=True)
class VisitQuery:
    """Which visits: of a year or between two days, a place, a household, a cadre, a kind; only with a problem found.

    `text`: part of the head's or a visitor's name, of what was seen, wanted or wrong.
    """

    year: int | None = None
    division_id: str | None = None
    household_id: str | None = None
    cadre_id: str | None = None
    kind: str | None = None
    first: date | None = None
    last: date | None = None
    with_problem: bool = False
    text: str = ""


_SAID = " || ' ' || ".join(f"coalesce(v.{key}, '')" for key in ("seen", "needs", "problem", "handled", "met"))


def days_condition(query: VisitQuery) -> tuple[str, dict[str, object]]:
    """The condition on the day of a visit, and the values bound in it."""
    first, last = days_of(query.year) if query.year else ("", "9999-12-31")
    if query.first:
        first = max(first, query.first.isoformat())
    if query.last:
        last = min(last, query.last.isoformat())
    return "v.visited_on BETWEEN :first_day AND :last_day", {"first_day": first, "last_day": last}


def find_visits(office: Office, query: VisitQuery) -> list[int]:
    """The rows (rowid) of the visits a query means, the newest first."""
    days, values = days_condition(query)
    conditions = [days]
    place = Conditions(office, query.division_id)
    placed = place.sql != "1" or query.household_id
    if place.sql != "1":
        homes = "SELECT h.id FROM household h JOIN division d ON d.id = h.division_id"
        conditions.append(f"v.household_id IN ({homes} WHERE {place.sql})")
        values |= place.values
    if query.household_id:
        conditions.append("v.household_id = :household")
        values["household"] = query.household_id
    if query.kind:
        conditions.append("v.kind = :kind")
        values["kind"] = query.kind
    if query.with_problem:
        conditions.append("(v.problem IS NOT NULL OR v.id IN (SELECT visit_id FROM finding))")
    # Nearly the whole table is wanted: read straight through it is six times as fast as by the index of days.
    table = "visit v" if placed else "visit v NOT INDEXED"
    sql = (
        f"SELECT v.rowid, v.household_id, v.cadre_ids, instr({_SAID}, :text) > 0 FROM {table}"
        f" WHERE {' AND '.join(conditions)} ORDER BY v.visited_on DESC, v.rowid DESC"
    )
    rows = office.archive.read(sql, {**values, "text": query.text})
    if query.cadre_id:
        rows = [row for row in rows if query.cadre_id in (row[2] or "")]
    if query.text:
        heads, cadres = _named(office, query.text)
        rows = [
            row
            for row in rows
            if row[3] or row[1] in heads or not cadres.isdisjoint((row[2] or "").split(","))
        ]
    return [int(row[0]) for row in rows]


def _named(office: Office, text: str) -> tuple[Set[str], Set[str]]:
    """The households whose head, and the cadres whose own name holds the text."""
    heads = office.archive.read(
        "SELECT m.household_id FROM membership m JOIN person p ON p.id = m.person_id"
        " WHERE m.relation = '01' AND m.left_on IS NULL AND instr(p.name, ?) > 0",
        (text,),
    )
    cadres = office.archive.read("SELECT id FROM cadre WHERE instr(name, ?) > 0", (text,))
    return {row[0] for row in heads}, {row[0] for row in cadres}
