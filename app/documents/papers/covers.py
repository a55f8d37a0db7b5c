"""What stands around a paper's tables: title, cover, contents, texts, QR, what is lacking, places to sign."""

from app.documents.breaking import break_lines
from app.documents.papers.definitions import Part
from app.documents.papers.desks import Desk, heading, nothing_row
from app.documents.papers.sources import on_paper
from app.documents.qr import draw_proof
from app.documents.sheets import POINT
from app.documents.tables import HEAD, LEADING, Cell, Row, Style, Table, draw_rows, lay_out
from app.rules.values import show
from app.texts import say

CORNER, EDGE = 17.0, 4.8
"""Side of a code in the margin above a title, and its way from the edge of the sheet, mm."""
_LEFT = Style(align="left")
_SMALL = Style(size=9)
_CONTENTS = (("papers.number", 12.0), ("papers.entry", 78.0), ("papers.keeper", 34.0), ("papers.day", 26.0),
             ("papers.page", 12.0), ("papers.remark", 12.0))  # fmt: skip


def draw_title(desk: Desk, part: Part) -> None:
    """The paper's title in the middle; `text` as a smaller line below it: left of `|`, and right of it."""
    flow = desk.flow
    size = part.size or 18
    if flow.y > flow.page.top + 1:
        flow.gap(6)
        flow.need(40)  # a title below something else keeps a few lines of its own with it
    flow.line(desk.said(part.title), "biaosong", size, "centre")
    if part.text:
        small = max(10.5, size * 0.45)
        left, _, right = desk.said(part.text).partition("|")
        flow.gap(2.0)
        y = flow.y
        flow.line(left, "song", small)
        flow.sheet.text(
            flow.page.width - flow.page.right, y + small * 1.28 * 0.75 / POINT, right, "song", small, "right"
        )
    flow.gap(1.5)


def draw_cover(desk: Desk, part: Part) -> None:
    """A cover: the title large, and what the file is of, on lines; as large as the sheet allows."""
    flow, sheet = desk.flow, desk.flow.sheet
    scale = flow.page.width / 210
    sheet.box(flow.left, flow.page.top, desk.room, flow.bottom - flow.page.top, 1.2)
    sheet.box(flow.left + 1.2, flow.page.top + 1.2, desk.room - 2.4, flow.bottom - flow.page.top - 2.4, 0.4)
    flow.y = 62 * scale
    flow.line(desk.said(part.text), "song", max(16 * scale, 13), "centre")
    flow.gap(8 * scale)
    flow.line(desk.said(part.title), "biaosong", part.size or 32, "centre")
    _cover_lines(desk, part, scale)
    flow.y = flow.bottom


def _cover_lines(desk: Desk, part: Part, scale: float) -> None:
    """What the file is of: a label and its words on a line, one below the other."""
    flow, sheet = desk.flow, desk.flow.sheet
    size, width = max(14 * scale, 12), 124 * scale
    top, left = 138.0 * scale, flow.page.width / 2 - width / 2
    begin = 30 * max(scale, 0.85)
    for row in part.rows:
        column = row[0]
        label, _, stated = column.label.partition("=")
        words = desk.told(column) if column.sources else desk.said(stated)
        sheet.text(left + begin, top, label, "hei", size, "right")
        room = (width - begin - 6) * POINT
        fitted = size if flow.ink.width("song", words) * size <= room else size * 0.75
        sheet.text(left + begin + 6, top, words, "song", fitted)
        sheet.line(left + begin + 4, top + 2, left + width, top + 2, 0.6)
        top += 12.5 * scale


def draw_contents(desk: Desk, part: Part) -> None:
    """Keeps a sheet for the contents: its lines are written when the page numbers are known."""
    desk.flow.line(desk.said(part.title), "biaosong", 18, "centre")
    desk.flow.gap(4)
    desk.contents = (desk.flow.sheet, desk.flow.y, part)
    desk.flow.y = desk.flow.bottom


