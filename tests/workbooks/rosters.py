"""Small roster files made for a test, whole or damaged on purpose, as bytes.

`old.xls` beside this page is a whole Excel 97 workbook, which nothing here can write: a merged title, a header,
two households (the second with its ID number damaged by Excel), and a hidden sheet.
"""

import io
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook

HEADINGS = ["户编号", "户主姓名", "户主证件号码", "年度"]
PEOPLE = [
    ["510812100000", "姚世才", "991304198710070117", "2019"],
    ["510812100001", "卢开春", "992820196108240151", "2019"],
]


def xlsx(
    rows: Sequence[Sequence[object]],
    merged: Sequence[str] = (),
    hidden: Sequence[str] = (),
    empty: str = "",
    more: int = 0,
) -> bytes:
    """A workbook of one visible sheet and `more` like it, with hidden and empty sheets after them."""
    book = Workbook()
    book.active.title = "户"
    for sheet in [book.active, *(book.create_sheet(f"户{number}") for number in range(more))]:
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
    for name in hidden:
        other = book.create_sheet(name)
        other.append(["不给看"])
        other.sheet_state = "hidden"
    if empty:
        book.create_sheet(empty)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def zipped(parts: dict[str, bytes], level: int = 6) -> bytes:
    """A zip file of these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def xlsx_of(sheet: bytes, **replaced: bytes) -> bytes:
    """A workbook whose one sheet is this XML; `replaced` parts of its folder are named by their stem."""
    with zipfile.ZipFile(io.BytesIO(xlsx([["x"]]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = sheet
    for stem, part in replaced.items():
        parts[f"xl/{stem}.xml"] = part
    return zipped(parts)


def xlsx_of_texts(rows: str, texts: bytes) -> bytes:
    """A workbook whose cells share texts of this XML."""
    return xlsx_of(sheet_xml(rows), sharedStrings=texts)


def sheet_xml(cells: str, prolog: str = "") -> bytes:
    """The XML of a sheet with these rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}{prolog}<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode()


def ods(rows: str) -> bytes:
    """An OpenDocument workbook of one sheet with these rows."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="户">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest.encode(),
            "content.xml": content.encode(),
        }
    )


def ods_row(*texts: str, times: int = 1) -> str:
    """One row of an OpenDocument sheet, standing `times` times."""
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' if text
        else "<table:table-cell/>"
        for text in texts
    )  # fmt: skip
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


def ole(*streams: str) -> bytes:
    """The beginning of an old Office file that names these streams."""
    names = b"".join(name.encode("utf-16-le") + b"\x00" * 8 for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1024 + names + b"\x00" * 6000


def csv_text(rows: Sequence[Sequence[str]], separator: str = ",") -> str:
    """Rows as the lines of a text file."""
    return "".join(separator.join(row) + "\r\n" for row in rows)
