"""The doubt list kept ready: run once, then only for the households that changed since.

What the desk, the doubt page and the list's last column show is this one run, so that their counts agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.operations.doubts import FoundDoubt, find_doubts, household_doubts
from app.operations.offices import Office
from app.progress import Progress

AFRESH = 200
"""More changed households than this, and the whole township is run again."""


@dataclass(frozen=True, slots=True)
class DoubtList:
    """The doubts by household as the log stood at `seq`."""

    seq: int
    doubts: Mapping[str, tuple[FoundDoubt, ...]]

    def open_counts(self) -> dict[str, int]:
        """How many doubts are open, by household; households without any are left out."""
        counts = {one: sum(not doubt.settled for doubt in found) for one, found in self.doubts.items()}
        return {one: count for one, count in counts.items() if count}

    def all(self) -> list[FoundDoubt]:
        """Every doubt, settled ones too, in the order of the village book."""
        return [doubt for found in self.doubts.values() for doubt in found]


def doubt_list(office: Office, progress: Progress | None = None) -> DoubtList:
    """The doubts as they stand now; quick when little changed since the last call."""
    kept: DoubtList | None = office.kept.get("doubts")
    seq = int(office.archive.read("SELECT coalesce(max(seq), 0) FROM change")[0][0])
    if kept is not None and kept.seq == seq:
        return kept
    touched = _touched(office, kept.seq) if kept else None
    if kept is None or touched is None:
        fresh = _whole(office, seq, progress)
    else:
        doubts = dict(kept.doubts)
        for household in touched:
            found = tuple(household_doubts(office, household))
            doubts.pop(household, None) if not found else doubts.update({household: found})
        fresh = DoubtList(seq, doubts)
    office.kept["doubts"] = fresh
    return fresh


def _touched(office: Office, seq: int) -> list[str] | None:
    """Households changed after `seq`; None for too many."""
    rows = office.archive.read(
        "SELECT DISTINCT c.about FROM change c JOIN household h ON h.id = c.about WHERE c.seq > ? LIMIT ?",
        (seq, AFRESH + 1),
    )
    gone = office.archive.read(
        "SELECT 1 FROM change WHERE seq > ? AND record = 'household' AND action = 'delete' LIMIT 1", (seq,)
    )
    return None if len(rows) > AFRESH or gone else [row[0] for row in rows]


def _whole(office: Office, seq: int, progress: Progress | None) -> DoubtList:
    doubts: dict[str, tuple[FoundDoubt, ...]] = {}
    for one in find_doubts(office, progress=progress):
        household = one.doubt.household_id
        doubts[household] = (*doubts.get(household, ()), one)
    return DoubtList(seq, doubts)
