"""How far a case has come in its procedure, what it lacks for the next step, and by when that is due. Pure.

No step is skipped, none comes before the one before it is over, everything has its day and its person.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.errors import Issue
from app.rules.procedures import Procedure, Step
from app.rules.workdays import Workdays

Outcome = Literal["done", "returned"]


@dataclass(frozen=True, slots=True)
class Walked:
    """A step that was done or sent back: when, by whom, with what opinion."""

    step: str
    on: date
    by: str
    outcome: Outcome = "done"
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """What else must hold for a step: the meeting's faults, the end of the notice, objections that wait.

    `notice_ends`: the last day it hangs (the step may be done the day after); None where none hangs yet. `strays`: the
    heads of households that are no longer in the village and must leave the case first.
    """

    meeting_held: bool = False
    meeting_faults: tuple[Issue, ...] = ()
    notice_posted: bool = False
    notice_ends: date | None = None
    objections_open: int = 0
    households_left: int = 1
    strays: tuple[str, ...] = ()


def standing(procedure: Procedure, walked: Sequence[Walked]) -> list[Walked]:
    """The steps that count now: a 退回 takes away the step it led to and all after it.

    A step counts once, in its turn: what two machines entered without knowing of each other moves a case no further.
    """
    kept: list[Walked] = []
    for one in walked:
        if one.outcome == "done":
            if len(kept) < len(procedure.steps) and one.step == procedure.steps[len(kept)].key:
                kept.append(one)
            continue
        back = procedure.place_of(procedure.step(one.step).back)
        kept = [step for step in kept if procedure.place_of(step.step) < back]
    return kept


def next_step(procedure: Procedure, walked: Sequence[Walked]) -> Step | None:
    """The step that is to be done now; None where the case is finished."""
    done = len(standing(procedure, walked))
    return procedure.steps[done] if done < len(procedure.steps) else None


def step_id_after(last: str) -> str:
    """The id of the step that follows the one (or for the first the case) of this id, the same wherever it is entered.

    The county's word and the same word entered from paper on a laptop are then one row: what they say differently is
    laid before a person. It sorts right behind, as steps stand in the order of their ids.
    """
    return str(uuid.UUID(int=(uuid.UUID(last).int + 1) % (1 << 128)))


def due_on(
    procedure: Procedure, walked: Sequence[Walked], days: Workdays, posted: bool = False
) -> date | None:
    """By when the next step is to be done: its own term since the last step, and the whole procedure's since the first.

    The day after a step is day 1. A notice is to be `posted` within its step's term, however long it hangs then. None
    where nothing is prescribed, nothing begun, or all is done.
    """
    done, step = standing(procedure, walked), next_step(procedure, walked)
    if step is None or not done:
        return None
    limits = [
        days.last_day(_day_after(since), term.days, term.kind)
        for since, term in ((done[-1].on, None if posted else step.within), (done[0].on, procedure.within))
        if term is not None
    ]
    return min(limits, default=None)


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def find_obstacles(
    procedure: Procedure, walked: Sequence[Walked], entry: Walked, ready: Ready, today: date
) -> list[Issue]:
    """What keeps a step from being entered; empty where it may be."""
    step = next_step(procedure, walked)
    if step is None:
        return [Issue("cases.finished", "step", "error")]
    if entry.step != step.key:
        return [Issue("cases.not_this_step", "step", "error", {"step": step.label})]
    obstacles = [*_of_entry(procedure, walked, entry, step, today)]
    if entry.outcome == "done":
        obstacles += _of_step(step, entry, ready)
    return obstacles


def _of_entry(
    procedure: Procedure, walked: Sequence[Walked], entry: Walked, step: Step, today: date
) -> list[Issue]:
    done = standing(procedure, walked)
    found: list[Issue] = []
    if entry.on > today:
        found.append(Issue("cases.future", "on", "error"))
    if done and entry.on < done[-1].on:
        last = procedure.step(done[-1].step).label
        found.append(Issue("cases.before_last", "on", "error", {"last": last, "on": done[-1].on}))
    if not entry.by.strip():
        found.append(Issue("cases.nobody", "by", "error", {"step": step.label}))
    if entry.outcome == "returned" and not step.back:
        found.append(Issue("cases.cannot_return", "outcome", "error", {"step": step.label}))
    if entry.outcome == "returned" and not entry.opinion.strip():
        found.append(Issue("cases.no_opinion", "opinion", "error"))
    return found


def _of_step(step: Step, entry: Walked, ready: Ready) -> list[Issue]:
    if not ready.households_left:
        return [Issue("cases.nobody_left", "step", "error")]
    if ready.strays:
        return [Issue("cases.strays", "step", "error", {"heads": "\u3001".join(ready.strays)})]
    if step.kind == "meeting":
        held = (
            [] if ready.meeting_held else [Issue("cases.no_meeting", "step", "error", {"step": step.label})]
        )
        return [*held, *ready.meeting_faults]
    if step.kind == "notice":
        return _of_notice(step, entry, ready)
    return []


def _of_notice(step: Step, entry: Walked, ready: Ready) -> list[Issue]:
    told: dict[str, object] = {"step": step.label}
    if not ready.notice_posted or ready.notice_ends is None:
        return [Issue("cases.not_posted", "step", "error", told)]
    found: list[Issue] = []
    if step.hangs is not None and entry.on <= ready.notice_ends:
        found.append(Issue("cases.still_hanging", "on", "error", {**told, "ends": ready.notice_ends}))
    if ready.objections_open:
        found.append(Issue("cases.objections_open", "step", "error", {"count": ready.objections_open}))
    return found
