"""The gate reads the bytes that go out: a planted number is found wherever a file can hold it."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from reportlab.pdfgen.canvas import Canvas

from app.documents.gates import hold
from app.rules.leaks import Listed

TODAY = date(2026, 11, 23)
NUMBER = "510812197503120014"


def pdf(plant: Callable[[Canvas], object]) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 700, "2026 11 3")
    plant(canvas)
    canvas.showPage()
    canvas.drawString(100, 700, "2")
    canvas.save()
    return out.getvalue()


def hidden_text(canvas: Canvas) -> None:
    text = canvas.beginText(100, 600)
    text.setTextRenderMode(3)
    text.textOut(NUMBER)
    canvas.drawText(text)


def white_text(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.setFont("Helvetica", 1)
    canvas.drawString(10, 10, NUMBER)


def one_digit_a_line(canvas: Canvas) -> None:
    for at, digit in enumerate(NUMBER):
        canvas.drawString(50, 650 - 12 * at, digit)


PDFS: dict[str, Callable[[Canvas], object]] = {
    "on the page": lambda canvas: canvas.drawString(100, 600, NUMBER),
    "in two halves": lambda canvas: (canvas.drawString(100, 600, NUMBER[:6]), canvas.drawString(300, 600, NUMBER[6:])),
    "one digit a line": one_digit_a_line,
    "white and tiny": white_text,
    "invisible": hidden_text,
    "in the title": lambda canvas: canvas.setTitle(NUMBER),
    "in the subject": lambda canvas: canvas.setSubject(f"No. {NUMBER}"),
    "in the keywords": lambda canvas: canvas.setKeywords([NUMBER]),
    "in the author": lambda canvas: canvas.setAuthor(NUMBER),
    "in a bookmark": lambda canvas: (canvas.bookmarkPage("a"), canvas.addOutlineEntry(NUMBER, "a")),
}  # fmt: skip


@pytest.mark.parametrize("plant", PDFS.values(), ids=PDFS.keys())
def test_a_number_planted_in_a_pdf_is_held(plant: Callable[[Canvas], object]):
    assert "id" in {held.leak.kind for held in hold(pdf(plant), Listed(), TODAY)}


def test_a_clean_pdf_may_go():
    assert hold(pdf(lambda canvas: None), Listed(), TODAY) == []


def workbook(plant: Callable[[openpyxl.Workbook], object]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["序号", "户主", "金额"])
    sheet.append([1, "王某", 11860])
    plant(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def hidden_sheet(book: openpyxl.Workbook) -> None:
    book.create_sheet("原始").append([NUMBER])
    book["原始"].sheet_state = "veryHidden"


def hidden_column(book: openpyxl.Workbook) -> None:
    book.active["H2"] = NUMBER
    book.active.column_dimensions["H"].hidden = True


def comment(book: openpyxl.Workbook) -> None:
    book.active["A2"].comment = Comment(f"核对 {NUMBER}", "")


def header(book: openpyxl.Workbook) -> None:
    book.active.oddHeader.center.text = NUMBER


def defined_name(book: openpyxl.Workbook) -> None:
    book.defined_names["who"] = DefinedName("who", attr_text=f'"{NUMBER}"')


def split(book: openpyxl.Workbook) -> None:
    book.active.append([NUMBER[:6], NUMBER[6:14], NUMBER[14:]])


WORKBOOKS: dict[str, Callable[[openpyxl.Workbook], object]] = {
    "in a cell": lambda book: book.active.append([NUMBER]),
    "as a number": lambda book: book.active.append([int("62220200"), "0000000000", "9", NUMBER]),
    "over three cells": split,
    "down a column": lambda book: [book.active.append([part]) for part in (NUMBER[:6], NUMBER[6:])],
    "on a hidden sheet": hidden_sheet,
    "in a hidden column": hidden_column,
    "in a comment": comment,
    "in the page header": header,
    "in a defined name": defined_name,
    "in a formula": lambda book: book.active.append([f'="{NUMBER}"']),
    "as the sheet's name": lambda book: setattr(book.active, "title", NUMBER),
    "in the title": lambda book: setattr(book.properties, "title", NUMBER),
    "in the author": lambda book: setattr(book.properties, "creator", NUMBER),
    "in a link": lambda book: setattr(book.active["A1"], "hyperlink", f"mailto:{NUMBER}@example.cn"),
}


@pytest.mark.parametrize("plant", WORKBOOKS.values(), ids=WORKBOOKS.keys())
def test_a_number_planted_in_a_workbook_is_held(plant: Callable[[openpyxl.Workbook], object]):
    assert "id" in {held.leak.kind for held in hold(workbook(plant), Listed(), TODAY)}


def test_a_clean_workbook_may_go():
    assert hold(workbook(lambda book: None), Listed(), TODAY) == []
