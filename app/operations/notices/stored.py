"""A notice as the archive keeps it, and the kinds of notices of the forms folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.errors import Problem
from app.operations.offices import Office, need_village
from app.operations.rows import RowReader
from app.rules.dossiers import Answers
from app.rules.notices import NoticeKind, load_notices

NoticeState = Literal["draft", "approved", "posted", "ended", "down", "corrected"]

_KEYS = ("id", "case_id", "division_id", "step", "corrects_id", "frozen", "hash", "signature")


@dataclass(frozen=True, slots=True)
class StoredNotice:
    """A notice. `frozen`, `hash`, `signature`: what it said when it was posted; None before."""

    id: str
    case_id: str | None
    division_id: str
    step: str
    corrects_id: str | None
    answers: Answers
    frozen: str | None
    hash: str | None
    signature: str | None
    corrected: bool

    @property
    def state(self) -> NoticeState:
        """How far it is; a corrected one stays what it was, and counts no more."""
        if self.corrected:
            return "corrected"
        if self.answers.get("taken_down_on"):
            return "down"
        if self.answers.get("result"):
            return "ended"
        if self.answers.get("posted_on"):
            return "posted"
        return "approved" if self.answers.get("approved_on") else "draft"

    @property
    def posted(self) -> bool:
        """Whether it has gone up."""
        return self.answers.get("posted_on") is not None

    def day(self, key: str) -> date | None:
        """One of its days."""
        value = self.answers.get(key)
        return value if isinstance(value, date) else None

    def text(self, key: str) -> str:
        """One of its texts; "" where unknown."""
        return str(self.answers.get(key) or "")


def notice_kinds(office: Office) -> Mapping[str, NoticeKind]:
    """The kinds of notices, read once."""
    known: Mapping[str, NoticeKind] | None = office.kept.get("notice_kinds")
    if known is None:
        known = office.kept["notice_kinds"] = load_notices(office.shelf)
    return known


def read_notice(office: Office, notice_id: str) -> StoredNotice:
    """A notice. Raises Problem for one that is gone or of a village that is not the user's."""
    found = read_notices(office, "id = ?", (notice_id,))
    if not found:
        raise Problem("notices.gone")
    need_village(office, found[0].division_id)
    return found[0]


def read_notices(office: Office, condition: str, args: tuple[object, ...] = ()) -> list[StoredNotice]:
    """The notices under a condition (program text), in the order they were drafted."""
    reader = RowReader(office.forms.public["notice"], _KEYS)
    corrected = {
        one for (one,) in office.archive.read("SELECT corrects_id FROM notice WHERE corrects_id IS NOT NULL")
    }
    return [
        StoredNotice(
            id=str(row.keys[0]),
            case_id=row.keys[1],
            division_id=str(row.keys[2]),
            step=str(row.keys[3] or ""),
            corrects_id=row.keys[4],
            answers=row.answers,
            frozen=row.keys[5],
            hash=row.keys[6],
            signature=row.keys[7],
            corrected=row.keys[0] in corrected,
        )
        for row in reader.rows(office, f"{condition} ORDER BY id", args)
    ]
