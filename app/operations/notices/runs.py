"""A township's notices printed in one run: each through the gate; one that is held does not stop the others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.documents.fonts import find_fonts
from app.documents.posters import LETTER, make_letters, make_posters
from app.documents.workbooks_targets import replacing
from app.errors import Problem
from app.operations.gates import pass_gate
from app.operations.notices.contents import content_of, persons_of
from app.operations.notices.printing import notice_pdf
from app.operations.notices.stored import StoredNotice, read_notice
from app.operations.notices.viewing import NoticeLine, list_notices
from app.operations.offices import Office, need_role
from app.operations.paper_proofs import office_name
from app.operations.places import divisions
from app.operations.targets import need_target
from app.progress import Progress
from app.rules.dossiers import Dossier
from app.settings import read_settings
from app.texts import say, sentence

WAITING = ("approved", "posted", "ended")
"""States of notices that may be printed again: a draft is for looking at, what came down is history."""


@dataclass(frozen=True, slots=True)
class NoticeChoice:
    """Which notices: by id, of these cases, of these villages (ids); `due`: approved and not yet on the wall."""

    notices: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    due: bool = False


@dataclass(frozen=True, slots=True)
class HeldNotice:
    """A notice that did not come out: whose it is, and the sentence that says why."""

    notice: str
    village: str
    number: str
    why: str


@dataclass(frozen=True, slots=True)
class NoticeRun:
    """What a run made: the files, how many notices are in them, and those that were held."""

    files: tuple[Path, ...]
    printed: int
    held: tuple[HeldNotice, ...]

    def document(self) -> dict[str, Any]:
        """The run for `notice print --json`."""
        return {"files": [str(one) for one in self.files], "printed": self.printed, "held": list(self.held)}


def choose_notices(office: Office, choice: NoticeChoice) -> list[str]:
    """The ids a choice means, by village and number; those named by id whatever their state."""
    lines = [line for line in list_notices(office) if _meant(line, choice)]
    order = list(divisions(office))
    lines.sort(key=lambda line: (order.index(line.division_id), line.id))
    return [line.id for line in lines]


def _meant(line: NoticeLine, choice: NoticeChoice) -> bool:
    if choice.notices:
        return line.id in choice.notices
    if choice.due and line.state != "approved":
        return False
    return (
        line.state in WAITING
        and _among(line.case_id, choice.cases)
        and _among(line.division_id, choice.villages)
    )


def _among(one: str | None, wanted: Collection[str]) -> bool:
    return not wanted or one in wanted


def print_notices(
    office: Office, notices: Sequence[str], out: Path, size: str = "A4", progress: Progress | None = None
) -> NoticeRun:
    """Print these notices to `out`: one PDF where it ends in .pdf, else a folder with a PDF for each.

    Each is made and read by the gate alone first: one that is held is told with its village, the others go out. Raises
    Problem notice_runs.nothing_to_print where no notice is named; Stopped leaves the files already written.
    """
    need_role(office, "view")
    if not notices:
        raise Problem("notice_runs.nothing_to_print")
    whole = out.suffix.lower() == ".pdf"
    if whole:
        need_target(out, (".pdf",))
    passed: list[tuple[StoredNotice, bytes]] = []
    held: list[HeldNotice] = []
    for number, one in enumerate(notices, 1):
        notice = read_notice(office, one)
        try:
            passed.append((notice, _checked(office, notice, size)))
        except Problem as problem:
            village = divisions(office)[notice.division_id].name
            held.append(HeldNotice(notice.id, village, notice.text("number"), sentence(problem)))
        if progress:
            progress.step(number, len(notices))
    files = _write_whole(office, passed, out, size) if whole else _write_each(passed, out)
    _log(office, [notice for notice, _ in passed], size)
    return NoticeRun(tuple(files), len(passed), tuple(held))


def _checked(office: Office, notice: StoredNotice, size: str) -> bytes:
    if notice.state == "draft":
        raise Problem("notices.not_approved")
    return notice_pdf(office, notice.id, size)


def _write_each(passed: Sequence[tuple[StoredNotice, bytes]], folder: Path) -> list[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem("papers.not_written", file=folder.name, folder=str(folder.parent)) from error
    files = []
    for notice, pdf in passed:
        file = folder / f"{_plain(notice.text('number') or notice.id)}.pdf"
        with replacing(file) as fresh:
            fresh.write_bytes(pdf)
        files.append(file)
    return files


def _plain(name: str) -> str:
    return "".join("_" if letter in '\\/:*?"<>|\n\t' else letter for letter in name)


def _write_whole(
    office: Office, passed: Sequence[tuple[StoredNotice, bytes]], out: Path, size: str
) -> list[Path]:
    """All in one PDF, which the gate reads again as it goes out."""
    if not passed:
        return []
    fonts = find_fonts(read_settings(office.folder).get("fonts"))
    title, issuer, when = (
        say("notice_runs.title", count=len(passed)),
        office_name(office),
        office.clock(),
    )
    contents = [(content_of(office, notice), notice.text("letter")) for notice, _ in passed]
    if size == LETTER:
        pdf = make_letters(contents, fonts, title, issuer, when)
    else:
        pdf = make_posters([content for content, _ in contents], fonts, title, issuer, when, size)
    persons: list[Dossier] = []
    for notice, _ in passed:
        persons += persons_of(office, notice)
    pass_gate(office, pdf, persons)
    with replacing(out) as fresh:
        fresh.write_bytes(pdf)
    return [out]


def _log(office: Office, notices: Sequence[StoredNotice], size: str) -> None:
    with office.archive.work(office.user.name, at=office.clock()) as work:
        for notice in notices:
            work.act("print", "notice", notice.id, size=size, file=".pdf")
