"""Visits of the past fourteen months, some households long not visited, and the problems found there."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from app.operations.samples.helping.cadres import Helper, Staff
from app.operations.samples.helping.pairings import Pairs
from app.operations.samples.helping.scenes import Home, Kept, Scene
from db.records import new_id

# Codes of forms/codes/visit_kind.toml, visit_mode.toml, finding_source.toml and finding_end.toml.
REGULAR, LEADER, CHECK, CARE, GREETING = "1", "2", "3", "5", "6"
_MONTHS, _FORGOTTEN, _PROBLEM = 14, 0.07, 0.045
_SOLVED, _UNTRUE, _HANDED_ON, _NEXT_YEAR = "1", "2", "3", "4"
_SOURCES = ("1", "1", "1", "3", "4", "5")


@dataclass(slots=True)
class Visits:
    """The visits and findings made."""

    visits: list[Kept] = field(default_factory=list)
    findings: list[Kept] = field(default_factory=list)


def make_visits(scene: Scene, staff: Staff, pairs: Pairs) -> Visits:
    """Monthly where a household is watched, every third month elsewhere; some have not been seen for long."""
    made = Visits()
    for home in scene.homes:
        helper = pairs.helpers.get(home.id)
        if helper:
            _visit(scene, made, home, helper, staff.villages[home.division_id])
    return made


def _visit(scene: Scene, made: Visits, home: Home, helper: Helper, team: list[Helper]) -> None:
    random = scene.random
    called = [one.year["care_days"] for one in home.people if one.year.get("care_days")]
    interval = 30 if home.watched else min([92, *called])
    ago = random.randint(0, interval - 4)
    if random.random() < _FORGOTTEN:
        ago += interval + random.randint(5, 60)
    days = range(ago, _MONTHS * 30, interval)
    cared = any(one.year.get("special") for one in home.people)
    for nth, gone in enumerate(days):
        if helper.left and scene.today - timedelta(days=gone) >= helper.left:
            continue
        kind = CARE if cared and nth % 2 == 0 else REGULAR
        goes = [helper]
        if random.random() < 0.3:
            goes.append(random.choice([one for one in team[:8] if one.id != helper.id]))
        if random.random() < 0.04:
            kind, goes = LEADER, [team[0]]
        _one(scene, made, home, scene.today - timedelta(days=gone), kind, goes)


def _one(scene: Scene, made: Visits, home: Home, day: date, kind: str, cadres: list[Helper]) -> None:
    random, words = scene.random, scene.words
    at_home = random.random() < 0.9
    problem = random.choice(words["problems"]) if random.random() < _PROBLEM else None
    row: Kept = {
        "id": new_id(),
        "household_id": home.id,
        "cadre_ids": ",".join(one.id for one in cadres),
        "visited_on": day.isoformat(),
        "clock": f"{random.randint(8, 17):02}:{random.choice([0, 10, 20, 30, 40, 50]):02}",
        "kind": kind,
        "mode": "1" if at_home else "2",
        "met": random.choice([one.name for one in home.people if one.age >= 16] or [home.head.name]),
        "seen": random.choice(words["seen"]),
        "needs": random.choice(words["visit_needs"]) if random.random() < 0.08 else None,
        "problem": problem,
        "handled": random.choice(words["handled"]) if problem or random.random() < 0.1 else None,
        "signed": 1 if at_home and random.random() < 0.8 else None,
    }
    made.visits.append(row)
    if problem:
        made.findings.append(_finding(scene, home, row, cadres[0], day))


def _finding(scene: Scene, home: Home, visit: Kept, owner: Helper, day: date) -> Kept:
    """A problem with its deadline: old ones mostly closed, the rest open or overdue."""
    random, words = scene.random, scene.words
    due = day + timedelta(days=random.choice([15, 30, 30, 60]))
    closes = day + timedelta(days=random.randint(3, 55))
    closed = closes <= scene.today and random.random() < 0.82
    end = random.choice([_SOLVED, _SOLVED, _SOLVED, _UNTRUE, _HANDED_ON, _NEXT_YEAR])
    return {
        "household_id": home.id,
        "visit_id": visit["id"],
        "cadre_id": owner.id,
        "owner": owner.name,
        "found_on": day.isoformat(),
        "source": random.choice(_SOURCES),
        "what": visit["problem"],
        "remedy": random.choice(words["remedies"]),
        "due_on": due.isoformat(),
        "closed_on": closes.isoformat() if closed else None,
        "closed_as": end if closed else None,
        "outcome": words["outcomes"][int(end) - 1] if closed else None,
    }
