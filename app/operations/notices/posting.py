"""A notice on the board: posted and frozen, objected to, ended, taken down. Days are counted, none is typed."""

from datetime import date

from app.errors import Issue, Problem
from app.operations.answering import answer_issues, refuse
from app.operations.cases.opening import take_out
from app.operations.cases.stored import read_case
from app.operations.cases.walking import strays_of
from app.operations.notices.contents import content_of, period
from app.operations.notices.drafting import check_content
from app.operations.notices.signing import sign
from app.operations.notices.stored import StoredNotice, read_notice
from app.operations.offices import Office, need_role
from app.operations.rows import kept_answers
from app.rules.dossiers import Answers
from app.rules.walks import standing
from app.texts import say


def post_notice(office: Office, notice_id: str, places: str, on: date | None = None) -> date:
    """A notice went up at these places; gives the last day it hangs. From now on its words and rows are frozen.

    Day 1 is the day after. Raises Problem for one that is not approved, Refused for a day or places that cannot be.
    """
    need_role(office, "enter")
    notice = read_notice(office, notice_id)
    if notice.state != "approved":
        raise Problem("notices.not_approved")
    day = on or office.clock().date()
    refuse(_posting_issues(office, notice, places, day))
    check_content(office, notice)
    _, ends = period(office, notice, day)
    content = content_of(office, notice, day)
    kept = {
        "posted_on": day.isoformat(),
        "places": places.strip(),
        "ends_on": ends.isoformat(),
        "frozen": content.bytes().decode(),
        "hash": content.hash,
        "signature": sign(office, content, day),
    }
    with office.archive.work(office.user.name, at=office.clock()) as work:
        if work.read("SELECT 1 FROM notice WHERE id = ? AND posted_on IS NOT NULL", (notice_id,)):
            raise Problem("notices.not_approved")  # another window posted it just now
        work.update("notice", notice_id, kept)
        work.act("post", "notice", notice_id, places=places.strip())
    return ends


def _posting_issues(office: Office, notice: StoredNotice, places: str, day: date) -> list[Issue]:
    found = []
    if day > office.clock().date():
        found.append(Issue("cases.future", "posted_on", "error"))
    approved = notice.day("approved_on")
    if approved and day < approved:
        found.append(Issue("notices.before_approval", "posted_on", "error", {"approved": approved}))
    case = read_case(office, notice.case_id) if notice.case_id else None
    if case is not None:
        done = standing(case.procedure, case.walked)
        if done and day < done[-1].on:
            last = case.procedure.step(done[-1].step).label
            found.append(Issue("cases.before_last", "posted_on", "error", {"last": last, "on": done[-1].on}))
        if strays := strays_of(office, case):
            found.append(Issue("cases.strays", "places", "error", {"heads": "\u3001".join(strays)}))
    if not places.strip():
        found.append(Issue("notices.no_place", "places", "error"))
    return found


def record_objection(
    office: Office, notice_id: str, answers: Answers, household_id: str | None = None
) -> str:
    """Somebody objected; gives the objection's id. `household_id`: about whom, where it is about one household.

    Raises Refused for answers that cannot be, Problem for a notice that does not hang.
    """
    need_role(office, "enter")
    notice = read_notice(office, notice_id)
    if notice.state not in ("posted", "ended"):
        raise Problem("notices.not_posted_yet")
    form = office.forms.public["objection"]
    issues = list(answer_issues(office.forms, form, answers, office.clock().date()))
    received, posted = answers.get("received_on"), notice.day("posted_on")
    if isinstance(received, date) and posted and received < posted:
        issues.append(Issue("notices.before_posting", "received_on", "error", {"posted": posted}))
    refuse(issues)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        kept = {"notice_id": notice_id, "household_id": household_id, **kept_answers(form, answers)}
        return work.create("objection", kept, about=household_id)


def answer_objection(
    office: Office, objection_id: str, *, investigator: str, found: str, upheld: bool, on: date | None = None
) -> None:
    """Answer an objection after looking into it; where it is upheld the household leaves the case, the others go on.

    Raises Refused for what is missing, or a day before it was received.
    """
    need_role(office, "enter")
    notice_id, household, received = _objection(office, objection_id)
    day = on or office.clock().date()
    refuse(_answer_issues(office, investigator, found, day, received))
    notice = read_notice(office, notice_id)
    told: dict[str, str | int | None] = {
        "investigator": investigator.strip(),
        "found": found.strip(),
        "upheld": int(upheld),
        "answered_on": day.isoformat(),
    }
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.update("objection", objection_id, told)
        if upheld and household and notice.case_id:
            case = read_case(office, notice.case_id)
            if household in [one.household_id for one in case.staying if one.answers.get("state") == "in"]:
                take_out(work, case, household, say("notices.upheld_reason", found=found.strip()), day)


def _objection(office: Office, objection_id: str) -> tuple[str, str | None, date]:
    sql = "SELECT notice_id, household_id, received_on FROM objection WHERE id = ?"
    rows = office.archive.read(sql, (objection_id,))
    if not rows:
        raise Problem("notices.objection_gone")
    notice, household, received = rows[0]
    return str(notice), household, date.fromisoformat(received)


def _answer_issues(office: Office, investigator: str, found: str, day: date, received: date) -> list[Issue]:
    issues = []
    if not investigator.strip():
        issues.append(Issue("notices.no_investigator", "investigator", "error"))
    if not found.strip():
        issues.append(Issue("notices.nothing_found", "found", "error"))
    if day < received:
        issues.append(Issue("notices.before_objection", "answered_on", "error", {"received": received}))
    if day > office.clock().date():
        issues.append(Issue("cases.future", "answered_on", "error"))
    return issues


def end_notice(office: Office, notice_id: str) -> str:
    """The period is over: gives the result, clear, dismissed or upheld, as its objections say.

    Raises Problem while it still hangs or an objection waits for its answer.
    """
    need_role(office, "enter")
    notice = read_notice(office, notice_id)
    ends = notice.day("ends_on")
    if notice.state != "posted" or ends is None:
        raise Problem("notices.not_posted_yet")
    if notice.answers.get("hangs") and office.clock().date() <= ends:
        raise Problem("notices.hangs_still", ends=ends)
    said = office.archive.read("SELECT upheld, answered_on FROM objection WHERE notice_id = ?", (notice_id,))
    waiting = sum(answered is None for _, answered in said)
    if waiting:
        raise Problem("cases.objections_open", count=waiting)
    result = "upheld" if any(upheld for upheld, _ in said) else "dismissed" if said else "clear"
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.update("notice", notice_id, {"result": result})
    return result


def take_down(office: Office, notice_id: str, on: date | None = None) -> None:
    """A notice was taken from the board. Raises Problem before its last day is over, unless it was corrected."""
    need_role(office, "enter")
    notice = read_notice(office, notice_id)
    day, ends = on or office.clock().date(), notice.day("ends_on")
    if notice.state == "down" or ends is None:
        raise Problem("notices.not_posted_yet")
    if day > office.clock().date():
        refuse([Issue("cases.future", "taken_down_on", "error")])
    posted = notice.day("posted_on")
    if posted and day < posted:
        refuse([Issue("notices.down_before_posting", "taken_down_on", "error", {"posted": posted})])
    if not notice.corrected and notice.answers.get("hangs") and day <= ends:
        raise Problem("notices.hangs_still", ends=ends)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.update("notice", notice_id, {"taken_down_on": day.isoformat()})
        work.act("take_down", "notice", notice_id)
