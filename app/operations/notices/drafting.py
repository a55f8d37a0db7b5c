"""Drafting, editing, approving and correcting a notice. What is posted is frozen: a correction is a new notice."""

from app.errors import Issue, Problem
from app.operations.answering import refuse
from app.operations.cases.stored import StoredCase, read_case
from app.operations.gates import need_clean
from app.operations.notices.contents import content_of, listed_households
from app.operations.notices.stored import StoredNotice, notice_kinds, read_notice
from app.operations.offices import Office, need_role
from app.operations.places import places_by_division
from app.rules.notices import Issuer, NoticeKind, gaps_of, unknown_gaps
from app.rules.procedures import Step
from app.rules.walks import next_step
from app.texts import say


def draft_notice(office: Office, case_id: str, *, profile: str = "board") -> str:
    """A draft of the notice the case waits for now, worded as its kind says; gives its id.

    Raises Problem where the case does not wait for a notice, or already has one that counts.
    """
    need_role(office, "enter")
    case = read_case(office, case_id)
    step = _waiting_step(case)
    standing = office.archive.read(
        "SELECT id FROM notice n WHERE case_id = ? AND step = ? AND profile = ? AND taken_down_on IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM notice c WHERE c.corrects_id = n.id)"
        " AND NOT EXISTS (SELECT 1 FROM case_step s WHERE s.notice_id = n.id)",
        (case_id, step.key, profile),
    )
    if standing:
        raise Problem("notices.drafted_already", step=step.label)
    return _create(office, case, step, profile)


def _waiting_step(case: StoredCase) -> Step:
    step = None if case.answers.get("closed_on") else next_step(case.procedure, case.walked)
    if step is None or step.kind != "notice":
        raise Problem("notices.no_notice_now")
    return step


def _create(
    office: Office,
    case: StoredCase,
    step: Step,
    profile: str,
    corrects: StoredNotice | None = None,
    reason: str = "",
) -> str:
    kind = notice_kinds(office)[step.notice]
    day = office.clock().date()
    values: dict[str, str | int | None] = {
        "case_id": case.id,
        "division_id": case.division_id,
        "corrects_id": corrects.id if corrects else None,
        "step": step.key,
        "kind": kind.key,
        "number": _next_number(office, case.division_id, kind),
        "title": corrects.text("title") if corrects else kind.title,
        "wording": corrects.text("wording") if corrects else kind.wording,
        "profile": profile,
        "issuer": issuer_name(office, case.division_id, kind.issuer),
        "drafted_on": day.isoformat(),
        "hangs": step.hangs.days if step.hangs else None,
        "days_kind": step.hangs.kind if step.hangs else None,
        "reason": reason.strip() or None,
    }
    with office.archive.work(office.user.name, reason.strip() or None, at=office.clock()) as work:
        return work.create("notice", values)


def _next_number(office: Office, division_id: str, kind: NoticeKind) -> str:
    """The number of a village's next notice of the year: 〔2026〕3号 behind its name."""
    year = office.clock().year
    village = places_by_division(office)[division_id].village
    sql = "SELECT count(*) FROM notice WHERE division_id = ? AND drafted_on LIKE ?"
    count = office.archive.read(sql, (division_id, f"{year}-%"))[0][0]
    return say("notices.number", village=village, year=year, number=count + 1)


def issuer_name(office: Office, division_id: str, issuer: Issuer) -> str:
    """Who puts his name under a notice."""
    place = places_by_division(office)[division_id]
    if issuer == "village":
        return say("notices.issuer_village", township=place.township, village=place.village)
    if issuer == "township":
        return say("notices.issuer_township", township=place.township)
    return say("notices.issuer_county", county=place.county)


def edit_notice(
    office: Office, notice_id: str, *, title: str | None = None, wording: str | None = None
) -> None:
    """Word a draft otherwise. Every gap its kind has must stay, and no other may come.

    Raises Refused with the gap that is missing or unknown; Problem for a notice that is approved already.
    """
    need_role(office, "enter")
    notice = read_notice(office, notice_id)
    if notice.state != "draft":
        raise Problem("notices.no_draft")
    kind = notice_kinds(office)[notice.text("kind")]
    said = {"title": (title, kind.title), "wording": (wording, kind.wording)}
    issues = [
        issue
        for key, (text, own) in said.items()
        if text is not None
        for issue in _wording_issues(key, text, own)
    ]
    refuse(issues)
    changed = {key: text.strip() for key, (text, _) in said.items() if text is not None}
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.update("notice", notice_id, changed)


def _wording_issues(key: str, text: str, own: str) -> list[Issue]:
    found = [
        Issue("notices.gap_missing", key, "error", {"gap": gap})
        for gap in sorted(gaps_of(own) - gaps_of(text))
    ]
    found += [Issue("notices.gap_unknown", key, "error", {"gap": gap}) for gap in unknown_gaps(text)]
    return found if text.strip() else [Issue("notices.empty", key, "error")]


def approve_notice(office: Office, notice_id: str) -> None:
    """Approve a draft. Raises Problem where two lines cannot be told apart, or where it says what must not leave."""
    need_role(office, "approve")
    notice = read_notice(office, notice_id)
    if notice.state != "draft":
        raise Problem("notices.no_draft")
    check_content(office, notice)
    day = office.clock().date().isoformat()
    with office.archive.work(office.user.name, at=office.clock()) as work:
        who = office.user.full_name or office.user.name
        work.update("notice", notice_id, {"approved_on": day, "approved_by": who})


def check_content(office: Office, notice: StoredNotice) -> None:
    """Refuse (Problem) what a notice says as text before any paper is made: the gate reads the paper again."""
    content = content_of(office, notice)
    case = read_case(office, notice.case_id) if notice.case_id else None
    text = "\n".join([content.title, content.body, *("\t".join(row) for row in content.rows)])
    need_clean(office, text, [one.dossier for one in listed_households(office, case)])


def correct_notice(office: Office, notice_id: str, reason: str) -> str:
    """A new draft in the place of a posted notice, naming it and why; gives its id. The old one stays as it was."""
    need_role(office, "enter")
    old = read_notice(office, notice_id)
    if old.state not in ("posted", "ended") or old.case_id is None:
        raise Problem("notices.not_posted_yet")
    if not reason.strip():
        raise Problem("cases.no_reason")
    case = read_case(office, old.case_id)
    return _create(office, case, case.procedure.step(old.step), old.text("profile"), old, reason)
