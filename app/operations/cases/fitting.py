"""Who may enter which procedure: the households a new batch can be made of, and the procedure proposed for them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import orjson

from app.errors import Issue
from app.operations.cases.conditions import conditions_unmet
from app.operations.dossiers import Choice, dossiers
from app.operations.offices import Office
from app.operations.places import divisions
from app.operations.procedures import procedures
from app.rules.bookorder import book_key
from app.rules.dossiers import Answers, Value
from app.rules.entrances import by_fitness, find_hindrance, find_unmet, in_region
from app.rules.procedures import Procedure


@dataclass(frozen=True, slots=True)
class Candidate:
    """A household that may be put into a batch. `running`: the open case it goes with, by the procedure's group.

    `said`: by path what the conditions of any procedure ask; `unmet`: by group what a standard asks at its entrance
    and the household plainly fails.
    """

    id: str
    division_id: str
    head: str
    group: str
    code: str
    size: int
    standing: Answers = field(default_factory=dict)
    running: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, Value] = field(default_factory=dict)
    unmet: Mapping[str, Issue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fit:
    """A procedure, and how many of the chosen households may enter it."""

    procedure: Procedure
    entering: int


def candidates(office: Office, division_id: str) -> list[Candidate]:
    """The households of a village in the order of its book, with what decides whether they may enter."""
    sql = (
        "SELECT h.id, h.division_id, coalesce(max(CASE WHEN m.relation = '01' THEN p.name END), ''),"
        " coalesce(h.group_name, ''), coalesce(h.code, ''), count(m.id) FROM household h"
        " LEFT JOIN membership m ON m.household_id = h.id AND m.left_on IS NULL"
        " LEFT JOIN person p ON p.id = m.person_id WHERE h.division_id = ? AND h.closed_on IS NULL"
        " GROUP BY h.id"
    )
    rows = sorted(
        office.archive.read(sql, (division_id,)), key=lambda row: (*book_key(row[3], row[4]), row[0])
    )
    choice = Choice(households=tuple(str(row[0]) for row in rows))
    known = standings(office, choice.households or ())
    running = _running(office, division_id)
    homes = {home: standing for home, (standing, _) in known.items()}
    unmet = conditions_unmet(office, homes, office.clock().date())
    return [
        Candidate(
            home, village, head, group, code, size, standing, running.get(home, {}), said, unmet.get(home, {})
        )
        for home, village, head, group, code, size in rows
        for standing, said in [known.get(home, ({}, {}))]
    ]


def standings(office: Office, households: Sequence[str]) -> dict[str, tuple[Answers, Mapping[str, Value]]]:
    """Of each household its newest standing, and by path what the conditions of any procedure ask."""
    paths = {one.field for procedure in procedures(office).values() for one in procedure.enter}
    asked = [(path, *path.split(".", 1)) for path in sorted(paths)]
    records = {"standing", *(record for _, record, _ in asked)}
    return {
        one.household_id: (
            one.standing,
            {path: one.answers(record).get(key) for path, record, key in asked},
        )
        for one in dossiers(office, Choice(households=tuple(households)), records=records)
    }


def _running(office: Office, division_id: str) -> dict[str, dict[str, str]]:
    """The open cases of a village's households: by household, then by group, the case's name."""
    found: dict[str, dict[str, str]] = {}
    sql = (
        f'SELECT s.household_id, {GROUP}, c.name FROM case_household s JOIN "case" c ON c.id = s.case_id'
        " WHERE c.closed_on IS NULL AND s.state = 'in' AND c.division_id = ?"
    )
    for home, group, name in office.archive.read(sql, (division_id,)):
        found.setdefault(home, {})[group] = name
    return found


GROUP = "json_extract(c.frozen, '$.procedure.group')"
"""SQL: the group of a case's procedure as the case keeps it; its file may be changed or gone."""


def why_not(one: Candidate, procedure: Procedure, on: date) -> Issue | None:
    """Why a household cannot enter a procedure on a day; None where it may."""
    if procedure.group in one.running:
        told: dict[str, object] = {"head": one.head, "case": one.running[procedure.group]}
        return Issue("cases.runs_already", "households", "error", told)
    stands = find_hindrance(procedure, one.standing) or find_unmet(procedure, one.said, on)
    return stands or one.unmet.get(procedure.group)


def fits(office: Office, division_id: str, homes: Sequence[Candidate], chosen: Collection[str]) -> list[Fit]:
    """The procedures for households that are meant for a village's place, the most likely first."""
    code = divisions(office)[division_id].code or ""
    fitting = [
        one for one in procedures(office).values() if one.subject == "household" and in_region(one, code)
    ]
    asked = [one for one in homes if one.id in chosen] or list(homes)
    today = office.clock().date()
    entering = {one.key: sum(why_not(home, one, today) is None for home in asked) for one in fitting}
    return [Fit(one, entering[one.key]) for one in by_fitness(fitting, entering, len(asked))]


def by_village(office: Office, households: Sequence[str]) -> dict[str, list[str]]:
    """Households by their village, the village with the most first."""
    asked = orjson.dumps(list(households)).decode()
    sql = "SELECT id, division_id FROM household WHERE id IN (SELECT value FROM json_each(?))"
    homes = {str(home): str(village) for home, village in office.archive.read(sql, (asked,))}
    found: dict[str, list[str]] = {}
    for one in households:
        if village := homes.get(one):
            found.setdefault(village, []).append(one)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))
