"""A plan's steps one at a time, what each asks, and what passes only with a reason."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from app.rules.plans import (
    STATES,
    Given,
    PlanFacts,
    carried_plan,
    content_issues,
    facts_of,
    locked_issues,
    step_answers,
    step_issues,
)
from app.texts import say
from tests.rules.checks.builders import FORMS
from tests.rules.helped import a_helped, a_measure, a_plan
from tests.rules.test_catalogues import CATALOGUE

TODAY = date(2026, 11, 2)
ILL, DISABLED, NO_SKILL = "01", "02", "07"


def facts(state: str = "draft", **changes: object) -> PlanFacts:
    """A plan that may go on: a recorded cause, a measure, a helper."""
    days = ("signed_on", "village_on", "township_on", "started_on")
    answers = {"state": state, "causes": (ILL,)}
    answers |= {key: date(2026, 2, 1 + n) for n, key in enumerate(days[: STATES.index(state)])}
    known = PlanFacts(
        "h-1",
        2026,
        answers,
        ({"kind": "07", "name": "visits"},),
        (ILL,),
        (),
        ("Zhao", "Wu"),
        "Zhao",
        True,
        True,
    )
    return replace(known, **changes)  # type: ignore[arg-type]


def codes(known: PlanFacts, to: str, on: date = TODAY, **said: str) -> list[tuple[str, str, str]]:
    """What stands against a step, each with its field and level; every sentence can be said."""
    found = step_issues(known, Given(to, on, **said), TODAY, CATALOGUE)
    assert all(say(one.code, **one.values) for one in found)
    return [(one.code.removeprefix("plans."), one.field, one.level) for one in found]


def test_a_plan_goes_from_state_to_state_one_step_at_a_time():
    for now, to in pairwise(STATES[:-1]):
        assert codes(facts(now), to) == [], to
    assert codes(facts("running"), "closed", result="1", unfinished="rain") == []


@pytest.mark.parametrize("state", STATES)
def test_no_step_is_passed_by(state):
    place = STATES.index(state)
    for to in STATES[place + 2 :]:
        assert codes(facts(state), to) == [("one_step_only", "plan.state", "error")]
    assert codes(facts(state), state) == [("already_there", "plan.state", "error")]


@pytest.mark.parametrize("state", STATES[1:])
def test_back_only_with_a_reason(state):
    for to in STATES[: STATES.index(state)]:
        assert codes(facts(state), to) == [("back_needs_reason", "plan.state", "error")]
        assert codes(facts(state), to, reason="  ") == [("back_needs_reason", "plan.state", "error")]
        assert codes(facts(state), to, reason="a wrong name") == []


def test_a_state_nobody_knows_is_no_step():
    assert codes(facts(), "done") == [("no_such_state", "plan.state", "error")]


def answering(**answers: object) -> PlanFacts:
    return facts(answers={"state": "draft", **answers})


def test_no_agreement_without_a_cause_the_archive_records():
    named = ("no_cause", "plan.causes", "error")
    assert codes(answering(), "agreed") == [named]
    assert codes(answering(causes=()), "agreed") == [named]
    assert codes(facts(causes=(), risks=()), "agreed") == [("none_recorded", "plan.causes", "error")]
    strange = answering(causes=(DISABLED,))
    assert codes(strange, "agreed") == [("cause_not_recorded", "plan.causes", "error")]
    assert codes(strange, "agreed", reason="we know") == [("cause_not_recorded", "plan.causes", "error")]


def test_a_recorded_risk_is_as_good_as_a_cause():
    watched = replace(answering(risks=("07",)), causes=(), risks=("07",))
    assert codes(watched, "agreed") == []
    # The numbers of causes and risks mean different things: a cause 07 is no risk 07.
    assert codes(replace(watched, causes=("07",), risks=()), "agreed") == [
        ("cause_not_recorded", "plan.causes", "error")
    ]


def test_more_than_is_recorded_passes_with_a_reason():
    assert codes(answering(causes=(ILL, DISABLED)), "agreed") == [
        ("more_than_recorded", "plan.causes", "doubt")
    ]
    assert codes(answering(causes=(ILL,), risks=("09",)), "agreed") == [
        ("more_than_recorded", "plan.risks", "doubt")
    ]


def test_no_agreement_without_a_measure_and_hardly_with_the_backstop_alone():
    assert codes(facts(measures=()), "agreed") == [("no_measure", "plan.state", "error")]
    only = facts(measures=({"kind": "10"}, {"kind": "10"}))
    assert codes(only, "agreed") == [("only_backstop", "plan.state", "doubt")]
    assert codes(replace(only, can_work=False), "agreed") == []
    assert codes(replace(only, measures=({"kind": "10"}, {"kind": "01"})), "agreed") == []


def test_whoever_signs_belongs_to_the_household():
    assert codes(facts(), "agreed", by="Wu") == []
    assert codes(facts(), "agreed", by="Li") == [("signer_not_here", "plan.signed_by", "doubt")]


def test_the_village_asks_for_a_helper():
    assert codes(facts("agreed", has_helper=False), "village") == [("no_helper", "plan.state", "doubt")]


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (TODAY, []),
        (date(2026, 11, 3), [("day_in_future", "plan.township_on", "error")]),
        (date(2026, 2, 2), []),
        (date(2026, 2, 1), [("day_before_last_step", "plan.township_on", "error")]),
    ],
)
def test_a_step_is_of_today_or_before_and_not_before_the_last_one(on, found):
    assert codes(facts("village"), "township", on) == found


@pytest.mark.parametrize(("year", "right"), [(2025, True), (2024, False), (2026, True)])
def test_a_signature_is_near_the_plans_year(year, right):
    found = codes(facts(), "agreed", date(year, 5, 1))
    assert found == ([] if right else [("day_far_off", "plan.signed_on", "doubt")])


def closing(*states: str, **said: str) -> list[str]:
    measures = tuple({"kind": "01", "name": f"goats {n}", "state": state} for n, state in enumerate(states))
    return [code for code, _, _ in codes(facts("running", measures=measures), "closed", **said)]


def test_no_plan_is_closed_without_a_result():
    assert closing("done") == ["no_result"]
    assert closing("done", result="1") == closing("done", "done", result="2") == []


@pytest.mark.parametrize("state", ["planned", "running", "stopped", ""])
def test_what_stayed_undone_needs_a_reason(state):
    assert closing("done", state, result="1") == ["unfinished_measures"]
    assert closing("done", state, result="1", unfinished="drought") == []
    assert closing(state) == ["no_result", "unfinished_measures"]


@pytest.mark.parametrize(("result", "right"), [("1", True), ("2", True), ("3", False), ("4", False)])
def test_a_goal_not_reached_needs_a_reason(result, right):
    assert closing("done", result=result) == ([] if right else ["not_reached"])
    assert closing("done", result=result, unfinished="he fell ill") == []


def test_a_step_writes_its_day_and_who():
    assert step_answers(facts(), Given("agreed", TODAY, "Wu")) == {
        "state": "agreed",
        "signed_on": TODAY,
        "signed_by": "Wu",
    }
    closed = step_answers(facts("running"), Given("closed", TODAY, "", "", "1", " well ", ""))
    assert closed == {
        "state": "closed", "closed_on": TODAY, "result": "1", "achieved": "well", "unfinished": None,
    }  # fmt: skip


def test_a_step_back_takes_away_what_came_after():
    back = step_answers(facts("closed"), Given("agreed", TODAY, reason="x"))
    gone = {key for key, value in back.items() if value is None}
    assert gone == {
        "village_on", "village_by", "township_on", "township_by", "started_on", "closed_on", "result", "achieved",
        "unfinished",
    }  # fmt: skip
    assert back["state"] == "agreed" and "signed_on" not in back


def test_a_closed_plan_is_not_edited_and_a_signed_one_with_a_reason():
    assert [one.level for one in locked_issues("closed", {"note"})] == ["error"]
    assert [one.level for one in locked_issues("closed", {"done_on"}, "measure")] == ["error"]
    assert locked_issues("draft", {"causes", "goal"}) == locked_issues("running", {"note"}) == []
    assert locked_issues("running", {"done_on", "effect", "confirmed"}, "measure") == []
    assert [(one.field, one.level) for one in locked_issues("agreed", {"amount", "done"}, "measure")] == [
        ("measure.amount", "doubt")
    ]


def test_facts_come_from_the_dossier():
    known = facts_of(
        a_helped(a_plan(causes=(ILL,)), a_measure(item="070103", kind="07"), main_cause=ILL, risk_2="08"),
        FORMS,
    )
    assert (known.causes, known.risks, known.state) == ((ILL,), ("08",), "draft")
    assert known.people == ("姚世才", "吴桂兰") and known.head == "姚世才"
    assert known.can_work and not known.has_helper
    assert content_issues(known, "agreed", CATALOGUE) == []


def test_a_state_the_list_does_not_have_is_a_draft():
    assert facts(answers={"state": "lost"}).state == "draft"
    assert facts(answers={"state": None}).next_state == "agreed"


def test_next_years_draft_keeps_the_wishes_and_takes_the_causes_of_now():
    before = {"wishes": "goats", "goal": "more", "causes": (DISABLED,), "risks": None, "result": "1"}
    assert carried_plan(before, facts()) == {
        "wishes": "goats",
        "needs": None,
        "goal": "more",
        "goal_income": None,
    }
    assert carried_plan(before, facts(causes=()))["causes"] == (DISABLED,)


def test_nobody_signs_a_measure_unawares_that_is_not_right():
    gone = {"kind": "03", "item": "030101", "name": "loan"}
    known = facts(measures=({"kind": "07"}, gone))
    assert codes(known, "agreed") == [("measure_not_right", "plan.state", "doubt")]
    assert codes(replace(known, year=2020, answers={"causes": (ILL,)}), "agreed", date(2020, 3, 1)) == []
    (issue,) = content_issues(known, "agreed", CATALOGUE)
    assert "2020年12月31日" in say(issue.code, **issue.values)
