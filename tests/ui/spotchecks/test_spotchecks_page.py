"""The page 抽样核查: a sample is drawn from the panel, a check entered, rates shown, papers written."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.offices import Office
from app.operations.spotchecks.drawing import SampleAsked, draw_check
from app.operations.spotchecks.listing import sample_named, sampled_of, samples
from app.ui.spotchecks.pages import SpotChecksPage
from app.ui.spotchecks.panels import ASKED, CHECKERS, CONTENT, MEETS, CheckPanel, DrawPanel
from tests.operations.crosschecks.lists import YEAR, somebody, stands
from tests.operations.offices import an_office
from tests.ui.household.desks import Told, a_desk, a_window


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Five lifted households."""
    office = an_office(tmp_path)
    for serial, name in enumerate("甲乙丙丁戊", 1):
        stands(office, somebody(office, serial, name), poverty_status="1")
    return office


def opened(qtbot: QtBot, office: Office, **place: str) -> tuple[SpotChecksPage, Told]:
    desk, told = a_desk(office)
    page = SpotChecksPage(desk)
    told.kept += [desk, a_window(qtbot, page)]
    page.open_at(**place)
    rest(qtbot, page)
    return page, told


def rest(qtbot: QtBot, page: SpotChecksPage) -> None:
    """Wait until nothing is read or written any more."""
    qtbot.waitUntil(lambda: not page._desk.lanes.busy() and not page.job.under_way, timeout=60_000)


def test_a_sample_is_drawn_from_the_empty_page(qtbot: QtBot, office: Office):
    page, told = opened(qtbot, office)
    assert page.first.isVisible() and not page.new.isVisible() and not page.pack_button.isEnabled()
    page.draw_first()
    panel = page.place.panel
    assert isinstance(panel, DrawPanel)
    panel.seed.set_answer("2026")
    panel.how_many.set_answer(3)
    panel.take()
    qtbot.waitUntil(lambda: len(page.lines) == 3, timeout=60_000)
    assert page.sample is not None and page.sample.seed == "2026" and told.problems == []


def test_a_draw_that_makes_no_sense_is_said_in_the_panel(qtbot: QtBot, office: Office):
    page, _ = opened(qtbot, office)
    page.draw_first()
    panel = page.place.panel
    assert isinstance(panel, DrawPanel)
    panel.how_many.set_answer(0)
    panel.take()
    qtbot.waitUntil(lambda: bool(panel.told.shown), timeout=60_000)
    assert samples(office) == []


def test_a_check_is_entered_and_the_rates_follow(qtbot: QtBot, office: Office):
    draw_check(office, SampleAsked("评估", 4, "2026", year=YEAR))
    page, told = opened(qtbot, office)
    page.table.setFocus()
    page.table.go_to(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    panel = page.place.panel
    assert isinstance(panel, CheckPanel)
    for path, value in ((CHECKERS, "A、B"), (MEETS, False), (ASKED, 2), (CONTENT, 3)):
        panel.fields.set_answer(path, value)
    panel.take()
    qtbot.waitUntil(panel.go.isEnabled, timeout=60_000)
    assert page.place.panel is panel, "more were content than were asked"
    panel.fields.set_answer(CONTENT, 1)
    panel.take()
    qtbot.waitUntil(lambda: page.place.panel is None and page.lines[0].checked, timeout=60_000)
    assert [figure.number for figure in page.strip._figures] == ["\u2014", "100.00", "50.00"]
    assert told.sentences[-1].startswith(page.lines[0].head)


def test_table_and_sheets_are_written(qtbot: QtBot, office: Office, tmp_path: Path):
    draw_check(office, SampleAsked("评估", 2, "2026", year=YEAR))
    page, told = opened(qtbot, office)
    page.write_table(tmp_path / "sample.xlsx")
    rest(qtbot, page)
    page.write_pack(tmp_path / "pack.pdf")
    rest(qtbot, page)
    assert (
        (tmp_path / "sample.xlsx").exists() and (tmp_path / "pack.pdf").exists() and len(told.sentences) == 2
    )


def test_another_sample_is_chosen_and_the_household_opens(qtbot: QtBot, office: Office):
    first = draw_check(office, SampleAsked("甲次", 2, "1", year=YEAR))
    draw_check(office, SampleAsked("乙次", 3, "2", year=YEAR))
    page, told = opened(qtbot, office, sample=first.id)
    assert page.sample is not None and page.sample.name == "甲次"
    homes = [one.household_id for one in sampled_of(office, sample_named(office, first.id))]
    page.open_check(homes[0])
    panel = page.place.panel
    assert isinstance(panel, CheckPanel)
    panel.opening.emit(homes[0])
    assert told.went[0][1]["id"] == homes[0]
