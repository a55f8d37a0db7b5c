"""The steps of a case: done one by one, sent back with an opinion; the last one writes what was decided."""

from datetime import date

from app.errors import Issue, Problem
from app.operations.answering import refuse
from app.operations.cases.finishing import write_decision
from app.operations.cases.stored import StoredCase, StoredMeeting, need_as_read, read_case, workdays
from app.operations.offices import Office, Role, need_role
from app.rules.meetings import conclude, find_faults
from app.rules.procedures import Actor, Step
from app.rules.walks import Ready, Walked, due_on, find_obstacles, next_step, standing, step_id_after
from app.texts import say
from db.records import new_id
from db.works import Work

_ROLES: dict[Actor, Role] = {"township": "approve", "county": "approve"}
"""Who enters a step in this office: the county's word too is entered here until the county writes it itself."""


def walk(office: Office, case_id: str, by: str, on: date | None = None, opinion: str = "") -> StoredCase:
    """Do the next step of a case; the last one closes it and writes the standings. Gives the case as it stands then.

    Raises Refused with what is lacking: the day before the last step or after today, a meeting without quorum, a
    notice that hangs still, objections nobody answered.
    """
    return _enter(office, case_id, by, on, "done", opinion)


def send_back(office: Office, case_id: str, by: str, opinion: str, on: date | None = None) -> StoredCase:
    """Send a case back to where its step says (退回). Raises Refused without an opinion or where nothing leads back."""
    return _enter(office, case_id, by, on, "returned", opinion)


def _enter(office: Office, case_id: str, by: str, on: date | None, outcome: str, opinion: str) -> StoredCase:
    case = read_case(office, case_id)
    if case.answers.get("closed_on"):
        raise Problem("cases.ended")
    step = next_step(case.procedure, case.walked)
    if step is None:
        raise Problem("cases.finished")
    need_role(office, _ROLES.get(step.actor, "enter"))
    today = office.clock().date()
    entry = Walked(
        step.key, on or today, by.strip(), "returned" if outcome == "returned" else "done", opinion
    )
    obstacles = find_obstacles(case.procedure, case.walked, entry, ready_for(office, case, step), today)
    refuse([*obstacles, *_undecided(step, entry)])
    why = say("cases.step_reason", case=case.answers.get("name"), step=step.label)
    # A batch of its own: a step entered by mistake can be taken back, and with the last one what it wrote.
    with office.archive.work(office.user.name, why, at=office.clock(), batch=new_id()) as work:
        need_as_read(work, case)
        _write(office, work, case, step, entry)
    return read_case(office, case_id)


def _undecided(step: Step, entry: Walked) -> list[Issue]:
    """A decision says what was decided, and why."""
    if step.kind != "decision" or entry.outcome == "returned" or entry.opinion.strip():
        return []
    return [Issue("cases.undecided", "opinion", "error", {"step": step.label})]


def _write(office: Office, work: Work, case: StoredCase, step: Step, entry: Walked) -> None:
    meeting = meeting_of(case, step)
    work.create(
        "case_step",
        {
            "id": step_id_after(case.steps[-1].id if case.steps else case.id),
            "case_id": case.id,
            "meeting_id": meeting.id if meeting and step.kind == "meeting" else None,
            "notice_id": notice_of(office, case, step) if step.kind == "notice" else None,
            "step": step.key,
            "done_on": entry.on.isoformat(),
            "done_by": entry.by,
            "outcome": entry.outcome,
            "opinion": entry.opinion.strip() or None,
        },
    )
    if entry.outcome == "returned":
        return
    if meeting and step.kind == "meeting":
        _leave_rejected(work, case, meeting, entry)
    if next_step(case.procedure, (*case.walked, entry)) is None:
        write_decision(office, work, case, entry)


def _leave_rejected(work: Work, case: StoredCase, meeting: StoredMeeting, entry: Walked) -> None:
    """Households the meeting did not pass leave the batch; the others go on."""
    for one in case.staying:
        if conclude(meeting.meeting, one.household_id, case.procedure.rule) != "passed":
            votes = meeting.meeting.votes[one.household_id]
            reason = say("cases.voted_out", in_favour=votes.in_favour, present=meeting.meeting.present)
            told = {"state": "out", "left_on": entry.on.isoformat(), "left_reason": reason}
            work.update("case_household", one.id, told)


