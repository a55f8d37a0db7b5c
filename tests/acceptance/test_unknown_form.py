"""A form nobody wrote a line of code for: one file in the forms folder, and it is everywhere."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import paths
from app.operations.dossiers import dossier
from app.operations.doubts import find_doubts
from app.operations.exports import export_workbook
from app.operations.histories import household_history
from app.operations.imports import import_workbooks
from app.operations.papers import Order, make_papers
from app.ui.household.forms import RecordForm
from tests.documents.pages import whole_text
from tests.operations.offices import a_household, an_office
from tests.ui.household.desks import leave, open_household, settle

FORM = """
[record]
key = "stoves"
label = "清洁能源调查"
scope = "household"

[[group]]
label = "用能"
fields = [
  { key = "fuel", label = "灶具燃料", kind = "code", codes = "fuel", required = true },
  { key = "cost", label = "每年燃料花费", kind = "money", headers = ["燃料费"] },
  { key = "seen", label = "查看日期", kind = "date" },
]
"""
COST, FUEL = "stoves.cost", "stoves.fuel"


@pytest.fixture
def forms_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's forms with one file more."""
    folder = tmp_path / "forms"
    shutil.copytree(paths.forms(), folder)
    (folder / "records" / "stoves.toml").write_text(FORM, encoding="utf-8")
    monkeypatch.setenv("HUDANG_FORMS", str(folder))
    return folder


def card_of(page: object) -> RecordForm:
    return page.cards.card("stoves").forms[-1]  # type: ignore[attr-defined, no-any-return]


@pytest.mark.usefixtures("forms_folder")
def test_a_form_of_three_fields_is_on_screen_in_checks_log_paper_and_workbook_both_ways(
    qtbot: QtBot, tmp_path: Path
):
    office = an_office(tmp_path)
    household = a_household(
        office, name="赵德厚", number="11010519491231002X", phone="13900000000", code="990001"
    )
    page, told = open_household(qtbot, office, household)

    # on screen: a card with its three fields and an anchor
    card = page.cards.card("stoves")
    assert card.title.text() == "清洁能源调查"  # type: ignore[attr-defined]
    assert "清洁能源调查" in [choice.words for choice in page.head.anchors._choices]
    form = card_of(page)
    assert [asked.field.label for asked in form.asked.values()] == ["灶具燃料", "每年燃料花费", "查看日期"]

    # in checks: what is required is missed, in the list and beside its field
    doubt = next(one.doubt for one in find_doubts(office) if one.doubt.field == FUEL)
    assert doubt.rule == "required"
    assert form.asked["fuel"].row.issue._words.text() == doubt.sentence

    # typed with the keyboard, saved when the field is left
    cost = form.asked["cost"].input
    cost.setFocus()
    qtbot.keyClicks(cost, "1,860.5")
    qtbot.keyClick(cost, Qt.Key.Key_Return)
    settle(qtbot, page)
    known = dossier(office, household)
    assert known is not None
    assert str(known.extra["stoves"]["cost"]) == "1860.50"

    # in the log
    newest = household_history(office, household)[0]
    assert (newest.label, newest.fields[0].label, newest.fields[0].new) == (
        "清洁能源调查",
        "每年燃料花费",
        "1,860.50",
    )

    # on paper
    made = make_papers(office, Order("household-file", households=(household,)), tmp_path / "file.pdf")
    text = whole_text(made.files[0].read_bytes())
    assert "清洁能源调查" in text
    assert "1860.50" in text.replace(",", "")

    # in a workbook, out and in
    file = tmp_path / "stoves.xlsx"
    export_workbook(office, ["stoves"], file)
    book = openpyxl.load_workbook(file)
    sheet = book.active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    headings = next(row for row in rows if "灶具燃料" in row)
    below = rows.index(headings) + 2
    sheet.cell(below, headings.index("灶具燃料") + 1).value = "柴草"
    sheet.cell(below, headings.index("查看日期") + 1).value = "2026-10-24"
    book.save(file)
    report = import_workbooks(office, [file])
    assert (report.refusals, report.households.updated) == ((), 1)
    page.refresh()
    settle(qtbot, page)
    assert [asked.input.text() for asked in form.asked.values()] == ["柴草", "1,860.50", "2026年10月24日"]
    assert not any(one.doubt.field == FUEL for one in find_doubts(office))
    assert told.problems == []
    leave(page)
