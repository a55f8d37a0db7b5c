"""What a page is asked and what it gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any

from app.county.audits import note
from app.county.counties import County
from app.county.databases import Connection
from app.county.pages.visitors import Visitor, Visitors
from app.county.places import within
from app.county.users import CountyUser

CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Ask:
    """One request of somebody signed in. `connection` sees his places and no others; it commits after the page."""

    county: County
    connection: Connection
    visitor: Visitor
    visitors: Visitors
    now: datetime
    path: Mapping[str, str]
    said: Mapping[str, str]
    word: str = field(default="", repr=False)

    @property
    def user(self) -> CountyUser:
        return self.visitor.user

    @property
    def today(self) -> date:
        """The day in China, whatever clock the server keeps."""
        return self.now.astimezone(CHINA).date()

    def asked(self, name: str) -> str:
        """What was typed into a field, without spaces at its ends and without letters no database keeps."""
        return self.said.get(name, "").replace("\0", "").strip()

    def reaches(self, code: str) -> bool:
        """Whether a division's code lies at or below the visitor's own."""
        return within(code, [self.user.code])

    def note(self, act: str, area: int | None = None, **details: object) -> None:
        """Audit what the visitor does, in the transaction that does it."""
        note(self.connection, self.now, [(f"user:{self.user.name}", act, area, details)])

    def tell(self, sentence: str, kind: str = "ok") -> None:
        """Say something on the visitor's next page."""
        self.visitor.told.append((kind, sentence))


@dataclass(frozen=True, slots=True)
class Shown:
    """A page: its template and what it shows."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True)
class Went:
    """Another page instead, after something was done."""

    to: str


Answer = Shown | Went
