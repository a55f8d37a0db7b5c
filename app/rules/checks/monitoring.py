"""Rules 18 to 21: monitored households, their risks, their measures and how a risk was cleared.

What needs help measures does not judge while none are recorded in this archive (`measures` is None).
"""

from collections.abc import Sequence

from app.rules.checks.doubts import NOTHING, Found, HouseholdCheck, found
from app.rules.checks.facts import Household
from app.rules.checks.meanings import DISABLED, HELPED_CLEAR, RISK_DISABLED, RISK_JOB, RISKS
from app.rules.dates import months_between
from app.rules.dossiers import Value
from app.texts import say


def _months_watched(household: Household) -> int | None:
    month = household.standing.get("monitored_month")
    return months_between(month, f"{household.today:%Y-%m}") if isinstance(month, str) and month else None


def no_measure(household: Household) -> Sequence[Found]:
    """Monitored for a month or longer, and no measure."""
    months = _months_watched(household)
    if household.measures is None or household.measures or not household.watched or months is None:
        return NOTHING
    return (
        found(name=household.head_name, months=months)
        if months >= household.limits["measure_months"]
        else NOTHING
    )


def no_development(household: Household) -> Sequence[Found]:
    """Monitored for half a year, able to work, and no measure that develops its own income."""
    months, measures = _months_watched(household), household.measures
    if measures is None or not household.watched or months is None or not household.can_work:
        return NOTHING
    developing = household.thresholds.developing
    if months < household.limits["develop_months"] or any(one.kind in developing for one in measures):
        return NOTHING
    return found(name=household.head_name, months=months)


def _has_card(household: Household) -> bool:
    for person in household.people:
        number = str(person.own.get("id_number") or "")
        if (
            person.own.get("disability_number")
            or person.year.get("disability_card_year")
            or len(number) in (20, 22)
        ):
            return True
    return False


def disabled_without_card(household: Household) -> Sequence[Found]:
    """The risk is disability, and nobody of the family has a disability card."""
    if RISK_DISABLED not in household.risks or _has_card(household):
        return NOTHING
    disabled = [person.name for person in household.people if DISABLED in person.health]
    return found(name=household.head_name, disabled="\u3001".join(disabled) or say("doubts.nobody"))


def risk_without_measure(household: Household) -> Sequence[Found]:
    """A risk without one of the measures that answer it."""
    if household.measures is None:
        return NOTHING
    given = {measure.kind for measure in household.measures}
    findings = []
    for key in RISKS:
        risk = household.standing.get(key)
        wanted = household.thresholds.risk_measures.get(str(risk), ())
        if wanted and not given.intersection(wanted):
            path = f"standing.{key}"
            shown = household.meanings.shown(path, risk)
            told = {"name": household.head_name, "risk": shown, "wanted": "\u3001".join(wanted)}
            findings.append(Found(told, path))
    return findings


def job_risk_without_worker(household: Household) -> Sequence[Found]:
    """The risk is unsteady work, and nobody works or could."""
    if RISK_JOB not in household.risks or not household.people:
        return NOTHING
    if household.can_work and any(person.works for person in household.people):
        return NOTHING
    return found(name=household.head_name)


def cleared_without_measure(household: Household) -> Sequence[Found]:
    """Cleared by help, and no measure recorded."""
    helped = household.standing.get("clear_way") == HELPED_CLEAR
    none = household.measures is not None and not household.measures
    return found(name=household.head_name) if helped and none else NOTHING


def cleared_soon(household: Household) -> Sequence[Found]:
    """Cleared within two months of being identified, or before."""
    began, ended = household.standing.get("monitored_month"), household.standing.get("cleared_month")
    if not isinstance(began, str) or not isinstance(ended, str) or not began or not ended:
        return NOTHING
    if months_between(began, ended) > household.limits["clear_months"]:
        return NOTHING
    shown = household.meanings.shown
    return found(
        name=household.head_name,
        began=shown("standing.monitored_month", began),
        ended=shown("standing.cleared_month", ended),
    )


def cleared_below_line(household: Household) -> Sequence[Found]:
    """Cleared in a year whose income per person stayed below the watch line of that year and place."""
    ended: Value = household.standing.get("cleared_month")
    each = household.figures.per_person if household.figures else None
    if not isinstance(ended, str) or ended[:4] != str(household.dossier.year) or each is None:
        return NOTHING
    line = household.limits["watch_line"]
    if each >= line:
        return NOTHING
    shown = household.meanings.shown
    return found(
        name=household.head_name,
        each=shown("income.amount", each),
        line=shown("income.amount", line),
        year=ended[:4],
    )


def only_backstop(household: Household) -> Sequence[Found]:
    """Able to work, and helped by nothing but the backstop."""
    measures = household.measures
    if not measures or not household.watched or not household.can_work:
        return NOTHING
    backstop = household.thresholds.backstop
    return found(name=household.head_name) if all(one.kind in backstop for one in measures) else NOTHING


CHECKS = (
    HouseholdCheck("no_measure", 18, "error", "standing.monitored_month", no_measure, ("measure_months",)),
    HouseholdCheck(
        "no_development", 18, "error", "standing.monitored_month", no_development, ("develop_months",)
    ),
    HouseholdCheck("disabled_without_card", 19, "doubt", "standing.risk_1", disabled_without_card),
    HouseholdCheck("risk_without_measure", 19, "doubt", "standing.risk_1", risk_without_measure),
    HouseholdCheck("job_risk_without_worker", 19, "doubt", "standing.risk_1", job_risk_without_worker),
    HouseholdCheck("cleared_without_measure", 20, "doubt", "standing.clear_way", cleared_without_measure),
    HouseholdCheck("cleared_soon", 20, "doubt", "standing.cleared_month", cleared_soon, ("clear_months",)),
    HouseholdCheck(
        "cleared_below_line", 20, "doubt", "standing.cleared_month", cleared_below_line, ("watch_line",)
    ),
    HouseholdCheck("only_backstop", 21, "doubt", "standing.monitor_class", only_backstop),
)
