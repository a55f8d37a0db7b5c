"""What the page shows of a household, read in one go beside the screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.operations.asked_histories import history_is_elsewhere
from app.operations.attachments import Attachment, list_attachments
from app.operations.dossiers import dossier
from app.operations.doubts import FoundDoubt, household_doubts
from app.operations.drafts import read_draft
from app.operations.entries import Entry, list_entries
from app.operations.histories import HistoryLine, history_size, household_history
from app.operations.move_facts import moving_to
from app.operations.offices import ROLES, Office
from app.operations.statuses import locked_fields
from app.operations.upload_marks import household_mark, waiting_conflicts
from app.rules.dossiers import Dossier
from app.ui.household.keeping import draft_key
from app.ui.household.shown_help import HelpShown, read_help_shown

RECENT = 30  # lines of the history shown at first


@dataclass(frozen=True, slots=True)
class Shown:
    """One household for one year, with its doubts, papers, files, newest history, and what was left half typed.

    `locked`: nothing may be typed here. `statuses`: the fields only a procedure changes, each with its sentence;
    `approves`: whether the user may correct them. `mark`: how safe the newest word is, "" where no county is joined;
    `conflicts`: how many wait for a person; `moving`: the place it is to go to, "" for one that stays.
    """

    dossier: Dossier
    doubts: tuple[FoundDoubt, ...]
    documents: tuple[Entry, ...]
    attachments: tuple[Attachment, ...]
    history: tuple[HistoryLine, ...]
    changes: int
    draft: Mapping[str, Any]
    locked: bool
    help: HelpShown
    statuses: Mapping[str, str] = field(default_factory=dict)
    approves: bool = False
    mark: str = ""
    conflicts: int = 0
    moving: str = ""
    past_elsewhere: bool = False

    def open_doubts(self) -> tuple[FoundDoubt, ...]:
        """The doubts nobody has settled."""
        return tuple(one for one in self.doubts if not one.settled)


def read_shown(office: Office, household_id: str, year: int | None) -> Shown | None:
    """The household as the page shows it; None where there is none the user may see."""
    known = dossier(office, household_id, year)
    if known is None:
        return None
    return Shown(
        dossier=known,
        doubts=tuple(household_doubts(office, household_id, known.year, known)),
        documents=tuple(list_entries(office, "document", household_id)),
        attachments=tuple(list_attachments(office, household_id)),
        history=tuple(household_history(office, household_id, RECENT)),
        changes=history_size(office, household_id),
        draft=read_draft(office, draft_key(household_id)),
        locked=ROLES.index(office.user.role) < ROLES.index("enter"),
        help=read_help_shown(office, known),
        statuses=locked_fields(office, known),
        approves=ROLES.index(office.user.role) >= ROLES.index("approve"),
        mark=household_mark(office, household_id) or "",
        conflicts=waiting_conflicts(office, household_id),
        moving=moving_to(office, household_id),
        past_elsewhere=history_is_elsewhere(office, household_id),
    )
