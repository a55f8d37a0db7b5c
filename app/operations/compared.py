"""The yearly results laid side by side for a paper: those of many households at once."""

from collections import defaultdict
from collections.abc import Sequence

from app.operations.dossiers import Choice, dossiers
from app.operations.offices import Office
from app.operations.rows import in_list
from app.operations.snapshots import current_snapshots, result_shape
from app.rules.comparisons import Comparison, compare
from app.rules.snapshots import Snapshot, SnapshotMaker


def comparisons(office: Office, households: Sequence[str], year: int | None) -> dict[str, Comparison]:
    """Each household's result of `year` beside its newest earlier one; who has no earlier one is left out.

    Where no result of `year` was made the household stands there as it is known for that year. None is each
    household's own newest year. Raises Problem for a damaged result.
    """
    shape = result_shape(office)
    maker = SnapshotMaker(shape, office.forms)
    now = {
        one.household_id: Snapshot(one.household_id, one.year, maker.body(one))
        for one in dossiers(office, Choice(households=tuple(households)), year, records=shape.records())
    }
    by_year: dict[int, list[str]] = defaultdict(list)
    for one in now.values():
        by_year[one.year].append(one.household_id)
    for of, some in by_year.items():
        now.update(current_snapshots(office, some, of))
    return {
        one.household_id: compare(one, now[one.household_id], shape, office.forms)
        for one in _earlier(office, now)
    }


def _earlier(office: Office, now: dict[str, Snapshot]) -> list[Snapshot]:
    """The newest result of each household from before the year it is compared with."""
    by_year: dict[int, list[str]] = defaultdict(list)
    for some in in_list(list(now)):
        for household, of in office.archive.read(
            f"SELECT household_id, year FROM snapshot WHERE household_id IN ({some.marks})"
            " GROUP BY household_id, year ORDER BY year",
            some.values,
        ):
            if of < now[household].year:
                by_year[of].append(household)
    newest: dict[str, Snapshot] = {}
    for of in sorted(by_year):
        newest.update(current_snapshots(office, by_year[of], of))
    return list(newest.values())
