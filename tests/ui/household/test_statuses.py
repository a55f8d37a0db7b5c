"""A status stands locked on the household's page; a correction asks what and why, and can be taken back."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.operations.dossiers import dossier
from app.operations.edits import save_answers
from app.operations.offices import Office
from app.operations.subjects import Subject
from app.texts import say
from app.ui.household.cards import FormCard
from app.ui.household.correcting import CorrectionDialog
from app.ui.household.incomes import IncomeCard
from app.ui.household.keeping import Keeper
from app.ui.household.pages import HouseholdPage
from tests.operations.offices import a_household, an_office
from tests.ui.household.desks import a_desk, leave, open_household

CLASS = "standing.monitor_class"


def a_watched(office: Office) -> str:
    """A household that is watched, as it stood on paper."""
    home = a_household(office)
    save_answers(office, Subject("standing", home, 2026), {"monitor_class": "1"})
    return home


def the_card(page: HouseholdPage) -> FormCard:
    """The card of causes and risks."""
    card = page.cards.card("standing")
    assert isinstance(card, FormCard)
    return card


def the_sheet(page: QWidget) -> CorrectionDialog:
    """The correction that lies over the window."""
    (sheet,) = page.window().findChildren(CorrectionDialog)
    return sheet


def watched_as(office: Office, home: str) -> object:
    """The class the archive says."""
    known = dossier(office, home, 2026)
    return known.standing["monitor_class"] if known else None


def test_a_recorded_status_is_locked_with_its_sentence_and_a_blank_one_is_not(
    qtbot: QtBot, tmp_path: Path
) -> None:
    office = an_office(tmp_path)
    page, _ = open_household(qtbot, office, a_watched(office))
    card = the_card(page)
    shut, free = (card.forms[-1].asked[key] for key in ("monitor_class", "main_cause"))
    assert shut.input.isReadOnly() and shut.row.label.is_locked()
    assert "监测对象纳入" in shut.input.toolTip() and "更正登记" in shut.row.label.toolTip()
    assert not free.input.isReadOnly() and not free.row.label.is_locked()
    assert card.lock_line.isVisible() and card.correct.isVisible()
    leave(page)


def test_a_correction_is_written_with_its_reason_and_taken_back(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_watched(office)
    page, told = open_household(qtbot, office, home)
    the_card(page).ask_correction()
    sheet = the_sheet(page)
    sheet.form.inputs[CLASS].set_answer("3")
    sheet.decide("correct")
    assert sheet.isVisible(), "no reason was given"
    sheet.reason.set_answer("录入时选错类别")
    sheet.decide("correct")
    qtbot.waitUntil(lambda: watched_as(office, home) == "3")
    qtbot.waitUntil(lambda: bool(told.undo))
    assert told.sentences[-1] == say("statuses.corrected", count=1)
    told.undo[-1]()  # type: ignore[operator]
    qtbot.waitUntil(lambda: watched_as(office, home) == "1")
    leave(page)


def test_nothing_is_written_by_a_sheet_that_says_what_stood_there(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    page, _ = open_household(qtbot, office, a_watched(office))
    the_card(page).ask_correction()
    sheet = the_sheet(page)
    sheet.reason.set_answer("why")
    sheet.decide("correct")
    assert sheet.isVisible()
    sheet.decide("no")
    leave(page)


def test_who_may_not_approve_sees_the_lock_and_no_correction(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_watched(office)
    page, _ = open_household(qtbot, replace(office, user=replace(office.user, role="enter")), home)
    card = the_card(page)
    assert card.lock_line.isVisible() and card.correct.isHidden()
    leave(page)


def test_the_card_of_incomes_is_painted_before_a_household_is_given(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    desk, _ = a_desk(office)
    card = IncomeCard(Keeper(desk))
    qtbot.addWidget(card)
    card.resize(900, 400)
    assert not card.grab().isNull()
    desk.close()
