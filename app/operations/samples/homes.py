"""The house, land, bank and causes of an invented household."""

from collections.abc import Sequence
from random import Random

from app.operations.samples.lives import CHRONIC, DISABLED, ORDINARY, SERIOUS, SKILLED
from app.operations.samples.people import Facts, Registry
from app.operations.samples.stocks import Stock, draw

# Poverty causes (forms/codes/poverty_cause.toml).
ILLNESS, DISABILITY, SCHOOLING, LABOUR = "01", "02", "03", "08"
_OTHER_CAUSES = draw({"07": 27, "09": 20, "05": 14, "11": 8, "10": 12, "04": 5, "06": 3, "14": 2})
_GRADES = draw({"A": 46, "B": 52.4, "C": 1.1, "D": 0.5})
_ROADS = draw({"03": 62, "02": 18, "04": 12, "01": 8})
_FUELS = draw({"01": 46, "04": 38, "03": 14, "05": 2})


def able(members: Sequence[Facts]) -> int:
    """How many can do ordinary or skilled work."""
    return sum(one["member_year.labour"] in (ORDINARY, SKILLED) for one in members)


def homes(members: Sequence[Facts], random: Random) -> Facts:
    """House, water, power, road and land for as many people."""
    size, grade = len(members), _GRADES.one(random)
    forest = random.choice([0, 0, 2, 4, 6, 8, 10, 14, 18, 25])
    return {
        "conditions.cultivated": _mu(random, 0.4 * size, 1.7 * size),
        "conditions.forest": forest,
        "conditions.returned_forest": random.choice([0, 0, 1, 1.5, 2, 3]) if forest > 3 else 0,
        "conditions.orchard": random.choice([0, 0, 0, 0.5, 1, 1.5, 2.5]),
        "conditions.pasture": 0,
        "conditions.water_area": random.choice([0] * 12 + [0.3, 0.6]),
        "conditions.cooperative": random.random() < 0.42,
        "conditions.leading_firm": random.random() < 0.28,
        "conditions.entrepreneur": random.random() < 0.3,
        "conditions.production_power": random.random() < 0.94,
        "conditions.living_power": True,
        "conditions.broadcast": random.random() < 0.97,
        "conditions.toilet": random.random() < 0.86,
        "conditions.water_safe": random.random() < 0.992,
        "conditions.fuel": _FUELS.one(random),
        "conditions.road_kind": _ROADS.one(random),
        "conditions.road_distance": _mu(random, 0.1, 3.8),
        "conditions.house_area": min(180, max(45, size * random.randint(18, 32))),
        "conditions.danger_grade": grade,
        "conditions.dangerous_house": grade in "CD",
    }


def _mu(random: Random, low: float, high: float) -> float:
    return round(random.uniform(low, high), 1)


def causes(members: Sequence[Facts], random: Random) -> Facts:
    """Why the household was poor: what its people show first, else a common cause; mostly a second one."""
    found = [cause for cause, shows in _signs(members).items() if shows and random.random() < 0.8]
    while len(found) < 2:
        found.append(_OTHER_CAUSES.one(random))
    second = found[1] if random.random() < 0.78 else None
    return {"standing.main_cause": found[0], "standing.second_cause": second}


def _signs(members: Sequence[Facts]) -> dict[str, bool]:
    health = {one for member in members for one in member["member_year.health"]}
    return {
        ILLNESS: SERIOUS in health or CHRONIC in health,
        DISABILITY: DISABLED in health,
        SCHOOLING: any((member["member_year.school_state"] or "") >= "07" for member in members),
        LABOUR: not able(members),
    }


def contacts(
    members: Sequence[Facts], village: Facts, stock: Stock, registry: Registry, random: Random
) -> Facts:
    """Where the household lives, its phone and bank; workers and heads have phones of their own."""
    for member in members:
        worker = "member_year.work_months" in member
        if member is members[0] or worker or (member["age"] >= 16 and random.random() < 0.35):
            member["person.phone"] = registry.phone()
    group = random.choice(stock.lives["groups"][: village["groups"]])
    return {
        "place.village": village["name"],
        "household.village_phone": village["phone"],
        "household.phone": members[0]["person.phone"],
        "household.bank_name": random.choice(stock.lives["banks"]),
        "household.bank_account": registry.account(),
        "household.recognised_by": "1",
        "household.group_name": group,
        "household.address": f"{village['name']}{group}",
    }


def register(members: Sequence[Facts], random: Random) -> Facts:
    """What the township's own ledger adds to the national export: kind, attribute and status."""
    kind = "3" if any(one["member_year.tekun"] for one in members) else None
    dibao = any(one["member_year.dibao"] for one in members)
    return {
        "standing.household_kind": "2",
        "standing.attribute": "03" if kind else "02" if dibao else "05",
        "standing.poverty_status": "1" if random.random() < 0.9 else "4",
        "standing.exit_year": random.choice([2016, 2017, 2018, 2018, 2019, 2019, 2020]),
        "household.recognised_month": "201312" if random.random() < 0.7 else "201512",
    }
