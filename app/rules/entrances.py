"""Whether a household may enter a procedure, judged by what the procedure would write into its standing.

A county's own procedure is judged like ours: who would be watched must not be watched yet, who would be released must
be watched, who would leave poverty must be in it. Knows neither the database nor which cases run.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from app.errors import Issue
from app.rules.dossiers import Answers, Value
from app.rules.procedures import Condition, Procedure

POOR, LIFTED = ("0", "3"), ("1", "4")
"""Codes of 脱贫状态: 未脱贫 and 返贫; 已脱贫, with or without help."""


def find_hindrance(procedure: Procedure, standing: Answers) -> Issue | None:
    """Why a household of this standing cannot enter; None where it may. What is not known hinders nothing new."""
    told: Mapping[str, str] = {change.field: change.value for change in procedure.changes}
    code = _watching(told, standing) or _poverty(told, standing)
    return Issue(code, "households", "error") if code else None


def _watching(told: Mapping[str, str], standing: Answers) -> str:
    watched, cleared = bool(standing.get("monitor_class")), standing.get("risk_cleared") is True
    if told.get("standing.monitor_class") == "" and watched and not cleared:
        return "entrances.watched_already"
    if told.get("standing.risk_cleared") == "1":
        if not watched:
            return "entrances.not_watched"
        return "entrances.cleared_already" if cleared else ""
    back = told.get("standing.risk_cleared") == "0" and "standing.monitor_class" not in told
    return "entrances.not_cleared" if back and not cleared else ""


def _poverty(told: Mapping[str, str], standing: Answers) -> str:
    target, now = told.get("standing.poverty_status"), standing.get("poverty_status")
    if target in POOR[:1] and now in POOR:
        return "entrances.poor_already"
    if target in POOR[:1] and now in LIFTED:
        return "entrances.lifted_returns"
    if target in LIFTED and now not in POOR:
        return "entrances.not_poor"
    if target == POOR[1] and now not in LIFTED:
        return "entrances.not_lifted"
    return ""


def find_unmet(procedure: Procedure, said: Mapping[str, Value], on: date) -> Issue | None:
    """The first condition of a procedure that a household does not meet on a day; None where it may enter.

    `said`: its answers by path.
    """
    for one in procedure.enter:
        value = said.get(one.field)
        if value is not None and _fails(one, value, on):
            return Issue("cases.unmet", "households", "error", {"why": one.why})
    return None


def _fails(one: Condition, value: Value, on: date) -> bool:
    if isinstance(value, tuple):
        said = set(value)
    else:
        said = {str(int(value)) if isinstance(value, bool) else str(value)}
    if (one.any_of and not said & set(one.any_of)) or said & set(one.none_of):
        return True
    if one.not_this_year and str(value).startswith(f"{on.year}"):
        return True
    return bool(one.months) and _months_since(str(value), on) < one.months


def _months_since(written: str, on: date) -> int:
    """Months from a year, month or day as it is written to a day; of a year alone from its January."""
    year, month = (int(part) for part in f"{written}-01".split("-")[:2])
    return (on.year - year) * 12 + on.month - month


def in_region(procedure: Procedure, code: str) -> bool:
    """Whether a procedure is meant for a place, by the beginning of the place's code."""
    return code.startswith(procedure.region)


def by_fitness(procedures: Sequence[Procedure], entering: Mapping[str, int], chosen: int) -> list[Procedure]:
    """Procedures, the most likely first: half of the chosen can enter, then the region's own, then as they come.

    `entering`: how many of the `chosen` households may enter, by the procedure's key. Those that write nothing into a
    standing (家庭成员增减) fit everybody and come last.
    """
    return sorted(
        procedures,
        key=lambda one: (not one.changes, 2 * entering.get(one.key, 0) < chosen, -len(one.region)),
    )
