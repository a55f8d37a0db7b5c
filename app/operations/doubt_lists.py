"""The doubt list kept ready: run once, then only for the households that changed since.

What the desk, the doubt page and the list's last column show is this one run, so that their counts agree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.operations.dossiers import Choice, dossiers
from app.operations.doubt_help import Recorded, recorded_help
from app.operations.doubts import FoundDoubt, find_doubts, household_doubts
from app.operations.offices import Office
from app.operations.twins import twin_households
from app.progress import Progress
from app.rules.checks import CHECKS

Found = Mapping[str, tuple[FoundDoubt, ...]]
_TOWNSHIP = frozenset(check.id for check in CHECKS if check.scope == "township")
AFRESH = 200
"""More changed households than this, and the whole township is run again."""


@dataclass(frozen=True, slots=True)
class DoubtList:
    """The doubts by household as the log stood at `seq`, judged with `recorded` help."""

    seq: int
    doubts: Mapping[str, tuple[FoundDoubt, ...]]
    recorded: Recorded

    def open_counts(self) -> dict[str, int]:
        """How many doubts are open, by household; households without any are left out."""
        counts = {one: sum(not doubt.settled for doubt in found) for one, found in self.doubts.items()}
        return {one: count for one, count in counts.items() if count}

    def all(self) -> list[FoundDoubt]:
        """Every doubt, settled ones too, in the order of the village book."""
        return [doubt for found in self.doubts.values() for doubt in found]


def doubt_list(office: Office, progress: Progress | None = None) -> DoubtList:
    """The doubts as they stand now; quick when little changed since the last call.

    Pages that ask at the same moment share one run.
    """
    with office.sharing:
        return _up_to_date(office, progress)


def _up_to_date(office: Office, progress: Progress | None) -> DoubtList:
    kept: DoubtList | None = office.kept.get("doubts")
    seq = int(office.archive.read("SELECT coalesce(max(seq), 0) FROM change")[0][0])
    recorded = recorded_help(office)
    if kept is not None and (kept.seq, kept.recorded) == (seq, recorded):
        return kept
    touched = touched_households(office, kept.seq) if kept and kept.recorded == recorded else None
    if kept is None or touched is None:
        fresh = _whole(office, seq, recorded, progress)
    else:
        both = dict.fromkeys([*touched, *_former_twins(kept.doubts, touched), *_twins(office, touched)])
        again = {household: tuple(household_doubts(office, household)) for household in both}
        # Households keep their place in the village book, also while nothing is doubted of them.
        fresh = DoubtList(seq, {**kept.doubts, **again}, recorded)
    office.kept["doubts"] = fresh
    return fresh


def last_doubts(office: Office) -> DoubtList | None:
    """The doubts as they were last found, perhaps before newer changes; None before the first run."""
    known: DoubtList | None = office.kept.get("doubts")
    return known


def _former_twins(before: Found, touched: Sequence[str]) -> list[str]:
    """Households that stood in one doubt with those that changed: it may be gone for both."""
    shared = {key for household in touched for key in _shared(before.get(household, ()))}
    return [household for household, found in before.items() if not shared.isdisjoint(_shared(found))]


def _shared(found: Sequence[FoundDoubt]) -> set[tuple[str, str]]:
    """The doubts that name another household: rule, and what is doubled."""
    return {(one.doubt.rule, one.doubt.basis) for one in found if one.doubt.rule in _TOWNSHIP}


def _twins(office: Office, touched: Sequence[str]) -> list[str]:
    """Households that now stand twice with those that changed."""
    known = dossiers(office, Choice(households=tuple(touched)))
    return [twin for one in known for twin in twin_households(office, one)]


def touched_households(office: Office, seq: int) -> list[str] | None:
    """Households changed after `seq`, and those whose helper did; None for too many."""
    rows = office.archive.read(
        "SELECT DISTINCT c.about FROM change c JOIN household h ON h.id = c.about WHERE c.seq > ?1"
        " UNION SELECT p.household_id FROM change c JOIN pairing p ON p.cadre_id = c.record_id"
        " WHERE c.seq > ?1 AND c.record = 'cadre' LIMIT ?2",
        (seq, AFRESH + 1),
    )
    gone = office.archive.read(
        "SELECT 1 FROM change WHERE seq > ? AND record = 'household' AND action = 'delete' LIMIT 1", (seq,)
    )
    return None if len(rows) > AFRESH or gone else [row[0] for row in rows]


def _whole(office: Office, seq: int, recorded: Recorded, progress: Progress | None) -> DoubtList:
    found = find_doubts(office, progress=progress)
    return DoubtList(
        seq,
        {household: tuple(its) for household, its in groupby(found, lambda one: one.doubt.household_id)},
        recorded,
    )
