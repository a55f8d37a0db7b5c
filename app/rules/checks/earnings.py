"""Rules 13 to 17: income that is too low, too small to be true, or without what it needs beside it."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from app.rules.checks.doubts import NOTHING, Found, HouseholdCheck, found
from app.rules.checks.facts import Household
from app.rules.values import show

_COSTS = "costs"


def _yuan(amount: Decimal) -> str:
    return show("money", amount)


def below_line(household: Household) -> Sequence[Found]:
    """Net income per person below the line of that year and place."""
    each = household.figures.per_person if household.figures else None
    line = household.limits["income_line"]
    if each is None or each >= line:
        return NOTHING
    return found(name=household.head_name, each=_yuan(each), line=_yuan(line), year=household.dossier.year)


def wages_small(household: Household) -> Sequence[Found]:
    """Wages above nought and smaller than anyone earns in a year."""
    wages, least = household.block("wages"), household.limits["wages_least"]
    if wages is None or not 0 < wages < least:
        return NOTHING
    return found(name=household.head_name, amount=_yuan(wages), least=_yuan(least))


def wages_large(household: Household) -> Sequence[Found]:
    """Wages larger than a household of the register earns."""
    wages, most = household.block("wages"), household.limits["wages_most"]
    if wages is None or wages <= most:
        return NOTHING
    return found(name=household.head_name, amount=_yuan(wages), most=_yuan(most))


def no_costs(household: Household) -> Sequence[Found]:
    """Income from an own business without any cost."""
    business = household.block("business")
    if not business or business < 0 or household.block(_COSTS):
        return NOTHING
    return found(name=household.head_name, amount=_yuan(business))


def ecology_without_land(household: Household) -> Sequence[Found]:
    """Compensation for ecology, but no land given back to forest."""
    amount = household.income("transfer.ecology")
    if amount <= 0 or household.conditions.get("returned_forest") != 0:
        return NOTHING
    return found(name=household.head_name, amount=_yuan(amount))


def _too_small(kind: str, limit: str, household: Household) -> Sequence[Found]:
    amount, least = household.income(kind), household.limits[limit]
    if not 0 < amount < least:
        return NOTHING
    label = household.meanings.forms.income_kinds[kind].name
    return found(name=household.head_name, kind=label, amount=_yuan(amount), least=_yuan(least))


def _small(check: str, kind: str, limit: str) -> HouseholdCheck:
    find: Callable[[Household], Sequence[Found]] = partial(_too_small, kind, limit)
    return HouseholdCheck(check, 17, "doubt", f"income.{kind}", find, (limit,))


CHECKS = (
    HouseholdCheck("below_line", 13, "doubt", "income.per_person", below_line, ("income_line",)),
    HouseholdCheck("wages_small", 14, "doubt", "income.wages", wages_small, ("wages_least",)),
    HouseholdCheck("wages_large", 14, "doubt", "income.wages", wages_large, ("wages_most",)),
    HouseholdCheck("no_costs", 15, "doubt", "income.costs", no_costs),
    HouseholdCheck("ecology_without_land", 16, "doubt", "conditions.returned_forest", ecology_without_land),
    _small("small_dibao", "transfer.dibao", "dibao_least"),
    _small("small_planned_family", "transfer.planned_family", "planned_family_least"),
    _small("small_pension", "transfer.pension", "pension_least"),
    _small("small_tekun", "transfer.tekun", "tekun_least"),
)
