"""What a notice says, as a reader sees it: the same for screen, poster, workbook and the hash that is signed."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """A notice as a reader sees it, its title also as its writer broke it. `fields`: of a project; `code`: its QR."""

    title: str
    title_lines: tuple[str, ...]
    body: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    fields: tuple[tuple[str, str], ...]
    issuer: str
    dated: str
    number: str
    invites: bool
    code: str = ""

    def bytes(self) -> bytes:
        """The canonical bytes that are frozen and hashed; the code stands outside of them."""
        told = {key: value for key, value in asdict(self).items() if key != "code"}
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical bytes, hexadecimal."""
        return hashlib.sha256(self.bytes()).hexdigest()


def thaw(frozen: str, code: str = "") -> NoticeContent:
    """A frozen notice as it was posted."""
    told: dict[str, Any] = json.loads(frozen)
    return NoticeContent(
        title=told["title"],
        title_lines=tuple(told["title_lines"]),
        body=told["body"],
        heads=tuple(told["heads"]),
        widths=tuple(told["widths"]),
        rows=tuple(tuple(row) for row in told["rows"]),
        fields=tuple((label, text) for label, text in told["fields"]),
        issuer=told["issuer"],
        dated=told["dated"],
        number=told["number"],
        invites=told["invites"],
        code=code,
    )
