"""How long the coverage matrix and the special ledgers take in an office of 15,000 households, by 15 kinds of measures.

The help is the sample's: plans of two years, with their measures and visits, written over the bench's households.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.operations.coverage import coverage
from app.operations.ledgers import every_ledger, ledger_of
from app.operations.offices import Office
from app.operations.openings import sign_in
from app.operations.samples import make_sample_office

Measure = tuple[str, float, str, float | None, str]

HOUSEHOLDS = 15_000
PASSWORD = "bench-7-stones"
TIMES = 3


def measure(households: int = HOUSEHOLDS) -> list[Measure]:
    """Name, figure, unit, no ratio, and what must be reached; the best of three each."""
    with tempfile.TemporaryDirectory(prefix="hudang-bench-") as folder:
        start = time.perf_counter()
        make_sample_office(Path(folder), households, 1, None, PASSWORD)
        made = time.perf_counter() - start
        office = sign_in(Path(folder), "clerk", PASSWORD)
        found = _figures(office)
        office.close()
    return [*found, (f"ledgers: sample of {households:,} households made", made, "s", None, "")]


def _figures(office: Office) -> list[Measure]:
    year = office.clock().year
    matrix = coverage(office, year)
    size = f"{len(matrix.rows):,} x {len(matrix.columns)}"

    def afresh() -> None:
        office.kept.clear()  # as the first time: nothing is remembered of needs and people
        coverage(office, year)

    first, again = _best(afresh), _best(lambda: coverage(office, year))
    one = _best(lambda: ledger_of(office, "schooling", year))
    every = _best(lambda: every_ledger(office, year))
    return [
        (f"ledgers: coverage matrix, first time, {size}", first, "s", None, "1 s"),
        ("ledgers: coverage matrix, again", again, "s", None, "1 s"),
        ("ledgers: one, children at school", one, "s", None, ""),
        ("ledgers: all at once", every, "s", None, ""),
    ]


def _best(do: Callable[[], object]) -> float:
    """The shortest of a few runs, in seconds."""
    waits = []
    for _ in range(TIMES):
        start = time.perf_counter()
        do()
        waits.append(time.perf_counter() - start)
    return min(waits)
