"""The section of clues: by state, written, checked and closed beside the list, led into a procedure."""

from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.operations.campaigns import campaigns
from app.operations.clues.checks import EXCLUDED, TAKEN_IN
from app.operations.clues.deeds import close_clues
from app.operations.clues.lists import list_clues
from app.operations.offices import Office
from app.operations.places import villages
from app.ui.desks import Desk
from app.ui.help.checks.opening import CampaignPanel
from app.ui.help.pages import HelpPage
from app.ui.monitoring.clues.panels import REASON, RESULT, ClosePanel, CluePanel
from app.ui.monitoring.clues.sections import CluesSection
from app.ui.monitoring.clues.writing import CHECKER, DUE, SOURCE, WHAT, WHOM, NewCluePanel
from tests.operations.helping import TODAY, a_cadre, a_pairing
from tests.operations.offices import a_household, an_office
from tests.operations.test_clues import a_clue
from tests.ui.household.desks import Told, a_desk, a_window


def opened(qtbot: QtBot, office: Office, **place: object) -> tuple[CluesSection, Desk, Told]:
    desk, told = a_desk(office)
    section = CluesSection(desk)
    told.kept += [desk, a_window(qtbot, section), section.buttons()]
    section.show_scope(TODAY.year, None)
    settled(qtbot, desk)
    section.open_at(**place)  # type: ignore[arg-type]
    return section, desk, told


def settled(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.lanes.busy(), timeout=20_000)


def test_states_narrow_the_list_and_their_counts_add_up(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    late, later = a_clue(office, household, date(2026, 10, 20)), a_clue(office, household)
    done, taken = a_clue(office, household), a_clue(office, household)
    close_clues(office, [done], TODAY, EXCLUDED, "not so")
    close_clues(office, [taken], TODAY, TAKEN_IN)
    section, desk, _ = opened(qtbot, office)
    assert {one.id for one in section.lines} == {late, later, taken}
    for state, expected in (("overdue", [late]), ("taken", [taken]), ("closed", [done])):
        section.narrow(state)
        assert [one.id for one in section.lines] == expected
    section.narrow("all")
    assert len(section.lines) == sum(section.counts.values()) == 4
    desk.close()


def test_a_clue_is_written_for_a_household_whose_helper_checks(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    a_pairing(office, household, a_cadre(office, "Li"), started_on="2026-01-01")
    section, desk, _ = opened(qtbot, office, new=True)
    panel = section.place.panel
    assert isinstance(panel, NewCluePanel)
    panel.start(household)
    settled(qtbot, desk)
    assert panel.fields.answer(CHECKER) == "Li" and panel.fields.answer(DUE) == date(2026, 11, 12)
    panel.fields.set_answer(SOURCE, "4")
    panel.take()
    assert list_clues(office) == []  # what it says is asked for first
    panel.fields.inputs[WHAT].setPlainText("a hospital bill")
    panel.take()
    qtbot.waitUntil(lambda: section.place.panel is None, timeout=20_000)
    settled(qtbot, desk)
    assert [one.head for one in section.lines] == ["Zhao"]
    assert list_clues(office)[0].cadre_id
    desk.close()


def test_somebody_the_archive_does_not_hold_has_a_village_and_a_name(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    section, desk, _ = opened(qtbot, office, new=True)
    panel = section.place.panel
    assert isinstance(panel, NewCluePanel)
    panel.start_in_village()
    for path, answer in ((SOURCE, "1"), (CHECKER, "Li")):
        panel.fields.set_answer(path, answer)
    panel.fields.inputs[WHAT].setPlainText("flood")
    panel.village.set_answer(villages(office)[0].id)
    panel.take()
    settled(qtbot, desk)
    assert list_clues(office) == []  # the name is missing, and said beside its field
    panel.fields.set_answer(WHOM, "Qian")
    panel.take()
    qtbot.waitUntil(lambda: section.place.panel is None, timeout=20_000)
    assert [one.whom for one in list_clues(office)] == ["Qian"]
    desk.close()


def test_turning_away_asks_for_the_reason(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    clue = a_clue(office, a_household(office))
    section, desk, _ = opened(qtbot, office, clue=clue)
    panel = section.place.panel
    assert isinstance(panel, CluePanel) and panel.form is not None
    panel.form.set_answer(RESULT, EXCLUDED)
    panel.take()
    settled(qtbot, desk)
    assert list_clues(office)[0].state == "open"
    panel.form.inputs[REASON].setPlainText("the insurance paid")
    panel.take()
    qtbot.waitUntil(lambda: section.place.panel is None, timeout=20_000)
    assert list_clues(office)[0].answers["reason"] == "the insurance paid"
    desk.close()


def test_those_taken_in_lead_straight_into_a_batch(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    homes = [a_household(office, name=name) for name in ("Zhao", "Qian")]
    clues = [a_clue(office, home) for home in homes]
    section, desk, told = opened(qtbot, office)
    section.table.tick(clues)
    section.close_ticked()
    panel = section.place.panel
    assert isinstance(panel, ClosePanel) and panel.form is not None
    panel.form.set_answer(RESULT, TAKEN_IN)
    panel.take()
    qtbot.waitUntil(lambda: bool(told.went), timeout=20_000)
    page, place = told.went[-1]
    assert page == "public" and place["new"] is True and set(place["households"]) == set(homes)  # type: ignore[call-overload]
    assert "monitor-in" in place["procedures"]  # type: ignore[operator]
    settled(qtbot, desk)
    section.narrow("taken")
    section.table.tick(clues)
    section.enter_ticked()
    assert len(told.went) == 2
    desk.close()


def test_this_months_inspection_is_opened_once_and_then_come_back_to(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    a_household(office)
    section, desk, told = opened(qtbot, office)
    section._go_to_checks()
    qtbot.waitUntil(lambda: bool(told.went), timeout=20_000)
    assert told.went[-1] == ("help", {"section": "checks", "year": 2026, "monthly": True})
    page = HelpPage(desk)
    told.kept += [a_window(qtbot, page)]
    page.open_at(section="checks", year=2026, monthly=True)
    panel = page.section("checks").place.panel
    assert isinstance(panel, CampaignPanel)
    settled(qtbot, desk)
    panel.take()
    qtbot.waitUntil(lambda: bool(campaigns(office)), timeout=20_000)
    settled(qtbot, desk)
    (known,) = campaigns(office)
    assert (known.answers["from_on"], known.answers["to_on"]) == (date(2026, 11, 1), date(2026, 11, 30))
    section._go_to_checks()
    qtbot.waitUntil(lambda: len(told.went) > 1, timeout=20_000)
    assert told.went[-1][1]["campaign"] == known.id
    desk.close()
