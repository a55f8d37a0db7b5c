"""The desk and the list of households on a real small office, as a clerk uses them."""

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.documents.grids_files import read_file
from app.operations.entries import save_entry
from app.operations.lists import Filter
from app.operations.offices import Office
from app.operations.places import villages
from app.ui.desks import Desk
from app.ui.home.pages import HomePage
from app.ui.households.pages import HouseholdsPage
from tests.operations.offices import a_household, an_office
from tests.ui.household.desks import Told, a_desk, a_window


def settled(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.lanes.busy(), timeout=20_000)


def a_list(qtbot: QtBot, office: Office) -> tuple[HouseholdsPage, Desk, Told]:
    desk, told = a_desk(office)
    page = HouseholdsPage(desk)
    told.kept += [desk, a_window(qtbot, page)]
    settled(qtbot, desk)
    return page, desk, told


def names(page: HouseholdsPage) -> list[str]:
    """The first column of the rows that are shown, top down."""
    source = page.table.rows.source
    rows = [source.row(number) for number in range(source.count())]
    return [str(row.cells[0]) for row in rows if row is not None]


def three_households(folder: Path) -> Office:
    office = an_office(folder)
    for village, name, amount in ((0, "Zhao", "9000"), (0, "Qian", "3000"), (1, "Sun", "5000")):
        household = a_household(office, village=village, name=name, year=2025)
        answers = {"kind": "wages.work", "amount": Decimal(amount)}
        save_entry(office, "income", household, answers, linked={"year": 2025})
    return office


def test_a_village_narrows_the_list_and_the_whole_township_widens_it_again(qtbot: QtBot, tmp_path: Path):
    office = three_households(tmp_path)
    page, desk, _ = a_list(qtbot, office)
    qtbot.waitUntil(lambda: len(names(page)) == 3)
    page.villages.chosen.emit(villages(office)[1].id)
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: names(page) == ["Sun"])
    page.villages.chosen.emit("")
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: len(names(page)) == 3)
    desk.close()


def test_a_filter_and_a_sort_are_done_by_the_archive(qtbot: QtBot, tmp_path: Path):
    page, desk, _ = a_list(qtbot, three_households(tmp_path))
    page._go_year("2025")
    page.filters.show_filters([Filter("income.per_person", "below", (Decimal("8000"),))])
    settled(qtbot, desk)
    page.table.sorted_by.emit("income.per_person", True)
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: names(page) == ["Sun", "Qian"])
    page.filters.show_filters([])
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: names(page) == ["Zhao", "Sun", "Qian"])
    desk.close()


def test_enter_opens_the_household_with_its_neighbours(qtbot: QtBot, tmp_path: Path):
    page, desk, told = a_list(qtbot, three_households(tmp_path))
    qtbot.waitUntil(lambda: len(names(page)) == 3)
    page.table.setFocus()
    page.table.go_to(1)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    (went,) = told.went
    assert went[0] == "household"
    assert went[1]["id"] == page.deeds.chosen()[1]
    assert len(went[1]["around"]) == 3  # type: ignore[arg-type]
    desk.close()


def test_what_is_ticked_is_printed_and_written_to_a_table(qtbot: QtBot, tmp_path: Path):
    page, desk, told = a_list(qtbot, three_households(tmp_path))
    qtbot.waitUntil(lambda: len(names(page)) == 3)
    ticked = page.deeds.chosen()[1:]
    page.table.tick(ticked)
    page.deeds.actions()[0][2]()
    assert told.went[-1] == ("print", {"paper": "card", "households": ticked, "year": page._found.year})  # type: ignore[union-attr]
    page.deeds.write_to(tmp_path / "table.xlsx")
    settled(qtbot, desk)
    rows = [row for row in read_file(tmp_path / "table.xlsx").grids[0].rows if any(row)]
    assert [row[0] for row in rows[-2:]] == ["Qian", "Sun"]
    desk.close()


def test_chosen_columns_are_remembered(qtbot: QtBot, tmp_path: Path):
    office = three_households(tmp_path)
    page, desk, told = a_list(qtbot, office)
    page._show_columns(("head.name", "household.phone"))
    again = HouseholdsPage(desk)
    told.kept.append(a_window(qtbot, again))
    assert again.paths == ("head.name", "household.phone")
    settled(qtbot, desk)
    desk.close()


def test_the_desk_counts_and_each_task_opens_its_place(qtbot: QtBot, tmp_path: Path):
    office = three_households(tmp_path)
    desk, told = a_desk(office)
    page = HomePage(desk)
    told.kept += [desk, a_window(qtbot, page)]
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: bool(page.tasks.tasks))
    kinds = {task.kind for task in page.tasks.tasks}
    assert {"backup", "lacking"} <= kinds
    lacking = next(task for task in page.tasks.tasks if task.kind == "lacking")
    assert (lacking.page, lacking.place["rule"]) == ("doubts", "required")
    desk.close()


def test_an_empty_office_is_told_what_to_do_first(qtbot: QtBot, tmp_path: Path):
    desk, told = a_desk(an_office(tmp_path))
    page = HomePage(desk)
    told.kept += [desk, a_window(qtbot, page)]
    settled(qtbot, desk)
    qtbot.waitUntil(page.empty.isVisible)
    desk.close()
