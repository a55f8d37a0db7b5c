"""The table: 100,000 rows without loading them all, keys and mouse, ticks that survive scrolling."""

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.ui.kit.cells import Column, Mark, Row
from app.ui.kit.sources import PAGE, Give, Listed, Page, Paged, at_once
from app.ui.kit.tables import Table

COLUMNS = (
    Column("name", "Name", 120, stretch=True, sortable=True),
    Column("kind", "Kind", 120, "chips"),
    Column("income", "Income", 100, "number"),
)


def rows_from(page: Page) -> list[Row]:
    numbers = range(page.offset, page.offset + page.limit)
    return [Row(f"h{number}", (f"Name {number}", (Mark("Chip", "warn"),), None)) for number in numbers]


def shown(qtbot: QtBot, ticks: bool = False) -> Table:
    table = Table(COLUMNS, ticks=ticks)
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.show()
    return table


def test_a_hundred_thousand_rows_open_with_a_page_or_two(qtbot: QtBot):
    asked: list[int] = []

    def read(page: Page) -> list[Row]:
        asked.append(page.offset)
        return rows_from(page)

    table = shown(qtbot)
    table.show_source(Paged(100_000, at_once(read)))
    table.grab()
    assert asked == [0]
    table.go_to(99_999)
    table.grab()
    assert table.current_key() == "h99999"
    assert asked == [0, 100_000 - PAGE]


def test_the_next_page_is_asked_for_behind_the_last_row_of_the_one_before():
    behind: list[Row | None] = []

    def read(page: Page) -> list[Row]:
        behind.append(page.after)
        return rows_from(page)

    source = Paged(1_000, at_once(read))
    source.row(0)
    source.row(PAGE)
    assert behind[0] is None
    assert behind[1] is not None
    assert behind[1].key == f"h{PAGE - 1}"


def test_rows_that_come_later_are_painted_when_they_come(qtbot: QtBot):
    waiting: list[tuple[Page, Give]] = []
    table = shown(qtbot)
    table.show_source(Paged(500, lambda page, give: waiting.append((page, give))))
    table.grab()
    assert table.rows.source.row(0) is None
    page, give = waiting[0]
    give(rows_from(page))
    table.grab()
    assert table.rows.data(table.rows.index(3, 0)) == "Name 3"
    assert len(waiting) == 1


def test_only_some_pages_are_kept_in_memory():
    source = Paged(100_000, at_once(rows_from))
    for number in range(0, 100_000, PAGE):
        source.row(number)
    assert len(source._pages) < 50


def test_a_row_beyond_the_end_is_none():
    assert Paged(10, at_once(rows_from)).row(10) is None
    assert Listed().row(0) is None


def test_space_ticks_the_row_the_keyboard_stands_on_and_the_tick_survives_other_rows(qtbot: QtBot):
    table = shown(qtbot, ticks=True)
    table.show_source(Paged(5_000, at_once(rows_from)))
    table.go_to(7)
    with qtbot.waitSignal(table.ticks_changed):
        qtbot.keyClick(table, Qt.Key.Key_Space)
    table.go_to(4_000)
    table.show_source(Paged(5_000, at_once(rows_from)))
    assert table.ticked == {"h7"}
    qtbot.keyClick(table, Qt.Key.Key_Home)
    table.untick_all()
    assert table.ticked == set()


def test_enter_opens_the_row_the_keyboard_stands_on(qtbot: QtBot):
    table = shown(qtbot)
    table.show_source(Paged(50, at_once(rows_from)))
    table.go_to(2)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == ["h2"]


def test_a_press_on_the_box_ticks_and_a_press_on_the_row_opens(qtbot: QtBot):
    table = shown(qtbot, ticks=True)
    table.show_rows(rows_from(Page(0, 5, None)))
    high = table.rowHeight(0)
    with qtbot.assertNotEmitted(table.opened):
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, high + 5))
    assert table.ticked == {"h1"}
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, high * 2 + 5))
    assert opened.args == ["h2"]


def test_a_press_on_a_sortable_head_sorts_and_a_second_one_turns_it_round(qtbot: QtBot):
    table = shown(qtbot)
    head = table.horizontalHeader()
    for descending in (False, True):
        with qtbot.waitSignal(table.sorted_by) as sorted_by:
            qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 15))
        assert sorted_by.args == ["name", descending]


def test_a_head_that_cannot_be_sorted_says_nothing(qtbot: QtBot):
    table = shown(qtbot)
    head = table.horizontalHeader()
    with qtbot.assertNotEmitted(table.sorted_by):
        place = QPoint(head.sectionViewportPosition(2) + 5, 15)
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_fresh_rows_leave_the_list_where_it_was(qtbot: QtBot):
    table = shown(qtbot)
    table.show_source(Paged(5_000, at_once(rows_from)))
    table.go_to(900)
    before = table.verticalScrollBar().value()
    table.show_source(Paged(5_000, at_once(rows_from)))
    assert table.verticalScrollBar().value() == before > 0
    assert table.current_key() == "h900"


def test_shift_ticks_all_rows_between(qtbot: QtBot):
    table = shown(qtbot, ticks=True)
    table.show_rows(rows_from(Page(0, 8, None)))
    high = table.rowHeight(0)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, high + 5))
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, shift, QPoint(20, high * 4 + 5))
    assert table.ticked == {"h1", "h2", "h3", "h4"}


def test_control_a_asks_for_all_rows_of_the_list_not_only_those_in_sight(qtbot: QtBot):
    table = shown(qtbot, ticks=True)
    table.show_source(Paged(5_000, at_once(rows_from)))
    table.go_to(0)
    with qtbot.waitSignal(table.ticked_all) as asked:
        qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [True]


def test_the_stretching_column_takes_the_rest_and_never_less_than_its_own_width(qtbot: QtBot):
    table = shown(qtbot)
    head = table.horizontalHeader()
    assert head.length() == table.viewport().width()
    table.resize(200, 300)
    assert head.sectionSize(0) == 120


def test_two_stretching_columns_share_the_rest(qtbot: QtBot):
    table = shown(qtbot)
    table.show_columns(
        [Column("a", "A", 50, stretch=True), Column("b", "B", 100), Column("c", "C", 50, stretch=True)]
    )
    head = table.horizontalHeader()
    assert head.length() == table.viewport().width()
    assert abs(head.sectionSize(0) - head.sectionSize(2)) <= 1


def test_a_row_that_moved_keeps_the_keyboard_and_its_place_on_the_screen(qtbot: QtBot):
    table = shown(qtbot)
    rows = rows_from(Page(0, 300, None))
    table.show_rows(rows)
    table.go_to(200)
    before = table.rowViewportPosition(200)
    table.show_rows([Row("new1", ("x", None, None)), Row("new2", ("y", None, None)), *rows])
    assert table.current_key() == "h200"
    assert table.rowViewportPosition(202) == before
