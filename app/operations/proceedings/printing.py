"""The way out for the papers of meetings and notices: made, read by the gate where they hang, logged as printed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.documents.proceedings import (
    Filled,
    Proceeding,
    find_proceeding,
    load_proceedings,
    make_proceeding,
    proceeding_sheets,
)
from app.documents.proceedings.definitions import About
from app.documents.workbooks_targets import replacing
from app.documents.workbooks_writing import write_workbook
from app.errors import Problem
from app.operations.cases.stored import read_case
from app.operations.gates import pass_gate
from app.operations.notices.contents import listed_households, persons_of
from app.operations.notices.stored import read_notice
from app.operations.offices import Office, need_role
from app.operations.papers import paper_context
from app.operations.proceedings.of_meetings import case_filled, meeting_filled
from app.operations.proceedings.of_notices import photos_filled, reply_filled, result_filled
from app.operations.targets import need_target
from app.paths import forms as forms_folder
from app.rules.dossiers import Dossier

Fill = Callable[[Office, str], Filled]

_FILL: Final[Mapping[About, Fill]] = {
    "meeting": meeting_filled,
    "case": case_filled,
    "notice": result_filled,
    "objection": reply_filled,
}
_OTHERWISE: Final[Mapping[str, Fill]] = {"posting-photos": photos_filled}
"""Papers of a notice that need not wait for its end."""


@dataclass(frozen=True, slots=True)
class ProceedingLine:
    """A paper of a meeting or a notice that can be printed."""

    id: str
    title: str
    about: About
    hangs: bool
    workbook: bool


def proceedings(office: Office) -> Mapping[str, Proceeding]:
    """The papers of the forms folder by id, read once."""
    known: Mapping[str, Proceeding] | None = office.kept.get("proceedings")
    if known is None:
        known = office.kept["proceedings"] = load_proceedings(forms_folder())
    return known


def list_proceedings(office: Office) -> list[ProceedingLine]:
    """The papers there are, in their own order."""
    return [
        ProceedingLine(one.id, one.title, one.about, one.hangs, one.workbook)
        for one in proceedings(office).values()
    ]


def proceeding_pdf(office: Office, paper_id: str, of: str) -> bytes:
    """A paper as a PDF; `of`: the id of the meeting, case, notice or objection it is made for.

    Raises Problem for an unknown paper, for what is not ready for it, and gate.held where it hangs and says too much.
    """
    need_role(office, "view")
    paper = find_proceeding(proceedings(office), paper_id)
    filled = _filled(office, paper, of)
    pdf = make_proceeding(paper, filled, paper_context(office))
    if paper.hangs:
        pass_gate(office, pdf, _persons(office, paper, of), but=("place",))
    return pdf


def proceeding_word(office: Office, paper_id: str, of: str) -> bytes:
    """A paper as a Word file, for those who go on editing it; asked and held as `proceeding_pdf` is."""
    from app.documents.wordfiles import make_word_proceeding

    need_role(office, "view")
    paper = find_proceeding(proceedings(office), paper_id)
    made = make_word_proceeding(paper, _filled(office, paper, of), paper_context(office))
    if paper.hangs:
        pass_gate(office, made, _persons(office, paper, of), but=("place",))
    return made


def print_proceeding(office: Office, paper_id: str, of: str, out: Path) -> int:
    """Write a paper to `out`: a PDF, a workbook (.xlsx) or a Word file (.docx); gives the bytes written."""
    paper = find_proceeding(proceedings(office), paper_id)
    need_target(out, (".pdf", ".xlsx", ".docx"))
    if out.suffix.lower() == ".xlsx":
        _write_workbook(office, paper, of, out)
    else:
        word = out.suffix.lower() == ".docx"
        content = proceeding_word(office, paper_id, of) if word else proceeding_pdf(office, paper_id, of)
        with replacing(out) as fresh:
            fresh.write_bytes(content)
    log_proceeding(office, paper_id, of, out.suffix.lower())
    return out.stat().st_size


def log_proceeding(office: Office, paper_id: str, of: str, file: str) -> None:
    """A paper went to the printer or into a file (`file`: its ending, "" for the printer)."""
    about = proceedings(office)[paper_id].about
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.act("print", about, of, paper=paper_id, file=file)


def _filled(office: Office, paper: Proceeding, of: str) -> Filled:
    return _OTHERWISE.get(paper.id, _FILL[paper.about])(office, of)


def _persons(office: Office, paper: Proceeding, of: str) -> list[Dossier]:
    """Whom the gate must know: everybody who was ever in the case."""
    if paper.about == "notice":
        return persons_of(office, read_notice(office, of))
    if paper.about == "objection":
        rows = office.archive.read("SELECT notice_id FROM objection WHERE id = ?", (of,))
        return persons_of(office, read_notice(office, str(rows[0][0])))
    rows = office.archive.read("SELECT case_id FROM meeting WHERE id = ?", (of,))
    case = read_case(office, str(rows[0][0]) if rows else of)
    return [one.dossier for one in listed_households(office, case, everybody=True)]


def _write_workbook(office: Office, paper: Proceeding, of: str, out: Path) -> None:
    if paper.hangs:
        raise Problem("papers.no_workbook", paper=paper.title)
    sheets = proceeding_sheets(paper, _filled(office, paper, of))
    write_workbook(out, sheets, made=office.clock())
