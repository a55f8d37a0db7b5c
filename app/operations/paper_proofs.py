"""Proof of the archive's papers: each bears a code that says who printed what for whom and when, and is signed.

`HUDANG|2|office|paper|subject|day|hash|signature`: signed like a notice by the office's key, in letters, so that no run
of digits looks like somebody's number. docs/proofs.md says how to read it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from app.operations.offices import Office
from app.operations.signatures import from_letters, in_letters, seed_of, sign_with, signed_with

MARK: Final = "HUDANG"
VERSION: Final = "2"
PAPER_CODE: Final = f"{MARK}|{VERSION}|"
"""What the code of a paper begins with."""
_PARTS: Final = 8
_HASH: Final = 16
"""Bytes of the hash that the code bears."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs what this office prints today; plain data, so that it can be handed to a worker."""

    office: str
    day: date
    seed: bytes

    def __call__(self, paper: str, subject: str, digest: str) -> str:
        """The text of a paper's code: for a subject by its id, over the hash of what the paper says."""
        told = "|".join(
            (MARK, VERSION, self.office, paper, named(subject), self.day.isoformat(), _short(digest))
        )
        return f"{told}|{in_letters(sign_with(self.seed, told.encode()))}"


@dataclass(frozen=True, slots=True)
class PaperProof:
    """What a genuine code says: who printed which paper of whom, when; `hash` in letters of what it said then."""

    office: str
    paper: str
    subject: str
    day: date
    hash: str

    def says(self, digest: str) -> bool:
        """Whether pages with this hash are what was printed."""
        return _short(digest) == self.hash


def signer(office: Office) -> Signer:
    """What signs this office's papers today."""
    return Signer(office_name(office), office.clock().date(), seed_of(office))


def office_name(office: Office) -> str:
    """The office's name as its codes say it."""
    return office.name.replace("|", "")


def read_proof(office: Office, code: str) -> PaperProof | None:
    """What a code of a paper says; None for one that this office did not sign as it stands."""
    parts = code.strip().split("|")
    if len(parts) != _PARTS or parts[:2] != [MARK, VERSION]:
        return None
    if not signed_with(seed_of(office), parts[7], "|".join(parts[:7]).encode()):
        return None
    return PaperProof(parts[2], parts[3], subject_of(parts[4]), date.fromisoformat(parts[5]), parts[6])


def named(subject: str) -> str:
    """An id in letters: its digits would look like somebody's number."""
    try:
        return in_letters(UUID(subject).bytes)
    except ValueError:
        return in_letters(subject.encode())


def subject_of(letters: str) -> str:
    """The id that was written in letters."""
    content = from_letters(letters)
    return str(UUID(bytes=content)) if len(content) == 16 else content.decode("utf-8", "replace")


def _short(digest: str) -> str:
    return in_letters(bytes.fromhex(digest)[:_HASH])
