"""What fills the papers of a notice: how long it hung and where, what was said against it, what came of it."""

from collections.abc import Sequence
from datetime import date

from app.documents.proceedings import Filled
from app.errors import Problem
from app.operations.cases.stored import StoredCase, read_case
from app.operations.notices.contents import content_of, listed_households, period, phones_of
from app.operations.notices.photos import list_photos, pictures_of
from app.operations.notices.stored import StoredNotice, notice_kinds, read_notice
from app.operations.notices.viewing import ObjectionLine, objections_of
from app.operations.offices import Office
from app.operations.proceedings.grounds import ground_words
from app.rules.values import show
from app.texts import say

Row = dict[str, str]


def result_filled(office: Office, notice_id: str) -> Filled:
    """The report of what came of a notice.

    Raises Problem proceedings.not_ended while it hangs, or an objection waits for its answer.
    """
    notice = read_notice(office, notice_id)
    if notice.state not in ("ended", "down", "corrected") or not notice.posted:
        raise Problem("proceedings.not_ended")
    objections = objections_of(office, notice_id)
    words = _notice_words(office, notice, objections)
    tables = {"objections": _rows(office, objections)}
    return Filled(words["village"], words, tables, pictures_of(office, notice_id), notice_id)


def photos_filled(office: Office, notice_id: str) -> Filled:
    """The page of photographs of a posted notice; frames alone where there are none."""
    notice = read_notice(office, notice_id)
    words = _notice_words(office, notice, objections_of(office, notice_id))
    return Filled(words["village"], words, pictures=pictures_of(office, notice_id), subject=notice_id)


def reply_filled(office: Office, objection_id: str) -> Filled:
    """The reply to whoever objected. Raises Problem proceedings.not_answered before there is an answer."""
    rows = office.archive.read("SELECT notice_id FROM objection WHERE id = ?", (objection_id,))
    if not rows:
        raise Problem("notices.objection_gone")
    notice = read_notice(office, str(rows[0][0]))
    objections = objections_of(office, notice.id)
    one = next(line for line in objections if line.id == objection_id)
    if not one.answers.get("answered_on"):
        raise Problem("proceedings.not_answered")
    words = {**_notice_words(office, notice, objections), **_objection_words(office, one)}
    return Filled(words["village"], words, subject=objection_id)


def _notice_words(
    office: Office, notice: StoredNotice, objections: Sequence[ObjectionLine]
) -> dict[str, str]:
    case = read_case(office, notice.case_id) if notice.case_id else None
    kind = notice_kinds(office)[notice.text("kind")]
    upheld = sum(one.answers.get("upheld") is True for one in objections)
    households, persons = _counted(office, case)
    photographs = len(list_photos(office, notice.id))
    field = office.forms.public["notice"].by_key["result"]
    return {
        **ground_words(office, notice.division_id),
        "procedure": case.procedure.label if case else "",
        "case": str(case.answers.get("name") or "") if case else "",
        "step": case.procedure.step(notice.step).label if case and notice.step else "",
        "notice": content_of(office, notice).title,
        "number": notice.text("number"),
        "kind": kind.label,
        "label": kind.label,
        "places": notice.text("places"),
        "issuer": notice.text("issuer"),
        "phones": phones_of(office, kind),
        "households": households,
        "persons": persons,
        "objections": str(len(objections)),
        "upheld": str(upheld),
        "dismissed": str(sum(one.answers.get("upheld") is False for one in objections)),
        "clear": "" if objections else say("proceedings.no_objection"),
        "result": show("code", notice.answers.get("result"), office.forms.code_list(field)),
        "conclusion": _conclusion(notice, objections, upheld),
        "photographs": str(photographs),
        "photographed": str(photographs or ""),
        **_days(office, notice),
    }


def _counted(office: Office, case: StoredCase | None) -> tuple[str, str]:
    """Households and persons of a case, those too that have left it since: they were on the board."""
    homes = {
        one.dossier.household_id: one.dossier.size for one in listed_households(office, case, everybody=True)
    }
    return str(len(homes)), str(sum(homes.values()))


def _days(office: Office, notice: StoredNotice) -> Row:
    """When it hung: the days it had to, and those it did, the last of them counted."""
    posted, ends, down = (notice.day(key) for key in ("posted_on", "ends_on", "taken_down_on"))
    begins = period(office, notice, posted)[0] if posted else None
    last = down or ends
    kinds = office.forms.codes["day_kind"]
    return {
        "posted_on": _day(posted),
        "begins": _day(begins),
        "ends": _day(ends),
        "taken_down_on": _day(down),
        "days": str(notice.answers.get("hangs") or ""),
        "days_kind": kinds.name(notice.text("days_kind") or "calendar"),
        "hung_days": str((last - posted).days) if posted and last else "",
    }


def _day(on: date | None) -> str:
    return show("date", on)


def _conclusion(notice: StoredNotice, objections: Sequence[ObjectionLine], upheld: int) -> str:
    if notice.corrected:
        return say("proceedings.was_corrected")
    if not objections:
        return say("proceedings.clear")
    if upheld:
        return say("proceedings.some_upheld", count=len(objections), upheld=upheld)
    return say("proceedings.all_dismissed", count=len(objections))


def _rows(office: Office, objections: Sequence[ObjectionLine]) -> list[Row]:
    return [{"n": str(at), **_objection_words(office, one)} for at, one in enumerate(objections, 1)]


def _objection_words(office: Office, one: ObjectionLine) -> Row:
    fields = office.forms.public["objection"].by_key
    said = {
        key: show(field.kind, one.answers.get(key), office.forms.code_list(field))
        for key, field in fields.items()
    }
    told = say("proceedings.upheld") if one.answers.get("upheld") else say("proceedings.dismissed")
    left = one.answers.get("upheld") and one.household_id
    return {
        **said,
        "head": one.head or say("proceedings.nobody_named"),
        "objector": said.get("who") or say("proceedings.objector"),
        "result": told,
        "outcome": told + (say("proceedings.leaves") if left else ""),
    }
