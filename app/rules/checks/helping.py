"""Whether a household that must be helped is: a helper, a plan of this year, work and trade for those able to work.

Judged as of today, not of the dossier's year; nothing is judged of which the archive records nothing at all.
"""

from collections.abc import Sequence

from app.rules.checks.doubts import NOTHING, Found, HouseholdCheck, found
from app.rules.checks.facts import Household

_RECENT_YEARS = 1


def no_helper(household: Household) -> Sequence[Found]:
    """Must be helped, and nobody answers for it (聊城 2019 第十四条: 无帮扶责任人的户 = 0)."""
    known = household.help
    return (
        found(name=household.head_name, need=known.need) if known.need and known.helped is False else NOTHING
    )


def no_plan(household: Household) -> Sequence[Found]:
    """Must be helped, and has no plan of the year when it is time."""
    known = household.help
    if (
        not known.need
        or known.planned is not False
        or household.today.month <= household.limits["plan_month"]
    ):
        return NOTHING
    return found(name=household.head_name, need=known.need, year=known.year)


def no_industry(household: Household) -> Sequence[Found]:
    """Able to work, and no measure of industry this year or last (安康三年行动方案三（一）)."""
    wanted = household.thresholds.industry
    return found(name=household.head_name) if _lacks(household, wanted) else NOTHING


def nobody_employed(household: Household) -> Sequence[Found]:
    """Able to work, nobody works away or holds a post, and no measure of employment (安康三年行动方案三（二）)."""
    if any(person.works or person.year.get("post_kind") for person in household.people):
        return NOTHING
    return found(name=household.head_name) if _lacks(household, household.thresholds.employing) else NOTHING


def _lacks(household: Household, wanted: Sequence[str]) -> bool:
    """Whether a household that must be helped and can work has none of these measures of late."""
    known = household.help
    if not wanted or not known.need or known.measures is None or not household.can_work:
        return False
    since = household.today.year - _RECENT_YEARS
    return not any(one.kind in wanted and (not one.year or one.year >= since) for one in known.measures)


CHECKS = (
    HouseholdCheck("no_helper", 0, "error", "pairing.kind", no_helper),
    HouseholdCheck("no_plan", 0, "doubt", "plan.state", no_plan, ("plan_month",)),
    HouseholdCheck("no_industry", 0, "doubt", "measure.kind", no_industry),
    HouseholdCheck("nobody_employed", 0, "doubt", "measure.kind", nobody_employed),
)
