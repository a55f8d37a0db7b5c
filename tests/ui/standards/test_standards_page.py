"""The page 标准核查: judged beside the screen, narrowed, explained, compared, and carried on into a case or a paper."""

from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.judgements import judgements_of, replay
from app.operations.offices import Office
from app.operations.places import villages
from app.texts import say
from app.ui.kit.cells import Mark
from app.ui.public.openings import NewBatchPanel
from app.ui.standards.pages import StandardsPage
from app.ui.standards.panels import JudgedPanel
from tests.operations.offices import an_office
from tests.operations.test_assessing import BY, ON, a_poor_household, answer
from tests.ui.household.desks import Told, a_desk, a_window, open_household
from tests.ui.public.test_public_page import a_page as a_public_page


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def a_page(qtbot: QtBot, office: Office, **place: object) -> tuple[StandardsPage, Told]:
    """The page in a window, judged by Sichuan's standard at the end of November 2019."""
    desk, told = a_desk(office)
    page = StandardsPage(desk)
    told.kept += [desk, a_window(qtbot, page)]
    page.open_at(**{"standard": BY, "on": ON, **place})  # type: ignore[arg-type]
    rest(qtbot, page)
    return page, told


def rest(qtbot: QtBot, page: StandardsPage) -> None:
    """Wait until what was asked is judged."""
    qtbot.waitUntil(lambda: not page._desk.lanes.busy() and not page.job.under_way)


def heads(page: StandardsPage) -> list[str]:
    return [one.head for one in page.shown]


def a_village_of_three(office: Office) -> list[str]:
    """One short of one item, one that fails, one of which the income is unknown."""
    near = a_poor_household(office, "Zhao")
    answer(office, near, "conditions", {"danger_grade": "A", "water_safe": True, "living_power": True})
    return [
        near,
        a_poor_household(office, "Qian", amount="3000"),
        a_poor_household(office, "Sun", amount=None),
    ]


def test_households_are_judged_with_the_totals_of_each_item(qtbot: QtBot, office: Office):
    a_village_of_three(office)
    page, told = a_page(qtbot, office)
    assert heads(page) == ["Zhao", "Qian", "Sun"] and told.problems == []
    whole, income, *_ = page.totals.lines.totals
    assert dict(whole.counts) == {"pass": 0, "fail": 1, "unknown": 2}
    assert dict(income.counts) == {"pass": 1, "fail": 1, "unknown": 1}
    assert not page.empty["nobody"].isVisible() and page.table.isVisible()


def test_the_list_is_narrowed_by_result_and_item_and_sorted(qtbot: QtBot, office: Office):
    a_village_of_three(office)
    page, _ = a_page(qtbot, office)
    page.show_state("fail")
    assert heads(page) == ["Qian"]
    page.show_state("")
    page.show_item("income")
    assert heads(page) == ["Qian", "Sun"]
    page.show_state("one")
    assert heads(page) == [] and page.empty["here"].isVisible()
    page.show_everything()
    page.totals.lines.setFocus()
    qtbot.keyClick(page.totals.lines, Qt.Key.Key_Down)
    assert page.narrowing.item == "income" and heads(page) == ["Qian", "Sun"]
    qtbot.keyClick(page.totals.lines, Qt.Key.Key_Up)
    page.table.sorted_by.emit("short", False)
    assert heads(page)[0] == "Zhao"


def test_one_household_is_explained_item_by_item_and_leads_to_its_fields(qtbot: QtBot, office: Office):
    _, poor, _ = a_village_of_three(office)
    page, told = a_page(qtbot, office)
    page.table.setFocus()
    page.table.go_to(1)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    panel = page.place.panel
    assert isinstance(panel, JudgedPanel) and panel.household_id == poor
    shown = panel.items.shown
    assert shown is not None and shown.results[0].state == "fail"
    panel.items.asked_for.emit("conditions.danger_grade", "")
    assert told.went[-1][0] == "household"
    assert told.went[-1][1]["field"] == "conditions.danger_grade" and told.went[-1][1]["year"] == 2019
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert page.place.panel is None and page.table.hasFocus()


