"""Whether a notice is genuine: the office signs what it posts, and can tell its own from an altered one, offline.

The signature is Ed25519 under a key derived from the archive's. In a QR code it stands in letters alone, so that no
run of digits looks like somebody's number: `HUDANG|1|number|yyyymmdd|hash|signature`.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from app.operations.notices.stored import StoredNotice, read_notices
from app.operations.offices import Office
from app.rules.notice_contents import NoticeContent

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_LETTERS = "ABCDEFGHJKLMNPQR"
_MARK, _VERSION = "HUDANG", "1"

Finding = Literal["genuine", "altered", "unknown", "corrected"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a code turned out to be: genuine (of `notice`), corrected since, altered, or none of this office's."""

    finding: Finding
    notice: StoredNotice | None = None


def sign(office: Office, content: NoticeContent, day: date) -> str:
    """The text of a notice's QR code."""
    told = _told(content.number, day, content.hash)
    return "|".join((*told, in_letters(_key(office).sign("|".join(told).encode()))))


def _told(number: str, day: date, digest: str) -> tuple[str, ...]:
    return (_MARK, _VERSION, number, f"{day:%Y%m%d}", in_letters(bytes.fromhex(digest)))


def check_code(office: Office, code: str) -> Verdict:
    """What a scanned or typed code says. A code of another office, or no code at all, is unknown."""
    parts = code.strip().split("|")
    if len(parts) != 6 or parts[0] != _MARK or not _signed(office, parts):
        return Verdict("altered" if _of_us(office, parts) else "unknown")
    for notice in read_notices(office, "hash = ?", (from_letters(parts[4]).hex(),)):
        if notice.signature == code.strip():
            return Verdict("corrected" if notice.corrected else "genuine", notice)
    return Verdict("altered")


def _of_us(office: Office, parts: list[str]) -> bool:
    """Whether a broken code bears a number of this office's notices."""
    return len(parts) > 2 and parts[0] == _MARK and bool(read_notices(office, "number = ?", (parts[2],)))


def _signed(office: Office, parts: list[str]) -> bool:
    from cryptography.exceptions import InvalidSignature

    try:
        _key(office).public_key().verify(from_letters(parts[5]), "|".join(parts[:5]).encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def in_letters(content: bytes) -> str:
    """Bytes as letters, two a byte: sixteen letters without I and O."""
    return "".join(_LETTERS[byte >> 4] + _LETTERS[byte & 15] for byte in content)


def from_letters(text: str) -> bytes:
    """The bytes of such letters. Raises ValueError for any other text."""
    if len(text) % 2 or any(letter not in _LETTERS for letter in text):
        raise ValueError("not written in the sixteen letters")
    halves = [_LETTERS.index(letter) for letter in text]
    return bytes(high << 4 | low for high, low in zip(halves[::2], halves[1::2], strict=True))


def _key(office: Office) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    seed = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"hudang notices").derive(office.archive.key)
    return Ed25519PrivateKey.from_private_bytes(seed)
