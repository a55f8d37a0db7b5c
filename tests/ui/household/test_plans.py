"""The card 帮扶计划: begun, typed, filled from suggestions and the catalogue, taken step by step, sent back, closed."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.drafts import read_draft
from app.operations.histories import household_history
from app.operations.offices import Office
from app.operations.plans import save_plan
from app.texts import say
from app.ui.household.help.plans import PlanCard
from app.ui.household.help.step_forms import BACK_TO
from app.ui.household.pages import HouseholdPage
from tests.operations.offices import an_office
from tests.operations.planning import YEAR, a_drafted, a_poor_household, brought_to, seen
from tests.ui.household.desks import Told, leave, open_household, settle


def open_plan(qtbot: QtBot, office: Office, household: str) -> tuple[HouseholdPage, PlanCard, Told]:
    page, told = open_household(qtbot, office, household, year=YEAR)
    card = page.cards.card("plan")
    assert isinstance(card, PlanCard)
    return page, card, told


def type_into(qtbot: QtBot, made: Any, text: str) -> None:
    made.setFocus()
    made.selectAll()
    qtbot.keyClicks(made, text)


def test_a_year_without_a_plan_says_so_and_begins_one_from_what_is_recorded(
    qtbot: QtBot, tmp_path: Path
) -> None:
    office = an_office(tmp_path)
    home = a_poor_household(office)
    page, card, _ = open_plan(qtbot, office, home)
    assert not card.none.isHidden()
    assert card.carry.isHidden()
    card.begin.click()
    settle(qtbot, page)
    assert card.plan is not None
    assert (card.plan.state, card.plan.answers["causes"]) == ("draft", ("01",))
    assert card.none.isHidden()
    leave(page)


def test_last_years_plan_is_offered_as_this_years_draft(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_poor_household(office)
    save_plan(office, home, YEAR - 1, {"goal": "eight pigs"})
    page, card, _ = open_plan(qtbot, office, home)
    assert card.carry.text() == say("household_plan.carry", year=YEAR - 1)
    card.carry.click()
    settle(qtbot, page)
    assert seen(office, home).answers["goal"] == "eight pigs"
    leave(page)


def test_what_is_typed_saves_itself_field_by_field(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_poor_household(office)
    a_drafted(office, home)
    page, card, _ = open_plan(qtbot, office, home)
    goal = card.form.asked["goal_income"].input
    type_into(qtbot, goal, "12000")
    qtbot.keyClick(goal, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert seen(office, home).answers["goal_income"] == Decimal(12000)
    type_into(qtbot, goal, "much")
    qtbot.keyClick(goal, Qt.Key.Key_Return)
    page.keeper.flush()
    assert "much" in read_draft(office, f"household:{home}").values()
    assert seen(office, home).answers["goal_income"] == Decimal(12000)
    leave(page)


def test_the_next_step_says_what_it_lacks_and_cannot_be_pressed_before(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_poor_household(office)
    save_plan(office, home, YEAR, {})
    page, card, _ = open_plan(qtbot, office, home)
    band = card.steps.band
    assert (band.go.text(), band.go.isEnabled()) == (say("household_plan.to_agreed"), False)
    assert band._told
    card.measures.catalogue.picked.emit("010101")
    settle(qtbot, page)
    assert len(seen(office, home).measures) == 1
    assert band.go.isEnabled()
    leave(page)


def test_a_suggestion_stands_with_its_reason_and_is_taken_by_its_button(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_poor_household(office)
    save_plan(office, home, YEAR, {})
    page, card, told = open_plan(qtbot, office, home)
    card.suggest.click()
    panel = card.measures.suggestions
    qtbot.waitUntil(lambda: panel.isVisible())
    first = panel._shown[0]
    assert first.reason
    panel.taken.emit(first.item.code)
    settle(qtbot, page)
    assert [one.answers["item"] for one in seen(office, home).measures] == [first.item.code]
    assert told.sentences == [say("household_plan.taken", name=first.item.name)]
    assert first.reason in household_history(office, home)[0].reason
    leave(page)


def test_a_measure_is_typed_in_the_grid_and_half_of_one_outlives_the_power(
    qtbot: QtBot, tmp_path: Path
) -> None:
    office = an_office(tmp_path)
    home = a_poor_household(office)
    save_plan(office, home, YEAR, {})
    page, card, _ = open_plan(qtbot, office, home)
    card.measures.grid.answered.emit("new", "name", "eight pigs")
    page.keeper.flush()

    again, card, _ = open_plan(qtbot, office, home)
    grid = card.measures.grid
    assert grid._answer_of("new", "name") == "eight pigs"
    grid.answered.emit("new", "kind", "01")
    settle(qtbot, again)
    (measure,) = seen(office, home).measures
    assert (measure.answers["name"], measure.answers["kind"]) == ("eight pigs", "01")
    grid.answered.emit(measure.id, "amount", "2 thousand")
    assert not card.measures.fault.isHidden()
    grid.answered.emit(measure.id, "amount", Decimal(2000))
    settle(qtbot, again)
    assert "2,000.00" in card.measures.totals.text()
    again.keeper.flush()
    assert read_draft(office, f"household:{home}") == {}
    page.keeper._dirty = False
    leave(again)


def test_who_benefits_is_chosen_among_the_members(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_poor_household(office)
    plan = a_drafted(office, home)
    page, card, _ = open_plan(qtbot, office, home)
    card.measures.open_measure(plan.measures[0].id)
    panel = card.measures.panel
    assert panel.people.answer() is None
    assert page.shown is not None
    member = page.shown.dossier.members[0].person_id
    panel.people.take(member)
    settle(qtbot, page)
    assert seen(office, home).measures[0].person_ids == (member,)
    panel.form.inputs["measure.to_on"].set_answer(date(YEAR, 5, 1))
    panel.form.inputs["measure.from_on"].setText("2026-06-01")
    panel.form.inputs["measure.from_on"].finish()
    settle(qtbot, page)
    panel.form.inputs["measure.to_on"].setText("2026-05-02")
    panel.form.inputs["measure.to_on"].finish()
    settle(qtbot, page)
    assert not panel.form._rows["measure.to_on"].issue.isHidden()  # it ends before it begins
    leave(page)


def test_a_plan_goes_step_by_step_and_is_closed_with_a_result(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_poor_household(office)
    a_drafted(office, home)
    page, card, _ = open_plan(qtbot, office, home)
    for state in ("agreed", "village", "township", "running"):
        card.steps.band.go.click()
        form = card.steps.forms[state]
        assert form.isVisible()
        form.write()
        settle(qtbot, page)
        assert seen(office, home).state == state
    assert seen(office, home).answers["signed_by"] == "Zhao"
    assert card.form.asked["goal"].input.isReadOnly()
    card.steps.band.go.click()
    closing = card.steps.forms["closed"]
    closing.write()
    assert not closing.form._rows["plan.result"].issue.isHidden()
    closing.form.set_answer("plan.result", "1")
    closing.write()
    settle(qtbot, page)
    assert not closing.form._rows["plan.unfinished"].issue.isHidden()  # the measure is not done
    closing.form.set_answer("plan.unfinished", "the goats come in spring")
    closing.write()
    settle(qtbot, page)
    assert seen(office, home).state == "closed"
    assert card.steps.band.go.isHidden()
    leave(page)


def test_going_back_wants_a_reason_that_the_history_keeps(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_poor_household(office)
    brought_to(office, home, "running")
    page, card, _ = open_plan(qtbot, office, home)
    card.back.click()
    form = card.steps.forms[BACK_TO]
    form.write()
    assert not form.form._rows["reason"].issue.isHidden()
    form.form._own[BACK_TO].set_answer("draft")
    form.reason.setPlainText("the goats were too dear")
    form.write()
    settle(qtbot, page)
    assert seen(office, home).state == "draft"
    assert household_history(office, home)[0].reason == "the goats were too dear"
    assert not card.form.asked["goal"].input.isReadOnly()
    leave(page)


def test_half_a_result_outlives_the_power(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_poor_household(office)
    brought_to(office, home, "running")
    page, card, _ = open_plan(qtbot, office, home)
    card.steps.open_next()
    achieved = card.steps.forms["closed"].form.inputs["plan.achieved"]
    achieved.setFocus()
    qtbot.keyClicks(achieved, "thirty go")
    page.keeper.flush()

    again, card, _ = open_plan(qtbot, office, home)
    card.steps.open_next()
    assert card.steps.forms["closed"].form.inputs["plan.achieved"].answer() == "thirty go"
    page.keeper._dirty = False
    leave(again)


def test_how_measures_go_is_written_while_the_plan_runs_but_not_what_was_signed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    office = an_office(tmp_path)
    home = a_poor_household(office)
    plan = brought_to(office, home, "running")
    page, card, _ = open_plan(qtbot, office, home)
    grid, measure = card.measures.grid, plan.measures[0].id
    grid.answered.emit(measure, "effect", Decimal(900))
    grid.answered.emit(measure, "name", "sheep")
    settle(qtbot, page)
    said = seen(office, home).measures[0].answers
    assert (said["effect"], said["name"]) == (Decimal(900), "goats")
    assert card.measures.catalogue.isHidden()
    leave(page)


def test_the_paper_of_the_plan_is_asked_for_this_household_and_year(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_poor_household(office)
    a_drafted(office, home)
    page, card, told = open_plan(qtbot, office, home)
    card.print.click()
    assert told.went == [("print", {"paper": "help-plan", "households": (home,), "year": YEAR})]
    leave(page)
