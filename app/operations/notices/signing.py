"""Whether a notice is genuine: the office signs what it posts, and can tell its own from an altered one, offline.

The signature is Ed25519 under a key derived from the archive's. In a QR code it stands in letters alone, so that no
run of digits looks like somebody's number: `HUDANG|1|number|yyyymmdd|hash|signature`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.operations.notices.stored import StoredNotice, read_notices
from app.operations.offices import Office
from app.operations.paper_proofs import PaperProof
from app.operations.signatures import from_letters, in_letters, seed_of, sign_with, signed_with
from app.rules.notice_contents import NoticeContent

_MARK, _VERSION = "HUDANG", "1"

Finding = Literal["genuine", "altered", "unknown", "corrected", "signed"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a code turned out to be: genuine (of `notice` or `paper`), corrected since, altered, or of nobody here.

    signed: the code of a paper is this office's; whether the paper says what was printed only its file can tell.
    """

    finding: Finding
    notice: StoredNotice | None = None
    paper: PaperProof | None = None


def sign(office: Office, content: NoticeContent, day: date) -> str:
    """The text of a notice's QR code."""
    told = _told(content.number, day, content.hash)
    return "|".join((*told, in_letters(sign_with(seed_of(office), "|".join(told).encode()))))


def _told(number: str, day: date, digest: str) -> tuple[str, ...]:
    return (_MARK, _VERSION, number, f"{day:%Y%m%d}", in_letters(bytes.fromhex(digest)))


def check_code(office: Office, code: str) -> Verdict:
    """What a scanned or typed code says. A code of another office, or no code at all, is unknown."""
    parts = code.strip().split("|")
    if len(parts) != 6 or not signed_with(seed_of(office), parts[5], "|".join(parts[:5]).encode()):
        return Verdict("altered" if _of_us(office, parts) else "unknown")
    for notice in read_notices(office, "hash = ?", (from_letters(parts[4]).hex(),)):
        if notice.signature == code.strip():
            return Verdict("corrected" if notice.corrected else "genuine", notice)
    return Verdict("altered")


def _of_us(office: Office, parts: list[str]) -> bool:
    """Whether a broken code bears a number of this office's notices."""
    return len(parts) > 2 and parts[0] == _MARK and bool(read_notices(office, "number = ?", (parts[2],)))
