"""Every kind of file a roster may come in is read alike, whatever its name says."""

from datetime import date
from pathlib import Path

import pytest

from app.documents.grids_files import read_content, read_file
from app.errors import Problem
from app.texts import sentence
from tests.workbooks.rosters import HEADINGS, PEOPLE, csv_text, ods, ods_row, ole, xlsx, zipped

ROSTER = [HEADINGS, *PEOPLE]
OLD = Path(__file__).parent.parent / "workbooks" / "old.xls"


def rows_of(content: bytes, name: str = "名册.xls") -> list[list[object]]:
    return [list(row) for row in read_content(content, name).grids[0].rows]


def refusal(content: bytes, name: str = "名册.xlsx") -> str:
    with pytest.raises(Problem) as refused:
        read_content(content, name)
    assert name in sentence(refused.value)
    return refused.value.code


def test_a_workbook_is_read_whatever_its_suffix_says() -> None:
    assert rows_of(xlsx(ROSTER), "名册.csv") == ROSTER


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_text_file_is_read_in_any_encoding_of_these_offices(encoding: str) -> None:
    assert rows_of(csv_text(ROSTER).encode(encoding)) == ROSTER


@pytest.mark.parametrize("separator", [",", "\t", ";", "|", "，"])
def test_cells_may_be_parted_by_any_usual_sign(separator: str) -> None:
    assert rows_of(csv_text(ROSTER, separator).encode()) == ROSTER


def test_signs_inside_cells_part_nothing() -> None:
    rows = [["户编号", "备注"], ["510812100000\t", "一，二，三，四"], ["510812100001\t", "一；二|三"]]
    assert rows_of(csv_text(rows).encode()) == rows


def test_the_encoding_of_a_text_file_is_told() -> None:
    assert read_content(csv_text(ROSTER).encode("gbk"), "a.csv").encoding == "gb18030"


def test_rare_characters_of_names_survive_gb18030() -> None:
    rare = [["姓名", "备注"], ["䶮𬭎", "㛃𤩽"]]
    assert rows_of(csv_text(rare).encode("gb18030")) == rare


def test_bytes_that_gbk_kept_in_the_private_area_become_the_real_characters() -> None:
    assert rows_of("姓名,甲\r\n".encode("gbk") + b"\xfe\x59,\xfe\x51\r\n")[1] == ["\u9fb4", "\U00020087"]


def test_utf8_with_a_torn_byte_is_refused_and_not_read_as_gbk() -> None:
    assert refusal(csv_text(ROSTER * 20).encode() + b"\xe5\xa7", "a.csv") == "workbook.torn_text"


def test_text_that_is_neither_is_refused() -> None:
    assert refusal("姓名,证件".encode("gbk") + b"\xff\xff,\x81\r\n", "a.csv") == "workbook.torn_text"


def test_a_line_break_inside_quotes_stays_in_its_cell() -> None:
    assert rows_of('姓名,备注\r\n甲,"一\n二"\r\n'.encode()) == [["姓名", "备注"], ["甲", "一\n二"]]


def test_a_quote_never_closed_is_no_crash() -> None:
    assert rows_of('姓名,备注\r\n甲,"一\r\n二\r\n'.encode())[0] == ["姓名", "备注"]


def test_a_quote_that_swallows_the_whole_file_is_refused_with_its_row() -> None:
    assert refusal(('姓名,备注\r\n甲,"' + "一" * 1_000_001).encode(), "a.csv") == "workbook.torn_row"


def test_an_html_table_saved_as_xls_is_read_in_gbk() -> None:
    page = (
        '<html><head><meta charset="gb2312"><style>td{mso-number-format:"\\@"}</style></head><body><table>'
        "<tr><th>户编号</th><th>户主姓名<br>（全名）</th></tr><tr><td>510812100000<td>姚&nbsp;世才</tr>"
        "</table><script>document.write('x')</script></body></html>"
    )
    assert rows_of(page.encode("gbk")) == [
        ["户编号", "户主姓名\n（全名）"],
        ["510812100000", "姚\xa0世才"],
    ]


def test_spans_of_an_html_table_keep_the_columns_in_place() -> None:
    page = (
        "<table><tr><td rowspan=2>村</td><td colspan=2>收入</td></tr><tr><td>工资</td><td>经营</td></tr>"
        "<tr><td>石烛村</td><td>1</td><td>2</td></tr></table>"
    )
    assert rows_of(page.encode()) == [["村", "收入", ""], ["", "工资", "经营"], ["石烛村", "1", "2"]]


def test_a_span_of_a_million_columns_makes_no_million_columns() -> None:
    page = "<table>" + "<tr><td colspan=999999999 rowspan=999999999>村</td></tr>" * 3 + "</table>"
    assert len(rows_of(page.encode())[0]) < 1_010


