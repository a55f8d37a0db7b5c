"""One operation of a machine as the server works on it, and what became of it."""

import re
from dataclasses import dataclass, field
from typing import Literal

from app.rules import merging

Value = str | int | None
Status = Literal["ok", "merged", "conflict", "rejected", "held", "duplicate"]

DEVICE_ONLY = frozenset({"office", "user", "draft"})
"""Records that stay on the machine that made them: logged here, never given to another."""


_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_uuid(text: object) -> bool:
    """Whether this is an id as the database keeps it; machines may say anything."""
    return isinstance(text, str) and _UUID.fullmatch(text) is not None


@dataclass(slots=True)
class Op:
    """A change of a machine's log. `base_text`, `set_text`, `old_text` are its canonical JSON.

    `root` is the household it concerns, `area` the number of the division it lies in (as the machine says).
    `alone`: it made a row that nobody had, and nothing else says anything of that row. `feed`: its number in the feed.
    """

    id: str
    dseq: int
    batch: str | None
    txn: str
    record: str
    record_id: str
    action: str
    base: dict[str, str]
    set: dict[str, Value]
    old: dict[str, Value]
    base_text: str
    set_text: str
    old_text: str
    actor: str
    at: str
    schema: int
    reason: str | None
    root: str | None
    area: int
    hash: bytes = b""
    status: Status = "ok"
    conflict: str | None = None
    why: str | None = None
    known: bool = field(default=False)
    alone: bool = field(default=False)
    feed: int = field(default=0)

    def refuse(self, why: str) -> None:
        """Say that it cannot be taken, and why; it stays in the log and in the machine's list."""
        self.status, self.why = "rejected", why

    @property
    def asked(self) -> merging.Op:
        """The operation as the rules of merging see it."""
        return merging.Op(self.id, self.record, self.action, self.base, self.set, self.old)  # type: ignore[arg-type]

    @property
    def shapes(self) -> bool:
        """Whether it makes, changes or deletes a row that others see."""
        return self.action != "act" and self.record not in DEVICE_ONLY