def write_contents(desk: Desk) -> None:
    """Fill the kept contents sheet: the file's own parts with their pages, then the documents it holds."""
    if desk.contents is None:
        return
    sheet, y, part = desk.contents
    scale = desk.room / sum(width for _, width in _CONTENTS)
    rows = [Row([Cell(say(word), HEAD) for word, _ in _CONTENTS], 9.0)]
    keeper, today = desk.context.office, show("date", desk.context.when.date())
    lines = [(title, keeper, today, str(page)) for title, page in desk.entries]
    for document in desk.spot.dossier.documents if desk.spot else ():
        if document.get("present"):
            day = document.get("dated")
            lines.append((str(document.get("title") or ""), "", show("date", day), ""))
    fits = int((desk.flow.bottom - y - 9.0) // part.height)
    lines += [("", "", "", "")] * (part.blank - len(lines))
    for number, (title, by, day_, page) in enumerate(lines[:fits], 1):
        cells = [
            Cell(str(number) if title else ""),
            Cell(title, _LEFT),
            Cell(by),
            Cell(day_),
            Cell(page),
            Cell(),
        ]
        rows.append(Row(cells, part.height))
    laid = lay_out(desk.flow.ink, Table([width * scale for _, width in _CONTENTS], rows, heads=1))
    draw_rows(sheet, laid, 0, len(rows), desk.flow.left, y)


def draw_text(desk: Desk, part: Part) -> None:
    """A text of the paper's own; a short one stays together with what follows it."""
    heading(desk, part)
    size = part.size or 10
    high = text_height(desk, part) + desk.flow.tail
    if high < (desk.flow.bottom - desk.flow.page.top) / 3:
        desk.flow.need(high - 1.0)  # the room below it may reach into the margin
    desk.flow.gap(max(1.5, size * 0.15))
    desk.flow.text(desk.said(part.text, desk.counted(part)), "song", size)
    desk.flow.gap(1.0)


def text_height(desk: Desk, part: Part) -> float:
    """How high a text is, with the room around it, mm."""
    size = part.size or 10
    words = desk.said(part.text, desk.counted(part))
    lines = break_lines(words, desk.flow.ink.advances("song", words), desk.room * POINT / size)
    return max(1.5, size * 0.15) + len(lines) * size * LEADING / POINT + 1.0


def draw_lacking(desk: Desk, part: Part) -> None:
    """What the paper still lacks, at its foot; nothing where nothing is lacking."""
    if desk.lacking:
        desk.flow.gap(1.5)
        words = say("papers.between").join(desk.lacking)
        desk.flow.text(say("papers.lacking", count=len(desk.lacking), fields=words), "kai", part.size or 9.5)


def draw_sign(desk: Desk, part: Part) -> None:
    """Places to sign and seal, left blank: nothing is ever printed in them."""
    flow = desk.flow
    flow.need(sign_height(part))
    flow.gap(part.height)
    size = part.size or 10.5
    places = [desk.said(place) for place in part.places]
    widths = [flow.ink.width("song", place) * size / POINT for place in places]
    free = max(desk.room - sum(widths), 0) / len(places)
    x = flow.left
    for place, width in zip(places, widths, strict=True):
        flow.sheet.text(x, flow.y, place, "song", size)
        x += width + free
    flow.gap(3)


def sign_height(part: Part) -> float:
    """How high the places to sign are, mm."""
    return part.height + 3.0


def draw_documents(desk: Desk, part: Part) -> None:
    """The checklist of the file's documents, all fields of each, and blank lines for a pen."""
    heading(desk, part)
    fields = desk.forms.records["document"].fields
    scale = (desk.room - 10) / sum(one.width for one in fields)
    table = Table([10.0, *(one.width * scale for one in fields)], [], heads=1)
    table.rows.append(
        Row([Cell(say("papers.number"), HEAD), *(Cell(one.label, HEAD) for one in fields)], 8.0)
    )
    for number, document in enumerate(desk.spot.dossier.documents if desk.spot else (), 1):
        words = [on_paper(one, document.get(one.key), desk.forms) for one in fields]
        table.rows.append(Row([Cell(str(number)), *(Cell(word, _SMALL) for word in words)], part.height))
    if len(table.rows) == 1 and not part.blank:
        nothing_row(desk, table)
    for _ in range(part.blank - len(table.rows) + 1):
        table.rows.append(Row([Cell() for _ in table.columns], part.height))
    desk.flow.table(table)


def draw_mark(desk: Desk, part: Part) -> None:
    """A signed QR that proves what the paper says, at the sheet's top right; below it the version in words.

    `side` = "corner" puts it into the margin above the title, without the version.
    """
    if not desk.spot or desk.paper.empty:
        return
    dossier, flow = desk.spot.dossier, desk.flow
    of_household = desk.paper.subject == "household"
    subject = dossier.household_id if of_household else dossier.place.code or dossier.place.township
    if not subject:
        return
    side = part.size or (CORNER if part.side else 20.0)
    x = flow.page.width - flow.page.right - side
    draw_proof(flow, subject, x, EDGE if part.side else flow.page.top, side)
    if not part.side:
        label = say("papers.version", year=dossier.year, version=dossier.version)
        flow.sheet.text(x + side / 2, flow.page.top + side + 3.2, label, "song", 7.5, "centre")
