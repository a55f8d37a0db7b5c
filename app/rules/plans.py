"""The life of a help plan: its states in their order, what each step asks, and which answers it takes.

draft → agreed (the household signs) → village and township reviewed → running → closed with a result. One step
forward at a time; back to any earlier state with a reason. An `Issue` of level "error" never passes; a "doubt"
passes with a reason, which is kept. `Issue.field` is the path of a field (`measure.amount`). Source of the order:
安庆 2016 第一期建议 二 (一户一对策), domain of the national form 帮扶计划.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.errors import Issue
from app.rules.catalogues import Catalogue
from app.rules.dossiers import Answers, Dossier, Value
from app.rules.forms import Forms
from app.rules.helping import causes_of, helper_of, risks_of
from app.rules.measures import measure_issues
from app.rules.values import show
from app.texts import say

STATES: Final = ("draft", "agreed", "village", "township", "running", "closed")
DONE: Final = "done"
"""The state of a measure that needs no reason when its plan is closed."""

STAMPS: Final = {
    "agreed": ("signed_on", "signed_by"),
    "village": ("village_on", "village_by"),
    "township": ("township_on", "township_by"),
    "running": ("started_on",),
    "closed": ("closed_on", "result", "achieved", "unfinished"),
}
"""The fields of a plan that a step writes, its day first; a step back takes those of later states away."""

BY_STEPS: Final = frozenset({"state", *(key for keys in STAMPS.values() for key in keys)})
"""Fields of a plan that only a step may set."""

FREE_OF_PLAN: Final = frozenset({"note"})
FREE_OF_MEASURE: Final = frozenset(
    {"state", "done_on", "done", "spent", "effect", "confirmed", "note", "charge", "doer"}
)
"""What is written while a plan runs; everything else stands as the household signed it."""

NOT_REACHED: Final = ("3", "4")
"""Results (`plan_result`) that need a reason: 未达到, 中止."""

BACKSTOP: Final = "10"
"""The kind of measure (`measure_kind`) that only carries: 综合保障."""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What decides on a plan's steps. `causes` and `risks`: what the archive records of the household.

    `people`: the names of its members; a state nobody knows counts as a draft.
    """

    household_id: str
    year: int
    answers: Answers
    measures: tuple[Answers, ...] = ()
    causes: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    head: str = ""
    has_helper: bool = False
    can_work: bool = False

    @property
    def state(self) -> str:
        said = str(self.answers.get("state") or "")
        return said if said in STATES else STATES[0]

    @property
    def next_state(self) -> str | None:
        """The one step forward; None for a closed plan."""
        return None if self.state == STATES[-1] else STATES[STATES.index(self.state) + 1]


@dataclass(frozen=True, slots=True)
class Given:
    """What a person says with a step: to which state, on which day, who signs or reviews, why, and the result."""

    to: str
    on: date
    by: str = ""
    reason: str = ""
    result: str | None = None
    achieved: str = ""
    unfinished: str = ""


def facts_of(dossier: Dossier, forms: Forms) -> PlanFacts:
    """What a dossier says about its year's plan; `answers` is empty where there is none."""
    able = {code.code for code in forms.codes["labour"].values if code.extra.get("able")}
    head = dossier.head
    return PlanFacts(
        household_id=dossier.household_id,
        year=dossier.year,
        answers=dossier.answers("plan"),
        measures=tuple(line.answers for line in dossier.help.get("measure", ())),
        causes=causes_of(dossier),
        risks=risks_of(dossier),
        people=tuple(member.name for member in dossier.members),
        head=head.name if head else "",
        has_helper=helper_of(dossier, "1") is not None,
        can_work=any(member.year.get("labour") in able for member in dossier.members),
    )


def step_issues(facts: PlanFacts, given: Given, today: date, catalogue: Catalogue) -> list[Issue]:
    """Everything that stands against a step; empty where it may be taken."""
    if given.to not in STATES:
        return [_error("plans.no_such_state", "state", text=given.to)]
    if given.to == facts.state:
        return [_error("plans.already_there", "state")]
    if STATES.index(given.to) < STATES.index(facts.state):
        return [] if given.reason.strip() else [_error("plans.back_needs_reason", "state")]
    if given.to != facts.next_state:
        return [_error("plans.one_step_only", "state")]
    return [
        *content_issues(facts, given.to, catalogue),
        *_day_issues(facts, given, today),
        *_said_issues(facts, given),
    ]


def content_issues(facts: PlanFacts, to: str, catalogue: Catalogue) -> list[Issue]:
    """What the plan itself lacks for a step forward, whatever is said with it."""
    if to == "agreed":
        return [*_reason_issues(facts), *_measure_issues(facts), *_faults(facts, catalogue)]
    if to == "village" and not facts.has_helper:
        return [_doubt("plans.no_helper", "state", name=facts.head)]
    return []


