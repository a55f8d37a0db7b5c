"""A QR code drawn as rectangles: sharp at any size, no image in the file."""

import re
from functools import lru_cache
from typing import Final

import segno

from app.documents.flows import Flow
from app.documents.sheets import POINT, Sheet

_RUN: Final = re.compile(rb"\x01+")


def draw_qr(sheet: Sheet, words: str, x: float, y: float, side: float, *, quick: bool = False) -> None:
    """Draw the code of `words` in a square of `side` mm with its top left corner at x, y.

    `quick`: for thousands of sheets, where looking for the best mask would cost more than the sheet; 7 % of such a code
    may be unreadable, of others 15 %.
    """
    rows = _modules(words, quick)
    module = side / len(rows) * POINT
    left, top = x * POINT, (sheet.height - y) * POINT
    bars = " ".join(
        f"{run.start()} {number} {run.end() - run.start()} 1 re"
        for number, row in enumerate(rows)
        for run in _RUN.finditer(row)
    )
    sheet.draw(f"q {module:.5f} 0 0 {-module:.5f} {left:.2f} {top:.2f} cm 0 g {bars} f Q")


def draw_proof(flow: Flow, subject: str, x: float, y: float, side: float) -> None:
    """Keep a square of `side` mm on this sheet for the code that will sign the part; unsigned papers leave it out."""
    sheet = flow.sheet
    flow.book.prove(subject, lambda code: draw_qr(sheet, code, x, y, side, quick=True))


@lru_cache(maxsize=4)
def _modules(words: str, quick: bool) -> tuple[bytes, ...]:
    """The code's rows, 1 for dark; kept for a sheet that is laid out twice (finding a mask takes 10 ms)."""
    if quick:
        made = segno.make(words, error="l", micro=False, mask=0, boost_error=False)
    else:
        made = segno.make(words, error="m", micro=False)
    return tuple(bytes(row) for row in made.matrix)
