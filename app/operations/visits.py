"""Visits of a household: written with who went, photos and what was found wrong; changed, taken away, listed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.operations.attachments import Attachment
from app.operations.findings import NewFinding
from app.operations.offices import Office
from app.rules.dossiers import Answers, Value


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who went: a cadre with his unit's name and post."""

    id: str
    name: str
    unit: str
    post: str


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit. `findings`: ids of the problems it led to, and how many of them are still open."""

    id: str
    household_id: str
    answers: Answers
    visitors: tuple[Visitor, ...]
    photos: tuple[Attachment, ...]
    signature: Attachment | None
    findings: tuple[str, ...]
    open_findings: int

    @property
    def visited_on(self) -> date | None:
        day = self.answers.get("visited_on")
        return day if isinstance(day, date) else None


def add_visit(
    office: Office,
    household_id: str,
    answers: Mapping[str, Value],
    cadre_ids: Sequence[str] = (),
    photos: Sequence[Path] = (),
    signature: Path | None = None,
    finding: NewFinding | None = None,
    *,
    keep_place: bool | None = None,
    reason: str = "",
) -> str:
    """Write a visit with its photos, signature and the problem it found, all or nothing; gives its id.

    `finding`: what is blank in it is filled from the visit (day found, source, problem). `keep_place`: keep where the
    photos were taken (else as `forms/visiting.toml` says). `reason` overrides an ended pairing and is kept.
    Raises `answering.Refused` whose issues name the field: visited_on, cadre_ids, photos, signature, or one of the
    form; those of the finding as "finding.<field>".
    """
    raise NotImplementedError


def change_visit(
    office: Office,
    visit_id: str,
    answers: Mapping[str, Value],
    cadre_ids: Sequence[str] | None = None,
    photos: Sequence[Path] = (),
    signature: Path | None = None,
    *,
    reason: str = "",
) -> None:
    """Change a visit's answers and visitors (None: as they are), add photos, put another signature. Raises Refused."""
    raise NotImplementedError


def delete_visit(office: Office, visit_id: str, reason: str) -> None:
    """Take a visit away with its photos, for a reason that stays in the history; its problems stay. Raises Refused."""
    raise NotImplementedError


def list_visits(office: Office, household_id: str, year: int | None = None) -> list[VisitLine]:
    """A household's visits, the newest first; of one year if given."""
    raise NotImplementedError
