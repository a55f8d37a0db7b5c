"""Whether parts add up to the totals a sheet stated; both figures are kept, and a person decides."""

from collections.abc import Sequence
from decimal import Decimal

from app.rules.checks.doubts import NOTHING, Found, HouseholdCheck, found
from app.rules.checks.facts import Household
from app.rules.values import show

_NEEDS = ("ledger_difference",)


def parts_and_total(household: Household) -> Sequence[Found]:
    """A block whose imported total was not the sum of its parts: the difference stands as an item of its own."""
    findings = []
    for block in household.meanings.forms.blocks:
        difference = sum(household.income(kind.code) for kind in block.kinds if kind.role == "difference")
        if isinstance(difference, Decimal) and difference:
            told = {"name": household.head_name, "block": block.name, "amount": show("money", difference)}
            findings.append(Found(told, f"income.{block.key}"))
    return findings


def _compared(household: Household, key: str, derived: Decimal | None) -> Sequence[Found]:
    stated = household.standing.get(key)
    if not isinstance(stated, Decimal) or derived is None:
        return NOTHING
    if abs(stated - derived) <= household.limits["ledger_difference"]:
        return NOTHING
    return found(name=household.head_name, stated=show("money", stated), derived=show("money", derived))


def stated_total(household: Household) -> Sequence[Found]:
    """The stated yearly income is not the sum of its blocks."""
    return _compared(household, "stated_total", household.figures.total if household.figures else None)


def stated_net(household: Household) -> Sequence[Found]:
    """The stated net income is not income less costs."""
    return _compared(household, "stated_net", household.figures.net if household.figures else None)


def stated_per_person(household: Household) -> Sequence[Found]:
    """The stated income per person is not net income by members."""
    return _compared(
        household, "stated_per_person", household.figures.per_person if household.figures else None
    )


def stated_size(household: Household) -> Sequence[Found]:
    """The stated number of persons is not the number of members; unknown while only the head is recorded."""
    stated, members = household.standing.get("stated_size"), len(household.people)
    if not isinstance(stated, int) or members <= 1 or stated == members:
        return NOTHING
    return found(name=household.head_name, stated=stated, members=members)


CHECKS = (
    HouseholdCheck("parts_and_total", 0, "doubt", "income.total", parts_and_total),
    HouseholdCheck("stated_total", 0, "doubt", "standing.stated_total", stated_total, _NEEDS),
    HouseholdCheck("stated_net", 0, "doubt", "standing.stated_net", stated_net, _NEEDS),
    HouseholdCheck("stated_per_person", 0, "doubt", "standing.stated_per_person", stated_per_person, _NEEDS),
    HouseholdCheck("stated_size", 0, "doubt", "standing.stated_size", stated_size),
)
