"""Two yearly checks: last year's, done and locked, and this year's, half done, with what differed from the archive."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.operations.samples.helping.cadres import Helper, Staff
from app.operations.samples.helping.scenes import Home, Kept, Scene
from app.operations.samples.stocks import draw
from db.records import id_of, new_id
from db.works import Work

# Codes of forms/codes/campaign_kind.toml and task_outcome.toml.
YEARLY = "1"
SAME, DIFFERS, ABSENT, GONE = "same", "differs", "absent", "gone"
_OUTCOMES = draw({SAME: 84, DIFFERS: 12, ABSENT: 3.4, GONE: 0.6})
_DONE, _REFUSED = 0.55, 0.2


@dataclass(slots=True)
class Checks:
    """The checks made, their tasks, and the differences found."""

    campaigns: list[Kept] = field(default_factory=list)
    tasks: list[Kept] = field(default_factory=list)
    marks: list[Kept] = field(default_factory=list)


def make_checks(scene: Scene, staff: Staff) -> Checks:
    """Every household has its task in both; this year village after village, so that some have not begun."""
    made, today = Checks(), scene.today
    before = _campaign(scene, today.year - 1, date(today.year - 1, 11, 10), 35, closed=True)
    now = _campaign(scene, today.year, today - timedelta(days=18), 45, closed=False)
    made.campaigns += [before, now]
    for home in scene.homes:
        made.tasks.append(_done(scene, before, home, staff, SAME, date(today.year - 1, 11, 12)))
    begun = round(len(scene.homes) * _DONE)
    for number, home in enumerate(scene.homes):
        if number < begun:
            _enter(scene, made, now, home, staff, today - timedelta(days=round(17 * (1 - number / begun))))
        else:
            made.tasks.append(_empty(now, home))
    return made


def write_checks(work: Work, checks: Checks) -> None:
    """Campaigns, tasks, marks."""
    work.create_many("campaign", checks.campaigns)
    work.create_many("task", checks.tasks)
    work.create_many("mark", checks.marks)


def _campaign(scene: Scene, year: int, first: date, days: int, closed: bool) -> Kept:
    last = first + timedelta(days=days)
    return {
        "id": new_id(),
        "year": year,
        "name": scene.words["campaign"].format(year=year),
        "kind": YEARLY,
        "from_on": first.isoformat(),
        "to_on": last.isoformat(),
        "closed_on": last.isoformat() if closed else None,
    }


def _empty(campaign: Kept, home: Home) -> Kept:
    said = ("checked_on", "checkers", "met", "looked", "searched", "reckoned", "asked", "outcome", "signed")
    named = {"campaign_id": campaign["id"], "household_id": home.id}
    return {"id": id_of("task", named), **named, **dict.fromkeys(said)}


def _done(scene: Scene, campaign: Kept, home: Home, staff: Staff, outcome: str, day: date) -> Kept:
    random, words = scene.random, scene.words
    team: list[Helper] = staff.villages[home.division_id]
    met = outcome in (SAME, DIFFERS)
    return _empty(campaign, home) | {
        "checked_on": day.isoformat(),
        "checkers": "\u3001".join(one.name for one in random.sample(team[:8], 2)),
        "met": home.head.name if met else None,
        "looked": random.choice(words["looked"]) if met else None,
        "searched": random.choice(words["searched"]) if met else None,
        "reckoned": random.choice(words["reckoned"]) if met else None,
        "asked": random.choice(words["asked"]) if met else None,
        "outcome": outcome,
        "signed": 1 if met else None,
    }


def _enter(scene: Scene, made: Checks, campaign: Kept, home: Home, staff: Staff, day: date) -> None:
    outcome = _OUTCOMES.one(scene.random)
    differences = list(_differences(scene, home)) if outcome == DIFFERS else []
    task = _done(
        scene, campaign, home, staff, SAME if outcome == DIFFERS and not differences else outcome, day
    )
    made.tasks.append(task)
    for form, subject, key, was, value in differences:
        refused = scene.random.random() < _REFUSED
        made.marks.append(
            {
                "task_id": task["id"],
                "household_id": home.id,
                "form": form,
                "subject_id": subject,
                "year": campaign["year"],
                "field": key,
                "was": was,
                "value": value,
                "settled": "refused" if refused else None,
                "reason": scene.words["refused"] if refused else None,
            }
        )


def _differences(scene: Scene, home: Home) -> Iterator[tuple[str, str, str, str, str]]:
    """Form, subject, field, what the archive says and what the sheet says, as marks keep them."""
    worker = next((one for one in home.people if one.year.get("work_months")), None)
    if worker:
        months = int(worker.year["work_months"])
        yield (
            "member_year",
            worker.id,
            "work_months",
            str(months),
            str(months - 2 if months > 6 else months + 2),
        )
    if home.house.get("toilet") == 0:
        yield "conditions", home.id, "toilet", "0", "1"
    uninsured = next((one for one in home.people if one.year.get("resident_insurance") == 0), None)
    if uninsured and not uninsured.year.get("employee_insurance"):
        yield "member_year", uninsured.id, "resident_insurance", "0", "1"
    elif home.house.get("house_area") and not worker and scene.random.random() < 0.4:
        area = int(home.house["house_area"])
        yield "conditions", home.id, "house_area", str(area), str(area + 20_000)
