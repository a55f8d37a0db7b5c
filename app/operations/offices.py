"""The open office: an unlocked archive, who is signed in, the forms, and the clock.

Every operation takes it as its first argument. Nothing here is global: two offices can be open in one process.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from app.errors import Problem
from app.paths import forms as forms_folder
from app.rules.forms import Forms
from app.rules.packs import shipped_shelf
from app.rules.shelves import Shelf
from db.archives import Archive

Role = Literal["view", "enter", "approve"]
ROLES: tuple[Role, ...] = ("view", "enter", "approve")
Clock = Callable[[], datetime]


def now() -> datetime:
    """The wall clock with its offset: for people to read, never for order."""
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who is signed in. `villages`: division ids he is kept to; empty for the whole township."""

    id: str
    name: str
    full_name: str
    role: Role
    villages: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """His name as a page or a paper says it."""
        return self.full_name or self.name


@dataclass(slots=True)
class Office:
    """An office somebody has signed in to. `kept`: what operations remember between calls (places, doubts).

    `sharing` is held while something is made that several pages ask for at once; `shelf` is what rules are read
    from: the forms with the installed packs over them.
    """

    archive: Archive
    forms: Forms
    folder: Path
    user: Clerk
    clock: Clock = now
    kept: dict[str, Any] = field(default_factory=dict)
    sharing: Lock = field(default_factory=Lock)
    shelf: Shelf = field(default_factory=lambda: shipped_shelf(forms_folder()))

    @property
    def name(self) -> str:
        """The office's own name as it stands; "" where it has none."""
        rows = self.archive.read("SELECT name FROM office LIMIT 1")
        return str(rows[0][0] or "") if rows else ""

    def close(self) -> None:
        """Close the archive; the key is forgotten with it."""
        self.archive.close()


def need_role(office: Office, least: Role) -> None:
    """Raise Problem unless the signed-in user may at least do that."""
    if ROLES.index(office.user.role) < ROLES.index(least):
        raise Problem("office.role_too_small", user=office.user.shown)


def need_household(office: Office, household_id: str, least: Role = "enter") -> None:
    """Raise Problem unless the signed-in user may do that with this household; also for one that is gone."""
    need_role(office, least)
    rows = office.archive.read("SELECT division_id FROM household WHERE id = ?", (household_id,))
    if not rows:
        raise Problem("edit.gone")
    need_village(office, str(rows[0][0]))


def need_village(office: Office, division_id: str) -> None:
    """Raise Problem for a village that is not among the user's."""
    if office.user.villages and division_id not in office.user.villages:
        raise Problem("office.village_not_yours", user=office.user.shown)
