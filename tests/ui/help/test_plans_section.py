"""The section 计划 on a real small office, as a clerk uses it."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.plans import plan_of, save_measure, save_plan
from app.ui.help.plans.filters import WITHOUT
from app.ui.help.plans.give_panels import GivePanel
from app.ui.help.plans.plan_panels import PlanPanel
from app.ui.help.plans.step_panels import StepPanel
from tests.ui.help.pages import YEAR, firsts, open_help, settled, three_needing

MEASURE = {"kind": "01", "name": "Tea garden"}


def test_households_that_should_have_a_plan_are_found_and_drafted_beside_the_list(
    qtbot: QtBot, tmp_path: Path
):
    office, households = three_needing(tmp_path)
    _, plans, desk, _ = open_help(qtbot, office, "plans", state=WITHOUT)
    assert firsts(plans.table) == ["Zhao", "Qian", "Sun"]
    plans.table.go_to(0)
    qtbot.keyClick(plans.table, Qt.Key.Key_Return)
    settled(qtbot, desk)
    panel = plans.place.panel
    assert isinstance(panel, PlanPanel)
    panel.go.click()
    settled(qtbot, desk)
    plan = plan_of(office, households[0], YEAR)
    assert plan is not None and plan.state == "draft"
    assert firsts(plans.table) == ["Qian", "Sun"]
    assert plans.filters._counts["draft"] == 1
    desk.close()


def test_one_measure_is_arranged_for_many_and_who_is_left_out_is_told(qtbot: QtBot, tmp_path: Path):
    office, households = three_needing(tmp_path)
    save_measure(office, households[1], YEAR, MEASURE)
    _, plans, desk, told = open_help(qtbot, office, "plans", give=households)
    panel = plans.place.panel
    assert isinstance(panel, GivePanel)
    panel.write()
    assert panel.form.inputs["measure.kind"].hasFocus()  # nothing was said yet: the sentence stands beside it
    panel.form.set_answer("measure.kind", "01")
    panel.form.set_answer("measure.name", "Tea garden")
    panel.write()
    settled(qtbot, desk)
    assert len(panel.told.shown) == 2  # what was done, and the one household that has it already
    assert panel.told.shown[1].who.startswith("Qian")
    assert firsts(plans.table) == ["Zhao", "Qian", "Sun"]
    told.undo[-1]()  # type: ignore[operator]
    settled(qtbot, desk)
    assert plan_of(office, households[0], YEAR) is None
    desk.close()


def test_an_item_of_the_catalogue_fills_the_measure_in(qtbot: QtBot, tmp_path: Path):
    office, households = three_needing(tmp_path)
    _, plans, desk, _ = open_help(qtbot, office, "plans", give=households, kind="07")
    panel = plans.place.panel
    code, item = next(iter(panel._items.items()))
    assert item.kind == "07"
    panel.item.take(code)
    assert panel.form.answer("measure.name") == item.name
    assert panel.form.answer("measure.kind") == "07"
    desk.close()


def test_plans_are_signed_in_one_go_and_each_refusal_says_what_is_lacking(qtbot: QtBot, tmp_path: Path):
    office, households = three_needing(tmp_path)
    save_measure(office, households[0], YEAR, MEASURE)
    save_plan(office, households[1], YEAR, {})
    _, plans, desk, _ = open_help(qtbot, office, "plans")
    plans.table.ticked_all.emit(True)
    plans.deeds.step()
    settled(qtbot, desk)
    panel = plans.place.panel
    assert isinstance(panel, StepPanel)
    assert panel.to.answer() == "agreed"
    qtbot.keyClick(panel.go, Qt.Key.Key_Return)
    settled(qtbot, desk)
    states = {one: getattr(plan_of(office, one, YEAR), "state", "") for one in households[:2]}
    assert states == {households[0]: "agreed", households[1]: "draft"}
    assert [line.who.split()[0] for line in panel.told.shown[1:]] == ["Qian"]
    desk.close()


def test_the_fields_asked_for_are_those_of_the_step(qtbot: QtBot, tmp_path: Path):
    office, households = three_needing(tmp_path)
    save_plan(office, households[0], YEAR, {})
    _, plans, desk, _ = open_help(qtbot, office, "plans")
    plans.deeds.step()
    settled(qtbot, desk)
    panel = plans.place.panel
    result = panel.form.inputs["plan.result"]
    assert not result.isVisible()
    panel.to.take("closed")
    assert result.isVisible()
    assert not panel.form.inputs["plan.signed_by"].isVisible()
    desk.close()


def test_a_suggestion_is_taken_with_one_press(qtbot: QtBot, tmp_path: Path):
    office, households = three_needing(tmp_path)
    save_plan(office, households[0], YEAR, {})
    _, plans, desk, _ = open_help(qtbot, office, "plans")
    plans.table.opened.emit(households[0])
    settled(qtbot, desk)
    panel = plans.place.panel
    offered = panel.seen.suggested
    assert offered
    panel.take(offered[0].item.code)
    settled(qtbot, desk)
    plan = plan_of(office, households[0], YEAR)
    assert plan is not None
    assert [one.answers["item"] for one in plan.measures] == [offered[0].item.code]
    assert offered[0].item.code not in {one.item.code for one in panel.seen.suggested}
    desk.close()


def test_the_arrows_take_the_panel_along_and_esc_closes_it(qtbot: QtBot, tmp_path: Path):
    office, households = three_needing(tmp_path)
    for household in households:
        save_plan(office, household, YEAR, {})
    _, plans, desk, _ = open_help(qtbot, office, "plans")
    plans.table.setFocus()
    plans.table.go_to(0)
    qtbot.keyClick(plans.table, Qt.Key.Key_Return)
    qtbot.keyClick(plans.table, Qt.Key.Key_Down)
    settled(qtbot, desk)
    assert plans.place.panel.row.household_id == households[1]
    assert plans.table.hasFocus()
    qtbot.keyClick(plans.place.panel, Qt.Key.Key_Escape)
    assert plans.place.panel is None
    assert plans.table.hasFocus()
    desk.close()


def test_only_one_button_is_strong(qtbot: QtBot, tmp_path: Path):
    office, households = three_needing(tmp_path)
    _, plans, desk, _ = open_help(qtbot, office, "plans", give=households)
    assert plans.give_button._kind == "quiet"
    plans.place.close_panel()
    assert plans.give_button._kind == "primary"
    settled(qtbot, desk)
    desk.close()


def test_last_years_plans_become_this_years_drafts_and_the_rest_is_told(qtbot: QtBot, tmp_path: Path):
    office, households = three_needing(tmp_path)
    save_measure(office, households[0], YEAR - 1, MEASURE)
    _, plans, desk, told = open_help(qtbot, office, "plans", state=WITHOUT)
    plans.deeds.carry()
    settled(qtbot, desk)
    plan = plan_of(office, households[0], YEAR)
    assert plan is not None and [one.answers["name"] for one in plan.measures] == ["Tea garden"]
    assert told.undo
    desk.close()


def test_measures_go_out_to_a_workbook_and_come_back_as_one_batch(qtbot: QtBot, tmp_path: Path):
    office, households = three_needing(tmp_path)
    for household in households:
        save_measure(office, household, YEAR, MEASURE)
    _, plans, desk, told = open_help(qtbot, office, "plans")
    plans.workbooks.write_to("list", tmp_path / "list.xlsx")
    settled(qtbot, desk)
    plans.workbooks.write_to("measure", tmp_path / "measures.xlsx")
    settled(qtbot, desk)
    assert len(told.sentences) == 2
    plans.workbooks.read("measure")
    panel = plans.place.panel
    panel.take_files([tmp_path / "measures.xlsx"])
    settled(qtbot, desk)
    assert (panel.report.lines.unchanged, panel.report.refusals) == (3, ())
    assert not panel.write.isVisible()
    desk.close()


def test_the_catalogue_goes_out_and_an_own_item_comes_in(qtbot: QtBot, tmp_path: Path):
    office, _ = three_needing(tmp_path)
    _, plans, desk, _ = open_help(qtbot, office, "plans")
    plans.workbooks.write_to("catalogue_item", tmp_path / "catalogue.xlsx")
    settled(qtbot, desk)
    plans.workbooks.read("catalogue_item")
    panel = plans.place.panel
    panel.take_files([tmp_path / "catalogue.xlsx", tmp_path / "catalogue.xlsx"])
    settled(qtbot, desk)
    assert panel.told.shown  # one file at a time
    panel.take_files([tmp_path / "catalogue.xlsx"])
    settled(qtbot, desk)
    assert panel.report.refusals == ()
    assert panel.report.unchanged == panel.report.rows > 50
    assert not panel.write.isVisible()
    desk.close()


def test_what_is_ticked_is_printed(qtbot: QtBot, tmp_path: Path):
    office, households = three_needing(tmp_path)
    for household in households:
        save_plan(office, household, YEAR, {})
    _, plans, desk, told = open_help(qtbot, office, "plans")
    plans.table.tick(households[1:])
    plans.deeds.print()
    page, place = told.went[-1]
    assert (page, place["paper"], set(place["households"])) == ("print", "help-plan", set(households[1:]))  # type: ignore[call-overload]
    desk.close()
