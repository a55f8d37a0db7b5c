"""How finished pages come to lie on sheets of paper: enlarged, or two on a side in the order of a booklet."""

from app.documents.sheets import Arrange, Sheet


def booklet_order(pages: int) -> list[tuple[int, int]]:
    """The left and right page of each side of paper, counted from 1; 0 is a blank page.

    Filled up to a multiple of four, printed on both sides and folded in the middle they read from 1 on: 4-1, 2-3.
    """
    full = -(-pages // 4) * 4
    sides = []
    for low in range(1, full // 2 + 1):
        pair = (full + 1 - low, low) if low % 2 else (low, full + 1 - low)
        sides.append((pair[0] if pair[0] <= pages else 0, pair[1] if pair[1] <= pages else 0))
    return sides


def fold(width: float, height: float) -> Arrange:
    """Pages on sides of `width` by `height` mm, two beside one another in booklet order."""

    def arrange(pages: list[Sheet]) -> list[Sheet]:
        sides = []
        for pair in booklet_order(len(pages)):
            side = Sheet(pages[0].ink, width, height)
            for half, number in enumerate(pair):
                if number:
                    page = pages[number - 1]
                    side.place(page, width / 4 * (1 + 2 * half) - page.width / 2, (height - page.height) / 2)
            sides.append(side)
        sides[0].bookmark = pages[0].bookmark
        return sides

    return arrange


def enlarge(width: float, height: float) -> Arrange:
    """Each page made as large as a sheet of `width` by `height` mm, in its middle."""

    def arrange(pages: list[Sheet]) -> list[Sheet]:
        sheets = []
        for page in pages:
            scale = min(width / page.width, height / page.height)
            sheet = Sheet(page.ink, width, height, bookmark=page.bookmark)
            sheet.place(page, (width - page.width * scale) / 2, (height - page.height * scale) / 2, scale)
            sheets.append(sheet)
        return sheets

    return arrange
