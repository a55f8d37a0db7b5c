"""How soon the window is there: its first paint beside an empty window's, and the list's first rows after signing in.

Each is measured in a process of its own, from its beginning, as the person waits; the median of a few. The key
derivation is meant to be slow and stands outside: rows are counted from the accepted password.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.offices import filled_office

Measure = tuple[str, float, str, float | None, str]

HOUSEHOLDS, FEW = 21_000, 500
RUNS = 7


def measure(households: int = HOUSEHOLDS) -> list[Measure]:
    """Name, figure, unit, ratio to the empty window, and what must be reached."""
    with tempfile.TemporaryDirectory(prefix="hudang-bench-") as folder:
        full, small = Path(folder) / "full", Path(folder) / "small"
        office, persons = filled_office(full, households)
        office.close()
        filled_office(small, FEW)[0].close()
        empty = _median(lambda: _child("empty", full))
        painted = _median(lambda: _child("painted", full))
        rows = _median(lambda: _child("rows", full))
        few = _median(lambda: _child("rows", small))
    inside = f"{persons:,} persons inside"
    return [
        (f"window: first paint, {inside}", painted, "ms", painted / empty, "1.5 x empty window"),
        (f"window: first rows of the list, {inside}", rows, "ms", rows / empty, "5 x empty window"),
        ("window: first rows of the list, a small village", few, "ms", few / empty, "5 x empty window"),
        ("peer: an empty main window", empty, "ms", None, ""),
    ]


def _median(once: Callable[[], float]) -> float:
    return statistics.median(once() for _ in range(RUNS))


def _child(job: str, folder: Path) -> float:
    """Milliseconds a process of its own took; it says itself when, on the clock all processes share."""
    start = time.time()
    done = subprocess.run(
        [sys.executable, "-m", "bench.window_jobs", job, str(folder)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "HUDANG_PASSWORD": "", "HUDANG_USER": "", "QT_QPA_PLATFORM": "offscreen"},
    )
    begun, ended = done.stdout.split()
    return (float(ended) - (float(begun) or start)) * 1000
