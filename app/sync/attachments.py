"""Files on the line: after the records, small ones first, in parts; what is cut goes on where it was.

Knows nothing of how files are kept: a `Shelf` gives and takes their bytes.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from app.errors import Problem
from app.sync.lines import Line, Refused
from app.sync.wire.shapes import PART, SMALL, Kept

File = tuple[str, int]  # SHA-256 of its content, bytes


class Shelf(Protocol):
    """Where this machine keeps its files; parts of a file that is coming are kept as safely as whole ones."""

    def read(self, digest: str) -> bytes | None:
        """A whole file; None for one that is damaged, which must not stop the others."""

    def parts(self, digest: str) -> list[bytes]:
        """What came of a file until now, part by part."""

    def keep_part(self, digest: str, nth: int, content: bytes) -> None:
        """Keep one part."""

    def keep(self, digest: str, content: bytes) -> None:
        """Keep a whole file; its parts are no longer needed."""

    def drop_parts(self, digest: str) -> None:
        """Begin anew with a file."""

    def small(self, digest: str) -> bytes | None:
        """A photo drawn small, at most SMALL bytes; None for what is no photo."""

    def keep_small(self, digest: str, content: bytes) -> None:
        """Keep the small one of a photo that has not come yet."""


@dataclass(slots=True)
class Carried:
    """What one round carried: files up and down, bytes of both, and what the day's budget left for later."""

    up: int = 0
    down: int = 0
    bytes: int = 0
    left: int = 0


@dataclass(slots=True)
class Carrier:
    """Carries files over one line. `budget`: bytes that may still go today, None where the line costs nothing."""

    line: Line
    shelf: Shelf
    budget: int | None
    step: Callable[[int, int], object]
    done: Carried

    def hand_over_small(self, digests: Sequence[str], there: list[str]) -> None:
        """Bring photos drawn small to the county, before any whole file; those it has are added to `there`."""
        for digest in digests:
            self.step(0, 0)
            content = self.shelf.small(digest)
            if content is not None:
                if not self._affords(len(content)):
                    return
                with suppress(Refused):  # whole or not at all: the photo itself comes later
                    self.line.send(f"/v1/blob/{digest}?offset=0&small=1", content, Kept)
                self.done.bytes += len(content)
            there.append(digest)

    def fetch_small(self, digests: Sequence[str]) -> None:
        """Bring photos drawn small from the county, as far as they are there."""
        for digest in digests:
            self.step(0, 0)
            if not self._affords(SMALL):
                return
            with suppress(Refused):
                content = self.line.fetch(f"/v1/blob/{digest}?small=1")
                self.done.bytes += len(content)
                if len(content) <= SMALL:
                    self.shelf.keep_small(digest, content)

    def hand_over(self, files: Sequence[File], there: list[str]) -> None:
        """Bring files to the county, small ones first; those that are there now are added to `there` one by one."""
        for nth, (digest, size) in enumerate(sorted(files, key=lambda one: one[1])):
            self.step(nth, len(files))
            if not self._affords(size):
                self.done.left += 1
            elif self._up(digest):
                there.append(digest)

    def fetch(self, files: Sequence[File]) -> None:
        """Bring files from the county, small ones first; what it has not yet itself is passed over."""
        for nth, (digest, size) in enumerate(sorted(files, key=lambda one: one[1])):
            self.step(nth, len(files))
            if self._affords(size):
                self._down(digest, size)
            else:
                self.done.left += 1

    def _affords(self, size: int) -> bool:
        return self.budget is None or self.done.bytes + size <= self.budget

    def _up(self, digest: str) -> bool:
        """Hand a file over from where the county has it; False for one it takes from nobody here."""
        content = self.shelf.read(digest)
        if content is None:
            return False
        try:
            kept = self.line.get(f"/v1/blob/{digest}/kept", Kept)
            while not kept.present:
                part = content[kept.received : kept.received + PART]
                kept = self._handed(digest, kept.received, part)
                if kept.damaged:
                    return False
        except Refused as refused:
            if refused.code != "no_blob":
                raise Problem("sync.refused", said=refused.code) from refused
            return False
        self.done.up += 1
        return True

    def _handed(self, digest: str, offset: int, part: bytes) -> Kept:
        try:
            kept = self.line.send(f"/v1/blob/{digest}?offset={offset}", part, Kept)
        except Refused as refused:
            # The answer to this very part was lost, or another machine has brought it meanwhile.
            if refused.code != "blob_offset":
                raise
            return self.line.get(f"/v1/blob/{digest}/kept", Kept)
        self.done.bytes += len(part)
        return kept

    def _down(self, digest: str, size: int) -> None:
        parts = self.shelf.parts(digest)
        try:
            while (offset := sum(map(len, parts))) < size:
                part = self.line.fetch(f"/v1/blob/{digest}?offset={offset}")
                self.shelf.keep_part(digest, len(parts), part)
                parts.append(part)
                self.done.bytes += len(part)
        except Refused as refused:
            if refused.code != "no_blob":
                raise Problem("sync.refused", said=refused.code) from refused
            return
        content = b"".join(parts)
        if sha256(content).hexdigest() != digest:
            self.shelf.drop_parts(digest)
            return
        self.shelf.keep(digest, content)
        self.done.down += 1
