"""Fields of the page: saved when left, kept as a draft when they cannot be read, masked until the eye is pressed."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.dossiers import dossier
from app.operations.drafts import read_draft
from app.operations.edits import save_answers
from app.operations.histories import household_history
from app.operations.offices import Office
from app.operations.subjects import Subject
from app.texts import say
from app.ui.household.asked_rows import Asked
from app.ui.household.pages import HouseholdPage
from tests.operations.offices import MONDAY, a_household, an_office
from tests.ui.household.desks import leave, open_household, settle

NUMBER = "11010519491231002X"


def field(page: HouseholdPage, path: str) -> Asked:
    record, _, key = path.partition(".")
    card = page.cards.basic if record in ("household", "person") else page.cards.card(record)
    forms = card.forms  # type: ignore[attr-defined]
    found: Asked = next(form.asked[key] for form in forms if form.record.key == record and key in form.asked)
    return found


def type_into(qtbot: QtBot, asked: Asked, text: str) -> None:
    """As a clerk does it: go there, write over what stands there, Enter."""
    asked.input.setFocus()
    asked.input.selectAll()
    qtbot.keyClicks(asked.input, text)
    qtbot.keyClick(asked.input, Qt.Key.Key_Return)


def bank_of(office: Office, household: str) -> object:
    known = dossier(office, household)
    assert known is not None
    return known.household["bank_name"]


def test_a_field_saves_itself_when_it_is_left_and_the_keyboard_goes_on(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, phone="13900000000")
    page, told = open_household(qtbot, office, household)
    type_into(qtbot, field(page, "household.bank_name"), "Rural Bank")
    assert field(page, "household.bank_account").input.hasFocus()
    settle(qtbot, page)
    assert bank_of(office, household) == "Rural Bank"
    assert told.sentences == [say("household.saved", what="开户银行")]
    assert page.cards.basic.saved.text() == say("household.saved_at", time="9:12")
    leave(page)


def test_the_last_saving_can_be_taken_back_from_the_foot(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, bank_name="Post Bank")
    page, told = open_household(qtbot, office, household)
    type_into(qtbot, field(page, "household.bank_name"), "Rural Bank")
    settle(qtbot, page)
    told.undo[-1]()  # type: ignore[operator]
    settle(qtbot, page)
    assert bank_of(office, household) == "Post Bank"
    assert field(page, "household.bank_name").input.text() == "Post Bank"
    leave(page)


def test_a_field_that_says_the_same_writes_nothing(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, bank_name="Post Bank")
    page, told = open_household(qtbot, office, household)
    type_into(qtbot, field(page, "household.bank_name"), " Post Bank ")
    settle(qtbot, page)
    assert told.sentences == []
    leave(page)


def test_typing_that_cannot_be_read_stays_with_its_sentence_and_is_kept_as_a_draft(
    qtbot: QtBot, tmp_path: Path
):
    office = an_office(tmp_path)
    household = a_household(office)
    page, _ = open_household(qtbot, office, household)
    area = field(page, "conditions.house_area")
    type_into(qtbot, area, "about a hundred")
    assert area.input.text() == "about a hundred"
    assert say("values.number_unreadable", text="about a hundred") == area.row.issue._words.text()
    settle(qtbot, page)
    page.keeper.flush()
    assert "about a hundred" in read_draft(office, f"household:{household}").values()

    again, _ = open_household(qtbot, office, household)  # the power went; the page is opened anew
    area = field(again, "conditions.house_area")
    assert area.input.text() == "about a hundred"
    assert area.row.issue._words.text()
    type_into(qtbot, area, "96.5")
    settle(qtbot, again)
    again.keeper.flush()
    assert read_draft(office, f"household:{household}") == {}
    page.keeper.flush()
    leave(again)


def test_what_is_being_typed_is_a_draft_before_the_field_is_left(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    page, _ = open_household(qtbot, office, household)
    address = field(page, "household.address").input
    address.setFocus()
    qtbot.keyClicks(address, "No. 42")
    page._desk.locking.emit()
    assert list(read_draft(office, f"household:{household}").values()) == ["No. 42"]
    leave(page)


def test_a_refresh_leaves_the_field_alone_that_is_being_typed_in(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    page, _ = open_household(qtbot, office, household)
    address = field(page, "household.address").input
    address.setFocus()
    qtbot.keyClicks(address, "No. 4")
    save_answers(office, Subject("household", household), {"bank_name": "Rural Bank"})
    page.refresh()
    settle(qtbot, page)
    assert (address.text(), field(page, "household.bank_name").input.text()) == ("No. 4", "Rural Bank")
    leave(page)


def test_a_number_is_masked_until_the_eye_is_pressed_and_the_look_is_logged(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, number=NUMBER)
    page, _ = open_household(qtbot, office, household)
    number = field(page, "person.id_number").input
    assert number.text() == "110105********002X"
    number.setFocus()
    qtbot.keyClick(number, Qt.Key.Key_F2)
    settle(qtbot, page)
    assert number.text() == NUMBER
    newest = household_history(office, household)[0]
    assert (newest.action, newest.label) == ("act", say("history.act_reveal"))
    leave(page)


def test_a_field_that_another_answer_asks_for_appears_with_it(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    page, _ = open_household(qtbot, office, household)
    asked = field(page, "household.resettlement_address")
    assert asked.input.isHidden()
    save_answers(office, Subject("household", household), {"resettled": True})
    page.refresh()
    settle(qtbot, page)
    assert not asked.input.isHidden()
    leave(page)


def test_seldom_fields_wait_behind_their_button(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    page, _ = open_household(qtbot, office, a_household(office))
    seldom = field(page, "household.remark")
    assert seldom.input.isHidden()
    page.cards.basic.more.click()
    assert not seldom.input.isHidden()
    leave(page)


def test_who_may_only_view_types_in_nothing(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    office.user = type(office.user)(office.user.id, "viewer", "Viewer", "view")
    page, _ = open_household(qtbot, office, household)
    assert field(page, "household.bank_name").input.isReadOnly()
    assert not page.cards.members.add.isEnabled()
    leave(page)


def test_a_full_width_number_is_shown_as_it_was_kept(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    page, _ = open_household(qtbot, office, household)
    area = field(page, "conditions.house_area")
    area.input.setFocus()
    area.input.setText("９６．５")
    qtbot.keyClick(area.input, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert area.input.text() == "96.5"
    assert office.clock() - MONDAY == timedelta(0)
    leave(page)


def test_an_id_number_brings_sex_and_birth_date_where_they_were_unknown(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    page, _ = open_household(qtbot, office, household)
    type_into(qtbot, field(page, "person.id_number"), "11010519491231002x")
    settle(qtbot, page)
    known = dossier(office, household)
    assert known is not None
    person = known.members[0].person
    assert (person["id_number"], person["sex"], person["birth_date"]) == (NUMBER, "2", date(1949, 12, 31))
    leave(page)


def test_a_household_left_at_once_after_typing_keeps_no_draft_of_what_was_saved(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    homes = (a_household(office, name="Zhao"), a_household(office, name="Qian"))
    page, _ = open_household(qtbot, office, homes[0], around=homes)
    type_into(qtbot, field(page, "household.bank_name"), "Rural Bank")
    page.step(1)
    settle(qtbot, page)
    assert bank_of(office, homes[0]) == "Rural Bank"
    assert read_draft(office, f"household:{homes[0]}") == {}
    assert page.head.name.text() == "Qian"
    leave(page)
