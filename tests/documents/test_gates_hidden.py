"""The gate reads what a file carries beside its pages and cells; what cannot be read does not leave."""

import re
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.formatting.rule import FormulaRule
from openpyxl.worksheet.datavalidation import DataValidation
from reportlab.pdfgen.canvas import Canvas
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.documents.gates import hold
from app.rules.leaks import Listed

TODAY = date(2026, 11, 23)
NUMBER = "510812197503120014"
KNOWN = Listed(numbers={NUMBER: "id"})


def kinds(content: bytes, listed: Listed = KNOWN) -> set[str]:
    """What the gate finds in a file."""
    return {held.leak.kind for held in hold(content, listed, TODAY)}


def pdf(plant: Callable[[Canvas], object] = lambda canvas: None) -> bytes:
    """A page of a paper with something planted."""
    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 700, "2026 11 3")
    plant(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def with_object(body: bytes) -> bytes:
    """The paper with one more object that no page names."""
    return pdf().replace(b"xref\n", b"99 0 obj\n" + body + b"\nendobj\nxref\n", 1)


def stream(told: bytes, content: bytes) -> bytes:
    return b"<< " + told + b" /Length %d >>\nstream\n" % len(content) + content + b"\nendstream"


def rotated(canvas: Canvas) -> None:
    canvas.rotate(90)
    canvas.drawString(300, -200, NUMBER)


def upside_down(canvas: Canvas) -> None:
    canvas.translate(400, 400)
    canvas.rotate(180)
    canvas.drawString(0, 0, NUMBER)


def in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("stamp")
    canvas.drawString(100, 500, NUMBER)
    canvas.endForm()
    canvas.doForm("stamp")


def under_a_box(canvas: Canvas) -> None:
    canvas.drawString(100, 500, NUMBER)
    canvas.rect(90, 490, 300, 30, fill=1)


def over_two_pages(canvas: Canvas) -> None:
    canvas.drawString(100, 100, NUMBER[:9])
    canvas.showPage()
    canvas.drawString(100, 800, NUMBER[9:])


def as_one_glyph_each(canvas: Canvas) -> None:
    for at, digit in enumerate(NUMBER):
        canvas.drawString(100 + 20 * at, 500, digit)


def across_columns(canvas: Canvas) -> None:
    for at in range(0, 18, 6):
        canvas.drawString(100 + 150 * (at // 6), 400, NUMBER[at : at + 6])


PDFS: dict[str, bytes] = {
    "rotated": pdf(rotated),
    "upside down": pdf(upside_down),
    "in a form of the page": pdf(in_a_form),
    "under a black box": pdf(under_a_box),
    "over two pages": pdf(over_two_pages),
    "one glyph each": pdf(as_one_glyph_each),
    "over columns": pdf(across_columns),
    "in an annotation": pdf(lambda canvas: canvas.textAnnotation(NUMBER, (0, 0, 9, 9))),
    "in a link": pdf(lambda canvas: canvas.linkURL(f"https://example.cn/{NUMBER}", (0, 0, 9, 9))),
    "in the creator": pdf(lambda canvas: canvas.setCreator(NUMBER)),
    "in the producer": pdf(lambda canvas: canvas.setProducer(NUMBER)),
    "in a name of its own": with_object(b"<< /Person (" + NUMBER.encode() + b") >>"),
    "in octal": with_object(b"<< /P (" + "".join(f"\\{ord(one):03o}" for one in NUMBER).encode() + b") >>"),
    "in UTF-16": with_object(b"<< /P <feff" + NUMBER.encode("utf-16-be").hex().encode() + b"> >>"),
    "in hex": with_object(b"<< /P <" + NUMBER.encode().hex().encode() + b"> >>"),
    "as a name": with_object(b"<< /P /N" + NUMBER.encode() + b" >>"),
    "as a name with escapes": with_object(
        b"<< /P /N" + "".join(f"#{ord(one):x}" for one in NUMBER).encode() + b" >>"
    ),
    "in a comment": pdf() + b"% " + NUMBER.encode() + b"\n",
    "in base64": with_object(b"<< /P (" + b64encode(NUMBER.encode()) + b") >>"),
    "in XMP": with_object(
        stream(b"/Type /Metadata /Subtype /XML", f"<x><dc:title>{NUMBER}</dc:title></x>".encode())
    ),
    "in XMP's attributes": with_object(
        stream(b"/Type /Metadata /Subtype /XML", f'<x pdf:Keywords="{NUMBER}"/>'.encode())
    ),
    "in a stream nobody shows": with_object(stream(b"", b"BT (" + NUMBER.encode() + b") ET")),
}


@pytest.mark.parametrize("content", PDFS.values(), ids=PDFS.keys())
def test_a_number_beside_the_words_of_a_pdf_is_held(content: bytes):
    assert "id" in kinds(content)


@pytest.mark.parametrize(
    "word", [b"/EmbeddedFiles", b"/JavaScript", b"/AcroForm", b"/OCProperties", b"/Encrypt"]
)
def test_what_nobody_sees_on_the_sheet_is_held_unread(word: bytes):
    assert kinds(with_object(b"<< " + word + b" 1 0 R >>")) == {"hidden"}


def test_bytes_that_only_look_like_a_script_are_none():
    assert kinds(with_object(stream(b"/Filter /DCTDecode", b"\xff\xd8 /JS /AcroForm \xff\xd9"))) == set()


def test_a_script_in_packed_objects_is_held():
    packed = stream(b"/Type /ObjStm /Filter /FlateDecode", zlib.compress(b"9 0 << /S /JavaScript /JS (x) >>"))
    assert kinds(with_object(packed)) == {"hidden"}


def test_an_attachment_is_held_though_it_is_packed():
    assert "hidden" in kinds(with_object(stream(b"/Type /EmbeddedFile", b"\x00\x01")))


Plant = Callable[[openpyxl.Workbook], object]


def book(plant: Plant = lambda book: None) -> bytes:
    """A workbook with something planted."""
    made = openpyxl.Workbook()
    made.active.append(["序号", "户主", "金额"])
    made.active.append([1, "王某", 11860])
    plant(made)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def with_parts(content: bytes, parts: Mapping[str, bytes], comment: bytes = b"") -> bytes:
    """The workbook with more parts, or others in their place."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, said in parts.items():
            new.writestr(name, said)
        new.comment = comment
    return out.getvalue()


def down_a_column(made: openpyxl.Workbook) -> None:
    for number, digit in enumerate(NUMBER, 2):
        made.active.append([number, digit, "户"])


def hidden_rows(made: openpyxl.Workbook) -> None:
    made.active.append([NUMBER])
    made.active.row_dimensions[3].hidden = True


def validation(made: openpyxl.Workbook) -> None:
    rule = DataValidation("list", formula1=f'"{NUMBER}"')
    rule.promptTitle, rule.prompt = "x", NUMBER
    rule.add("A1")
    made.active.add_data_validation(rule)


def shown_by_a_format(made: openpyxl.Workbook) -> None:
    made.active["C2"].number_format = f'"{NUMBER}"'


def conditional(made: openpyxl.Workbook) -> None:
    made.active.conditional_formatting.add("A1", FormulaRule([f'A1="{NUMBER}"']))


def grouped(write: Callable[[Workbook, Worksheet], object]) -> bytes:
    """A workbook of our own writer with something planted."""
    out = BytesIO()
    made = Workbook(out, {"in_memory": True})
    write(made, made.add_worksheet())
    made.close()
    return out.getvalue()


def changed(part: str, old: str, new: str) -> bytes:
    """The workbook with something replaced in one of its parts."""
    content = grouped(lambda made, sheet: sheet.write("A1", "户主"))
    with zipfile.ZipFile(BytesIO(content)) as opened:
        said = opened.read(part).decode()
    assert re.search(old, said)
    return with_parts(content, {part: re.sub(old, new, said, count=1).encode()})


PIVOT = f'<pivotCacheDefinition><sharedItems><s v="{NUMBER}"/></sharedItems></pivotCacheDefinition>'.encode()

BOOKS: dict[str, bytes] = {
    "a digit a row": book(down_a_column),
    "in a hidden row": book(hidden_rows),
    "in a list to choose from": book(validation),
    "in a number's format": book(shown_by_a_format),
    "in a rule for colours": book(conditional),
    "in white on white": grouped(
        lambda made, sheet: sheet.write("A1", NUMBER, made.add_format({"font_color": "white"}))
    ),
    "in two sizes": grouped(
        lambda made, sheet: sheet.write_rich_string(
            "A1", NUMBER[:9], made.add_format({"bold": True}), NUMBER[9:]
        )
    ),
    "in a box": grouped(lambda made, sheet: sheet.insert_textbox("B2", NUMBER)),
    "in a property of its own": grouped(lambda made, sheet: made.set_custom_property("id", NUMBER)),
    "in the company": grouped(lambda made, sheet: made.set_properties({"company": NUMBER})),
    "in a link to the net": grouped(
        lambda made, sheet: sheet.write_url("A1", f"https://e.cn/?id={NUMBER}", string="x")
    ),
    "as a rounded number": grouped(lambda made, sheet: sheet.write_number("A1", 5.1081219750312e17)),
    "in a text no cell shows": changed("xl/sharedStrings.xml", "</sst>", f"<si><t>{NUMBER}</t></si></sst>"),
    "in a remark of the file": changed("xl/workbook.xml", "</workbook>", f"<!-- {NUMBER} --></workbook>"),
    "in an instruction of the file": changed("xl/workbook.xml", "</workbook>", f"<?x {NUMBER}?></workbook>"),
    "in a style's name": changed("xl/styles.xml", 'name="Normal"', f'name="{NUMBER}"'),
    "in the summary of a pivot": with_parts(book(), {"xl/pivotCache/pivotCacheDefinition1.xml": PIVOT}),
    "in custom data": with_parts(book(), {"customXml/item1.xml": f"<a>{NUMBER}</a>".encode()}),
    "in the name of a part": with_parts(book(), {f"xl/{NUMBER}.xml": b"<a/>"}),
    "in the archive's remark": with_parts(book(), {}, NUMBER.encode()),
}


@pytest.mark.parametrize("content", BOOKS.values(), ids=BOOKS.keys())
def test_a_number_beside_the_cells_of_a_workbook_is_held(content: bytes):
    assert "id" in kinds(content)


@pytest.mark.parametrize(
    "part", ["xl/media/image1.png", "xl/vbaProject.bin", "xl/embeddings/a.docx", "notes.txt"]
)
def test_a_part_that_cannot_be_read_is_held(part: str):
    assert kinds(with_parts(book(), {part: b"\x89PNG"})) == {"hidden"}


def test_clean_files_may_go():
    assert kinds(pdf()) == kinds(book()) == set()
    assert (
        kinds(grouped(lambda made, sheet: sheet.write("A1", "户主", made.add_format({"bold": True}))))
        == set()
    )
