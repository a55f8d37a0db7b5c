"""What every sheet of an internal paper says besides its text: who printed it, when, and which page it is."""

from app.documents.papers.desks import PaperContext
from app.documents.sheets import POINT, Foot, Mark, Sheet
from app.rules.values import show
from app.texts import say

_GREY = 0.9
_TILT = (0.9063, 0.4226)  # 25 degrees


def watermark(context: PaperContext) -> Mark:
    """Draws who and when over the whole sheet, pale and tilted."""
    words = say(
        "papers.watermark",
        who=context.who,
        day=show("date", context.when.date()),
        time=f"{context.when:%H:%M}",
    )

    def mark(sheet: Sheet) -> None:
        run = sheet.ink.show("hei", words)
        pieces = " ".join(f"/{name} 13 Tf <{codes}> Tj" for name, codes in run.pieces if codes)
        cos, sin = _TILT
        across = (run.width * 13 / POINT) * cos + 30
        lines: list[str] = []
        y, odd = 40.0, 0
        while y < sheet.height + 40:
            x = -across / 2 * odd + 8
            while x < sheet.width:
                place = f"{x * POINT:.1f} {(sheet.height - y) * POINT:.1f}"
                lines.append(f"{cos} {sin} -{sin} {cos} {place} Tm {pieces}")
                x += across
            y, odd = y + 62.0, 1 - odd
        sheet.draw("\n".join([f"{_GREY} g BT", *lines, "ET 0 g"]))

    return mark


def foot(context: PaperContext, left: float = 14.0, right: float = 14.0) -> Foot:
    """Draws office, page x of y and day below the text, between margins of `left` and `right` mm."""

    def draw(sheet: Sheet, number: int, total: int) -> None:
        y = sheet.height - 8.0
        sheet.text(left, y, context.office, "song", 8.5)
        sheet.text(sheet.width / 2, y, say("papers.page_of", page=number, pages=total), "song", 8.5, "centre")
        when = say("papers.printed", day=show("date", context.when.date()))
        sheet.text(sheet.width - right, y, when, "song", 8.5, "right")

    return draw
