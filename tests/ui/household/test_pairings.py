"""The cards 结对 and 年度结果: who helps and helped, a handover in place, what two years differ in."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.corrections import correct_status
from app.operations.edits import save_answers
from app.operations.offices import Office
from app.operations.pairings import list_pairings
from app.operations.snapshots import make_snapshots
from app.operations.subjects import Subject
from app.texts import say
from app.ui.household.head_words import place_lines
from app.ui.household.help.pairings import PairingCard
from app.ui.household.help.results import ResultsCard
from app.ui.household.pages import HouseholdPage
from tests.operations.offices import a_household, an_office
from tests.operations.pairings import SPRING, a_cadre, a_pair, lines_of
from tests.ui.household.desks import Told, leave, open_household, settle


def open_pairings(qtbot: QtBot, office: Office, household: str) -> tuple[HouseholdPage, PairingCard, Told]:
    page, told = open_household(qtbot, office, household)
    card = page.cards.card("pairing")
    assert isinstance(card, PairingCard)
    return page, card, told


def test_a_first_helper_is_paired_by_name_and_stands_in_the_head(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_household(office, code="510812103000318")
    a_cadre(office, "陈立")
    page, card, _ = open_pairings(qtbot, office, home)
    assert not card.none.isHidden()
    card.add.click()
    qtbot.waitUntil(lambda: card.new.isVisible())
    assert card.new.cadre.hasFocus()
    qtbot.keyClicks(card.new.cadre, "cl")  # by pinyin initials
    qtbot.keyClick(card.new.cadre, Qt.Key.Key_Return)
    for key in ("pairing.kind", "pairing.started_on", "pairing.note"):
        qtbot.keyClick(card.new.form.inputs[key], Qt.Key.Key_Return)
    settle(qtbot, page)
    assert lines_of(office, home) == [("陈立", date(2026, 11, 2), None)]
    assert card.new.isHidden()
    assert page.shown is not None
    whole, without_unit, shortest = place_lines(page.shown)
    assert "责任人 陈立（县农业农村局）" in whole
    assert "责任人 陈立" in shortest
    assert len(whole) > len(without_unit) > len(shortest)
    leave(page)


def test_a_handover_ends_one_and_begins_the_other_on_the_same_day(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home, line = a_pair(office)
    other = a_cadre(office, "李四", phone="13800000002")
    page, card, told = open_pairings(qtbot, office, home)
    card.table.setFocus()
    card.table.go_to(0)
    qtbot.keyClick(card.table, Qt.Key.Key_Return)
    form = card.handover
    qtbot.waitUntil(lambda: form.isVisible())
    form.write()
    assert not form.form._rows["pairing.reason"].issue.isHidden()
    form.form.set_answer("pairing.reason", "1")
    form.write()
    assert not form.form._rows["cadre"].issue.isHidden()
    form.cadre.set_answer(other)
    form.write()
    settle(qtbot, page)
    today = date(2026, 11, 2)
    assert lines_of(office, home) == [("李四", today, None), ("张三", SPRING, today)]
    assert list_pairings(office, home)[0].follows_id == line
    assert told.sentences[-1].startswith("已交接")
    leave(page)


def test_help_does_not_end_without_a_reason_where_it_is_needed(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home, line = a_pair(office)
    page, card, _ = open_pairings(qtbot, office, home)
    card.open_line(line)
    qtbot.waitUntil(lambda: card.handover.isVisible())
    card.handover.end.click()
    settle(qtbot, page)
    assert card.handover.fault._words.text()
    assert lines_of(office, home)[0][2] is None
    card.handover.form.set_answer("pairing.reason", "7")
    card.handover.end.click()
    settle(qtbot, page)
    assert lines_of(office, home)[0][2] == date(2026, 11, 2)
    leave(page)


def test_a_half_typed_handover_is_there_again_after_a_power_cut(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home, line = a_pair(office)
    page, card, _ = open_pairings(qtbot, office, home)
    card.open_line(line)
    qtbot.waitUntil(lambda: card.handover.isVisible())
    handed = card.handover.form.inputs["pairing.handed"]
    handed.setFocus()
    qtbot.keyClicks(handed, "the goat ledger")
    page.keeper.flush()

    again, card, _ = open_pairings(qtbot, office, home)
    qtbot.waitUntil(lambda: card.handover.isVisible())
    assert card.handover.form.inputs["pairing.handed"].answer() == "the goat ledger"
    assert not card.handover.isAncestorOf(again.focusWidget() or again)  # it takes the keyboard from nobody
    card.handover.put_away()
    page.keeper._dirty = False
    leave(again)


def test_going_on_to_the_next_household_leaves_no_form_of_the_last_one_open(
    qtbot: QtBot, tmp_path: Path
) -> None:
    office = an_office(tmp_path)
    home, line = a_pair(office)
    other = a_household(office, name="Qian")
    page, card, _ = open_pairings(qtbot, office, home)
    card.open_line(line)
    qtbot.waitUntil(lambda: card.handover.isVisible())
    page.open_at(id=other)
    page.cards.make_all()
    assert card.handover.isHidden()
    assert card.note.text() == say("household_pairing.no_helper")
    leave(page)


def test_two_years_are_compared_line_by_line(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_household(office, year=2025)
    save_answers(office, Subject("standing", home, 2025), {"poverty_status": "0"})
    make_snapshots(office, 2025)
    correct_status(office, home, {"standing.poverty_status": "1"}, "lifted out this year", 2026)
    make_snapshots(office, 2026)
    page, _ = open_household(qtbot, office, home)
    card = page.cards.card("snapshot")
    assert isinstance(card, ResultsCard)
    assert card.note.text() == say("household_results.count", count=2)
    card.compare(2025, 2026)
    qtbot.waitUntil(lambda: card.compared.isVisible())
    table = card.compared.table
    rows = [table.rows.source.row(number) for number in range(table.rows.source.count())]
    said = [row.cells[2:4] for row in rows if row is not None]
    names = office.forms.codes["poverty_status"]
    assert (names.name("0"), names.name("1")) in said
    leave(page)
