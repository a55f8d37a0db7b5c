"""The office's files as the line needs them: read, kept, and kept part by part while they come; all encrypted."""

import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path

from app.errors import Problem
from app.operations.attachments import keep_small, kept_file, sealed, store_file, unsealed
from app.operations.offices import Office
from app.operations.photos import THUMBNAIL_SIDE, shrunk
from app.sync.attachments import File
from app.sync.wire.shapes import SMALL

_NAMED = (
    "SELECT hash, max(size) FROM (SELECT hash, size FROM attachment UNION ALL SELECT hash, size FROM notice_photo)"
    " GROUP BY hash"
)


class OfficeShelf:
    """The files of one office, a `Shelf`."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._folder = office.folder / "files"

    def read(self, digest: str) -> bytes | None:
        """A whole file; None for one that is damaged."""
        try:
            return kept_file(self._office, digest)
        except Problem:
            return None

    def parts(self, digest: str) -> list[bytes]:
        """What came of a file until now; a part that a crash damaged, and all after it, come again."""
        found: list[bytes] = []
        with suppress(OSError, ValueError):
            while True:
                sealed_part = self._part(digest, len(found)).read_bytes()
                found.append(unsealed(self._office, f"{digest}.{len(found)}", sealed_part))
        return found

    def keep_part(self, digest: str, nth: int, content: bytes) -> None:
        """Keep one part, encrypted like a whole file."""
        path = self._part(digest, nth)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sealed(self._office, f"{digest}.{nth}", content))

    def keep(self, digest: str, content: bytes) -> None:
        """Keep a whole file and let go of its parts."""
        store_file(self._office, digest, content)
        self.drop_parts(digest)

    def drop_parts(self, digest: str) -> None:
        """Begin anew with a file."""
        shutil.rmtree(self._folder / "coming" / digest, ignore_errors=True)

    def small(self, digest: str) -> bytes | None:
        """A photo drawn small; None for what is no photo, or too large even so."""
        content = self.read(digest)
        try:
            small = shrunk(content, THUMBNAIL_SIDE) if content else None
        except Problem:
            return None
        return small if small and len(small) <= SMALL else None

    def keep_small(self, digest: str, content: bytes) -> None:
        """Keep the small one of a photo that has not come yet."""
        keep_small(self._office, digest, content)

    def here(self, digest: str) -> bool:
        """Whether a whole file lies here."""
        return (self._folder / digest[:2] / digest).exists()

    def _part(self, digest: str, nth: int) -> Path:
        return self._folder / "coming" / digest / str(nth)


class Notebook:
    """Which files the county has, whole or drawn small, and what went over a metered line today.

    Lost, it is asked again.
    """

    def __init__(self, office: Office, server: str) -> None:
        self._path = office.folder / "files" / "carried.json"
        self._server = server
        said: dict[str, object] = {}
        with suppress(OSError, ValueError):
            said = json.loads(self._path.read_text("utf-8"))
        same = said.get("server") == server
        self.there: set[str] = set(said.get("there", ())) if same else set()  # type: ignore[call-overload]
        self.small: set[str] = set(said.get("small", ())) if same else set()  # type: ignore[call-overload]
        self._day, self._used = str(said.get("day", "")), int(str(said.get("used", 0)))

    def used(self, day: date) -> int:
        """Bytes that went today."""
        return self._used if self._day == day.isoformat() else 0

    def note(self, there: Iterable[str], small: Iterable[str], day: date, more: int) -> None:
        """Write down what is there now, whole and small, and what it took."""
        self.there.update(there)
        self.small = (self.small | set(small)) - self.there
        self._day, self._used = day.isoformat(), self.used(day) + more
        kept = {"there": sorted(self.there), "small": sorted(self.small)}
        said = {"server": self._server, **kept, "day": self._day, "used": self._used}
        fresh = self._path.with_suffix(".new")
        fresh.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(said), "utf-8")
        os.replace(fresh, self._path)


def named_photos(office: Office) -> set[str]:
    """The files among them that are pictures by their names."""
    rows = office.archive.read(
        "SELECT hash FROM attachment WHERE media IN ('.jpg', '.jpeg', '.png', '.bmp')"
        " UNION SELECT hash FROM notice_photo"
    )
    return {str(digest) for (digest,) in rows}


def named_files(office: Office) -> list[File]:
    """Every file that a row of the archive names."""
    return [(str(digest), int(size)) for digest, size in office.archive.read(_NAMED)]
