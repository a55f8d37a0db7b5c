"""What stands in one line about the help a household has: who helps, why it needs help, what is done, who came.

Read from a dossier, whose lines of help (`Dossier.help`) are those of its year.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from app.rules.dossiers import Dossier, Line, Value
from app.rules.forms import Forms

CAUSES: Final = ("main_cause", "second_cause", "third_cause")
RISKS: Final = ("risk_1", "risk_2", "risk_3", "risk_4", "risk_5")


def covers(answers: Mapping[str, Value], day: date) -> bool:
    """Whether a line with `started_on` and `ended_on` holds on that day; the day of a handover is the newcomer's."""
    started, ended = answers.get("started_on"), answers.get("ended_on")
    return not (isinstance(started, date) and started > day) and not (
        isinstance(ended, date) and ended <= day
    )


def helper_of(dossier: Dossier, kind: str) -> Line | None:
    """Who helped in that way at the year's end: the newest pairing of the kind; None where nobody did."""
    standing = [
        line
        for line in dossier.help.get("pairing", ())
        if line.answers.get("kind") == kind
        and covers(line.answers, dossier.year_end)
        and not _has_left(line, dossier.year_end)
    ]
    return max(standing, key=lambda line: str(line.answers.get("started_on") or ""), default=None)


def _has_left(line: Line, day: date) -> bool:
    """Whether the cadre of a pairing has left office by that day, though nobody took over yet."""
    ends = [cadre.get("to_on") for cadre in line.linked.get("cadre", ())]
    return any(isinstance(end, date) and end <= day for end in ends)


def causes_of(dossier: Dossier) -> tuple[str, ...]:
    """The codes of the recorded causes (`poverty_cause`), the main one first, none twice."""
    return _recorded(dossier, CAUSES)


def risks_of(dossier: Dossier) -> tuple[str, ...]:
    """The codes of the recorded risks (`risk`), none twice."""
    return _recorded(dossier, RISKS)


def _recorded(dossier: Dossier, keys: tuple[str, ...]) -> tuple[str, ...]:
    said = [str(dossier.standing[key]) for key in keys if dossier.standing.get(key)]
    return tuple(dict.fromkeys(said))


def _causes(dossier: Dossier, forms: Forms) -> Value:
    causes, risks = forms.codes["poverty_cause"], forms.codes["risk"]
    words = [*map(causes.name, causes_of(dossier)), *map(risks.name, risks_of(dossier))]
    return "\u3001".join(dict.fromkeys(words)) or None


def _measures(dossier: Dossier, forms: Forms) -> Value:
    names = [str(line.answers.get("name") or "") for line in dossier.help.get("measure", ())]
    return "\u3001".join(filter(None, dict.fromkeys(names))) or None


def _kinds(dossier: Dossier, forms: Forms) -> Value:
    kinds = forms.codes["measure_kind"]
    given = {str(line.answers.get("kind")) for line in dossier.help.get("measure", ())}
    return "\u3001".join(one.name for one in kinds.values if one.code in given) or None


def _state(dossier: Dossier, forms: Forms) -> Value:
    state = dossier.answers("plan").get("state")
    return forms.codes["plan_state"].name(str(state)) if state else None


def _visits(dossier: Dossier, forms: Forms) -> Value:
    return len(dossier.help.get("visit", ()))


def _last_visit(dossier: Dossier, forms: Forms) -> Value:
    days = [line.answers.get("visited_on") for line in dossier.help.get("visit", ())]
    return max((day for day in days if isinstance(day, date)), default=None)


def _summed(key: str) -> Callable[[Dossier, Forms], Value]:
    def add_up(dossier: Dossier, forms: Forms) -> Value:
        given = [line.answers.get(key) for line in dossier.help.get("measure", ())]
        known = [one for one in given if isinstance(one, Decimal)]
        return sum(known[1:], known[0]) if known else None

    return add_up


HELP_VALUES: Final[Mapping[str, Callable[[Dossier, Forms], Value]]] = {
    "causes": _causes,
    "measures": _measures,
    "kinds": _kinds,
    "state": _state,
    "visits": _visits,
    "last_visit": _last_visit,
    "amount": _summed("amount"),
    "effect": _summed("effect"),
}
"""The paths `help.*`: each a word, a number or a day of the dossier's year."""
