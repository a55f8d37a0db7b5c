"""Drafting, editing, approving and correcting a notice. What is posted is frozen: a correction is a new notice."""

from app.errors import Issue, Problem
from app.operations.answering import refuse
from app.operations.cases.stored import StoredCase, read_case
from app.operations.gates import need_clean
from app.operations.notices.contents import content_of, listed_households
from app.operations.notices.stored import StoredNotice, notice_kinds, read_notice
from app.operations.notices.wordings import title_and_text_issues, wording_for
from app.operations.offices import Office, need_role
from app.operations.places import places_by_division
from app.rules.committees import committee_of
from app.rules.letter_numbers import letter_issue, mend_letter
from app.rules.notices import Issuer, NoticeKind
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
    if case.procedure.subject == "household" and not case.staying:
        raise Problem("cases.nobody_left")
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
    own = wording_for(office, kind.key, case.division_id)
    values: dict[str, str | int | None] = {
        "case_id": case.id,
        "division_id": case.division_id,
        "corrects_id": corrects.id if corrects else None,
        "step": step.key,
        "kind": kind.key,
        "number": _next_number(office, case.division_id, kind),
        "title": corrects.text("title") if corrects else own.title,
        "wording": corrects.text("wording") if corrects else own.wording,
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
    """The number of the issuer's next notice of the year: 〔2026〕3号 behind its village, township or county."""
    place = places_by_division(office)[division_id]
    issuers = {"village": place.village, "township": place.township, "county": place.county}
    name, year = issuers[kind.issuer], office.clock().year
    head = say("notices.number", place=name, year=year, number="\n").partition("\n")[0]
    given = office.archive.read(
        "SELECT count(*) FROM notice WHERE substr(number, 1, ?) = ?", (len(head), head)
    )
    return say("notices.number", place=name, year=year, number=given[0][0] + 1)


def issuer_name(office: Office, division_id: str, issuer: Issuer) -> str:
    """Who puts his name under a notice."""
    place = places_by_division(office)[division_id]
    if issuer == "village":
        return say("notices.issuer_village", township=place.township, committee=committee_of(place))
    if issuer == "township":
        return say("notices.issuer_township", township=place.township)
    return say("notices.issuer_county", county=place.county)


def edit_notice(
    office: Office,
    notice_id: str,
    *,
    title: str | None = None,
    wording: str | None = None,
    letter: str | None = None,
) -> None:
    """Word a draft otherwise; give it its 发文字号, also when it is approved. What is None stays as it is.

    Every gap its kind has must stay, and none may come that cannot be filled. Raises Refused with each issue; Problem
    for a notice that is approved already, or posted.
    """
    need_role(office, "enter")
    notice = read_notice(office, notice_id)
    if notice.posted:
        raise Problem("wordings.letter_late" if title is None and wording is None else "notices.no_draft")
    if notice.state != "draft" and (title is not None or wording is not None):
        raise Problem("notices.no_draft")
    refuse(edit_issues(office, notice, title=title, wording=wording, letter=letter))
    said = {"title": title, "wording": wording, "letter": None if letter is None else mend_letter(letter)}
    changed: dict[str, str | int | None] = {
        key: text.strip() or None
        for key, text in said.items()
        if text is not None and text.strip() != notice.text(key)
    }
    if changed:
        with office.archive.work(office.user.name, at=office.clock()) as work:
            work.update("notice", notice_id, changed)


def edit_issues(
    office: Office,
    notice: StoredNotice,
    *,
    title: str | None = None,
    wording: str | None = None,
    letter: str | None = None,
) -> list[Issue]:
    """What is wrong with a title, a text and a 发文字号 for this notice; None is left alone. Nothing is written."""
    kind = notice_kinds(office)[notice.text("kind")]
    issues = title_and_text_issues(office, kind, title, wording)
    return issues if letter is None else [*issues, *_letter_issues(office, notice, mend_letter(letter))]


def _letter_issues(office: Office, notice: StoredNotice, letter: str) -> list[Issue]:
    if wrong := letter_issue(letter, office.clock().year):
        return [wrong]
    sql = "SELECT number FROM notice WHERE letter = ? AND id != ? AND id != ? LIMIT 1"
    taken = office.archive.read(sql, (letter, notice.id, notice.corrects_id or "")) if letter else ()
    return [
        Issue("wordings.letter_taken", "letter", "error", {"letter": letter, "number": number})
        for (number,) in taken
    ]


def approve_notice(office: Office, notice_id: str) -> None:
    """Approve a draft. Raises Problem where two lines cannot be told apart, or where it says what must not leave."""
    need_role(office, "approve")
    notice = read_notice(office, notice_id)
    if notice.state != "draft":
        raise Problem("notices.no_draft")
    check_content(office, notice)
    day = office.clock().date().isoformat()
    with office.archive.work(office.user.name, at=office.clock()) as work:
        who = office.user.shown
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
