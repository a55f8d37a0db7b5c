"""The codes that a finished PDF bears, read back with the hash of what the pages they stand for say."""

from dataclasses import dataclass

from app.documents.digests import FOLDED, digest_of, with_pictures
from app.documents.previews import Preview

TOUCHED = "00" * 32
"""Stands for the hash of pages that something was put on: ours have no stamps, notes or fields."""


@dataclass(frozen=True, slots=True)
class Proven:
    """A code found in a PDF: the pages it stands for, from 0 (none where they cannot be told), and their hash."""

    code: str
    pages: tuple[int, ...]
    digest: str


def read_proofs(pdf: Preview) -> list[Proven]:
    """The codes a PDF says it bears, in the order of its pages; none for a file without any."""
    told = pdf.properties()
    lines = [line.partition(":") for line in told.get("Keywords", "").split("\n") if ":" in line]
    codes = [(int(page), code) for page, _, code in lines if page.isdecimal()]
    if not codes:
        return [Proven(told["Subject"], tuple(range(len(pdf))), "")] if "Subject" in told else []
    if codes[0][0] > 1:  # sheets before the first code are nobody's
        codes.insert(0, (1, ""))
    ends = [page for page, _ in codes[1:]] + [len(pdf) + 1]
    return [_proven(pdf, page, end, code) for (page, code), end in zip(codes, ends, strict=True)]


def _proven(pdf: Preview, page: int, end: int, code: str) -> Proven:
    if page == FOLDED or not page < end <= len(pdf) + 1:
        return Proven(code, (), "")
    pages = tuple(range(page - 1, end - 1))
    laid = [pdf.laid_on(one) for one in pages]
    if any(annotations for _, annotations in laid):
        return Proven(code, pages, TOUCHED)
    words = (with_pictures(pdf.words(one), pictures) for one, (pictures, _) in zip(pages, laid, strict=True))
    return Proven(code, pages, digest_of(words))
