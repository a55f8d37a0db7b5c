"""Conditions a household must not plainly fail to enter a procedure: items of a standard marked `entrance`.

What is not known hinders nobody: whoever goes there decides.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from app.errors import Issue
from app.operations.offices import Office
from app.operations.procedures import procedures
from app.operations.standards.assessing import Question, assess
from app.operations.standards.known import standards
from app.rules.dossiers import Answers
from app.rules.standards import ItemResult, Standard

_MEASURES = "measures_taken"


def conditions_unmet(
    office: Office, homes: Mapping[str, Answers], on: date, group: str | None = None
) -> Mapping[str, Mapping[str, Issue]]:
    """Of each household (with its standing) why it may not enter, by the group of the procedures: the first reason.

    `group`: only for that group. Households that are not monitored are not asked for.
    """
    known = procedures(office)
    watched = [one for one, standing in homes.items() if standing.get("monitor_class")]
    found: dict[str, dict[str, Issue]] = {}
    for standard in _asking(office, on):
        groups = {known[key].group for key in standard.procedures if key in known}
        for of in groups if group is None else groups & {group}:
            for home, issue in _unmet(office, standard, watched, on):
                found.setdefault(home, {}).setdefault(of, issue)
    return found


def _asking(office: Office, on: date) -> Sequence[Standard]:
    """The editions in force that ask something at the entrance."""
    known = standards(office)
    editions = [known.at(key, on) for key in known.known]
    return [one for one in editions if one is not None and any(item.entrance for item in one.items)]


def _unmet(office: Office, standard: Standard, homes: Sequence[str], on: date) -> list[tuple[str, Issue]]:
    if not homes:
        return []
    helped = _helped(office)
    question = Question(standard.key, on, households=tuple(homes))
    found = []
    for one in assess(office, question).judged:
        spared = helped is None or one.household_id in helped
        failed = next((result for result in one.judgement.results if _hinders(result, spared)), None)
        if failed is not None:
            why: dict[str, object] = {"text": failed.item.text, "said": failed.fact.said}
            found.append((one.household_id, Issue("cases.condition_unmet", "households", "error", why)))
    return found


def _hinders(result: ItemResult, spared: bool) -> bool:
    """`spared`: measures are not asked for, whatever the year's own say."""
    asked = result.item.entrance and not (spared and result.item.fact == _MEASURES)
    return asked and result.state == "fail"


def _helped(office: Office) -> frozenset[str] | None:
    """Who had a measure in any year since he was identified; None in an office that writes no measures down at all."""
    if not office.archive.read("SELECT EXISTS (SELECT 1 FROM measure)")[0][0]:
        return None
    rows = office.archive.read(
        "SELECT DISTINCT m.household_id FROM measure m JOIN standing s ON s.household_id = m.household_id"
        " WHERE m.state IN ('running', 'done') AND s.monitored_month IS NOT NULL"
        " AND m.year >= CAST(substr(s.monitored_month, 1, 4) AS INTEGER)"
    )
    return frozenset(home for (home,) in rows)
