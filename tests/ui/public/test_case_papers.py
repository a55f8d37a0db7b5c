"""打印表格: from the panel of a case and from a household's card to the page 打印, for those who go with the case."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.operations.cases.opening import leave_case
from app.texts import say
from app.ui.household.help.cases import CasesCard
from app.ui.kit.buttons import Button
from app.ui.printing.pages import PrintPage
from app.ui.public.case_papers import PaperLines
from tests.operations.public.batches import an_office_with_twelve, an_open_case, to_the_notice
from tests.ui.household.desks import a_desk, a_window, leave, open_household
from tests.ui.public.test_public_page import a_case_panel, a_page


def test_a_case_leads_to_the_papers_of_its_step_for_all_who_go_with_it(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = an_open_case(office, homes)
    leave_case(office, case, homes[0], "已迁走")
    page, told = a_page(qtbot, office)
    panel = a_case_panel(qtbot, page, case)
    lines = panel.findChild(PaperLines)
    assert isinstance(lines, PaperLines)
    qtbot.waitUntil(lambda: bool(lines.links))
    assert list(lines.links)[:2] == ["application", "consent"]
    lines.links["consent"].click()
    where, place = told.went[-1]
    assert (where, place["paper"], place["case"]) == ("print", "consent", case)
    assert set(place["households"]) == set(homes[1:])


def test_a_household_prints_its_own_papers_of_the_case(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = an_open_case(office, homes)
    page, told = open_household(qtbot, office, homes[0])
    card = page.cards.card("public")
    assert isinstance(card, CasesCard)
    links = [one for one in card.findChildren(Button) if one.text() == say("case_papers.link")]
    links[0].click()
    qtbot.waitUntil(lambda: bool(told.went))
    assert told.went[-1] == ("print", {"paper": "application", "households": (homes[0],), "case": case})
    leave(page)


def test_the_page_prints_with_what_that_case_says(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    desk, told = a_desk(office)
    page = PrintPage(desk)
    told.kept += [desk, a_window(qtbot, page)]
    page.open_at(paper="approval", households=homes[:2], case=case)
    qtbot.waitUntil(lambda: not desk.lanes.busy(), timeout=20_000)
    assert page.order is not None
    assert page.order.case == case
    assert page.plan is not None
    assert page.plan.households == 2
    out = tmp_path / "approval.docx"
    page.deeds.save_to(page.whole_order() or page.order, out)
    qtbot.waitUntil(out.exists, timeout=20_000)
    qtbot.waitUntil(lambda: not desk.lanes.busy(), timeout=20_000)
