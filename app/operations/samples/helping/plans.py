"""The plans of last year, nearly all closed with a result, and of this year in every state, with their measures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.operations.samples.helping.measures import draw_measures
from app.operations.samples.helping.pairings import Pairs
from app.operations.samples.helping.scenes import Home, Kept, Scene
from app.operations.samples.stocks import draw
from db.records import id_of

STATES = ("draft", "agreed", "village", "township", "running", "closed")
_THIS_YEAR = draw({"draft": 16, "agreed": 9, "village": 8, "township": 9, "running": 48, "closed": 4, "": 6})
_LAST_YEAR = draw({"closed": 95, "running": 3, "": 2})
# Codes of forms/codes/plan_result.toml: reached, nearly, missed.
REACHED, NEARLY, MISSED = "1", "2", "3"
_RESULTS = draw({REACHED: 62, NEARLY: 28, MISSED: 10})
CAUSES = ("main_cause", "second_cause", "third_cause")
RISKS = ("risk_1", "risk_2", "risk_3")


@dataclass(slots=True)
class Plans:
    """The plans and measures made."""

    plans: list[Kept] = field(default_factory=list)
    measures: list[Kept] = field(default_factory=list)


def make_plans(scene: Scene, pairs: Pairs) -> Plans:
    """A plan of last year and one of this year for each household, but for a few."""
    made = Plans()
    for home in scene.homes:
        for year, states in ((scene.today.year - 1, _LAST_YEAR), (scene.today.year, _THIS_YEAR)):
            state = states.one(scene.random)
            if state:
                _make(scene, made, home, pairs, year, state)
    return made


def _make(scene: Scene, made: Plans, home: Home, pairs: Pairs, year: int, state: str) -> None:
    helper = pairs.helpers.get(home.id)
    plan = _plan(scene, home, helper.name if helper else "", year, state)
    measures = draw_measures(scene, home, plan, helper.name if helper else None)
    if not measures and state != "draft":
        plan.update(_steps(scene, home, "", year, "draft"), state="draft")
    made.plans.append(plan)
    made.measures += measures


def _plan(scene: Scene, home: Home, helper: str, year: int, state: str) -> Kept:
    random, words = scene.random, scene.words
    return {
        "id": id_of("plan", {"household_id": home.id, "year": year}),
        "household_id": home.id,
        "year": year,
        "state": state,
        "causes": _codes(home, CAUSES),
        "risks": _codes(home, RISKS) if home.watched else None,
        "wishes": random.choice(words["wishes"]),
        "needs": random.choice(words["needs"]),
        "goal": random.choice(words["goals"]),
        "goal_income": random.randrange(9_000, 22_000, 500) * 100,
        "goal_month": f"{year}-12",
        **_steps(scene, home, helper, year, state),
    }


def _codes(home: Home, keys: Sequence[str]) -> str | None:
    return ",".join(dict.fromkeys(str(home.standing[key]) for key in keys if home.standing.get(key))) or None


def _steps(scene: Scene, home: Home, helper: str, year: int, state: str) -> Kept:
    """Who signed and checked when, as far as the plan came; none later than today."""
    reached = STATES.index(state)
    signed = date(year, 2, 10) + timedelta(days=scene.random.randint(0, 40))
    days = [signed, signed + timedelta(days=6), signed + timedelta(days=15), signed + timedelta(days=24)]
    if state == "closed":
        closed = min(date(year, 12, 12) + timedelta(days=scene.random.randint(0, 14)), scene.today)
    else:
        closed = None
    told = [min(one, scene.today).isoformat() if reached > nth else None for nth, one in enumerate(days)]
    return {
        "signed_on": told[0],
        "signed_by": home.head.name if told[0] else None,
        "village_on": told[1],
        "village_by": scene.words["village"]["posts"][0] if told[1] else None,
        "township_on": told[2],
        "township_by": scene.words["units"][6]["posts"][1] if told[2] else None,
        "started_on": told[3],
        **_result(scene, closed),
    }


def _result(scene: Scene, closed: date | None) -> Kept:
    if closed is None:
        return dict.fromkeys(("result", "achieved", "unfinished", "closed_on"))
    result = _RESULTS.one(scene.random)
    return {
        "result": result,
        "achieved": scene.random.choice(scene.words["achieved"]) if result != MISSED else None,
        "unfinished": scene.random.choice(scene.words["unfinished"]) if result == MISSED else None,
        "closed_on": closed.isoformat(),
    }
