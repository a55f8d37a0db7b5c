"""What an import would write: rows to make, answers to set, rows to take away; and what becomes of whom."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.rules.values import Stored
from db.records import id_of

Outcome = Literal["created", "updated", "unchanged", "refused"]
Said = dict[str, Stored]
STRENGTH: Mapping[str, int] = {"unchanged": 0, "updated": 1, "created": 2, "refused": 3}


@dataclass(frozen=True, slots=True)
class Update:
    """Answers of one kept row that change: `old` and `new` by field. `owner` is the household or person it is of."""

    record: str
    id: str
    owner: str
    about: str
    old: Said
    new: Said
    year: int | None = None


@dataclass(slots=True)
class Plan:
    """Everything one call would write. `names`: what to call each household and person it touches."""

    created: dict[str, list[Said]] = field(default_factory=lambda: defaultdict(list))
    abouts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    updates: list[Update] = field(default_factory=list)
    removals: list[tuple[str, str, str]] = field(default_factory=list)
    households: dict[str, Outcome] = field(default_factory=dict)
    persons: dict[str, Outcome] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def make(self, record: str, said: Said, about: str) -> str:
        """A row to be made; gives its id. `said` is kept: it must be the row's own."""
        row_id = said.get("id")
        if row_id is None:
            row_id = said["id"] = id_of(record, said)
        self.created[record].append(said)
        self.abouts[record].append(about)
        return str(row_id)

    def change(
        self,
        record: str,
        row_id: str,
        known: Said,
        fresh: Said,
        owner: str,
        about: str,
        year: int | None = None,
    ) -> None:
        """Answers to be set: nothing is noted where they are none."""
        if fresh:
            old = {key: known.get(key) for key in fresh}
            self.updates.append(Update(record, row_id, owner, about, old, fresh, year))

    def remove(self, record: str, row_id: str, about: str) -> None:
        """A row to be taken away."""
        self.removals.append((record, row_id, about))

    def tell(self, whom: Literal["households", "persons"], one: str, outcome: Outcome) -> None:
        """What becomes of a household or person; the strongest word stands."""
        told: dict[str, Outcome] = getattr(self, whom)
        if STRENGTH[outcome] >= STRENGTH[told.get(one, "unchanged")]:
            told[one] = outcome

    @property
    def size(self) -> int:
        """How many changes the plan would log."""
        return sum(map(len, self.created.values())) + len(self.updates) + len(self.removals)
