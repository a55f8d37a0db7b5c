"""A page of a PDF as pixels, for the preview and the printer: raw RGBA bytes, no Qt and no Pillow."""

import ctypes
import threading
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as raw

# PDFium keeps state of its own: two threads in it at once crash, even with two documents.
_TURN = threading.RLock()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: width and height in pixels, four bytes a pixel (red, green, blue, opacity), lines top down."""

    width: int
    height: int
    pixels: bytes


class Preview:
    """An open PDF. Use in a `with`, or call `close`."""

    def __init__(self, pdf: bytes) -> None:
        with _TURN:
            self._document = pypdfium2.PdfDocument(pdf)

    def __enter__(self) -> "Preview":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        with _TURN:
            return len(self._document)

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page in mm; pages are counted from 0."""
        with _TURN:
            width, height = self._document.get_page_size(page)
        return width * 25.4 / 72, height * 25.4 / 72

    def picture(self, page: int, dots_per_inch: float = 96) -> Picture:
        """A page as pixels on white."""
        with _TURN:
            bitmap = self._document[page].render(
                scale=dots_per_inch / 72, rev_byteorder=True, prefer_bgrx=True
            )
            try:
                return _pixels(bitmap)
            finally:
                bitmap.close()

    def text(self, page: int) -> str:
        """The text of a page as it would be copied out."""
        with _TURN:
            return str(self._document[page].get_textpage().get_text_range())

    def words(self, page: int) -> list[str]:
        """What each text of a page says, in the order it was drawn; a watermark is none of them."""
        with _TURN:
            sheet = self._document[page]
            text = sheet.get_textpage()
            found = sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1)
            return [_words(one, text) for one in found]

    def laid_on(self, page: int) -> tuple[int, int]:
        """How many pictures and how many annotations (stamps, notes, fields) lie on a page."""
        with _TURN:
            sheet = self._document[page]
            pictures = len(list(sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])))
            return pictures, raw.FPDFPage_GetAnnotCount(sheet.raw)

    def properties(self) -> dict[str, str]:
        """What the file says of itself: title, author, subject, keywords …, and its bookmarks as one text."""
        with _TURN:
            told = {
                name: str(text) for name, text in self._document.get_metadata_dict(skip_empty=True).items()
            }
            marks = [str(mark.get_title()) for mark in self._document.get_toc()]
        return told | ({"Bookmarks": "\n".join(marks)} if marks else {})

    def close(self) -> None:
        """Let go of the PDF."""
        with _TURN:
            self._document.close()


def _words(one: pypdfium2.PdfObject, text: pypdfium2.PdfTextPage) -> str:
    size = raw.FPDFTextObj_GetText(one.raw, text.raw, None, 0)
    room = ctypes.create_string_buffer(size)
    raw.FPDFTextObj_GetText(one.raw, text.raw, ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort)), size)
    return room.raw.decode("utf-16-le", "replace").rstrip("\0")


def _pixels(bitmap: pypdfium2.PdfBitmap) -> Picture:
    line = bitmap.width * 4
    raw = bytes(bitmap.buffer)
    if bitmap.stride != line:
        starts = range(0, bitmap.stride * bitmap.height, bitmap.stride)
        raw = b"".join(raw[start : start + line] for start in starts)
    return Picture(bitmap.width, bitmap.height, raw)