def test_an_old_workbook_is_read_and_says_where_its_numbers_were_damaged() -> None:
    reading = read_file(OLD)
    assert reading.grids[0].rows[2] == ["510812100000", "姚世才", "991304198710070117", date(2014, 5, 1)]
    assert reading.grids[0].rows[3][2] == 992820196108240151.0


def test_an_open_document_is_read_without_its_million_empty_rows() -> None:
    content = ods(ods_row("户编号", "户主姓名") + ods_row("1", "姚世才") + ods_row("", times=1_048_000))
    assert rows_of(content, "名册.ods") == [["户编号", "户主姓名"], ["1", "姚世才"]]


def test_hidden_and_empty_sheets_are_named_and_left_out() -> None:
    reading = read_content(xlsx(ROSTER, hidden=["底表"], empty="空表"), "a.xlsx")
    assert [grid.sheet for grid in reading.grids] == ["户"]
    assert [(sheet.sheet, sheet.code) for sheet in reading.skipped] == [
        ("底表", "workbook.sheet_hidden"),
        ("空表", "workbook.sheet_empty"),
    ]


def test_rows_and_columns_keep_the_numbers_excel_shows() -> None:
    blank: list[object] = [None] * 70
    grid = read_content(xlsx([[], [], [*blank, "姓名"], [*blank, "甲"]]), "a.xlsx").grids[0]
    assert (grid.rows, grid.row_number(1), grid.letter(0)) == ([["姓名"], ["甲"]], 4, "BS")


def test_dates_numbers_and_ticks_come_as_what_they_are() -> None:
    rows = [["日", "数", "否"], [date(2023, 5, 1), 2.5, True]]
    assert rows_of(xlsx(rows)) == rows


@pytest.mark.parametrize("content", [b"", b"\r\n  ", b"\x00\x00"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert refusal(content) == "workbook.empty"


def test_a_sheet_with_nothing_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(xlsx([]))
    with pytest.raises(Problem, match="nothing_inside"):
        read_file(tmp_path / "a.xlsx")


def test_a_workbook_with_hidden_sheets_only_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(xlsx([], hidden=["底表"]))
    with pytest.raises(Problem, match="only_hidden"):
        read_file(tmp_path / "a.xlsx")


def test_a_web_page_without_a_table_is_refused() -> None:
    assert refusal("<html><body>请先登录</body></html>".encode()) == "workbook.nothing_inside"


def test_a_table_that_ends_before_its_first_cell_is_refused() -> None:
    assert refusal(b"<table><tr><td>") == "workbook.nothing_inside"


def test_an_open_document_whose_kind_is_torn_is_refused() -> None:
    content = ods(ods_row("户编号", "户主姓名"))
    torn = content.index(b"mimetype") + len("mimetype") + 10
    assert refusal(content[:torn] + b"\x00" + content[torn + 1 :]) in (
        "workbook.wrong_kind",
        "workbook.damaged",
    )


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n%\xe2\xe3",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"MZ\x90\x00\x03\x00\x00\x00",
        zipped({"word/document.xml": b"<w/>"}),
        ole("WordDocument"),
    ],
)
def test_a_file_that_is_no_table_is_refused_whatever_its_name(content: bytes) -> None:
    assert refusal(content) == "workbook.wrong_kind"


def test_a_workbook_locked_by_a_password_is_told_from_a_damaged_one() -> None:
    assert refusal(ole("EncryptionInfo", "EncryptedPackage")) == "workbook.locked_by_password"


def test_an_old_workbook_locked_by_a_password_is_told_too() -> None:
    content = OLD.read_bytes()
    user = content.index(b"\x5c\x00\x70\x00")  # a record among the first, made the one that says "encrypted"
    assert refusal(content[:user] + b"\x2f" + content[user + 1 :]) == "workbook.locked_by_password"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (zipped({"xl/workbook.bin": b"x"}), "workbook.binary_workbook"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", "workbook.too_old"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "workbook.sheet_xml",
        ),
    ],
)
def test_kinds_that_can_be_saved_as_another_are_told_the_way(content: bytes, code: str) -> None:
    assert refusal(content) == code


@pytest.mark.parametrize("kept", [5, 100, 1500, 4000])
def test_a_file_cut_short_is_refused_and_never_half_read(kept: int) -> None:
    assert refusal(xlsx(ROSTER)[:kept]) == "workbook.damaged"


def test_an_old_file_cut_short_is_refused_and_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    content = OLD.read_bytes()
    for kept in range(520, len(content) - 1024, 37):
        assert refusal(content[:kept]) in ("workbook.damaged", "workbook.wrong_kind")
    assert capfd.readouterr().err == ""


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "没有.xlsx", "missing"), (tmp_path, "is_folder")):
        with pytest.raises(Problem, match=code):
            read_file(path)
