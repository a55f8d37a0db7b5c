"""What a notice says: its wording with every gap computed, and its board. Frozen word for word when it is posted."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from app.errors import Problem
from app.operations.cases.stored import StoredCase, read_case, workdays
from app.operations.dossiers import Choice, dossiers
from app.operations.notices.stored import StoredNotice, notice_kinds
from app.operations.offices import Office
from app.operations.places import places_by_division
from app.operations.years import working_year
from app.rules.boards import Board, Listed, make_board
from app.rules.bookorder import book_key
from app.rules.capitals import in_capitals
from app.rules.dossiers import Dossier
from app.rules.notice_contents import NoticeContent, thaw
from app.rules.notices import NoticeKind, fill
from app.rules.values import show
from app.rules.workdays import DayKind
from app.texts import say

TITLE_BREAK = "|"
"""Where a title may be broken into lines, as its writer says."""


def content_of(office: Office, notice: StoredNotice, posted_on: date | None = None) -> NoticeContent:
    """What a notice says: as frozen where it was posted, else as it would if it were posted on that day (else today).

    Raises Problem notices.confused where two lines of its board cannot be told apart.
    """
    if notice.frozen:
        return thaw(notice.frozen, notice.signature or "")
    kind = notice_kinds(office)[notice.text("kind")]
    case = read_case(office, notice.case_id) if notice.case_id else None
    listed = listed_households(office, case)
    board = make_board(kind, listed, notice.text("profile"), office.forms)
    if board.confused:
        raise Problem("notices.confused", rows=_numbers(board.confused))
    day = posted_on or office.clock().date()
    values = gap_values(office, notice, kind, case, board, day)
    lines = tuple(fill(notice.text("title"), values).split(TITLE_BREAK))
    return NoticeContent(
        title="".join(lines),
        title_lines=lines,
        body=fill(notice.text("wording"), values),
        heads=board.heads if kind.about != "project" else (),
        widths=board.widths if kind.about != "project" else (),
        rows=board.rows if kind.about != "project" else (),
        fields=project_lines(office, kind, case),
        issuer=notice.text("issuer"),
        dated=values["date"],
        number=notice.text("number"),
        invites=kind.invites,
    )


def listed_households(office: Office, case: StoredCase | None, *, everybody: bool = False) -> list[Listed]:
    """The households of a case in the order of the village book, with what it asks for each, and their payments.

    With `everybody` those too that have left it since.
    """
    if case is None:
        return []
    asked = {one.household_id: one.asked for one in (case.households if everybody else case.staying)}
    payments = _payments(office, case.id)
    found: list[Listed] = []
    for one in _dossiers(office, tuple(asked)):
        lines = payments.get(one.household_id, [{}])
        found += [Listed(one, asked[one.household_id], line) for line in lines]
    return found


def persons_of(office: Office, notice: StoredNotice) -> list[Dossier]:
    """Everybody a notice was ever about: what the gate must know."""
    case = read_case(office, notice.case_id) if notice.case_id else None
    return [one.dossier for one in listed_households(office, case, everybody=True)]


def _dossiers(office: Office, households: tuple[str, ...]) -> list[Dossier]:
    found = list(dossiers(office, Choice(households=households), working_year(office)))
    said = ("group_name", "code")
    return sorted(found, key=lambda one: book_key(*(str(one.household.get(key) or "") for key in said)))


def _payments(office: Office, case_id: str) -> dict[str, list[Mapping[str, Any]]]:
    from app.operations.rows import RowReader

    reader = RowReader(office.forms.public["payment"], ("id", "household_id"))
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in reader.rows(office, "case_id = ? ORDER BY id", (case_id,)):
        found.setdefault(str(row.keys[1]), []).append(row.answers)
    return found


def gap_values(
    office: Office, notice: StoredNotice, kind: NoticeKind, case: StoredCase | None, board: Board, day: date
) -> dict[str, str]:
    """Every gap a wording may have, computed for a notice posted on `day`."""
    place = places_by_division(office)[notice.division_id]
    begins, ends = period(office, notice, day)
    payment = _first_payment(office, case)
    return {
        "county": place.county,
        "township": place.township,
        "village": place.village,
        "households": str(board.households),
        "persons": str(board.persons),
        "year": str(day.year),
        "begins": show("date", begins),
        "ends": show("date", ends),
        "days": str(notice.answers.get("hangs") or ""),
        "days_kind": office.forms.codes["day_kind"].name(notice.text("days_kind") or "calendar"),
        "phones": phones_of(office, kind),
        "issuer": notice.text("issuer"),
        "date": show("date", day),
        "sum": show("money", board.amount) if board.amount is not None else "",
        "sum_capitals": in_capitals(board.amount) if isinstance(board.amount, Decimal) else "",
        "scheme": str(payment.get("scheme") or ""),
        "standard": show("money", payment.get("standard")),
        "decided_on": _decided(case, day),
        "corrects": notice.corrects_id or "",
        "project": str(_project(office, case).get("name") or ""),
    }


def period(office: Office, notice: StoredNotice, day: date) -> tuple[date, date]:
    """The first and last day a notice hangs: day 1 is the day after it was posted."""
    hangs = notice.answers.get("hangs")
    begins = date.fromordinal(day.toordinal() + 1)
    if not isinstance(hangs, int) or hangs < 1:
        return day, day
    kind: DayKind = "working" if notice.text("days_kind") == "working" else "calendar"
    return begins, workdays(office).last_day(begins, hangs, kind)


def phones_of(office: Office, kind: NoticeKind) -> str:
    """The telephones a notice names, each with whose it is."""
    rows = office.archive.read("SELECT name, phone, complaint_phone FROM office LIMIT 1")
    name, phone, complaint = rows[0] if rows else ("", None, None)
    said = {
        "12317": say("notices.phone_12317"),
        "township": say("notices.phone_office", name=name, phone=phone) if phone else "",
        "county": say("notices.phone_complaints", phone=complaint) if complaint else "",
        "village": "",
    }
    return "\u3001".join(filter(None, (said.get(one, "") for one in kind.phones)))


def project_lines(office: Office, kind: NoticeKind, case: StoredCase | None) -> tuple[tuple[str, str], ...]:
    """Label and text of what a project's notice shows; empty for other kinds, and what is unknown is left out."""
    if kind.about != "project":
        return ()
    answers, fields = _project(office, case), office.forms.public["project"].by_key
    told = []
    for column in kind.columns:
        field = fields[column.source.partition(".")[2]]
        text = show(field.kind, answers.get(field.key), office.forms.code_list(field))
        if text:
            told.append((column.label, text + field.unit))
    return tuple(told)


def _project(office: Office, case: StoredCase | None) -> Mapping[str, Any]:
    from app.operations.rows import RowReader

    if case is None or case.project_id is None:
        return {}
    reader = RowReader(office.forms.public["project"], ("id",))
    row = next(reader.rows(office, "id = ?", (case.project_id,)), None)
    return row.answers if row else {}


def _first_payment(office: Office, case: StoredCase | None) -> Mapping[str, Any]:
    lines = _payments(office, case.id) if case else {}
    return next((line[0] for line in lines.values()), {})


def _decided(case: StoredCase | None, day: date) -> str:
    """The day of the last decision, for an announcement."""
    if case is None:
        return show("date", day)
    decisions = [
        one.on
        for one in case.walked
        if one.outcome == "done" and case.procedure.step(one.step).kind == "decision"
    ]
    return show("date", decisions[-1] if decisions else day)


def _numbers(confused: Sequence[Sequence[int]]) -> str:
    return say("notices.rows_join").join("\u3001".join(map(str, places)) for places in confused)
