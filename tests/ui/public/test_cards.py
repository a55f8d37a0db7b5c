"""Cases from elsewhere: the card on a household's page, the desk's lines, the list's 开始程序."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.operations.notices.drafting import approve_notice, draft_notice
from app.operations.offices import Office
from app.operations.places import villages
from app.texts import say
from app.ui.home.task_words import task_words
from app.ui.household.help.cases import CasesCard, case_state
from app.ui.household.pages import HouseholdPage
from app.ui.households.pages import HouseholdsPage
from app.ui.kit.buttons import Button
from tests.operations.offices import a_household
from tests.operations.public.batches import an_office_with_twelve, to_the_notice
from tests.ui.home.test_desks import close, open_home, rows
from tests.ui.household.desks import Told, a_desk, a_window, leave, open_household


def open_cases(qtbot: QtBot, office: Office, household: str) -> tuple[HouseholdPage, CasesCard, Told]:
    """The card of a household."""
    page, told = open_household(qtbot, office, household)
    card = page.cards.card("public")
    assert isinstance(card, CasesCard)
    return page, card, told


def a_list(qtbot: QtBot, office: Office) -> tuple[HouseholdsPage, Told]:
    """The list of households, read."""
    desk, told = a_desk(office)
    page = HouseholdsPage(desk)
    told.kept += [desk, a_window(qtbot, page)]
    qtbot.waitUntil(lambda: page.deeds.found is not None and not desk.lanes.busy())
    return page, told


def test_a_household_without_cases_says_so_and_begins_one(qtbot: QtBot, tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    page, card, told = open_cases(qtbot, office, homes[0])
    assert card.lines.count() == 1
    card.begin.click()
    village = villages(office)[0].id
    assert told.went[-1] == ("public", {"new": True, "village": village, "households": (homes[0],)})
    leave(page)


def test_each_case_is_a_line_that_opens_it(qtbot: QtBot, tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    page, card, told = open_cases(qtbot, office, homes[0])
    assert page.shown is not None
    (one,) = page.shown.help.cases
    assert one.line.step in case_state(one)[0]
    line = card.lines.itemAt(0).widget()
    assert line is not None
    line.findChildren(Button)[-1].click()
    assert told.went[-1] == ("public", {"case": case})
    leave(page)


def test_the_card_stands_between_results_and_papers(qtbot: QtBot, tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    page, _, _ = open_cases(qtbot, office, homes[0])
    assert page.shown is not None
    keys = [choice.key for choice in page.cards.anchors(page.shown)]
    assert keys.index("snapshot") < keys.index("public") < keys.index("document") < keys.index("history")
    leave(page)


def test_the_desk_opens_the_case_whose_notice_is_to_be_posted(qtbot: QtBot, tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    approve_notice(office, draft_notice(office, case))
    page, told = open_home(qtbot, office)
    qtbot.waitUntil(lambda: any(task.kind == "to_post" for task in page.tasks.tasks))
    (at,) = [number for number, task in enumerate(page.tasks.tasks) if task.kind == "to_post"]
    assert villages(office)[0].name in task_words(page.tasks.tasks[at])[0]
    qtbot.waitUntil(lambda: len(rows(page)) == len(page.tasks.tasks))
    (row,) = [one for one in rows(page) if one.button.text() == say("public_cards.post")]
    row.button.click()
    assert told.went[-1] == ("public", {"case": case})
    close(page)


def test_ticked_households_go_to_a_new_batch_whatever_their_villages(qtbot: QtBot, tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    other = a_household(office, name="Li", village=1)
    page, told = a_list(qtbot, office)
    page.table.tick([*homes[:3], other], True)
    page.deeds.begin_case()
    name, place = told.went[-1]
    assert (name, place["new"]) == ("public", True)
    assert set(place["households"]) == {*homes[:3], other}  # type: ignore[call-overload]
