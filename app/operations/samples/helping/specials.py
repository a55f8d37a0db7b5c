"""Whom a township looks after: the left behind, the lonely, orphans; who holds a post, whose support runs out."""

from datetime import date, timedelta

from app.operations.samples.helping.scenes import Home, Kept, Scene, Someone
from app.operations.samples.lives import DISABLED
from app.operations.samples.stocks import WOMEN
from db.works import Work

# Codes of forms/codes/special_group.toml.
CHILD, OLD, ALONE, ORPHAN, UNCARED = "1", "2", "3", "4", "5"
_AWAY = "01"  # forms/codes/job_channel.toml: 外出务工
_ADULT, _AGED = 16, 60
_DROPPED, _UNINSURED, _TAPERED, _UNRECORDED = 0.03, 0.012, 0.12, 0.15
_DROPOUT_REASONS = (None, None, "02", "03", "03")

Marks = list[tuple[str, Kept, Kept]]
"""Record, its row, and what is set in it."""


def mark_people(scene: Scene) -> Marks:
    """What is to be set in the newest rows; the scene knows it already."""
    marks: Marks = []
    for home in scene.homes:
        for someone in home.people:
            if said := _of_person(scene, home, someone):
                marks.append(("member_year", someone.year, said))
        if said := _taper(scene, home):
            marks.append(("standing", home.standing, said))
    for _, row, said in marks:
        row.update(said)
    return marks


def write_marks(work: Work, marks: Marks) -> None:
    """Set them."""
    for record, row, said in marks:
        work.update(record, row["id"], said)


def _of_person(scene: Scene, home: Home, one: Someone) -> Kept:
    if not one.year:
        return {}
    said: Kept = {}
    for rule in (_groups, _post, _school, _insurance):
        said |= rule(scene, home, one)
    return said


def _workers_away(home: Home) -> bool:
    return any(one.works and one.year.get("job_channel") == _AWAY for one in home.people)


def _groups(scene: Scene, home: Home, one: Someone) -> Kept:
    random = scene.random
    grown = [other for other in home.people if other.age >= _ADULT and other is not one]
    parents = [other for other in grown if other.age < _AGED]
    if one.age < _ADULT and not parents:
        group = random.choice([ORPHAN, UNCARED, UNCARED])
    elif one.age < _ADULT and _workers_away(home) and random.random() < 0.45:
        group = CHILD
    elif one.age >= _AGED and len(home.people) == 1:
        group = ALONE
    elif one.age >= _AGED and _workers_away(home) and random.random() < 0.3:
        group = OLD
    else:
        return {}
    return {"special": group, **_guardian(scene, home, one, group)}


def _guardian(scene: Scene, home: Home, one: Someone, group: str) -> Kept:
    """Who looks after him and how often somebody calls; for some nobody wrote it down."""
    random = scene.random
    days = {ORPHAN: 30, UNCARED: 30, ALONE: 30}.get(group, 90)
    if random.random() < _UNRECORDED:
        return {"care_days": days}
    older = [other for other in home.people if other.age >= 50 and other is not one]
    if older and group not in (OLD, ALONE):
        guardian = random.choice(older)
        relation = scene.words["guardians"][1 if guardian.sex == WOMEN else 0]
        name, phone = guardian.name, guardian.phone or scene.registry.phone()
    else:
        name, sex = scene.person()
        phone = scene.registry.phone()
        relation = random.choice(scene.words["carers"][sex])
    return {"care_days": days, "guardian": name, "guardian_relation": relation, "guardian_phone": phone}


def _post(scene: Scene, home: Home, one: Someone) -> Kept:
    """When the post began, when it ends, what it pays a month; some have run out, some never got a date."""
    if not one.year.get("post_kind") or scene.random.random() < 0.08:
        return {}
    months = scene.random.choice([12, 12, 24, 36])
    began = scene.today.replace(day=1) - timedelta(days=scene.random.randint(20, 30 * months + 40))
    ends = began + timedelta(days=round(30.44 * months))
    pay = scene.random.choice([400, 500, 600, 800]) * 100
    return {
        "post_from": began.replace(day=1).isoformat(),
        "post_to": (ends.replace(day=1) - timedelta(days=1)).isoformat(),
        "post_pay": pay,
    }


def _school(scene: Scene, home: Home, one: Someone) -> Kept:
    if not 7 <= one.age <= 15 or scene.random.random() >= _DROPPED:
        return {}
    reason = scene.random.choice(_DROPOUT_REASONS)
    return {"school_state": None, "dropout_reason": reason, "education": "02" if one.age >= 12 else None}


def _insurance(scene: Scene, home: Home, one: Someone) -> Kept:
    chance = scene.random.random()
    if chance < _UNINSURED:
        return {"resident_insurance": 0, "employee_insurance": 0}
    return {"resident_insurance": None, "employee_insurance": None} if chance < 1.4 * _UNINSURED else {}


def _taper(scene: Scene, home: Home) -> Kept:
    """Support that runs on for a year after its grounds are gone; longer where somebody is disabled."""
    on_support = any(one.year.get("dibao") == 1 for one in home.people)
    if not on_support or not home.standing or scene.random.random() >= _TAPERED:
        return {}
    began = scene.today - timedelta(days=scene.random.randint(20, 420))
    disabled = any(one.suffers(DISABLED) for one in home.people)
    months = 18 if disabled and scene.random.random() < 0.5 else None
    return {"taper_from": date(began.year, began.month, 1).isoformat(), "taper_months": months}
