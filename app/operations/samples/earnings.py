"""What an invented household earned in the year, in whole fen: parts add up to their totals exactly."""

from collections.abc import Sequence
from random import Random

from app.operations.samples.homes import able
from app.operations.samples.people import Facts

_PENSION_AGE = 60
_OLD_AGE = 80
_PARTS = ("planned_family", "dibao", "tekun", "pension", "ecology", "other")


def earn(members: Sequence[Facts], household: Facts, random: Random) -> Facts:
    """The year's income by the paths of the household sheet, in fen."""
    business = _business(members, household, random)
    transfer = _transfers(members, household, random)
    dividend = random.randint(10_000, 120_000) if random.random() < 0.26 else 0
    rent = random.randint(20_000, 200_000) if random.random() < 0.16 else 0
    figures = {
        "income.wages": sum(one.get("wages", 0) for one in members),
        "income.business": business,
        "income.property.dividend": dividend,
        "income.property.other": rent,
        "income.costs": round(business * random.uniform(0.3, 0.48)),
        **{f"income.transfer.{part}": transfer[part] for part in _PARTS},
    }
    return figures | totals(figures, len(members))


def totals(figures: Facts, size: int) -> Facts:
    """Blocks, total, net and per person (rounded half up to the fen) of a household's items, in fen."""
    prop = figures["income.property.dividend"] + figures["income.property.other"]
    transfer = sum(figures[f"income.transfer.{part}"] for part in _PARTS)
    total = figures["income.wages"] + figures["income.business"] + prop + transfer
    net = total - figures["income.costs"]
    return {
        "income.property": prop,
        "income.transfer": transfer,
        "income.total": total,
        "income.net": net,
        "income.per_person": (2 * net + size) // (2 * size),
    }


def _business(members: Sequence[Facts], household: Facts, random: Random) -> int:
    if random.random() < (0.06 if able(members) else 0.4):
        return 0
    crops: float = household["conditions.cultivated"] * random.randint(140_000, 270_000)
    orchard = household["conditions.orchard"] * random.randint(120_000, 260_000)
    livestock = random.randint(200_000, 2_200_000) if able(members) and random.random() < 0.5 else 0
    return int(crops + orchard + livestock)


def _transfers(members: Sequence[Facts], household: Facts, random: Random) -> dict[str, int]:
    pensioners = [
        one for one in members if one["age"] >= _PENSION_AGE and one["member_year.resident_pension"]
    ]
    old_couple = len(members) == 2 and members[0]["age"] >= _PENSION_AGE
    supported = sum(one["member_year.dibao"] for one in members)
    kept = sum(one["member_year.tekun"] for one in members)
    returned = household["conditions.returned_forest"]
    woods = returned * 12_500 + household["conditions.forest"] * 1_475 if returned else 0
    return {
        "planned_family": 96_000 if old_couple and random.random() < 0.2 else 0,
        "dibao": supported * 12 * random.randrange(26_000, 48_000, 500),
        "tekun": kept * 12 * random.randrange(72_000, 88_000, 1_000),
        "pension": 12 * sum(random.randrange(13_600, 21_000, 100) for _ in pensioners),
        "ecology": round(woods),
        "other": _other(members, household, random),
    }


def _other(members: Sequence[Facts], household: Facts, random: Random) -> int:
    """Grain subsidy, allowances for the very old and the disabled, school aid, what grown children send."""
    amount: int = round(household["conditions.cultivated"] * 8_532)
    for member in members:
        amount += 60_000 * (member["age"] >= _OLD_AGE)
        amount += 72_000 * ("member_year.disability_kind" in member)
        amount += 150_000 * ((member["member_year.school_state"] or "") >= "07")
    if not any("wages" in member for member in members):
        amount += random.randrange(100_000, 700_000, 10_000) * (1 + len(members))
    return amount
