"""Sheets of one PDF: text, lines, boxes in mm from the top left corner; watermark, page numbers, bookmarks.

Drawn on reportlab's canvas below its text objects: a page's marks are gathered in two lists (lines, then one
text block), because formatting and font look-ups per string are what a sheet costs.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from app.documents.digests import FOLDED, digest_of, with_pictures
from app.documents.fonts import Fonts, Role
from app.documents.glyphs import Ink

POINT = 72 / 25.4
"""Points of a millimetre."""

Align = Literal["left", "centre", "right"]
SIZES = {"A5": (148.0, 210.0), "A4": (210.0, 297.0), "A3": (297.0, 420.0), "A2": (420.0, 594.0)}

_RED = "0.83 0.05 0.05"

# Base-85 makes every file a quarter larger for mail systems of the last century.
rl_config.useA85 = 0


class _NoFace:
    """Stands for "no font yet", so that reportlab does not refer to an unembedded Helvetica in every file."""

    fontName = "none"
    _dynamicFont = 1
    _multiByte = 1
    name = "none"

    def __init__(self) -> None:
        self.face = self


pdfmetrics.registerFont(_NoFace())


@dataclass(frozen=True, slots=True)
class Placed:
    """A JPEG on a page: its top left corner and its size in mm."""

    jpeg: bytes
    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True)
class Sheet:
    """One page: width and height in mm; x to the right, y down, sizes of type in points. `said`: its texts so far."""

    ink: Ink
    width: float
    height: float
    bookmark: str = ""
    _shapes: list[str] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)
    pictures: list["Placed"] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, role: Role = "song", size: float = 10.5, align: Align = "left"
    ) -> None:
        """One line of text; `y` is the base line, `x` its left end, middle or right end."""
        # Labels stand at the same place on a thousand sheets: their operators are kept.
        key = (text, role, size, align, x, y, self.height)
        shown = self.ink.shown.get(key)
        if shown is None:
            shown = self.ink.shown[key] = self._show(x, y, text, role, size, align)
        self._texts.append(shown)
        self.said.append(text)

    def _show(self, x: float, y: float, text: str, role: Role, size: float, align: Align) -> str:
        run = self.ink.show(role, text)
        left = x * POINT
        if align != "left":
            left -= run.width * size * (0.5 if align == "centre" else 1.0)
        shown = f"1 0 0 1 {left:.2f} {(self.height - y) * POINT:.2f} Tm"
        for name, codes in run.pieces:
            if codes and run.stroke:
                shown += f" /{name} {size:g} Tf 2 Tr {run.stroke * size:.2f} w <{codes}> Tj 0 Tr"
            elif codes:
                shown += f" /{name} {size:g} Tf <{codes}> Tj"
        return shown

    def red_text(self, x: float, y: float, text: str, role: Role, size: float) -> None:
        """One line of text in the red of an official letter's head, its middle at x."""
        self._texts.append(f"{_RED} rg {_RED} RG")
        self.text(x, y, text, role, size, "centre")
        self._texts.append("0 g 0 G")

    def red_line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """The red rule below a letter's head, 0.75 mm."""
        self._shapes.append(f"{_RED} RG")
        self.line(x1, y1, x2, y2, 0.75 * POINT)
        self._shapes.append("0 G")

    def line(self, x1: float, y1: float, x2: float, y2: float, weight: float = 0.5) -> None:
        """A line of `weight` points."""
        top = self.height
        self._shapes.append(
            f"{weight:g} w {x1 * POINT:.2f} {(top - y1) * POINT:.2f} m"
            f" {x2 * POINT:.2f} {(top - y2) * POINT:.2f} l S"
        )

    def box(self, x: float, y: float, width: float, height: float, weight: float = 0.5) -> None:
        """The outline of a rectangle."""
        self._shapes.append(f"{weight:g} w {self._rectangle(x, y, width, height)} S")

    def fill(self, x: float, y: float, width: float, height: float, grey: float = 0.0) -> None:
        """A filled rectangle; grey 0 is black, 1 is white."""
        self._shapes.append(f"{grey:g} g {self._rectangle(x, y, width, height)} f 0 g")

    def place(self, page: "Sheet", x: float, y: float, scale: float = 1.0) -> None:
        """Another page as a picture of itself, its top left corner at x, y."""
        bottom = (self.height - y - page.height * scale) * POINT
        matrix = f"{scale:.6g} 0 0 {scale:.6g} {x * POINT:.2f} {bottom:.2f}"
        self._shapes.append(f"q {matrix} cm\n{page.content()}\nQ")

    def clipped(self, page: "Sheet", x: float, y: float, window: tuple[float, float, float, float]) -> None:
        """What of another page, its top left corner at x, y, falls into a window (left, top, width, height)."""
        matrix = f"1 0 0 1 {x * POINT:.2f} {(self.height - y - page.height) * POINT:.2f}"
        self._shapes.append(f"q {self._rectangle(*window)} W n {matrix} cm\n{page.content()}\nQ")

    def picture(self, jpeg: bytes, x: float, y: float, width: float, height: float) -> None:
        """A photograph below the lines and texts; its bytes go into the file as they are."""
        self.pictures.append(Placed(jpeg, x, y, width, height))

    def draw(self, operators: str) -> None:
        """Shapes as ready PDF operators (many of one kind, such as the squares of a QR code)."""
        self._shapes.append(operators)

    def content(self) -> str:
        """The page's PDF operators."""
        return "\n".join([*self._shapes, "BT", *self._texts, "ET"])

    def _rectangle(self, x: float, y: float, width: float, height: float) -> str:
        bottom = (self.height - y - height) * POINT
        return f"{x * POINT:.2f} {bottom:.2f} {width * POINT:.2f} {height * POINT:.2f} re"


