"""A household's plan: drafted, filled, signed, reviewed, carried out and closed; refused in sentences."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.errors import Problem
from app.operations.answering import Refused
from app.operations.histories import household_history
from app.operations.offices import Office
from app.operations.plan_records import open_plan
from app.operations.plans import (
    STATES,
    delete_measure,
    delete_plan,
    plan_of,
    save_measure,
    save_plan,
    step,
    step_lacks,
    suggestions,
    take_suggestion,
)
from app.texts import sentence
from tests.operations.helping import a_standing
from tests.operations.offices import a_household, an_office
from tests.operations.planning import (
    GOATS,
    SPRING,
    YEAR,
    a_drafted,
    a_poor_household,
    brought_to,
    refused,
    seen,
)
from tests.operations.test_rights import as_user, size_of_log


def reasons(office: Office, household: str) -> list[str]:
    return [line.reason for line in household_history(office, household, limit=3)]


def test_a_draft_names_the_recorded_causes_and_risks_by_itself(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office, second_cause="07", risk_1="09")
    assert plan_of(office, one, YEAR) is None
    save_plan(office, one, YEAR, {"wishes": "goats", "goal_income": "1.2万"})
    plan = seen(office, one)
    assert (plan.state, plan.next_state, plan.measures) == ("draft", "agreed", ())
    assert plan.answers["causes"] == ("01", "07") and plan.answers["risks"] == ("09",)
    assert plan.answers["goal_income"] == Decimal("12000.00")
    assert [one.code for one in plan.issues] == ["plans.no_measure"]


def test_a_draft_may_name_its_own_causes(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    save_plan(office, one, YEAR, {"causes": ("08",)})
    assert seen(office, one).answers["causes"] == ("08",)


def test_the_first_measure_drafts_the_plan(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    measure = save_measure(office, one, YEAR, {"item": "010201", "scale": "30只"})
    (line,) = seen(office, one).measures
    assert line.id == measure and line.person_ids == ()
    assert (line.answers["kind"], line.answers["unit"], line.answers["state"]) == ("01", "头", "planned")
    assert line.answers["scale"] == Decimal("30.000") and str(line.answers["name"]).startswith("畜禽养殖")


def test_a_plan_goes_its_whole_way_and_its_history_tells_it(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    plan = brought_to(office, one, "closed")
    said = plan.answers
    assert (plan.state, plan.next_state, plan.issues) == ("closed", None, ())
    assert (said["signed_by"], said["village_by"], said["township_by"]) == ("Zhao", "Zhou Min", "Zhou Min")
    assert said["closed_on"] == said["signed_on"] == SPRING and said["unfinished"] == "rain"
    history = household_history(office, one)
    states = [
        change.new
        for line in history
        if line.record == "plan"
        for change in line.fields
        if change.field == "plan.state"
    ]
    assert states == ["已完结", "执行中", "乡镇已审", "村已审", "户主已签", "草稿"]


def test_no_step_is_passed_by(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    plan = a_drafted(office, a_poor_household(office))
    for to in STATES[2:]:
        with pytest.raises(Refused) as told:
            step(office, plan.id, to, reason="in a hurry", result="1", unfinished="x")
        assert refused(told) == [("one_step_only", "plan.state")]


def test_no_agreement_without_a_recorded_cause_and_a_measure(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_household(office)
    save_plan(office, one, YEAR, {"causes": ("01",)})
    plan = seen(office, one)
    for reason in ("", "because I say so"):
        with pytest.raises(Refused) as told:
            step(office, plan.id, "agreed", reason=reason)
        assert refused(told) == [("none_recorded", "plan.causes"), ("no_measure", "plan.state")]
    a_standing(office, one, YEAR, risk_1="01")
    save_measure(office, one, YEAR, GOATS)
    with pytest.raises(Refused) as told:
        step(office, plan.id, "agreed")
    assert refused(told) == [("cause_not_recorded", "plan.causes")]
    a_standing(office, one, YEAR, third_cause="01")
    assert step(office, plan.id, "agreed").state == "agreed"


def test_what_was_recorded_in_an_earlier_year_still_counts(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_household(office)
    a_standing(office, one, 2019, main_cause="02")
    plan = a_drafted(office, one)
    assert plan.causes == ("02",) and step(office, plan.id, "agreed").answers["causes"] == ("02",)
    assert plan_of(office, one, 2018) is None


def test_an_override_is_kept_with_its_reason(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    plan = a_drafted(office, one)
    with pytest.raises(Refused) as told:
        step(office, plan.id, "agreed", by="Old Wu")
    assert refused(told) == [("signer_not_here", "plan.signed_by")]
    assert (
        step(office, plan.id, "agreed", by="Old Wu", reason="his brother signs").answers["signed_by"]
        == "Old Wu"
    )
    assert reasons(office, one)[0] == "his brother signs"


def test_no_plan_is_closed_without_a_result_and_a_word_on_what_was_left(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    plan = brought_to(office, one, "running")
    with pytest.raises(Refused) as told:
        step(office, plan.id, "closed", reason="year's end")
    assert refused(told) == [("no_result", "plan.result"), ("unfinished_measures", "plan.unfinished")]
    with pytest.raises(Refused) as told:
        step(office, plan.id, "closed", result="wonderful", unfinished="rain")
    assert ("values.code_unknown", "plan.result") in refused(told)
    save_measure(office, one, YEAR, {"state": "done", "done_on": SPRING}, measure=plan.measures[0].id)
    assert step(office, plan.id, "closed", result="达到目标").answers["result"] == "1"


def test_a_closed_plan_is_not_edited_until_it_is_returned(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    plan = brought_to(office, one, "closed")
    before = size_of_log(office)
    deeds: list[Any] = [
        lambda: save_plan(office, one, YEAR, {"note": "late"}, reason="x"),
        lambda: save_measure(office, one, YEAR, {"effect": "9"}, measure=plan.measures[0].id, reason="x"),
        lambda: save_measure(office, one, YEAR, GOATS, reason="x"),
        lambda: delete_measure(office, plan.measures[0].id, reason="x"),
    ]
    for deed in deeds:
        with pytest.raises(Refused) as told:
            deed()
        assert refused(told)[0][0] == "closed"
    assert size_of_log(office) == before
    with pytest.raises(Refused):
        step(office, plan.id, "running")
    back = step(office, plan.id, "running", reason="the result was wrong")
    assert back.state == "running" and back.answers["result"] is back.answers["closed_on"] is None
    assert reasons(office, one)[0] == "the result was wrong"
    save_measure(office, one, YEAR, {"effect": "900"}, measure=plan.measures[0].id)
    assert seen(office, one).measures[0].answers["effect"] == Decimal("900.00")


def test_what_was_signed_changes_only_with_a_reason(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    plan = brought_to(office, one, "agreed")
    measure = plan.measures[0].id
    for deed in (
        lambda why: save_plan(office, one, YEAR, {"goal": "less"}, reason=why),
        lambda why: save_measure(office, one, YEAR, {"amount": "1000"}, measure=measure, reason=why),
        lambda why: save_measure(office, one, YEAR, {**GOATS, "name": "bees"}, reason=why),
        lambda why: delete_measure(office, measure, reason=why),
    ):
        with pytest.raises(Refused) as told:
            deed("")
        assert refused(told)[0][0] == "signed_already"
        deed("the household asked")
        assert reasons(office, one)[0] == "the household asked"
    assert save_plan(office, one, YEAR, {"goal": "less"}) == plan.id  # says what stands there already


def test_how_a_measure_goes_is_written_while_the_plan_runs(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    plan = brought_to(office, one, "running")
    done = {
        "state": "已完成",
        "done_on": "2026-09-01",
        "spent": "1,000元",
        "effect": "0.3万",
        "confirmed": "是",
    }
    save_measure(office, one, YEAR, done, measure=plan.measures[0].id)
    said = seen(office, one).measures[0].answers
    assert (said["state"], said["done_on"], said["confirmed"]) == ("done", date(2026, 9, 1), True)
    assert (said["spent"], said["effect"]) == (Decimal("1000.00"), Decimal("3000.00"))


def test_only_steps_write_states_and_signatures(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    for key, value in (("state", "closed"), ("signed_on", SPRING), ("result", "1"), ("township_by", "me")):
        with pytest.raises(Refused) as told:
            save_plan(office, one, YEAR, {key: value}, reason="x")
        assert refused(told) == [("only_by_step", f"plan.{key}")]


def test_the_township_reviews_and_only_it_goes_back_behind_its_review(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    plan = brought_to(office, one, "village")
    as_user(office, "enter", village=0)
    with pytest.raises(Problem) as told:
        step(office, plan.id, "township")
    assert told.value.code == "office.role_too_small"
    as_user(office, "approve")
    assert step(office, plan.id, "township", on=SPRING).answers["township_by"] == "Chen Hua"
    as_user(office, "enter")
    assert step(office, plan.id, "running", on=SPRING).state == "running"
    with pytest.raises(Problem) as told:
        step(office, plan.id, "village", reason="wrong")
    assert told.value.code == "office.role_too_small"
    assert step(office, plan.id, "township", reason="begun too soon").state == "township"


@pytest.mark.parametrize("role", ["view", "other village"])
def test_who_may_not_writes_nothing(tmp_path: Path, role: str) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    plan = a_drafted(office, one)
    if role == "view":
        as_user(office, "view")
    else:
        as_user(office, "approve", village=1)
    before = size_of_log(office)
    deeds: list[Any] = [
        lambda: save_plan(office, one, YEAR, {"goal": "x"}),
        lambda: save_measure(office, one, YEAR, GOATS),
        lambda: delete_measure(office, plan.measures[0].id),
        lambda: step(office, plan.id, "agreed"),
        lambda: take_suggestion(office, one, YEAR, "070103"),
    ]
    if role != "view":
        deeds += [lambda: plan_of(office, one, YEAR), lambda: suggestions(office, one, YEAR)]
    for deed in deeds:
        with pytest.raises(Problem) as told:
            deed()
        assert told.value.code in ("office.role_too_small", "office.village_not_yours")
    assert size_of_log(office) == before


def test_suggestions_write_nothing_and_a_taken_one_keeps_its_reason(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    before = size_of_log(office)
    found = {said.item.code: said for said in suggestions(office, one, YEAR)}
    assert size_of_log(office) == before
    assert "Zhao户登记了“因病”" in found["070103"].reason and not found["070103"].taken
    take_suggestion(office, one, YEAR, "070103")
    assert reasons(office, one)[0] == found["070103"].reason
    assert {said.item.code for said in suggestions(office, one, YEAR) if said.taken} == {"070103"}
    for item, code in (
        ("070103", "plans.taken_already"),
        ("140103", "plans.not_suggested"),
        ("", "plans.not_suggested"),
    ):
        with pytest.raises(Problem) as told:
            take_suggestion(office, one, YEAR, item)
        assert told.value.code == code and sentence(told.value)


def test_a_suggestions_reason_does_not_open_a_signed_plan(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    brought_to(office, one, "agreed")
    with pytest.raises(Refused) as told:
        take_suggestion(office, one, YEAR, "070103")
    assert refused(told)[0][0] == "signed_already"
    take_suggestion(office, one, YEAR, "070103", reason="he fell ill in May")
    assert reasons(office, one)[0].startswith("he fell ill in May")


def test_a_plan_is_of_a_sensible_year(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    for year in (0, 1949, 2100, 10**6):
        with pytest.raises(Problem) as told:
            save_plan(office, one, year, {})
        assert told.value.code == "plans.odd_year" and sentence(told.value)


def test_what_is_gone_is_said(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    for deed in (
        lambda: step(office, "none", "agreed"),
        lambda: step_lacks(office, "none", "agreed"),
        lambda: plan_of(office, "none", YEAR),
        lambda: save_plan(office, "none", YEAR, {}),
        lambda: suggestions(office, "none", YEAR),
        lambda: save_measure(office, one, YEAR, {}, measure="none"),
    ):
        with pytest.raises(Problem) as told:
            deed()
        assert sentence(told.value)


def test_the_window_asks_what_stands_against_a_step_before_it_is_taken(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    plan = brought_to(office, a_poor_household(office), "running")
    assert [one.field for one in step_lacks(office, plan.id, "closed")] == ["plan.result", "plan.unfinished"]
    assert [one.field for one in step_lacks(office, plan.id, "township")] == ["plan.state"]
    assert step_lacks(office, plan.id, "township", on=SPRING)[0].code == "plans.back_needs_reason"


def test_only_a_draft_is_deleted_and_with_a_reason(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    plan = brought_to(office, one, "agreed")
    with pytest.raises(Refused) as told:
        delete_plan(office, plan.id, "x")
    assert refused(told) == [("only_drafts_go", "plan.state")]
    step(office, plan.id, "draft", reason="the wrong household")
    with pytest.raises(Refused):
        delete_plan(office, plan.id, " ")
    delete_plan(office, plan.id, "the wrong household")
    assert plan_of(office, one, YEAR) is None and reasons(office, one)[0] == "the wrong household"
    with pytest.raises(Problem):
        delete_plan(office, plan.id, "again")
    assert office.archive.read("SELECT count(*) FROM measure") == [(0,)]


def test_a_plan_drafted_meanwhile_is_taken_as_it_is(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office)
    plan = save_plan(office, one, YEAR, {"goal": "first"})
    with office.archive.work("another", at=office.clock()) as work:
        assert open_plan(office, work, one, YEAR, {"goal": "second"}) == plan
    assert seen(office, one).answers["goal"] == "first"
