"""A new batch on screen: the fitting procedure first, who cannot enter stays out, village after village."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.operations.cases.listing import list_cases
from app.operations.cases.viewing import case_view
from app.operations.offices import Office
from app.operations.places import villages
from app.texts import say
from app.ui.public.case_panels import CasePanel
from app.ui.public.openings import NewBatchPanel
from app.ui.public.pages import PublicPage
from tests.operations.offices import a_household
from tests.operations.public.batches import an_office_with_twelve, an_open_case
from tests.ui.household.desks import Told
from tests.ui.public.test_public_page import a_page

CLASS = "standing.monitor_class"


def a_new_batch(qtbot: QtBot, office: Office, homes: list[str]) -> tuple[PublicPage, NewBatchPanel, Told]:
    """The panel of a new batch, with these households brought along."""
    page, told = a_page(qtbot, office)
    page.open_at(new=True, households=homes)
    panel = page.place.panel
    assert isinstance(panel, NewBatchPanel)
    qtbot.waitUntil(lambda: bool(panel.entrants.homes))
    return page, panel, told


def test_the_village_and_the_fitting_procedure_are_proposed(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    _, panel, _ = a_new_batch(qtbot, office, homes)
    assert panel.village.answer() == villages(office)[0].id
    assert panel.procedure.answer() == "monitor-in"
    regions = {one.procedure.region for one in panel.fits}
    assert all(villages(office)[0].code.startswith(region) for region in regions)
    assert len(panel.entrants.ticked()) == 12


def test_who_goes_through_such_a_procedure_already_stays_out_and_the_others_begin(
    qtbot: QtBot, tmp_path: Path
):
    office, homes = an_office_with_twelve(tmp_path)
    first = an_open_case(office, homes[:2], "monitor-in")
    page, panel, _ = a_new_batch(qtbot, office, homes)
    assert set(panel.entrants.out) == set(homes[:2])
    assert panel.entrants.told.shown[0].sentence == say("public.stay_out", count=2)
    panel.table.tick(homes)  # a hand that ticks them again does not bring them in
    assert set(panel.entrants.ticked()) == set(homes[2:])
    panel.asked[CLASS].set_answer("3")
    panel.take()
    qtbot.waitUntil(lambda: len(page.read.cards) == 2)
    (second,) = [line for line in list_cases(office) if line.id != first]
    assert second.households == 10


def test_one_household_is_answered_for_unlike_the_others(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    page, panel, _ = a_new_batch(qtbot, office, homes[:3])
    panel.asked[CLASS].set_answer("3")
    panel.table.opened.emit(homes[1])
    panel._apart.take("1")
    panel.take()
    qtbot.waitUntil(lambda: isinstance(page.place.panel, CasePanel))
    asked = {
        one.household_id: one.asked[CLASS] for one in case_view(office, list_cases(office)[0].id).households
    }
    assert asked == {homes[0]: "3", homes[1]: "1", homes[2]: "3"}


def test_the_households_of_another_village_are_begun_next(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    other = a_household(office, name="Li", village=1)
    page, panel, told = a_new_batch(qtbot, office, [other, *homes[:3]])
    assert set(panel.entrants.ticked()) == set(homes[:3])
    assert villages(office)[1].name in panel._aside.text()
    panel.asked[CLASS].set_answer("3")
    panel.take()
    qtbot.waitUntil(lambda: isinstance(page.place.panel, CasePanel))
    told.undo[-1]()  # type: ignore[operator]
    page_key, place = told.went[-1]
    assert page_key == "public" and place["new"]
    assert (place["village"], place["households"]) == (villages(office)[1].id, (other,))


def test_a_procedure_that_asks_nothing_can_be_chosen_too(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    _, panel, _ = a_new_batch(qtbot, office, homes)
    panel.procedure.take("members")
    assert panel.asked == {}
    assert len(panel.entrants.ticked()) == 12
