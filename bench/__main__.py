"""Runs the measurements: `python -m bench [NAME…]` prints each figure, its ratio, and whether the line is reached.

A module of this folder with a `measure()` is a measurement; its name is the file's.
"""

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import bench

Measure = tuple[str, float, str, float | None, str]
"""Name, figure, unit, ratio to a peer, and what must be reached: `3 x bare pipeline`, `8 ms`, or nothing."""

_LINE = re.compile(r"([\d,.]+)\s*(x\b)?")
_WIDTHS = (52, 16, 8, 26, 7)


def reached(measure: Measure) -> bool | None:
    """Whether a figure is within its line: at least it for a rate (`…/s`), at most it for everything else.

    None where no line is drawn, or where the peer is missing.
    """
    _, figure, unit, ratio, must = measure
    line = _LINE.match(must)
    measured = ratio if line and line[2] else figure
    if line is None or measured is None:
        return None
    limit = float(line[1].replace(",", ""))
    return measured >= limit if unit.endswith("/s") else measured <= limit


def as_line(measure: Measure) -> str:
    """One line of the table."""
    name, figure, unit, ratio, must = measure
    mark = {True: "yes", False: "NO", None: ""}[reached(measure)]
    cells = (name, f"{figure:,.2f} {unit}", f"{ratio:.2f} x" if ratio is not None else "", must, mark)
    return " ".join(f"{cell:<{width}}" for cell, width in zip(cells, _WIDTHS, strict=True)).rstrip()


def measurements() -> list[str]:
    """The names of the modules that measure something."""
    files = {
        one.name: Path(bench.__path__[0]) / f"{one.name}.py" for one in pkgutil.iter_modules(bench.__path__)
    }
    return [name for name, file in files.items() if "\ndef measure(" in file.read_text(encoding="utf-8")]


def main(names: Iterable[str]) -> int:
    """Run the named measurements, or all; gives 1 where a line is not reached, 2 for an unknown name."""
    known = measurements()
    wanted = list(names) or known
    unknown = set(wanted) - set(known)
    if unknown:
        print(
            f"no such measurement: {', '.join(sorted(unknown))}; there are: {', '.join(known)}",
            file=sys.stderr,
        )
        return 2
    heads = ("job", "absolute", "ratio", "must reach", "reached")
    print(" ".join(f"{head:<{width}}" for head, width in zip(heads, _WIDTHS, strict=True)).rstrip())
    missed = 0
    for name in wanted:
        for measure in importlib.import_module(f"bench.{name}").measure():
            print(as_line(measure), flush=True)
            missed += reached(measure) is False
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
