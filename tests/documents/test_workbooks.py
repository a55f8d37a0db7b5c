"""What is written to a workbook or CSV is read back equal, is never a formula, and never half there."""

import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.documents.grids_files import read_content, read_file
from app.documents.workbooks import Sheet, SheetColumn, Value, sheet_names, width_of
from app.documents.workbooks_texts import write_csv
from app.documents.workbooks_writing import write_workbook
from app.errors import Problem
from app.progress import Progress, Stopped
from app.rules.cells import as_text
from app.texts import sentence

COLUMNS = [
    SheetColumn("户主姓名", "name"),
    SheetColumn("户主证件号码", "id_number"),
    SheetColumn("人均纯收入", "money"),
]
RISKY = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    '=HYPERLINK("http://x")',
    "{=1}",
]
HOSTILE = st.one_of(
    st.sampled_from(
        [
            *RISKY,
            "_x0041_",
            "a_x000D_b",
            "http://a b",
            "mailto:x",
            "]]>",
            "<b>&amp;",
            "'",
            "''=1",
            "\u202e甲",
            "𬭎䶮",
        ]
    ),
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=12
    ),
)


def roster(*rows: tuple[Value, ...], **more: object) -> Sheet:
    return Sheet("户", COLUMNS, rows, **more)  # type: ignore[arg-type]


def written(tmp_path: Path, *sheets: Sheet) -> Path:
    path = tmp_path / "导出.xlsx"
    write_workbook(path, sheets)
    return path


def column(path: Path, index: int) -> list[object]:
    return [row[index] for row in read_file(path).grids[0].rows[1:]]


def test_an_id_number_and_a_code_with_noughts_stay_text(tmp_path: Path) -> None:
    path = written(tmp_path, roster(("甲", "510812199003040000", None), ("乙", "0012", None)))
    assert column(path, 1) == ["510812199003040000", "0012"]
    cell = load_workbook(path).active["B2"]
    assert (cell.data_type, cell.number_format) == ("s", "@")


@pytest.mark.parametrize("text", RISKY)
def test_text_that_looks_like_a_formula_is_text(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, roster((text, text, None), title=text, notes=[text]))
    assert {cell.data_type for row in load_workbook(path).active for cell in row} <= {"s", "n", "inlineStr"}
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_money_is_a_number_digit_for_digit(tmp_path: Path) -> None:
    amounts = [
        Decimal("9.95"),
        Decimal("-2866.67"),
        Decimal("0.00"),
        Decimal("1234567890123.45"),
        Decimal("1E+3"),
    ]
    path = written(tmp_path, roster(*(("甲", None, amount) for amount in amounts)))
    assert column(path, 2) == [9.95, -2866.67, 0.0, 1234567890123.45, 1000.0]
    assert load_workbook(path).active["C3"].data_type == "n"


def test_a_number_a_spreadsheet_would_round_is_written_as_text(tmp_path: Path) -> None:
    path = written(tmp_path, roster(("甲", None, Decimal("12345678901234.56")), ("乙", None, 10**15)))
    assert column(path, 2) == ["12345678901234.56", "1000000000000000"]


def test_dates_are_dates_or_text_as_given(tmp_path: Path) -> None:
    sheet = Sheet("户", [SheetColumn("日期", "date")], [(date(2019, 12, 31),), ("20191231",)])
    assert column(written(tmp_path, sheet), 0) == [date(2019, 12, 31), "20191231"]


def test_unknown_stays_empty_and_is_no_nought(tmp_path: Path) -> None:
    assert column(written(tmp_path, roster(("甲", None, None))), 2) == [""]


