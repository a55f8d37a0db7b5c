"""The section of warnings: explained, handed over, turned away, narrowed by rule and place."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.operations.clues.lists import list_clues
from app.operations.offices import Office
from app.operations.places import villages
from app.ui.desks import Desk
from app.ui.monitoring.pages import MonitoringPage
from app.ui.monitoring.warnings.panels import CHECKER, DUE, REASON, AwayPanel, TakePanel, WarningPanel
from app.ui.monitoring.warnings.sections import HANDLED, WarningsSection
from tests.operations.helping import TODAY, a_cadre, a_pairing
from tests.operations.offices import a_household, an_office
from tests.operations.test_warnings import a_house, an_income
from tests.ui.household.desks import Told, a_desk, a_window


def two_warned(folder: Path) -> tuple[Office, str, str]:
    """An office with a household whose house is graded C, and one in another village whose income fell."""
    office = an_office(folder)
    one, two = a_household(office, name="Zhao"), a_household(office, name="Qian", village=1)
    a_house(office, one, 2025, "C")
    an_income(office, two, 2024, 10_000)
    an_income(office, two, 2025, 5_000)
    return office, one, two


def opened(qtbot: QtBot, office: Office) -> tuple[WarningsSection, Desk, Told]:
    desk, told = a_desk(office)
    section = WarningsSection(desk)
    told.kept += [desk, a_window(qtbot, section), section.buttons()]
    section.show_scope(TODAY.year, None)
    qtbot.waitUntil(lambda: section.read is not None, timeout=30_000)
    return section, desk, told


def settled(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.lanes.busy(), timeout=30_000)


def keys(section: WarningsSection) -> list[str]:
    return [one.warning.rule.key for one in section.lines]


def test_the_list_is_narrowed_by_rule_and_place(qtbot: QtBot, tmp_path: Path) -> None:
    office, _, _ = two_warned(tmp_path)
    section, desk, _ = opened(qtbot, office)
    assert set(keys(section)) == {"house_unsafe", "income_fall"}
    section.open_at(rule="income_fall")
    assert keys(section) == ["income_fall"]
    section.open_at(rule="house_unsafe")
    section.show_scope(TODAY.year, villages(office)[1].id)
    settled(qtbot, desk)
    assert keys(section) == [] and section.none.isVisible()
    desk.close()


def test_a_warning_says_its_rule_its_values_and_what_it_rests_on(qtbot: QtBot, tmp_path: Path) -> None:
    office, one, _ = two_warned(tmp_path)
    section, desk, told = opened(qtbot, office)
    known = next(line for line in section.lines if line.household_id == one)
    section.show_one(known.key)
    panel = section.place.panel
    assert isinstance(panel, WarningPanel) and panel.take.isVisible() and not panel.clue.isVisible()
    panel.asked.emit("open")
    page, place = told.went[-1]
    assert (page, place["id"], place["field"]) == ("household", one, "conditions.danger_grade")
    desk.close()


def test_ticked_warnings_go_to_the_one_who_is_named(qtbot: QtBot, tmp_path: Path) -> None:
    office, one, _ = two_warned(tmp_path)
    a_pairing(office, one, a_cadre(office, "Li"), started_on="2026-01-01")
    section, desk, _ = opened(qtbot, office)
    section.table.tick([line.key for line in section.lines])
    section.take_ticked()
    panel = section.place.panel
    assert isinstance(panel, TakePanel)
    panel.take()  # one household has no helper
    settled(qtbot, desk)
    assert list_clues(office) == []
    panel.fields.set_answer(CHECKER, "Wang")
    panel.take()
    qtbot.waitUntil(lambda: section.place.panel is None, timeout=30_000)
    qtbot.waitUntil(lambda: section.lines == [], timeout=30_000)
    assert {clue.answers["checker"] for clue in list_clues(office)} == {"Wang"}
    section.states._pick(HANDLED)
    assert len(section.lines) == 2
    desk.close()


def test_one_goes_to_its_helper_by_the_day_of_the_rule(qtbot: QtBot, tmp_path: Path) -> None:
    office, one, _ = two_warned(tmp_path)
    helper = a_cadre(office, "Li")
    a_pairing(office, one, helper, started_on="2026-01-01")
    section, desk, _ = opened(qtbot, office)
    known = next(line for line in section.lines if line.household_id == one)
    section.show_one(known.key)
    section._asked("take")
    panel = section.place.panel
    assert isinstance(panel, TakePanel)
    assert panel.fields.answer(CHECKER) == "Li" and panel.fields.answer(DUE) == known.due_on
    panel.take()
    qtbot.waitUntil(lambda: section.place.panel is None, timeout=30_000)
    assert [clue.cadre_id for clue in list_clues(office)] == [helper]
    desk.close()


def test_turning_away_needs_a_reason(qtbot: QtBot, tmp_path: Path) -> None:
    office, one, _ = two_warned(tmp_path)
    section, desk, _ = opened(qtbot, office)
    section.table.tick([line.key for line in section.lines if line.household_id == one])
    section.turn_ticked_away()
    panel = section.place.panel
    assert isinstance(panel, AwayPanel)
    panel.take()
    settled(qtbot, desk)
    assert list_clues(office) == []
    panel.fields.inputs[REASON].setPlainText("mended")
    panel.take()
    qtbot.waitUntil(lambda: section.place.panel is None, timeout=30_000)
    assert [clue.state for clue in list_clues(office)] == ["closed"]
    desk.close()


def test_the_page_shows_its_sections(qtbot: QtBot, tmp_path: Path) -> None:
    office, _, _ = two_warned(tmp_path)
    desk, told = a_desk(office)
    page = MonitoringPage(desk)
    told.kept += [desk, a_window(qtbot, page)]
    for part in page.parts:
        page.open_at(section=part.key)
        settled(qtbot, desk)
        assert page.stack.currentWidget() is page.section(part.key)
    assert told.problems == []
    desk.close()
