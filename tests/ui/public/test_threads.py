"""The reader's view on screen: from a step, a notice or a household to the meeting, the objection, the decision."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.texts import say
from app.ui.household.help.cases import CasesCard
from app.ui.kit.buttons import Button
from app.ui.public.case_panels import CasePanel
from app.ui.public.pages import PublicPage
from app.ui.public.sheets import SheetPanel
from app.ui.public.step_lines import StepLines
from app.ui.public.thread_panels import ThreadPanel
from tests.operations.public.test_threads import decided
from tests.ui.household.desks import leave, open_household
from tests.ui.public.test_public_page import a_case_panel, a_page


def the_thread(qtbot: QtBot, page: PublicPage) -> ThreadPanel:
    """The reader's view that is open, read."""
    panel = page.place.panel
    assert isinstance(panel, ThreadPanel)
    qtbot.waitUntil(lambda: bool(panel.blocks))
    return panel


def test_a_step_that_is_done_opens_in_the_reader_s_view_and_leads_on(qtbot: QtBot, tmp_path: Path):
    office, case, _ = decided(tmp_path)
    page, _ = a_page(qtbot, office)
    panel = a_case_panel(qtbot, page, case)
    steps = panel.findChildren(StepLines)[-1]
    next(button for key, button in steps.links.items() if key.startswith("meeting:")).click()
    thread = the_thread(qtbot, page)
    (meeting,) = [key for key in thread.blocks if key.startswith("meeting:")]
    assert len(thread.blocks[meeting].links) == 1
    thread.blocks[meeting].links[0].click()  # to the notice
    notice = next(block for key, block in thread.blocks.items() if key.startswith("notice:"))
    assert notice.links[0].hasFocus()
    assert len(notice.links) == 3
    thread.carrying_on.emit()
    assert isinstance(page.place.panel, CasePanel)


def test_the_register_leads_to_the_case_of_a_notice_and_back(qtbot: QtBot, tmp_path: Path):
    office, _, _ = decided(tmp_path)
    page, _ = a_page(qtbot, office)
    page.show_view("register")
    page.table.opened.emit(page.read.notices[0].id)
    sheet = page.place.panel
    assert isinstance(sheet, SheetPanel)
    (read,) = [one for one in sheet.findChildren(Button) if one.text() == say("threads.open")]
    read.click()
    thread = the_thread(qtbot, page)
    thread.looking.emit(page.read.notices[0].id)
    assert isinstance(page.place.panel, SheetPanel)


def test_a_household_s_card_opens_its_case_with_its_own_votes(qtbot: QtBot, tmp_path: Path):
    office, case, homes = decided(tmp_path)
    home, told = open_household(qtbot, office, homes[1])
    card = home.cards.card("public")
    assert isinstance(card, CasesCard)
    card.read_case(case)
    place = told.went[-1][1]
    page, _ = a_page(qtbot, office)
    page.open_at(**place)  # type: ignore[arg-type]
    thread = the_thread(qtbot, page)
    (meeting,) = [block for key, block in thread.blocks.items() if key.startswith("meeting:")]
    words = " ".join(label.text() for label in meeting.findChildren(type(thread.title)))
    assert say("threads.passed") in words
    with qtbot.waitSignal(thread.opening):
        objection = next(block for key, block in thread.blocks.items() if key.startswith("objection:"))
        objection.findChildren(Button)[-1].click()
    leave(home)


def test_the_board_keeps_its_cards_and_the_keyboard_when_it_is_read_again(qtbot: QtBot, tmp_path: Path):
    office, _, _ = decided(tmp_path)
    page, _ = a_page(qtbot, office)
    qtbot.waitUntil(lambda: bool(page.read.cards))
    lane = next(lane for lane in page.board.lanes.values() if lane.cards)
    card = lane.cards[0]
    card.setFocus()
    page.refresh()
    qtbot.waitUntil(lambda: not page._desk.lanes.busy())
    assert lane.cards == [card] and card.hasFocus()
