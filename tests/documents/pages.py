"""What tests look at in a PDF: its pages' texts, sizes and frames; and golden files of them."""

import os
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw

MM = 25.4 / 72
GOLDEN = Path(__file__).parent / "golden"


def texts(pdf: bytes) -> list[str]:
    """The text of each page as it copies out."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def whole_text(pdf: bytes) -> str:
    return "\n".join(texts(pdf))


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in mm."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            (round(width * MM), round(height * MM))
            for width, height in (page.get_size() for page in document)
        ]


Letter = tuple[str, float, float, float, float]
"""A character with its left, bottom, right, top in mm from the bottom left corner."""


def letters(pdf: bytes, page: int) -> list[Letter]:
    """Each character of a page with its place."""
    with pypdfium2.PdfDocument(pdf) as document:
        return _letters(document[page])


def letters_of_pages(pdf: bytes) -> list[list[Letter]]:
    """Each page's characters with their places."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_letters(page) for page in document]


def _letters(page: pypdfium2.PdfPage) -> list[Letter]:
    text = page.get_textpage()
    words = [text.get_text_range(at, 1) for at in range(text.count_chars())]
    boxes = [text.get_charbox(at) for at in range(text.count_chars())]
    return [
        (word, *(side * MM for side in box)) for word, box in zip(words, boxes, strict=True) if word.strip()
    ]


def frames(pdf: bytes) -> list[list[tuple[int, int, int, int]]]:
    """Per page the boxes (left, top, width, height in mm) of its heavy frames: the outlines of tables."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            height = page.get_size()[1]
            boxes = []
            for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
                left, bottom, right, top = shape.get_bounds()
                if raw.FPDFPath_CountSegments(shape) == 5 and (right - left) * MM > 100:
                    sides = (left, height - top, right - left, top - bottom)
                    x, y, w, h = (round(side * MM) for side in sides)
                    boxes.append((x, y, w, h))
            found.append(boxes)
    return found


def described(pdf: bytes) -> str:
    """Pages, sizes, frames and texts, for a golden file."""
    lines = []
    for number, (size, boxes, text) in enumerate(zip(sizes(pdf), frames(pdf), texts(pdf), strict=True), 1):
        lines.append(f"== page {number} {size[0]}x{size[1]} mm")
        lines += [f"-- frame {x},{y} {w}x{h}" for x, y, w, h in boxes]
        lines += [line.rstrip() for line in text.splitlines() if line.strip()]
    return "\n".join(lines) + "\n"


def same_as_golden(name: str, found: str) -> bool:
    """Whether `found` is what golden/`name` holds; with UPDATE_GOLDEN set it becomes so."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")
    return True
