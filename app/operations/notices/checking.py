"""Whether a notice that somebody brings is genuine: by the text of its code, or by the whole file."""

from pathlib import Path

from app.documents.previews import Preview
from app.errors import Problem
from app.operations.notices.printing import notice_pdf
from app.operations.notices.signing import Verdict, check_code
from app.operations.offices import Office

_LARGEST = 50 * 1024 * 1024


def check_notice(office: Office, told: str) -> Verdict:
    """What a code, or a PDF by its path, turns out to be. A file is genuine when its pages say what was posted.

    Raises Problem for a file that is no PDF.
    """
    file = Path(told)
    if file.suffix.lower() != ".pdf":
        return check_code(office, told)
    content = _read(file)
    try:
        with Preview(content) as pdf:
            code = pdf.properties().get("Subject", "")
            pages = [pdf.text(page) for page in range(len(pdf))]
    except RuntimeError as error:  # PDFium cannot read it
        raise Problem("notices.no_pdf", file=file.name) from error
    verdict = check_code(office, code)
    if verdict.notice is None or verdict.finding == "altered":
        return verdict
    return verdict if _same(office, verdict.notice.id, pages) else Verdict("altered", verdict.notice)


def _same(office: Office, notice: str, pages: list[str]) -> bool:
    """Whether the pages say what the notice says on one of the sizes it is printed in."""
    from app.documents.posters import LETTER, POSTER_SIZES

    for size in (*POSTER_SIZES, LETTER):
        with Preview(notice_pdf(office, notice, size)) as own:
            if len(own) == len(pages) and [own.text(page) for page in range(len(own))] == pages:
                return True
    return False


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes() if file.stat().st_size <= _LARGEST else b""
    except OSError as error:
        raise Problem("notices.no_pdf", file=file.name) from error
