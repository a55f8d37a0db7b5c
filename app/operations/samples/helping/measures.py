"""The measures of an invented plan: what the household's people ask for, as far as the plan came."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.operations.samples.helping.scenes import Home, Kept, Scene, Someone
from db.records import new_id

_DRAFT_HAS = 0.7
_STOPPED, _MOST = 0.03, 6


def draw_measures(scene: Scene, home: Home, plan: Kept, helper: str | None) -> list[Kept]:
    """The measures of a plan: two or three as a rule; a draft may have none yet."""
    if plan["state"] == "draft" and scene.random.random() > _DRAFT_HAS:
        return []
    made: list[Kept] = []
    for what in scene.words["measures"]:
        whom = home.fits(what["for"])
        if whom is not None and len(made) < _MOST and scene.random.random() < what["share"]:
            made.append(_measure(scene, home, plan, what, whom, helper))
    return made


def _measure(
    scene: Scene, home: Home, plan: Kept, what: Mapping[str, Any], whom: list[Someone], helper: str | None
) -> Kept:
    random, year = scene.random, plan["year"]
    low, high = what["scale"]
    scale = random.randint(low, high)
    amount = scale * what["price"] * 100
    starts = date(year, random.randint(1, 6), 1)
    return {
        "id": new_id(),
        "household_id": home.id,
        "plan_id": plan["id"],
        "year": year,
        "person_ids": ",".join(one.id for one in whom[:scale]) or None,
        "kind": what["kind"],
        "item": what["item"],
        "name": what["name"],
        "content": what["content"],
        "scale": scale * 1000,
        "unit": what["unit"],
        "amount": amount or None,
        "source": what["source"] if amount else None,
        "doer": scene.say(what["doer"], home.division_id),
        "charge": helper,
        "from_on": starts.isoformat(),
        "to_on": date(year, random.choice([9, 10, 11, 12]), 20).isoformat(),
        **_progress(scene, plan["state"], what, amount, starts),
    }


def _progress(scene: Scene, state: str, what: Mapping[str, Any], amount: int, starts: date) -> Kept:
    """How far the measure came in a plan of that state."""
    random = scene.random
    chance = random.random()
    nothing: Kept = dict.fromkeys(("done_on", "done", "spent", "effect", "confirmed"))
    if state not in ("running", "closed"):
        return {"state": "planned", **nothing}
    if chance < _STOPPED:
        return {"state": "stopped", **nothing, "done": random.choice(scene.words["stopped"])}
    if state == "running" and chance < 0.62:
        return {"state": "running" if chance < 0.5 else "planned", **nothing}
    low, high = what["effect"]
    done = min(starts + timedelta(days=random.randint(40, 190)), scene.today)
    return {
        "state": "done",
        "done_on": done.isoformat(),
        "done": random.choice(scene.words["done"]),
        "spent": amount or None,
        "effect": random.randrange(low, high + 1, 10) * 100 if high else None,
        "confirmed": 1 if random.random() < 0.93 else None,
    }
