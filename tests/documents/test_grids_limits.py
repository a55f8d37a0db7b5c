"""A file made to harm is refused before it is unfolded, with a sentence that names it."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from app.documents import grids_archives, grids_workbooks
from app.documents.grids_archives import check_archive, open_archive
from app.documents.grids_files import read_content, read_file
from app.errors import Problem
from app.texts import sentence
from tests.workbooks.rosters import ods, ods_row, sheet_xml, xlsx, xlsx_of, xlsx_of_texts, zipped

LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def refusal(content: bytes) -> str:
    with pytest.raises(Problem) as refused:
        read_content(content, "名册.xlsx")
    assert "名册.xlsx" in sentence(refused.value)
    return refused.value.code


def cell(reference: str, text: str = "x") -> str:
    row = "".join(letter for letter in reference if letter.isdecimal())
    return f'<row r="{row}"><c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c></row>'


@pytest.mark.parametrize("prolog", [LAUGHS, OUTSIDE])
def test_a_sheet_with_entities_of_its_own_is_refused(prolog: str) -> None:
    assert refusal(xlsx_of(sheet_xml(cell("A1", "&a;"), prolog))) == "workbook.entities"


def test_entities_hidden_in_another_part_or_another_encoding_are_refused() -> None:
    styles = f"<?xml version='1.0'?>{LAUGHS}<x/>".encode()
    assert refusal(xlsx_of(sheet_xml(cell("A1")), styles=styles)) == "workbook.entities"
    assert refusal(xlsx_of(sheet_xml(cell("A1"), LAUGHS).decode().encode("utf-16"))) == "workbook.entities"


def test_a_zip_bomb_is_refused() -> None:
    assert refusal(xlsx_of(sheet_xml(cell("A1") + " " * 20_000_000))) == "workbook.bomb"


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(xlsx_of(sheet_xml(cell("A1") + " " * 20_000_000)))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        true = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lie = bytes(content).replace(struct.pack("<I", true), struct.pack("<I", 1_000))
    assert refusal(lie) == "workbook.bomb"


def test_a_real_sheet_of_many_like_rows_is_no_bomb() -> None:
    rows = "".join(cell(f"A{row}", "四川省广元市朝天区曾家镇") for row in range(1, 20_001))
    assert len(read_content(xlsx_of(sheet_xml(rows)), "a.xlsx").grids[0].rows) == 20_000


def test_all_parts_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    content = xlsx_of(sheet_xml(cell("A1")))
    monkeypatch.setattr(grids_archives, "MOST_UNFOLDED", 3_000)
    assert refusal(content) == "workbook.bomb"


@pytest.mark.parametrize("far", ["XFD1048576", "A99999999", "xfd1048576", "ZZ900000"])
def test_one_cell_far_out_is_refused_before_room_is_made_for_all_between(far: str) -> None:
    row = cell("B2") + f'<row r="2"><c r="{far}"><v>1</v></c></row>'
    assert refusal(xlsx_of(sheet_xml(row))) in ("workbook.too_many_cells", "workbook.damaged")


def test_a_far_cell_with_odd_quotes_is_refused_too() -> None:
    row = cell("B2") + "<row r='9'><c r='XFD1048576'><v>1</v></c></row>"
    assert refusal(xlsx_of(sheet_xml(row))) == "workbook.too_many_cells"


def test_a_far_cell_in_an_oddly_named_part_is_refused_too() -> None:
    content = xlsx_of(sheet_xml(cell("B2") + cell("XFD1048576")))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {
            name.replace("worksheets/sheet1.xml", "sheet.dat"): archive.read(name)
            for name in archive.namelist()
        }
    renamed = {name: part.replace(b"worksheets/sheet1.xml", b"sheet.dat") for name, part in parts.items()}
    assert refusal(zipped(renamed)) == "workbook.too_many_cells"


def test_an_open_document_cell_that_stands_a_billion_times_is_refused() -> None:
    assert refusal(ods(ods_row(*"abcdefgh", times=1_048_576))) == "workbook.too_many_cells"


def test_more_parts_than_any_workbook_has_are_refused() -> None:
    parts = {f"xl/worksheets/sheet{number}.xml": b"" for number in range(2_001)}
    assert refusal(zipped({"xl/workbook.xml": b"<x/>", **parts})) == "workbook.too_many_parts"


def test_two_parts_of_one_name_are_refused() -> None:
    content = zipped({"xl/workbook.xml": b"<x/>", "xl/a.xml": b"<x/>", "xl/A.xml": b"<y/>"})
    assert refusal(content) == "workbook.damaged"


def test_a_locked_zip_is_called_locked() -> None:
    content = bytearray(zipped({"xl/workbook.xml": b"<x/>"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    assert refusal(bytes(content)) == "workbook.locked_by_password"


def test_a_file_too_large_is_refused_without_being_read(tmp_path: Path) -> None:
    large = tmp_path / "大.xlsx"
    with large.open("wb") as file:
        file.truncate(grids_archives.MOST_BYTES + 1)
    with pytest.raises(Problem, match="too_large"):
        read_file(large)
    with large.open("wb") as file:
        file.truncate(grids_archives.MOST_BYTES)
    with pytest.raises(Problem, match="empty"):
        read_file(large)


def test_an_archive_in_order_is_let_through() -> None:
    content = xlsx_of(sheet_xml(cell("A1")))
    check_archive(open_archive(content, "a"), content, "a")


def test_cells_with_a_look_but_no_content_make_no_sheet_too_large() -> None:
    """Excel writes such cells when a whole row or column was given borders."""
    far = '<row r="2"><c r="XFD2" s="1"/></row><row r="1048576"><c r="A1048576" s="1"/></row>'
    assert len(read_content(xlsx_of(sheet_xml(cell("A1") + far)), "a.xlsx").grids[0].rows) == 1


def test_cells_that_do_not_say_their_place_are_counted_too() -> None:
    wide = "<row>" + "<c><v>1</v></c>" * 100 + "</row>"
    assert (
        refusal(xlsx_of(sheet_xml(wide + '<row r="1048576"><c><v>1</v></c></row>')))
        == "workbook.too_many_cells"
    )


@pytest.mark.parametrize("encoding", ["UTF-9", "GB2312"])
def test_a_part_that_names_an_encoding_no_workbook_uses_is_refused(encoding: str) -> None:
    content = ods(ods_row("户编号", "户主姓名"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).replace(b"UTF-8", encoding.encode()) for name in archive.namelist()}
    assert refusal(zipped(parts)) == "workbook.damaged"


def test_a_row_number_without_end_harms_nothing() -> None:
    endless = '<row r="' + "9" * 5_000 + '"></row>'
    assert read_content(xlsx_of(sheet_xml(endless)), "a.xlsx").grids == ()


def test_a_long_text_shared_by_a_million_cells_is_refused() -> None:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    texts = f"<sst {space}><si><t>{'长' * 30_000}</t></si><si><t>短</t></si></sst>".encode()
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>{{}}</v></c></row>' for row in range(1, 20_001))
    assert refusal(xlsx_of_texts(rows.format(*[0] * 20_000), texts)) == "workbook.bomb"
    content = xlsx_of_texts(rows.format(*[0] * 10, *[1] * 19_990), texts)
    assert len(read_content(content, "a.xlsx").grids[0].rows) == 20_000


def test_an_open_document_with_a_long_text_in_every_row_is_refused() -> None:
    assert refusal(ods(ods_row("长" * 30_000, times=100_000))) == "workbook.bomb"


def test_all_sheets_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    content = xlsx([["a", "b"]] * 3, more=3)
    assert len(read_content(content, "a.xlsx").grids) == 4
    monkeypatch.setattr(grids_workbooks, "MOST_CELLS", 23)
    assert refusal(content) == "workbook.too_many_cells"
