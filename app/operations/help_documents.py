"""The help a household has as one document: who helps, plans with their measures, visits, findings, yearly results."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from app.operations.offices import Office
from app.operations.stored_help import LINES, read_help
from app.operations.wording import Document, worded
from app.rules.dossiers import Line


def help_document(office: Office, household_id: str) -> Document:
    """`pairings`, `plans` by year with `measures`, `visits`, `findings`, `checks`, `snapshots`: the oldest first.

    Cadres by name, unit and phone; beneficiaries by name; codes, dates and money as in the rest of the page.
    """
    lines = read_help(office, tuple(LINES), "?", [household_id]).get(household_id, {})
    photos = _counts(office, household_id)
    visit_of = dict(_read(office, "SELECT id, visit_id FROM finding WHERE household_id = ?", household_id))
    return {
        "pairings": [{**_said(office, one), **_cadre(one)} for one in lines.get("pairing", ())],
        "plans": _plans(office, household_id, lines),
        "visits": [
            {**_said(office, one), "visitors": _visitors(one), "photos": photos.get(one.id, 0)}
            for one in lines.get("visit", ())
        ],
        "findings": [
            {**_said(office, one), "visit": visit_of.get(one.id)} for one in lines.get("finding", ())
        ],
        "checks": _checks(office, household_id),
        "snapshots": _snapshots(office, household_id),
    }


def _said(office: Office, line: Line) -> Document:
    return {"id": line.id, **worded(office, office.forms.help[line.record], line.answers)}


def _cadre(line: Line) -> Document:
    cadre, unit = (next(iter(line.linked.get(key, ())), {}) for key in ("cadre", "unit"))
    return {"cadre": cadre.get("name"), "phone": cadre.get("phone"), "unit": unit.get("name")}


def _visitors(line: Line) -> list[str]:
    return [str(one.get("name") or "") for one in line.linked.get("cadre", ())]


def _plans(office: Office, household_id: str, lines: Mapping[str, Sequence[Line]]) -> Document:
    """Each year's plan with its measures."""
    names = dict(
        _read(
            office,
            "SELECT p.id, p.name FROM person p JOIN membership m ON m.person_id = p.id WHERE m.household_id = ?",
            household_id,
        )
    )
    measures: dict[int, list[Document]] = defaultdict(list)
    for one in lines.get("measure", ()):
        whom = [names.get(str(person["id"]), "") for person in one.linked.get("person", ())]
        measures[one.year].append({**_said(office, one), "beneficiaries": whom})
    plans = sorted(lines.get("plan", ()), key=lambda one: one.year)
    return {str(one.year): {**_said(office, one), "measures": measures[one.year]} for one in plans}


def _checks(office: Office, household_id: str) -> list[Document]:
    sql = (
        "SELECT c.name, c.year, t.checked_on, t.outcome FROM task t JOIN campaign c ON c.id = t.campaign_id"
        " WHERE t.household_id = ? ORDER BY c.year, t.id"
    )
    outcomes = office.forms.codes["task_outcome"]
    return [
        {"campaign": name, "year": year, "checked_on": day, "outcome": outcomes.name(code) if code else None}
        for name, year, day, code in _read(office, sql, household_id)
    ]


def _snapshots(office: Office, household_id: str) -> list[Document]:
    sql = "SELECT id, year, made_on, hash, corrects_id, reason FROM snapshot WHERE household_id = ? ORDER BY year, id"
    keys = ("id", "year", "made_on", "hash", "corrects", "reason")
    return [dict(zip(keys, row, strict=True)) for row in _read(office, sql, household_id)]


def _counts(office: Office, household_id: str) -> Mapping[str, int]:
    sql = (
        "SELECT visit_id, count(*) FROM attachment WHERE household_id = ? AND visit_id IS NOT NULL GROUP BY 1"
    )
    return dict(_read(office, sql, household_id))


def _read(office: Office, sql: str, household_id: str) -> Sequence[tuple[Any, ...]]:
    return office.archive.read(sql, (household_id,))
