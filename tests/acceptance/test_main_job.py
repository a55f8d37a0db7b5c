"""The main job in one go: workbooks in, one edit typed into the real window, a paper's text, workbooks out."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.documents.previews import Preview
from app.operations.exports import export_workbook
from app.operations.imports import import_workbooks
from app.operations.offices import Office
from app.operations.openings import sign_in
from app.operations.pages import household_document
from app.operations.papers import Order, make_papers
from app.ui.household.pages import HouseholdPage
from app.ui.windows import Window
from tests.acceptance.townships import cells_of, differing_cells, township, townships
from tests.operations.offices import PASSWORD, an_office

BANK = "Rural Bank"


def type_bank(qtbot: QtBot, office: Office, household: str) -> None:
    """Open the window on the office, go to a household, type another bank, and close the window."""
    window = Window(office.folder)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.visit is not None)
    visit = window.visit
    assert visit is not None
    visit.enter(office)
    assert visit.desk is not None
    assert visit.frame is not None
    visit.desk.go("household", id=household)
    page = visit.frame.stack.currentWidget()
    assert isinstance(page, HouseholdPage)
    qtbot.waitUntil(lambda: page.shown is not None)
    page.cards.make_all()
    page.cards.go_to("household.bank_name")
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    field = QApplication.focusWidget()
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, BANK)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    sql = "SELECT bank_name FROM household WHERE id = ?"
    qtbot.waitUntil(lambda: office.archive.read(sql, (household,)) == [(BANK,)], timeout=60_000)
    qtbot.waitUntil(lambda: not visit.lanes.busy(), timeout=60_000)
    window.close()


def yuan(cell: object) -> str:
    """A workbook's amount as papers write it."""
    return f"{float(str(cell)):,.2f}"


@pytest.mark.parametrize("name", townships())
def test_workbooks_in_one_edit_paper_and_workbooks_out(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    town = township(name)
    office = an_office(tmp_path)
    assert import_workbooks(office, [town.households, town.persons]).refusals == ()
    ((household, code),) = office.archive.read(
        "SELECT id, code FROM household ORDER BY code LIMIT 1 OFFSET 700"
    )
    type_bank(qtbot, office, household)

    office = sign_in(office.folder, "clerk", PASSWORD)
    headings, rows = cells_of(town.households, "户编号")
    sheet = dict(zip(headings, rows[code], strict=True))
    page = household_document(office, code)
    income = page["income"][str(int(sheet["年度"]))]  # type: ignore[index]
    assert income["per_person"] == sheet["人均纯收入"]
    assert income["total"] == sheet["年收入"]
    assert income["net"] == f"{sheet['纯收入']:.2f}"

    made = make_papers(office, Order("household-file", household=household), tmp_path / "file.pdf")
    with Preview((tmp_path / "file.pdf").read_bytes()) as paper:
        text = "".join("".join(paper.text(number) for number in range(made.pages)).split())
    for heading in ("户主姓名", "户编号"):
        assert str(sheet[heading]) in text
    for heading in ("工资性收入", "转移性收入", "纯收入", "人均纯收入"):
        assert yuan(sheet[heading]) in text or f"{float(str(sheet[heading])):.2f}" in text, heading
    assert BANK.replace(" ", "") in text

    export_workbook(office, ["national-households"], tmp_path / "households.xlsx")
    export_workbook(office, ["national-persons"], tmp_path / "persons.xlsx")
    compared, wrong = differing_cells(town.households, tmp_path / "households.xlsx", "户编号")
    assert compared == 1_600 * 53
    assert wrong == [f"{code} 开户银行名称: {sheet['开户银行名称']!r} became {BANK!r}"]
    assert differing_cells(town.persons, tmp_path / "persons.xlsx", "人口编号")[1] == []
    office.close()