@given(rows=st.lists(st.tuples(HOSTILE, HOSTILE), min_size=1, max_size=5))
def test_any_text_comes_back_equal_and_never_as_a_formula(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("hostile") / "a.xlsx"
    write_workbook(path, [Sheet("户", COLUMNS[:2], rows)])
    assert [tuple(row) for row in read_file(path).grids[0].rows[1:]] == rows


@given(amount=st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_any_amount_comes_back_equal(tmp_path_factory: pytest.TempPathFactory, amount: Decimal) -> None:
    path = tmp_path_factory.mktemp("amounts") / "a.xlsx"
    write_workbook(path, [roster(("甲", None, amount))])
    assert column(path, 2) == [float(amount)]


@given(rows=st.lists(st.tuples(HOSTILE, HOSTILE), min_size=1, max_size=5))
def test_any_text_comes_back_from_csv_as_an_answer_would_be_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    plain = [tuple(as_text(as_text(text).replace("\x00", "")) or "空" for text in row) for row in rows]
    path = tmp_path_factory.mktemp("hostile") / "a.csv"
    write_csv(path, COLUMNS[:2], plain)
    back = read_content(path.read_bytes(), "a.csv").grids[0].rows[1:]
    assert [tuple(as_text(cell) for cell in row) for row in back] == plain


@pytest.mark.parametrize("text", [text for text in RISKY if not text.startswith("{")])
def test_csv_guards_text_but_not_numbers(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, COLUMNS, [(text, "1", Decimal("-5.00"))])
    assert read_file(path).grids[0].rows[1] == [f"'{text}", "1", "-5.00"]


def test_csv_opens_in_chinese_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert write_csv(path, COLUMNS, [("䶮", None, None)]) == 1
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_titles_and_notes_stand_above_headings_that_stay_in_sight_and_on_every_page(tmp_path: Path) -> None:
    path = written(tmp_path, roster(("甲", "1", None), title="石烛村花名册", notes=["单位：元"], paper="A3"))
    sheet = load_workbook(path).active
    assert [sheet.cell(row, 1).value for row in (1, 2, 3, 4)] == [
        "石烛村花名册",
        "单位：元",
        "户主姓名",
        "甲",
    ]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A4", "$3:$3")
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "8")
    assert (sheet.page_setup.fitToWidth in (None, 1), sheet.page_setup.fitToHeight) == (True, 0)
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"]


def test_the_file_tells_nothing_of_the_person_at_the_desk(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, [roster(("甲", "1", None))], made=datetime(2026, 11, 3, tzinfo=UTC))
    properties = load_workbook(path).properties
    assert (properties.creator or "", properties.lastModifiedBy or "") == ("", "")
    assert properties.created.date() == date(2026, 11, 3)


def test_several_sheets_have_names_excel_takes(tmp_path: Path) -> None:
    path = written(tmp_path, Sheet("户/卡", COLUMNS, []), Sheet("户:卡", COLUMNS, []), Sheet("", COLUMNS, []))
    assert load_workbook(path).sheetnames == ["户 卡", "户 卡 (2)", "Sheet3"]


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_sheet_names_are_short_distinct_and_plain(names: list[str]) -> None:
    made = sheet_names(names)
    assert len({name.casefold() for name in made}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") and name.strip("'") for name in made)


def test_columns_are_wide_enough_for_what_they_hold() -> None:
    assert width_of(SheetColumn("证件号码", "id_number")) >= 18
    assert width_of(SheetColumn("是否参加新型农村合作医疗（城乡居民基本医疗保险）")) <= 40
    assert width_of(SheetColumn("姓名", width=33)) == 33


def test_rows_may_be_made_while_they_are_written(tmp_path: Path) -> None:
    rows: Iterator[tuple[Value, ...]] = ((f"甲{number}", str(number), None) for number in range(1_200))
    steps: list[tuple[int, int]] = []
    path = tmp_path / "a.xlsx"
    progress = Progress(lambda done, total, what: steps.append((done, total)))
    assert write_workbook(path, [Sheet("户", COLUMNS, rows)], progress) == 1_200
    assert (len(column(path, 0)), steps) == (1_200, [(500, 0), (1_000, 0)])


def test_a_stopped_writing_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    progress = Progress()
    progress.stop()
    with pytest.raises(Stopped):
        write_workbook(path, [roster(*[("甲", "1", None)] * 600)], progress)
    assert (path.read_bytes(), [file.name for file in tmp_path.iterdir()]) == (b"old", ["a.xlsx"])


def test_a_text_too_long_for_a_cell_is_refused_and_not_cut(tmp_path: Path) -> None:
    with pytest.raises(Problem) as refused:
        write_workbook(tmp_path / "a.xlsx", [roster(("甲" * 32_768, "1", None))])
    assert "户主姓名" in sentence(refused.value)
    write_workbook(tmp_path / "a.xlsx", [roster(("甲" * 32_767, "1", None))])
    assert column(tmp_path / "a.xlsx", 0) == ["甲" * 32_767]


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    for write in (
        lambda path: write_workbook(path, [roster()]),
        lambda path: write_csv(path, COLUMNS, []),
    ):
        with pytest.raises(Problem) as refused:
            write(tmp_path / "没有" / "a.xlsx")
        assert "a.xlsx" in sentence(refused.value)


def test_a_target_that_cannot_be_replaced_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(Problem) as refused:
        write_workbook(tmp_path / "a.xlsx", [roster()])
    assert refused.value.code == "workbook.target_in_use"
    assert sentence(refused.value)


def test_a_tab_inside_every_cell_is_no_separator_of_a_csv(tmp_path: Path) -> None:
    rows = [("0\t0", "0\t0")] * 3
    write_csv(tmp_path / "a.csv", COLUMNS[:2], rows)
    assert [tuple(row) for row in read_file(tmp_path / "a.csv").grids[0].rows[1:]] == rows
