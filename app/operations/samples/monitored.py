"""Households of an invented township that are watched in a later year: class, risks, that year's income."""

from collections.abc import Sequence
from random import Random

from app.operations.samples.earnings import totals
from app.operations.samples.homes import able
from app.operations.samples.lives import DISABLED, SERIOUS
from app.operations.samples.people import Facts
from app.operations.samples.stocks import draw

# Risks (forms/codes/risk.toml).
ILLNESS, SCHOOLING, DISABILITY, DISASTER, ACCIDENT = "01", "02", "03", "04", "05"
JOB, LABOUR, HOUSE, WATER = "07", "08", "09", "10"
UNSTABLE, BORDERLINE, SUDDEN = "1", "2", "3"
_CLASSES = draw({UNSTABLE: 42, BORDERLINE: 36, SUDDEN: 22})
_SHARE = 0.0625


def watched(households: Sequence[tuple[Facts, list[Facts]]], random: Random) -> list[int]:
    """Which households are watched: one in sixteen, those in trouble first, in their order."""
    count = max(1, round(len(households) * _SHARE)) if households else 0
    ranked = sorted(range(len(households)), key=lambda n: _trouble(*households[n], random), reverse=True)
    return sorted(ranked[:count])


def _trouble(household: Facts, members: Sequence[Facts], random: Random) -> float:
    """How much there is to watch; house and water weigh most, and still not every such house is found."""
    found = risks(household, members)
    grave = 2 * (HOUSE in found or WATER in found)
    return len(found) + (grave if random.random() < 0.65 else 0) + random.random() * 1.6


def risks(household: Facts, members: Sequence[Facts]) -> list[str]:
    """What threatens a household, gravest first."""
    health = {sick for one in members for sick in one["member_year.health"] or ()}
    signs = {
        HOUSE: household["conditions.dangerous_house"],
        WATER: not household["conditions.water_safe"],
        ILLNESS: SERIOUS in health,
        DISABILITY: DISABLED in health,
        SCHOOLING: any((one["member_year.school_state"] or "") >= "13" for one in members),
        LABOUR: not able(members),
        JOB: 0 < sum("member_year.work_months" in one for one in members) < 2 and len(members) > 3,
    }
    return [risk for risk, shows in signs.items() if shows]


def unpoor(household: Facts) -> None:
    """A household watched that never was poor: the township's ledger knows it as an ordinary one."""
    household.update(
        {
            "standing.household_kind": "1",
            "standing.attribute": None,
            "standing.poverty_status": None,
            "standing.exit_year": None,
            "household.recognised_month": None,
        }
    )


def watch(household: Facts, members: Sequence[Facts], year: int, random: Random) -> Facts:
    """The household as the monitoring sheet of a later year shows it."""
    kind = _CLASSES.one(random)
    found = risks(household, members) or [random.choice([DISASTER, ACCIDENT, JOB])]
    if kind == SUDDEN:
        found = [random.choice([DISASTER, ACCIDENT]), *found]
    since = f"{year - random.choice([0, 1, 1, 2])}{random.randint(1, 9):02}"
    sick = ILLNESS in found[:2]
    return {
        **household,
        **_later_income(household, len(members), random),
        "household.resettled": random.random() < 0.08,
        "standing.monitor_class": kind,
        "standing.formerly_poor": kind == UNSTABLE or (kind == SUDDEN and random.random() < 0.4),
        "standing.backstop": not able(members) and LABOUR in found,
        "standing.risk_1": found[0],
        "standing.risk_2": found[1] if len(found) > 1 else None,
        "standing.monitored_month": since,
        "standing.risk_cleared": int(since[:4]) < year and random.random() < 0.6,
        "standing.claims_income": random.randint(80_000, 900_000) if sick and random.random() < 0.4 else 0,
        "standing.own_paid": random.randint(180_000, 4_200_000) if sick else 0,
    }


def _later_income(household: Facts, size: int, random: Random) -> Facts:
    figures = {path: value for path, value in household.items() if path.startswith("income.")}
    for path in ("income.wages", "income.business", "income.transfer.other"):
        figures[path] = round(figures[path] * random.uniform(0.55, 1.15))
    figures["income.costs"] = round(figures["income.business"] * random.uniform(0.3, 0.45))
    return figures | totals(figures, size)
