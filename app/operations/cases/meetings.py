"""Meetings of a case: who was entitled, who came, how each household was voted on."""

from collections.abc import Mapping, Sequence

import orjson

from app.errors import Issue, Problem
from app.operations.answering import answer_issues, refuse
from app.operations.cases.stored import StoredCase, need_as_read, read_case
from app.operations.offices import Office, need_role
from app.operations.rows import kept_answers
from app.rules.dossiers import Answers
from app.rules.meetings import Votes
from app.rules.walks import next_step, standing

Attendance = Sequence[tuple[str, bool]]
"""Everybody entitled by name, and whether he came."""


def record_meeting(
    office: Office,
    case_id: str,
    answers: Answers,
    votes: Mapping[str, Votes],
    attendance: Attendance = (),
    *,
    meeting: str | None = None,
) -> str:
    """Keep a meeting of the case's next step, or correct one; gives its id. Without a quorum it carries nothing.

    With `attendance` those entitled and present are counted from it. Raises Refused for answers or votes that cannot
    be, Problem where the case does not wait for a meeting.
    """
    need_role(office, "enter")
    case = read_case(office, case_id)
    step = next_step(case.procedure, case.walked)
    if step is None or step.kind != "meeting" or case.answers.get("closed_on"):
        raise Problem("cases.no_meeting_now")
    form = office.forms.public["meeting"]
    told = {**answers, **_counted(attendance)}
    refuse([*answer_issues(office.forms, form, told, office.clock().date()), *_issues(case, told, votes)])
    kept = {
        **kept_answers(form, told),
        "attendance": orjson.dumps([list(one) for one in attendance]).decode() if attendance else None,
    }
    with office.archive.work(office.user.name, at=office.clock()) as work:
        need_as_read(work, case)
        if meeting is None:
            meeting = work.create("meeting", {"case_id": case_id, "step": step.key, **kept})
        else:
            work.update("meeting", meeting, kept)
            for (row,) in work.read("SELECT id FROM vote WHERE meeting_id = ?", (meeting,)):
                work.delete("vote", str(row))
        for household, one in votes.items():
            counted = {"in_favour": one.in_favour, "against": one.against, "abstained": one.abstained}
            work.create("vote", {"meeting_id": meeting, "household_id": household, **counted})
    return meeting


def _counted(attendance: Attendance) -> dict[str, int]:
    if not attendance:
        return {}
    return {"entitled": len(attendance), "present": sum(came for _, came in attendance)}


def _issues(case: StoredCase, answers: Answers, votes: Mapping[str, Votes]) -> list[Issue]:
    """A meeting before the step it follows; votes on a household that is not in the case."""
    found: list[Issue] = []
    done = standing(case.procedure, case.walked)
    held = answers.get("held_on")
    if done and held is not None and held < done[-1].on:  # type: ignore[operator]
        last = case.procedure.step(done[-1].step).label
        found.append(Issue("cases.before_last", "held_on", "error", {"last": last, "on": done[-1].on}))
    strange = set(votes) - {one.household_id for one in case.staying}
    if strange:
        found.append(Issue("cases.stranger_voted", "votes", "error", {"count": len(strange)}))
    return found