@dataclass(frozen=True, slots=True)
class About:
    """What a PDF says of itself; `made_at` comes from the caller: the same input makes the same file.

    `subject`: the code of a notice; the title where there is none.
    """

    title: str
    office: str
    made_at: datetime
    subject: str = ""


Mark = Callable[[Sheet], None]
Foot = Callable[[Sheet, int, int], None]
Sign = Callable[[str, str], str]
"""The code of a part: whose it is (in letters) and the hash of what its pages say give the text of its QR code."""
Arrange = Callable[[list[Sheet]], list[Sheet]]
"""Pages of one part into the sheets that are printed (`arrangements`)."""


class Book:
    """A PDF being made: sheets come in parts (a household, a roster); a part's pages are numbered x of y."""

    def __init__(
        self,
        fonts: Fonts,
        about: About,
        watermark: Mark | None = None,
        foot: Foot | None = None,
        arrange: Arrange | None = None,
        sign: Sign | None = None,
    ) -> None:
        self.ink = Ink(fonts)
        self.about = about
        self._watermark, self._foot, self._arrange = watermark, foot, arrange
        self.sign = sign
        self.part: list[Sheet] = []
        self._proof: tuple[str, Callable[[str], None]] | None = None
        self._codes: list[str] = []
        self._named = ""
        self._target = io.BytesIO()
        self._canvas: Any = Canvas(
            self._target, pageCompression=1, invariant=1, initialFontName="none", lang="zh-CN"
        )
        self._marked: set[str] = set()
        self.pages = 0

    def sheet(self, size: tuple[float, float], bookmark: str = "") -> Sheet:
        """The next page of the part, `size` in mm; `bookmark` names it in the reader's side list."""
        page = Sheet(self.ink, *size, bookmark=bookmark)
        self.part.append(page)
        return page

    def prove(self, subject: str, show: Callable[[str], None]) -> None:
        """Sign the part when it is finished, for its subject; `show` then draws the code."""
        self._proof = (subject, show)

    def name_code(self, code: str) -> None:
        """Say in the file's properties which code stands for the part's pages."""
        self._named = code

    def end_part(self) -> None:
        """Number the pages of the part, sign it where that is asked, and put them down."""
        for number, page in enumerate(self.part, 1):
            if self._foot:
                self._foot(page, number, len(self.part))
        if self._proof and self.sign:
            subject, show = self._proof
            code = self.sign(
                subject, digest_of(with_pictures(page.said, len(page.pictures)) for page in self.part)
            )
            self.name_code(code)
            show(code)
        sheets = self._arrange(self.part) if self._arrange and self.part else self.part
        if self._named:
            at = self.pages + 1 if len(sheets) == len(self.part) else FOLDED
            self._codes.append(f"{at}:{self._named}")
        self._proof, self._named = None, ""
        for page in sheets:
            self._put_down(page)
        self.part = []
        self.ink.forget()

    def close(self) -> bytes:
        """The finished file. Raises Problem papers.no_glyph where a character cannot be printed."""
        if self.part:
            self.end_part()
        canvas, about = self._canvas, self.about
        self.ink.finish(canvas._doc)
        canvas.setTitle(about.title)
        canvas.setAuthor(about.office)
        canvas.setCreator("Hudang")
        canvas.setProducer("Hudang")
        canvas.setSubject(about.subject or about.title)
        if self._codes:
            canvas.setKeywords("\n".join(self._codes))
        canvas.setDateFormatter(lambda *_: about.made_at.strftime("D:%Y%m%d%H%M%S"))
        canvas.save()
        return self._target.getvalue()

    def _put_down(self, page: Sheet) -> None:
        canvas = self._canvas
        canvas.setPageSize((page.width * POINT, page.height * POINT))
        if self._watermark:
            canvas.doForm(self._watermark_form(page.width, page.height))
        if page.bookmark:
            key = f"p{self.pages}"
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(page.bookmark, key)
        for one in page.pictures:
            place = (one.x * POINT, (page.height - one.y - one.height) * POINT)
            image = ImageReader(io.BytesIO(one.jpeg))
            canvas.drawImage(image, *place, one.width * POINT, one.height * POINT)
        canvas._code.append(page.content())
        canvas.showPage()
        self.pages += 1

    def _watermark_form(self, width: float, height: float) -> str:
        """The watermark of a page size, drawn once in the file and shown on each page of that size."""
        name = f"mark{width:g}x{height:g}"
        if name not in self._marked and self._watermark:
            page = Sheet(self.ink, width, height)
            self._watermark(page)
            self._canvas.beginForm(name, upperx=width * POINT, uppery=height * POINT)
            self._canvas._code.append(f"/Artifact BMC\n{page.content()}\nEMC")
            self._canvas.endForm()
            self._marked.add(name)
        return name
