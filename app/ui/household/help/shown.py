"""What the cards of help show of a household for a year, read in one go with the rest of the page."""

from dataclasses import dataclass

from app.operations.offices import Office
from app.operations.pairings.lines import PairingLine, list_pairings
from app.operations.snapshots import SnapshotLine, snapshots_of


@dataclass(frozen=True, slots=True)
class HelpShown:
    """Who helps and helped, and the yearly results."""

    household_id: str
    year: int
    pairings: tuple[PairingLine, ...] = ()
    results: tuple[SnapshotLine, ...] = ()


def read_help_shown(office: Office, household_id: str, year: int) -> HelpShown:
    """The help of a household the user may see."""
    return HelpShown(
        household_id=household_id,
        year=year,
        pairings=tuple(list_pairings(office, household_id)),
        results=tuple(snapshots_of(office, household_id)),
    )