def test_a_second_standard_stands_beside_the_first(qtbot: QtBot, office: Office):
    a_village_of_three(office)
    page, _ = a_page(qtbot, office)
    page.ask.second.set_answer("national-household")
    page.ask.second.answered.emit()
    rest(qtbot, page)
    assert [column.key for column in page.table.rows.columns][5:8] == ["result", "second", "short"]
    row = page.table.rows.source.row(0)
    assert row is not None and isinstance(row.cells[5], tuple) and isinstance(row.cells[5][0], Mark)
    page.open_household(page.shown[0].household_id)
    panel = page.place.panel
    assert isinstance(panel, JudgedPanel) and panel.sides.isVisible()
    panel.show_side("second")
    assert panel.items.shown is not None and panel.items.shown.standard == "national-household"
    page.ask.second.set_answer(None)
    page.ask.second.answered.emit()
    rest(qtbot, page)
    assert "second" not in [column.key for column in page.table.rows.columns]


def test_a_day_before_the_archive_is_told_at_the_field_and_the_list_stays(qtbot: QtBot, office: Office):
    a_village_of_three(office)
    page, told = a_page(qtbot, office)
    page.ask.as_of.set_answer(date(2020, 1, 1))
    page.ask.as_of.answered.emit()
    rest(qtbot, page)
    assert page.ask.as_of.property("issue") == "error" and told.problems == []
    assert len(page.shown) == 3
    page.ask.as_of.setText("someday")
    page.ask.as_of.answered.emit()
    assert page.ask.line.text() == say("standards_page.ask_right")


def test_a_judging_is_stopped_and_what_stood_there_stays(qtbot: QtBot, office: Office):
    a_village_of_three(office)
    page, told = a_page(qtbot, office)
    gate = Event()
    for _ in range(3):  # the lane is full: the judging waits in it
        page._desk.lanes.run("errand", lambda _: gate.wait(20))
    page.ask.on.set_answer(date(2018, 11, 30))
    page.ask.on.answered.emit()
    page.progress.stopped.emit()
    gate.set()
    rest(qtbot, page)
    assert len(page.shown) == 3 and told.problems == []
    assert page.header.line.text() == say("standards_page.not_judged")
    assert page.found is not None and page.found.asked.on == ON


def test_a_panel_that_comes_and_goes_leaves_the_window_as_wide_as_it_was(qtbot: QtBot, office: Office):
    a_village_of_three(office)
    page, _ = a_page(qtbot, office)
    window = page.window()
    window.resize(1092, 612)
    page.open_household(page.shown[0].household_id)
    qtbot.waitUntil(lambda: page.totals.isHidden())
    assert window.width() == 1092
    page.place.close_panel()
    assert page.totals.isVisible() and window.width() == 1092


def test_a_village_without_anyone_says_so_and_a_change_is_judged_at_once(qtbot: QtBot, office: Office):
    one = a_poor_household(office)
    page, _ = a_page(qtbot, office, village=villages(office)[1].id)
    assert page.empty["nobody"].isVisible()
    page.ask.place.set_answer("")
    page.ask.place.answered.emit()
    rest(qtbot, page)
    assert heads(page) == ["Zhao"]
    answer(office, one, "conditions", {"danger_grade": "D"})
    page._desk.changed.emit("households")
    rest(qtbot, page)
    assert page.shown[0].state == "fail"


