"""Whether a notice or a paper that somebody brings is genuine: by the text of its code, or by the whole file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from app.documents.previews import Preview
from app.documents.proofs import Proven, read_proofs
from app.errors import Problem
from app.operations.notices.printing import notice_pdf
from app.operations.notices.signing import Finding, Verdict, check_code
from app.operations.offices import Office
from app.operations.paper_proofs import PAPER_CODE, office_name, read_proof

_LARGEST = 50 * 1024 * 1024


def check_notice(office: Office, told: str) -> Verdict:
    """What a code, or a PDF by its path, turns out to be: a notice, or a paper of the archive.

    A file is genuine when its pages say what was posted, or printed; of several notices or papers in one file the
    worst is told. Raises Problem for a file that is no PDF.
    """
    file = Path(told)
    if file.suffix.lower() != ".pdf":
        return _check_text(office, told)
    content = _read(file)
    try:
        with Preview(content) as pdf:
            proofs = read_proofs(pdf)
            pages = [pdf.text(page) for page in range(len(pdf))]
    except RuntimeError as error:  # PDFium cannot read it
        raise Problem("notices.no_pdf", file=file.name) from error
    verdicts = [_check_pages(office, one, pages) for one in proofs]
    return min(verdicts, key=lambda one: _WORST.index(one.finding), default=Verdict("unknown"))


_WORST: Final[Sequence[Finding]] = ("altered", "unknown", "corrected", "signed", "genuine")


def _check_text(office: Office, code: str) -> Verdict:
    """A code alone: a notice is known by it; of a paper it says only who printed what, and when."""
    paper = read_proof(office, code)
    if paper is not None:
        return Verdict("signed", paper=paper)
    if code.strip().startswith(PAPER_CODE):
        return Verdict("altered" if office_name(office) in code.split("|") else "unknown")
    return check_code(office, code)


def _check_pages(office: Office, proof: Proven, pages: Sequence[str]) -> Verdict:
    verdict = _check_text(office, proof.code)
    if verdict.paper is not None and proof.pages:
        return Verdict("genuine" if verdict.paper.says(proof.digest) else "altered", paper=verdict.paper)
    if verdict.notice is None or verdict.finding == "altered":
        return verdict
    told = [pages[page] for page in proof.pages]
    return verdict if _same(office, verdict.notice.id, told) else Verdict("altered", verdict.notice)


def _same(office: Office, notice: str, pages: Sequence[str]) -> bool:
    """Whether the pages say what the notice says on one of the sizes it is printed in."""
    from app.documents.posters import LETTER, POSTER_SIZES

    for size in (*POSTER_SIZES, LETTER):
        with Preview(notice_pdf(office, notice, size)) as own:
            if len(own) == len(pages) and [own.text(page) for page in range(len(own))] == list(pages):
                return True
    return False


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes() if file.stat().st_size <= _LARGEST else b""
    except OSError as error:
        raise Problem("notices.no_pdf", file=file.name) from error
