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


def letter_foot(left: float, right: float, bottom: float) -> Foot:
    """Draws "— 1 —" 7 mm below the text of an official letter: right on odd pages, left on even ones.

    GB/T 9704-2012: size 4, a character's room from the margin.
    """

    def draw(sheet: Sheet, number: int, total: int) -> None:
        size, words = 14.0, say("papers.letter_page", page=number)
        y, space = sheet.height - bottom + 7.0 + size * 0.8 / POINT, size / POINT
        if number % 2:
            sheet.text(sheet.width - right - space, y, words, "song", size, "right")
        else:
            sheet.text(left + space, y, words, "song", size)

    return draw
