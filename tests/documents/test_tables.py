"""Tables: merged cells, texts that shrink or wrap, rows over several sheets."""

from datetime import UTC, datetime

from app.documents.flows import Flow, Page
from app.documents.fonts import find_fonts
from app.documents.glyphs import Ink
from app.documents.sheets import About, Book
from app.documents.tables import VALUE, Cell, Row, Style, Table, fit_text, lay_out
from tests.documents.pages import frames, texts

FONTS = find_fonts()


def book() -> Book:
    return Book(FONTS, About("", "", datetime(2026, 1, 1, tzinfo=UTC)))


def printed(table: Table) -> bytes:
    made = book()
    Flow(made, Page(210, 297)).table(table)
    return made.close()


def test_a_text_that_fits_keeps_its_size():
    assert fit_text(Ink(FONTS), "张三", VALUE, 30).size == VALUE.size


def test_a_text_a_little_too_wide_shrinks_on_one_line():
    fitted = fit_text(Ink(FONTS), "朝天区农村信用社", VALUE, 27)
    assert fitted.lines == ("朝天区农村信用社",)
    assert VALUE.size * VALUE.least <= fitted.size < VALUE.size


def test_a_text_much_too_wide_wraps_at_its_size():
    fitted = fit_text(Ink(FONTS), "朝天区农村信用社营业部", VALUE, 20)
    assert len(fitted.lines) > 1
    assert fitted.size == VALUE.size


def test_a_row_grows_with_its_longest_text():
    table = Table([20, 20], [Row([Cell("一二三四五六七八九十甲乙丙"), Cell("短")])])
    assert lay_out(Ink(FONTS), table).heights[0] > 10


def test_a_merged_cell_makes_room_in_its_last_row():
    tall = Cell("一\n二\n三\n四\n五", Style(), rows=2)
    laid = lay_out(Ink(FONTS), Table([10, 40], [Row([tall, Cell("甲")], 7), Row([Cell("乙")], 7)]))
    assert sum(laid.heights) > 20
    assert laid.heights[0] == 7
    assert laid.tied == [True, False]


def test_merged_rows_are_not_parted():
    rows = [Row([Cell(f"行{number}", span=2)], 24) for number in range(10)]
    rows += [Row([Cell("组", rows=2), Cell("甲")], 24), Row([Cell("乙")], 24)]
    first, second = texts(printed(Table([20, 100], rows)))
    assert "甲" not in first
    assert "甲" in second
    assert "乙" in second


def test_a_merged_cell_too_tall_for_a_sheet_is_named_again_on_the_next():
    rows = [Row([Cell("组", rows=20), Cell("行0")], 20)] + [
        Row([Cell(f"行{number}")], 20) for number in range(1, 20)
    ]
    pages = texts(printed(Table([20, 100], rows)))
    assert len(pages) == 2
    assert all("组" in page for page in pages)


def test_a_head_row_taller_than_a_sheet_is_said_once():
    pdf = printed(Table([30], [Row([Cell("甲" * 5000)], 8), Row([Cell("尾")], 8)], heads=1))
    words = "".join(texts(pdf))
    assert words.count("甲") == 5000
    assert "尾" in words


def test_a_row_taller_than_a_sheet_goes_on():
    table = Table([30, 120], [Row([Cell("情况"), Cell("因病住院，" * 1200)])])
    pages = printed(table)
    assert len(texts(pages)) > 1
    assert "".join(texts(pages)).replace("\n", "").count("住院") >= 1190
    assert all(y + h <= 297 - 15 for boxes in frames(pages) for _, y, _, h in boxes)


def test_a_table_of_heads_alone_is_drawn_once():
    assert "序号" in texts(printed(Table([20], [Row([Cell("序号")])], heads=1)))[0]


def test_a_loose_cell_is_parted_and_says_its_words_on_both_sheets():
    loose = Cell("因病", rows=20, loose=True)
    rows = [Row([loose, Cell("行1")], 24), *(Row([Cell(f"行{number}")], 24) for number in range(2, 21))]
    first, second = texts(printed(Table([20, 100], rows)))
    assert "行1" in first
    assert "行20" in second
    assert "因病" in first
    assert "因病" in second


def test_a_loose_cell_lets_a_table_begin_where_it_stands():
    made = book()
    flow = Flow(made, Page(210, 297))
    flow.gap(150)
    loose = Cell("组", rows=12, loose=True)
    flow.table(Table([20, 100], [Row([loose, Cell("甲")], 12), *(Row([Cell("乙")], 12) for _ in range(11))]))
    pages = texts(made.close())
    assert "甲" in pages[0]
    assert len(pages) == 2