def test_the_ticked_go_into_the_standards_procedure_and_onto_its_paper(qtbot: QtBot, office: Office):
    homes = a_village_of_three(office)
    page, told = a_page(qtbot, office)
    page.table.tick(homes[:2])
    page.deeds.begin_ticked()
    where, place = told.went[-1]
    assert where == "public" and place["households"] == tuple(homes[:2])
    assert place["procedures"] == ("poor-exit",)
    assert told.sentences[-1] == say("standards_page.not_all_pass", count=2)
    page.deeds.print_ticked()
    assert told.went[-1] == ("print", {"paper": "exit-check", "households": tuple(homes[:2]), "year": 2019})
    public, _ = a_public_page(qtbot, office)
    public.open_at(**place)  # type: ignore[arg-type]
    panel = public.place.panel
    assert isinstance(panel, NewBatchPanel)
    qtbot.waitUntil(lambda: bool(panel.entrants.homes))
    assert panel.procedure.answer() == "poor-exit"


def test_a_batch_begun_from_the_list_keeps_by_what_it_was_judged(qtbot: QtBot, office: Office):
    one = a_poor_household(office)
    answer(office, one, "standing", {"poverty_status": "0"})
    page, told = a_page(qtbot, office)
    page.table.tick([one])
    page.deeds.begin_ticked()
    public, _ = a_public_page(qtbot, office)
    public.open_at(**told.went[-1][1])  # type: ignore[arg-type]
    panel = public.place.panel
    assert isinstance(panel, NewBatchPanel)
    qtbot.waitUntil(lambda: bool(panel.entrants.ticked()))
    panel.take()
    qtbot.waitUntil(lambda: bool(judgements_of(office, one)))
    (kept,) = judgements_of(office, one)
    assert (kept.standard, kept.on) == (BY, page.found.asked.on) and replay(office, kept.id).same
    shown, _ = open_household(qtbot, office, one, year=2019)
    lines = shown.cards.card("standards").kept
    qtbot.waitUntil(lambda: lines.kept == [kept])
    before = lines.told[kept.id].text()
    lines.again(kept)
    qtbot.waitUntil(lambda: lines.told[kept.id].text() != before)
    assert lines.told[kept.id].text().startswith(say("judgements.came_same"))


@pytest.mark.parametrize("ending", ["xlsx", "pdf"])
def test_the_list_is_written_as_a_table(qtbot: QtBot, office: Office, tmp_path: Path, ending: str):
    a_village_of_three(office)
    page, told = a_page(qtbot, office)
    out = tmp_path / f"standards.{ending}"
    page.deeds.write_table(out, page.shown)
    qtbot.waitUntil(lambda: bool(told.sentences))
    assert out.stat().st_size > 2000
    assert told.sentences[-1] == say("standards_page.table_made", rows="3", file=out.name)


def test_the_card_says_how_a_household_stands_and_as_of_an_earlier_day(qtbot: QtBot, office: Office):
    one, _, _ = a_village_of_three(office)
    page, _ = open_household(qtbot, office, one, year=2019)
    card = page.cards.card("standards")
    qtbot.waitUntil(lambda: card.judgement is not None)
    assert card.judgement.standard == BY and card.items.isHidden()
    states = [result.state for result in card.judgement.results]
    counts = {"met": "pass", "failed": "fail", "unknown": "unknown"}
    words = {gap: str(states.count(state)) for gap, state in counts.items()}
    assert card.counts.text() == say("standards_page.card_counts", **words)
    card.toggle()
    assert not card.items.isHidden()
    card.as_of.set_answer(date(2020, 1, 1))
    card.judge()
    qtbot.waitUntil(lambda: not card.fault.isHidden())
    card.as_of.set_answer(None)
    card.judge()
    qtbot.waitUntil(lambda: card.fault.isHidden())
    card.go_to_page()


def test_a_standard_that_is_not_for_the_household_says_so(qtbot: QtBot, office: Office):
    page, _ = open_household(qtbot, office, a_poor_household(office), year=2019)
    card = page.cards.card("standards")
    card.standard.set_answer("risk-cleared")
    card.standard.answered.emit()
    qtbot.waitUntil(lambda: not page._desk.lanes.busy())
    assert card.judgement is None and card.unfold.isHidden()
    assert card.counts.text() != ""
