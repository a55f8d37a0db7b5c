"""The only way a notice leaves the office: as a PDF or a workbook that has passed the gate, and is in the log."""

from datetime import datetime, time
from pathlib import Path

from app.documents.fonts import find_fonts
from app.documents.posters import LETTER, make_letter, make_poster
from app.documents.workbooks import Sheet, SheetColumn
from app.documents.workbooks_targets import replacing
from app.documents.workbooks_writing import write_workbook
from app.errors import Problem
from app.operations.gates import pass_gate
from app.operations.notices.contents import content_of, persons_of
from app.operations.notices.stored import StoredNotice, read_notice
from app.operations.offices import Office, need_role
from app.operations.targets import need_target
from app.settings import read_settings


def notice_pdf(office: Office, notice_id: str, size: str = "A4") -> bytes:
    """A notice as a PDF of a size of `POSTER_SIZES`, or as an official letter (LETTER); a draft too, to be looked at.

    A posted one says what it said when it was posted: a reprint gives the same bytes. Raises Problem gate.held.
    """
    need_role(office, "view")
    notice = read_notice(office, notice_id)
    fonts = find_fonts(read_settings(office.folder).get("fonts"))
    content = content_of(office, notice)
    moment = _moment(office, notice)
    if size == LETTER:
        pdf = make_letter(content, notice.text("letter"), fonts, content.issuer, moment)
    else:
        pdf = make_poster(content, fonts, content.issuer, moment, size)
    pass_gate(office, pdf, persons_of(office, notice))
    return pdf


def print_notice(office: Office, notice_id: str, out: Path, size: str = "A4") -> int:
    """Write a notice to `out`, a PDF or (ending in .xlsx) its list as a workbook; gives the bytes written.

    Raises Problem for one that is not approved: a draft is for looking at.
    """
    notice = read_notice(office, notice_id)
    if notice.state == "draft":
        raise Problem("notices.not_approved")
    need_target(out, (".pdf", ".xlsx"))
    if out.suffix.lower() == ".xlsx":
        _write_list(office, notice, out)
    else:
        pdf = notice_pdf(office, notice_id, size)
        with replacing(out) as fresh:
            fresh.write_bytes(pdf)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.act("print", "notice", notice_id, size=size, file=out.suffix.lower())
    return out.stat().st_size


def _write_list(office: Office, notice: StoredNotice, out: Path) -> None:
    """The list alone, behind the gate: written beside, read again, and only then put in place."""
    content = content_of(office, notice)
    columns = [SheetColumn(head, "text") for head in content.heads]
    sheet = Sheet(content.title[:31], columns, (list(row) for row in content.rows), title=content.title)
    with replacing(out) as fresh:
        write_workbook(fresh, [sheet], made=_moment(office, notice).replace(tzinfo=None))
        pass_gate(office, fresh.read_bytes(), persons_of(office, notice))


def _moment(office: Office, notice: StoredNotice) -> datetime:
    """When the file says it was made: the day of posting, so that a reprint is the same; now for a draft."""
    posted = notice.day("posted_on")
    return datetime.combine(posted, time(), office.clock().tzinfo) if posted else office.clock()
