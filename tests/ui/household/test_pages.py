"""The page as a whole: years, neighbours, doubts, incomes, papers, a new household, its end."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.operations.dossiers import dossier
from app.operations.doubts import household_doubts
from app.operations.edits import save_answers
from app.operations.entries import save_entry
from app.operations.offices import Office
from app.operations.places import villages
from app.operations.subjects import Subject
from app.rules.dossiers import Dossier
from app.texts import say
from app.ui.household import deeds
from app.ui.household.newcomers import NewHousehold
from app.ui.kit.choices import ChoiceField
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import LongTextField
from tests.operations.offices import a_household, an_office
from tests.ui.household.desks import a_desk, a_window, leave, open_household, settle


def read(office: Office, household: str, year: int | None = None) -> Dossier:
    known = dossier(office, household, year)
    assert known is not None
    return known


def test_next_and_before_walk_through_the_list_it_was_opened_from(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    homes = tuple(a_household(office, name=name) for name in ("Zhao", "Qian", "Sun"))
    page, _ = open_household(qtbot, office, homes[0], around=homes)
    assert (page.head.before.isEnabled(), page.head.after.isEnabled()) == (False, True)
    page.head.after.click()
    page.head.after.click()
    assert page.head.name.text() == "Sun"
    assert not page.head.after.isEnabled()
    leave(page)


def test_printing_asks_for_this_household_and_year(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    page, told = open_household(qtbot, office, household)
    page.head.print.click()
    place = {"paper": "household-file", "households": (household,), "year": 2025}
    assert told.went == [("print", place)]
    leave(page)


def test_a_doubt_stands_beside_its_field_until_a_reason_is_written(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    page, _ = open_household(qtbot, office, household)
    phone = page.cards.basic.forms[-1].asked["phone"]
    assert [one.doubt.rule for one in phone.doubts] == ["required"]
    assert page.head.due.isVisible()
    qtbot.keyClick(phone.input, Qt.Key.Key_F8)
    dialog = page.window().findChildren(Dialog)[-1]
    dialog.decide("settle")
    assert dialog.isVisible()  # a reason is wanted
    dialog.findChildren(LongTextField)[0].setPlainText("has no phone")
    dialog.decide("settle")
    settle(qtbot, page)
    assert [
        one.settled for one in household_doubts(office, household) if one.doubt.field == "household.phone"
    ] == ["has no phone"]
    assert phone.doubts == []
    settled = page.cards.basic.doubts
    assert settled.isVisibleTo(page)
    settled.reopen_asked.emit(settled._shown[0])
    settle(qtbot, page)
    assert [one.doubt.rule for one in phone.doubts] == ["required"]
    leave(page)


def test_f7_goes_from_doubt_to_doubt(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    page, _ = open_household(qtbot, office, a_household(office))
    phone = page.cards.basic.forms[-1].asked["phone"].input
    assert page.shown is not None
    for _ in page.shown.open_doubts():
        page.go_to_next_doubt()
        if phone.hasFocus():
            break
    assert phone.hasFocus()
    leave(page)


def test_what_speaks_of_an_earlier_year_can_be_confirmed_for_this_one(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    save_answers(office, Subject("conditions", household, 2024), {"fuel": "01"})
    page, _ = open_household(qtbot, office, household, year=2025)
    card = page.cards.card("conditions")
    assert card.note.text() == say("household.carried", year=2025, spoken=2024)  # type: ignore[attr-defined]
    card.confirm.click()  # type: ignore[attr-defined]
    settle(qtbot, page)
    known = read(office, household, 2025)
    assert (known.spoken["conditions"], known.conditions["fuel"], known.conditions["confirmed"]) == (
        2025,
        "01",
        True,
    )
    leave(page)


def test_an_income_item_is_typed_below_its_block_and_the_formula_follows(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    page, _ = open_household(qtbot, office, household)
    card = page.cards.income
    card.open_block("wages")
    grid = card.editor.grid
    grid.go_to_cell("new", "amount")
    qtbot.keyClick(grid, "3")
    editor = grid.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, "6000")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert [(item.kind, item.amount) for item in read(office, household, 2025).incomes] == [
        ("wages.work", Decimal("36000.00"))
    ]
    assert card.band._terms[-1][2] == say("household.yuan", amount="36,000.00")
    entry = read(office, household, 2025).incomes[0].id
    grid.remove(entry)
    settle(qtbot, page)
    assert read(office, household, 2025).incomes == ()
    leave(page)


def test_all_answers_of_an_income_item_open_below_it_with_whose_it_is(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    answers = {"kind": "wages.work", "amount": Decimal(36000)}
    entry = save_entry(office, "income", household, answers, linked={"year": 2025})
    page, _ = open_household(qtbot, office, household)
    card = page.cards.income
    card.open_block("wages")
    card.editor.grid.opened.emit(entry)
    company = card.editor.panel.form.inputs["income.company"]
    company.setFocus()
    qtbot.keyClicks(company, "Red Hill Works")
    qtbot.keyClick(company, Qt.Key.Key_Return)
    head = read(office, household, 2025).members[0].person_id
    card.editor.panel.person.take(head)
    settle(qtbot, page)
    (item,) = read(office, household, 2025).incomes
    assert (item.answers["company"], item.person_id) == ("Red Hill Works", head)
    leave(page)


def test_an_imported_figure_that_differs_is_said(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    save_answers(office, Subject("standing", household, 2025), {"stated_per_person": Decimal("11680")})
    save_entry(
        office, "income", household, {"kind": "wages.work", "amount": Decimal("11860")}, linked={"year": 2025}
    )
    page, _ = open_household(qtbot, office, household)
    words = page.cards.income.compared.text()
    assert "11,680.00" in words
    assert "180.00" in words
    leave(page)


def test_a_paper_of_the_checklist_is_written_when_kind_and_title_are_there(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    page, _ = open_household(qtbot, office, household)
    grid = page.cards.card("document").grid  # type: ignore[attr-defined]
    grid.answered.emit("new", "kind", "01")
    assert read(office, household).documents == ()
    grid.answered.emit("new", "title", "Application")
    settle(qtbot, page)
    (paper,) = read(office, household).documents
    assert (paper["kind"], paper["title"], paper["present"]) == ("01", "Application", True)
    leave(page)


def test_a_file_is_kept_with_the_household(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    photo = tmp_path / "house.jpg"
    photo.write_bytes(b"not really a photo")
    page, _ = open_household(qtbot, office, household)
    page.cards.card("document").attach([photo])  # type: ignore[attr-defined]
    settle(qtbot, page)
    assert page.shown is not None
    assert [one.name for one in page.shown.attachments] == ["house.jpg"]
    leave(page)


def test_a_new_year_is_carried_forward_unconfirmed_and_then_confirmed(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    save_answers(office, Subject("conditions", household, 2025), {"fuel": "01"})
    page, _ = open_household(qtbot, office, household)
    assert page.shown is not None
    year = deeds.next_year(page.shown, date(2026, 11, 2))
    deeds.open_next_year(page, page.keeper, year, lambda: page._go_year(year)).decide("yes")
    settle(qtbot, page)
    card = page.cards.card("conditions")
    assert page.shown.dossier.year == 2026
    assert card.confirm.isVisibleTo(page)  # type: ignore[attr-defined]
    card.confirm.click()  # type: ignore[attr-defined]
    settle(qtbot, page)
    assert read(office, household, 2026).conditions["confirmed"] is True
    assert card.confirm.isHidden()  # type: ignore[attr-defined]
    leave(page)


def test_a_closed_household_says_so_and_can_be_taken_up_again(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    page, _ = open_household(qtbot, office, household)
    dialog = deeds.ask_closing(page, page.keeper)
    dialog.content.itemAt(0).widget().inputs["household.closed_reason"].take("2")  # type: ignore[union-attr]
    dialog.decide("close")
    settle(qtbot, page)
    assert read(office, household).household["closed_on"] == date(2026, 11, 2)
    assert page.head.chips[0]._words == say("household.closed")
    deeds.reopen_household(page.keeper)
    settle(qtbot, page)
    assert read(office, household).household["closed_on"] is None
    leave(page)


def test_a_new_household_is_made_from_village_and_head(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    desk, _ = a_desk(office)
    new = NewHousehold(desk)
    window = a_window(qtbot, new)
    new.open_empty()
    new.make.click()
    assert new.place_row.issue._words.text() == say("household.village_wanted")
    new.village.take(villages(office)[0].id)
    new.form.inputs["person.name"].setText("Zhao")
    new.form.inputs["person.id_number"].setText("11010519491231002x")
    with qtbot.waitSignal(new.made) as made:
        new.make.click()
    head = read(office, str(made.args[0])).head
    assert head is not None
    assert (head.name, head.person["id_number"]) == ("Zhao", "11010519491231002X")
    desk.close()
    window.close()


def test_the_history_stands_beside_the_cards_or_behind_a_button(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    page, _ = open_household(qtbot, office, a_household(office))
    assert not page.history.isHidden()
    page.window().resize(1044, 612)
    qtbot.waitUntil(page.history.isHidden)
    page.head.history.click()
    assert not page.history.isHidden()
    leave(page)


def test_a_household_that_is_gone_is_said_instead_of_shown(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    a_household(office)
    page, _ = open_household(qtbot, office, "nobody")
    assert page._stack.currentWidget() is page.gone
    leave(page)


def test_the_keyboard_is_put_into_the_field_a_doubt_names(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    page, _ = open_household(qtbot, office, household, field="conditions.fuel")
    fuel = page.cards.card("conditions").forms[-1].asked["fuel"].input  # type: ignore[attr-defined]
    qtbot.waitUntil(fuel.hasFocus)
    assert fuel.focusPolicy() != Qt.FocusPolicy.NoFocus
    leave(page)


def test_a_household_is_moved_to_another_village_from_the_menu(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, village=0, name="Zhao")
    there = villages(office)[1]
    page, told = open_household(qtbot, office, household)
    dialog = deeds.ask_moving(page, page.keeper)
    field = dialog.findChild(ChoiceField)
    assert field is not None
    field.set_answer(there.id)
    dialog.decide("move")
    settle(qtbot, page)
    moved = dossier(office, household)
    assert moved is not None
    assert moved.place.village == there.name
    assert told.problems == []
    leave(page)
