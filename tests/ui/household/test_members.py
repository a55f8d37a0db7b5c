"""The members: typed in place, pasted from a spreadsheet, joining, leaving, a new head."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.operations.dossiers import dossier
from app.operations.families import add_member
from app.operations.offices import Office
from app.rules.dossiers import Dossier
from app.ui.household.pages import HouseholdPage
from app.ui.kit.dialogs import Dialog
from tests.operations.offices import a_household, a_person, an_office
from tests.ui.household.desks import leave, open_household, settle

NUMBER = "11010519491231002X"


def read(office: Office, household: str, year: int = 2025) -> Dossier:
    known = dossier(office, household, year)
    assert known is not None
    return known


def a_family(office: Office) -> str:
    """A head and his son."""
    household = a_household(office, name="Zhao Dehou", number=NUMBER)
    add_member(office, household, a_person("Zhao Jun", relation="03"))
    return household


def dialog_of(page: HouseholdPage) -> Dialog:
    return page.window().findChildren(Dialog)[-1]


def test_a_cell_is_typed_in_place_and_saved(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_family(office)
    page, _ = open_household(qtbot, office, household)
    grid = page.cards.members.grid
    son = page.cards.members.shown.dossier.members[1].person_id  # type: ignore[union-attr]
    grid.go_to_cell(son, "member_year.work_months")
    qtbot.keyClicks(grid, "8")
    qtbot.keyClick(grid.viewport().findChild(QLineEdit), Qt.Key.Key_Return)
    settle(qtbot, page)
    assert read(office, household).members[1].year["work_months"] == 8
    assert grid.current_key() == son
    leave(page)


def test_a_code_is_picked_in_its_cell_by_typing_it(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_family(office)
    page, _ = open_household(qtbot, office, household)
    grid = page.cards.members.grid
    son = read(office, household).members[1].person_id
    grid.go_to_cell(son, "member_year.labour")
    qtbot.keyClick(grid, Qt.Key.Key_F2)
    editor = grid.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, "1")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert read(office, household).members[1].year["labour"] == "1"
    leave(page)


def test_a_cell_that_cannot_be_read_keeps_its_typing_and_says_why(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_family(office)
    page, _ = open_household(qtbot, office, household)
    card = page.cards.members
    son = read(office, household).members[1].person_id
    card.grid.go_to_cell(son, "member_year.work_months")
    qtbot.keyClick(card.grid, "m")
    editor = card.grid.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, "uch")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert not card.fault.isHidden()
    assert card._answer_of(son, "member_year.work_months") == "much"
    settle(qtbot, page)
    assert read(office, household).members[1].year["work_months"] is None
    leave(page)


def test_a_block_with_headings_is_shown_before_it_is_written(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_family(office)
    page, told = open_household(qtbot, office, household)
    block = [
        ["姓名", "关系", "健康状况", "务工时间", "爱好"],
        ["Zhao Jun", "之子", "长期慢性病", "10", "chess"],
        ["Liu Yun", "之儿媳", "健康", "many", ""],
    ]
    page.cards.members.deeds.paste_block("", "person.name", block)
    dialog_of(page).decide("paste")
    settle(qtbot, page)
    known = read(office, household)
    assert [member.name for member in known.members] == ["Zhao Dehou", "Zhao Jun", "Liu Yun"]
    assert (known.members[1].year["health"], known.members[1].year["work_months"]) == (("2",), 10)
    assert (known.members[2].membership["relation"], known.members[2].year.get("work_months")) == ("05", None)
    told.undo[-1]()  # type: ignore[operator]
    settle(qtbot, page)
    assert [member.name for member in read(office, household).members] == ["Zhao Dehou", "Zhao Jun"]
    leave(page)


def test_a_block_without_headings_lies_from_the_chosen_cell_on(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_family(office)
    page, _ = open_household(qtbot, office, household)
    head = read(office, household).members[0].person_id
    page.cards.members.grid.pasted.emit(head, "member_year.work_place", [["Suzhou", "5"], ["Foshan", ""]])
    dialog_of(page).decide("paste")
    settle(qtbot, page)
    years = [member.year for member in read(office, household).members]
    assert [(year["work_place"], year["work_months"]) for year in years] == [("Suzhou", 5), ("Foshan", None)]
    leave(page)


def test_a_member_joins_through_the_fields_below_the_grid(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_family(office)
    page, _ = open_household(qtbot, office, household)
    deeds = page.cards.members.deeds
    page.cards.members.add.click()
    form = deeds.adding.form
    deeds.adding.add.click()
    assert form._rows["person.name"].issue._words.text()  # the name is wanted first
    form.inputs["person.name"].setText("Liu Yun")
    form.inputs["membership.relation"].take("05")
    deeds.adding.add.click()
    settle(qtbot, page)
    assert [member.name for member in read(office, household, 2025).members][-1] == "Liu Yun"
    assert deeds.adding.isHidden()
    leave(page)


def test_a_member_leaves_with_day_and_reason(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_family(office)
    page, _ = open_household(qtbot, office, household)
    son = read(office, household).members[1].person_id
    page.cards.members.open_member(son)
    page.cards.members.panel.leave.click()
    dialog = dialog_of(page)
    dialog.decide("leave")
    assert dialog.isVisible()  # the reason is wanted first
    form = page.window().findChildren(Dialog)[-1].content.itemAt(0).widget()
    form.inputs["membership.leave_reason"].take("2")  # type: ignore[union-attr]
    dialog.decide("leave")
    settle(qtbot, page)
    assert [member.name for member in read(office, household, 2026).members] == ["Zhao Dehou"]
    assert len(read(office, household, 2025).members) == 2
    leave(page)


def test_the_head_who_dies_is_followed_in_one_act(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_family(office)
    page, _ = open_household(qtbot, office, household)
    known = read(office, household)
    page.cards.members.deeds.leave(known.members[0].person_id)
    change = dialog_of(page)
    fields = change.content.itemAt(0).widget().rows  # type: ignore[union-attr]
    fields[0].field.take(known.members[1].membership_id)
    change.content.itemAt(1).widget().inputs["membership.leave_reason"].take("1")  # type: ignore[union-attr]
    change.decide("change")
    settle(qtbot, page)
    now = read(office, household, 2026)
    assert (now.head.name if now.head else "", len(now.members)) == ("Zhao Jun", 1)
    leave(page)


def test_all_fields_of_a_member_open_below_the_grid(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_family(office)
    page, _ = open_household(qtbot, office, household)
    son = read(office, household).members[1]
    page.cards.members.grid.go_to_cell(son.person_id, "person.name")
    qtbot.keyClick(page.cards.members.grid, Qt.Key.Key_F4)
    panel = page.cards.members.panel
    assert not panel.isHidden()
    birth = next(form for form in panel._forms if form.record.key == "person").asked["birth_date"].input
    birth.setFocus()
    qtbot.keyClicks(birth, "1990.5.6")
    qtbot.keyClick(birth, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert read(office, household).members[1].person["birth_date"] == date(1990, 5, 6)
    leave(page)