def _reason_issues(facts: PlanFacts) -> list[Issue]:
    """A plan names a cause or risk the archive records of this very household."""
    named = [*_codes(facts.answers.get("causes")), *_codes(facts.answers.get("risks"))]
    if not named:
        return [_error("plans.no_cause", "causes", name=facts.head)]
    if not facts.causes and not facts.risks:
        return [_error("plans.none_recorded", "causes", name=facts.head)]
    causes = set(_codes(facts.answers.get("causes")))
    risks = set(_codes(facts.answers.get("risks")))
    if not (causes & set(facts.causes) or risks & set(facts.risks)):
        return [_error("plans.cause_not_recorded", "causes", name=facts.head)]
    strange = [("causes", causes - set(facts.causes)), ("risks", risks - set(facts.risks))]
    return [_doubt("plans.more_than_recorded", key, name=facts.head) for key, codes in strange if codes]


def _measure_issues(facts: PlanFacts) -> list[Issue]:
    """A plan has a measure, and more than the backstop where somebody can work (domain 2.8, 21)."""
    if not facts.measures:
        return [_error("plans.no_measure", "state", name=facts.head)]
    if facts.can_work and all(one.get("kind") == BACKSTOP for one in facts.measures):
        return [_doubt("plans.only_backstop", "state", name=facts.head)]
    return []


def _faults(facts: PlanFacts, catalogue: Catalogue) -> list[Issue]:
    """The measures with something wrong about them, each with its sentence: nobody signs them unawares."""
    found = []
    for one in facts.measures:
        wrong = measure_issues(one, facts.year, catalogue)
        if wrong:
            why = say(wrong[0].code, **wrong[0].values)
            found.append(_doubt("plans.measure_not_right", "state", name=one.get("name") or "", why=why))
    return found


def _day_issues(facts: PlanFacts, given: Given, today: date) -> list[Issue]:
    """A step's day: not after today, not before the step it follows, near the plan's year."""
    key = STAMPS[given.to][0]
    if given.on > today:
        return [_error("plans.day_in_future", key, day=shown(given.on))]
    before = previous_day(facts)
    if before and given.on < before:
        return [_error("plans.day_before_last_step", key, day=shown(given.on), before=shown(before))]
    if abs(given.on.year - facts.year) > 1:
        return [_doubt("plans.day_far_off", key, day=shown(given.on), year=facts.year)]
    return []


def previous_day(facts: PlanFacts) -> date | None:
    """The day of the step the plan stands on; None for a draft."""
    days = [facts.answers.get(keys[0]) for keys in STAMPS.values()]
    return max((day for day in days if isinstance(day, date)), default=None)


def _said_issues(facts: PlanFacts, given: Given) -> list[Issue]:
    """What must be said with a step: who signed, and with the last one the result and what stayed undone."""
    if given.to == "agreed" and given.by and given.by not in facts.people:
        return [_doubt("plans.signer_not_here", "signed_by", name=given.by)]
    if given.to != "closed":
        return []
    found = [] if given.result else [_error("plans.no_result", "result")]
    undone = [str(one.get("name") or "") for one in facts.measures if one.get("state") != DONE]
    if undone and not given.unfinished.strip():
        found.append(_error("plans.unfinished_measures", "unfinished", names="\u3001".join(undone[:5])))
    elif given.result in NOT_REACHED and not given.unfinished.strip():
        found.append(_error("plans.not_reached", "unfinished"))
    return found


def step_answers(facts: PlanFacts, given: Given) -> dict[str, Value]:
    """What a step writes: the new state, its day and who; a step back takes away what came after."""
    place = STATES.index(given.to)
    if place < STATES.index(facts.state):
        later = [key for state in STATES[place + 1 :] for key in STAMPS[state]]
        return {"state": given.to, **dict.fromkeys(later)}
    said: dict[str, Value] = {"state": given.to, STAMPS[given.to][0]: given.on}
    if given.to == "closed":
        return {
            **said,
            "result": given.result,
            "achieved": given.achieved.strip() or None,
            "unfinished": given.unfinished.strip() or None,
        }
    return said | dict.fromkeys(STAMPS[given.to][1:], given.by or None)


def carried_plan(before: Answers, facts: PlanFacts) -> dict[str, Value]:
    """What last year's plan says to a new draft; its causes and risks only while the archive records none."""
    kept = {key: before.get(key) for key in ("wishes", "needs", "goal", "goal_income")}
    if facts.causes or facts.risks:
        return kept
    return {**kept, "causes": before.get("causes"), "risks": before.get("risks")}


def locked_issues(state: str, keys: Iterable[str], record: str = "plan") -> list[Issue]:
    """Why these fields may not be written in that state: a closed plan is not edited, a signed one with a reason."""
    if state == "closed":
        return [Issue("plans.closed", f"{record}.{key}", "error") for key in sorted(keys)[:1]]
    if state == STATES[0]:
        return []
    free = FREE_OF_MEASURE if record == "measure" else FREE_OF_PLAN
    return [Issue("plans.signed_already", f"{record}.{key}") for key in sorted(set(keys) - free)[:1]]


def shown(day: date) -> str:
    """A day as people read it."""
    return show("date", day)


def _codes(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _error(code: str, key: str, **values: object) -> Issue:
    return Issue(code, f"plan.{key}", "error", values)


def _doubt(code: str, key: str, **values: object) -> Issue:
    return Issue(code, f"plan.{key}", "doubt", values)
