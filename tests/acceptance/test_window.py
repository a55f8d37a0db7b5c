"""One correction made in the window comes out of the printer and out of the export, and nothing else changes."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.exports import export_workbook
from app.operations.imports import import_workbooks
from app.operations.papers import Order, make_papers
from tests.acceptance.townships import differing_cells, township
from tests.documents.pages import whole_text
from tests.operations.offices import an_office
from tests.ui.household.desks import leave, open_household, settle


def test_an_edit_in_the_window_is_the_only_cell_that_differs_and_stands_on_paper(
    qtbot: QtBot, tmp_path: Path
):
    town, office = township("sample"), an_office(tmp_path)
    import_workbooks(office, [town.households, town.persons])
    household, code = office.archive.read("SELECT id, code FROM household ORDER BY code LIMIT 1 OFFSET 40")[0]

    page, told = open_household(qtbot, office, household)
    bank = page.cards.basic.forms[-1].asked["bank_name"].input
    before = bank.answer()
    bank.setFocus()
    bank.selectAll()
    qtbot.keyClicks(bank, "Rural Bank")
    qtbot.keyClick(bank, Qt.Key.Key_Return)
    settle(qtbot, page)

    made = make_papers(office, Order("household-file", households=(household,)), tmp_path / "file.pdf")
    assert "Rural Bank" in whole_text(made.files[0].read_bytes()).replace("\n", "")
    export_workbook(office, ["national-households"], tmp_path / "households.xlsx")
    export_workbook(office, ["national-persons"], tmp_path / "persons.xlsx")
    compared, wrong = differing_cells(town.households, tmp_path / "households.xlsx", "户编号")
    assert compared == 1_600 * 53
    assert wrong == [f"{code} 开户银行名称: {before!r} became 'Rural Bank'"]
    assert differing_cells(town.persons, tmp_path / "persons.xlsx", "人口编号")[1] == []
    assert told.problems == []
    leave(page)
