"""A QR code drawn as rectangles: sharp at any size, no image in the file."""

from functools import lru_cache

import segno

from app.documents.sheets import POINT, Sheet


def draw_qr(sheet: Sheet, words: str, x: float, y: float, side: float) -> None:
    """Draw the code of `words` in a square of `side` mm with its top left corner at x, y."""
    rows = _modules(words)
    module = side / len(rows) * POINT
    left, top = x * POINT, (sheet.height - y) * POINT
    shapes: list[str] = []
    for number, row in enumerate(rows):
        start = None
        for at, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = at
            elif not dark and start is not None:
                bottom = top - (number + 1) * module
                shapes.append(
                    f"{left + start * module:.2f} {bottom:.2f} {(at - start) * module:.2f} {module:.2f} re"
                )
                start = None
    sheet.draw(f"0 g {' '.join(shapes)} f")


@lru_cache(maxsize=4)
def _modules(words: str) -> tuple[bytes, ...]:
    """The code's rows, 1 for dark; kept for a sheet that is laid out twice (finding a mask takes 10 ms)."""
    return tuple(bytes(row) for row in segno.make(words, error="m", micro=False).matrix)
