"""What a case says of one household on paper: why it was put in, what is to be written, who said what at each level.

A line beside the dossier (`case.*`), computed from the steps, meetings and notices; nothing is typed for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.operations.cases.finishing import value_of
from app.operations.cases.stored import StoredCase, StoredHousehold, StoredMeeting, StoredStep
from app.operations.notices.stored import StoredNotice, read_notices
from app.operations.offices import Office
from app.rules.dossiers import Line, Value
from app.rules.meetings import conclude
from app.rules.procedures import Actor, Change, Step
from app.rules.spots import CASE
from app.rules.values import show
from app.rules.walks import standing
from app.texts import say

LEVELS: tuple[Actor, ...] = ("village", "township", "county")
"""Who has an opinion on paper; households and teams bring their own papers."""


@dataclass(frozen=True)
class CaseFacts:
    """A case with its notices, and who objected against which household on each."""

    case: StoredCase
    notices: Mapping[str, StoredNotice]
    objections: Mapping[str, Sequence[tuple[str | None, bool | None]]]


def case_facts(office: Office, case: StoredCase) -> CaseFacts:
    """What the opinions of a case are made of, read once for all its households."""
    notices = {one.id: one for one in read_notices(office, "case_id = ?", (case.id,))}
    objections: dict[str, list[tuple[str | None, bool | None]]] = {}
    sql = (
        "SELECT o.notice_id, o.household_id, o.upheld FROM objection o JOIN notice n ON n.id = o.notice_id"
        " WHERE n.case_id = ?"
    )
    for notice, household, upheld in office.archive.read(sql, (case.id,)):
        objections.setdefault(notice, []).append((household, None if upheld is None else bool(upheld)))
    return CaseFacts(case, notices, objections)


def case_line(office: Office, facts: CaseFacts, one: StoredHousehold) -> Line:
    """The line of a case for one of its households."""
    case = facts.case
    answers: dict[str, Value] = {
        "label": case.procedure.label,
        "name": str(case.answers.get("name") or "") or None,
        "opened_on": case.answers.get("opened_on"),
        "reason": str(one.answers.get("reason") or "") or None,
        "changes": _changes(office, case, one),
    }
    answers.update({level: _opinion(facts, one, level) for level in LEVELS})
    return Line(CASE, case.id, answers)


def _changes(office: Office, case: StoredCase, one: StoredHousehold) -> str | None:
    """What the case was asked to write for this household, in the words of its fields."""
    told = [_change(office, change, one) for change in case.procedure.changes if change.value == ""]
    return say("papers.between").join(filter(None, told)) or None


def _change(office: Office, change: Change, one: StoredHousehold) -> str:
    field = office.forms.by_path[change.field]
    value = value_of(change, field, one.asked.get(change.field), date.min)
    if value is None:
        return ""
    return say(
        "opinions.change", label=field.label, value=show(field.kind, value, office.forms.code_list(field))
    )


def _opinion(facts: CaseFacts, one: StoredHousehold, level: Actor) -> str | None:
    """What a level did for the household, step by step; None where it did nothing yet."""
    case = facts.case
    done = {walked.step for walked in standing(case.procedure, case.walked)}
    carried = {step.walked.step: step for step in case.steps if step.walked.outcome == "done"}
    steps = [step for step in case.procedure.steps if step.actor == level and step.key in done]
    return "".join(_told(facts, one, step, carried[step.key]) for step in steps) or None


def _told(facts: CaseFacts, one: StoredHousehold, step: Step, done: StoredStep) -> str:
    if step.kind == "meeting":
        meeting = next((held for held in facts.case.meetings if held.id == done.meeting_id), None)
        return _met(facts.case, meeting, one, step) if meeting else ""
    if step.kind == "notice":
        notice = facts.notices.get(done.notice_id or "")
        return _hung(facts, notice, one, step) if notice else ""
    if step.kind == "decision":
        walked = done.walked
        return say(
            "opinions.decided",
            opinion=walked.opinion.strip() or say("opinions.agreed"),
            step=step.label,
            on=show("date", walked.on),
            by=walked.by,
        )
    return ""


def _met(case: StoredCase, held: StoredMeeting, one: StoredHousehold, step: Step) -> str:
    votes = held.meeting.votes.get(one.household_id)
    if votes is None:
        return ""
    passed = conclude(held.meeting, one.household_id, case.procedure.rule) == "passed"
    return say(
        "opinions.met",
        on=show("date", held.answers.get("held_on")),
        step=step.label,
        entitled=held.meeting.entitled,
        present=held.meeting.present,
        in_favour=votes.in_favour,
        against=votes.against,
        abstained=votes.abstained,
        conclusion=say("opinions.passed") if passed else say("opinions.not_passed"),
    )


def _hung(facts: CaseFacts, notice: StoredNotice, one: StoredHousehold, step: Step) -> str:
    """From when to when a notice hung, and what was said against this household; others' objections are not its own."""
    on, ends = show("date", notice.day("posted_on")), show("date", notice.day("ends_on"))
    if not ends:
        return say("opinions.posted", on=on, step=step.label)
    if not notice.answers.get("result"):
        return say("opinions.hangs", on=on, step=step.label, ends=ends)
    against = [upheld for whom, upheld in facts.objections.get(notice.id, ()) if whom == one.household_id]
    result = (
        say("opinions.nothing_said")
        if not against
        else say("opinions.upheld")
        if True in against
        else say("opinions.dismissed")
    )
    return say("opinions.hung", on=on, step=step.label, ends=ends, result=result)