def ready_for(office: Office, case: StoredCase, step: Step) -> Ready:
    """What else must hold for a step: its meeting, its notice, its objections."""
    meeting = meeting_of(case, step)
    posted, ends, waiting = _notice_facts(office, case, step)
    return Ready(
        meeting_held=meeting is not None,
        meeting_faults=tuple(_meeting_faults(case, meeting)) if meeting else (),
        notice_posted=posted is not None,
        notice_ends=ends or posted,
        objections_open=waiting,
        households_left=len(case.staying) if case.procedure.subject == "household" else 1,
        strays=strays_of(office, case),
    )


def strays_of(office: Office, case: StoredCase) -> tuple[str, ...]:
    """The heads of households that go with a case and were closed, or moved to another village, since it began."""
    rows = office.archive.read(
        "SELECT coalesce(max(CASE WHEN m.relation = '01' AND m.left_on IS NULL THEN p.name END), h.code, h.id)"
        " FROM case_household s JOIN household h ON h.id = s.household_id"
        " LEFT JOIN membership m ON m.household_id = h.id LEFT JOIN person p ON p.id = m.person_id"
        " WHERE s.case_id = ? AND s.state = 'in' AND (h.closed_on IS NOT NULL OR h.division_id != ?) GROUP BY h.id",
        (case.id, case.division_id),
    )
    return tuple(str(name) for (name,) in rows)


def _meeting_faults(case: StoredCase, meeting: StoredMeeting) -> list[Issue]:
    faults = find_faults(meeting.meeting, case.procedure.rule)
    unvoted = [one for one in case.staying if one.household_id not in meeting.meeting.votes]
    if unvoted:
        faults.append(Issue("cases.not_voted", "votes", "error", {"count": len(unvoted)}))
    return faults


def meeting_of(case: StoredCase, step: Step) -> StoredMeeting | None:
    """The newest meeting of a step that no 退回 has set aside."""
    if step.kind != "meeting":
        return None
    used = {one.meeting_id for one in case.steps} if _was_returned(case, step) else set()
    found = [one for one in case.meetings if one.step == step.key and one.id not in used]
    return found[-1] if found else None


def _was_returned(case: StoredCase, step: Step) -> bool:
    return step.key not in [one.step for one in standing(case.procedure, case.walked)]


def notice_of(office: Office, case: StoredCase, step: Step) -> str | None:
    """The newest notice of a step that was posted and that no 退回 or correction has set aside."""
    used = [one.notice_id for one in case.steps if one.notice_id]
    rows = office.archive.read(
        "SELECT id FROM notice n WHERE case_id = ? AND step = ? AND posted_on IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM notice c WHERE c.corrects_id = n.id) ORDER BY id DESC",
        (case.id, step.key),
    )
    return next((str(one) for (one,) in rows if one not in used), None)


def _notice_facts(office: Office, case: StoredCase, step: Step) -> tuple[date | None, date | None, int]:
    """When the step's notice was posted, the last day it hangs, and how many objections wait for an answer."""
    notice = notice_of(office, case, step) if step.kind == "notice" else None
    if notice is None:
        return None, None, 0
    sql = (
        "SELECT posted_on, ends_on, (SELECT count(*) FROM objection o WHERE o.notice_id = n.id"
        " AND o.answered_on IS NULL) FROM notice n WHERE id = ?"
    )
    posted, ends, waiting = office.archive.read(sql, (notice,))[0]
    return date.fromisoformat(posted), date.fromisoformat(ends) if ends else None, int(waiting)


def due_day(office: Office, case: StoredCase) -> date | None:
    """By when the next step is due; None where nothing is prescribed, or a year's holidays are not known."""
    step = next_step(case.procedure, case.walked)
    hangs = step is not None and step.kind == "notice" and step.within is not None
    posted = hangs and step is not None and notice_of(office, case, step) is not None
    try:
        return due_on(case.procedure, case.walked, workdays(office), posted)
    except Problem:
        return None
