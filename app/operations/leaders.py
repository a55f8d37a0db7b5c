"""遍访: which share of the households of his villages each leader has visited himself in a year."""

from dataclasses import dataclass

from app.operations.offices import Office


@dataclass(frozen=True, slots=True)
class LeaderLine:
    """A leader of a team; `households` of his villages that a leader must see, `visited` by him; `percent` whole, down."""

    cadre_id: str
    name: str
    unit: str
    team: str
    villages: tuple[str, ...]
    households: int
    visited: int

    @property
    def percent(self) -> int:
        return 100 * self.visited // self.households if self.households else 0


def leader_coverage(office: Office, year: int, division_id: str | None = None) -> list[LeaderLine]:
    """One line per leader and team of the year's postings, the least covered first."""
    raise NotImplementedError


def households_left(office: Office, year: int, cadre_id: str) -> list[str]:
    """Ids of the households that leader has yet to visit in that year, in the order of the village book."""
    raise NotImplementedError
