"""No step skipped, none early, everything dated: on the day, the day before, the day after; and whatever is tried."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Problem
from app.paths import forms
from app.rules.formfiles import load_forms
from app.rules.procedures import Procedure, load_procedures
from app.rules.walks import Ready, Walked, due_on, find_obstacles, next_step, standing
from app.rules.workdays import load_workdays

KNOWN = load_procedures(forms(), load_forms(forms()))
DAYS = load_workdays(forms())
QINAN = KNOWN["monitor-in-qinan"]
TODAY = date(2026, 12, 31)
FIRST = date(2026, 11, 2)
FREE = Ready(meeting_held=True, notice_posted=True, notice_ends=date(2026, 1, 1))
"""Everything a step could lack is there."""


def walked(procedure: Procedure, until: str, on: date = FIRST) -> list[Walked]:
    """All steps before `until`, done on one day."""
    return [Walked(step.key, on, "somebody") for step in procedure.steps[: procedure.place_of(until)]]


def obstacles(procedure: Procedure, done: list[Walked], entry: Walked, ready: Ready = FREE) -> list[str]:
    """The codes of what keeps an entry out."""
    return [issue.code for issue in find_obstacles(procedure, done, entry, ready, TODAY)]


@pytest.mark.parametrize(
    ("on", "code"),
    [(date(2026, 11, 6), True), (date(2026, 11, 7), True), (date(2026, 11, 8), False)],
)
def test_a_notice_ends_the_day_after_its_last(on: date, code: bool):
    ready = Ready(notice_posted=True, notice_ends=date(2026, 11, 7))
    found = obstacles(QINAN, walked(QINAN, "notice"), Walked("notice", on, "village"), ready)
    assert found == (["cases.still_hanging"] if code else [])


@pytest.mark.parametrize(
    ("ready", "code"),
    [
        (Ready(), "cases.not_posted"),
        (Ready(notice_posted=True), "cases.not_posted"),
        (Ready(notice_posted=True, notice_ends=FIRST, objections_open=1), "cases.objections_open"),
        (Ready(notice_posted=True, notice_ends=FIRST, households_left=0), "cases.nobody_left"),
    ],
)
def test_a_notice_lacks_its_posting_its_answers_or_its_households(ready: Ready, code: str):
    entry = Walked("notice", date(2026, 11, 20), "village")
    assert obstacles(QINAN, walked(QINAN, "notice"), entry, ready) == [code]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (Walked("check", FIRST - timedelta(days=1), "team"), "cases.before_last"),
        (Walked("check", FIRST, "team"), None),
        (Walked("check", TODAY, "team"), None),
        (Walked("check", TODAY + timedelta(days=1), "team"), "cases.future"),
        (Walked("review", FIRST, "team"), "cases.not_this_step"),
        (Walked("check", FIRST, " "), "cases.nobody"),
        (Walked("check", FIRST, "team", "returned", "why"), "cases.cannot_return"),
    ],
)
def test_a_step_has_its_turn_its_day_and_its_person(entry: Walked, code: str | None):
    assert obstacles(QINAN, walked(QINAN, "check"), entry) == ([code] if code else [])


def test_sending_back_needs_an_opinion_and_takes_away_what_it_led_to_and_all_after_it():
    done = walked(QINAN, "township")
    entry = Walked("township", FIRST, "township", "returned")
    assert obstacles(QINAN, done, entry) == ["cases.no_opinion"]
    back = [*done, Walked("township", FIRST, "township", "returned", "papers lack")]
    assert [one.step for one in standing(QINAN, back)] == ["apply"]
    step = next_step(QINAN, back)
    assert step is not None and step.key == "check"


@pytest.mark.parametrize(
    ("began", "due"),
    [
        (date(2026, 11, 2), date(2026, 11, 17)),
        (date(2026, 12, 20), date(2027, 1, 4)),  # over the year's end, calendar days
        (date(2024, 2, 20), date(2024, 3, 6)),  # over 29 February
    ],
)
def test_fifteen_days_run_from_the_day_after_the_first_step(began: date, due: date):
    assert due_on(QINAN, [Walked("apply", began, "x")], DAYS) == due


@pytest.mark.parametrize(
    ("allocated", "due"),
    [
        (date(2026, 2, 6), date(2026, 3, 5)),  # Friday before Spring Festival and two Saturdays at work
        (date(2026, 9, 25), date(2026, 10, 22)),  # over the National Day week and its Saturday at work
        (date(2026, 9, 30), date(2026, 10, 27)),
        (date(2026, 1, 3), date(2026, 1, 22)),  # a Saturday off, then the Sunday worked instead
    ],
)
def test_fifteen_working_days_to_announce_a_payment(allocated: date, due: date):
    payment, done = KNOWN["payment"], [Walked("allocated", allocated, "township")]
    assert due_on(payment, done, DAYS) == due
    assert due_on(payment, done, DAYS, posted=True) is None  # it hangs: how long is its own matter


def test_working_days_into_a_year_nobody_knows_are_refused():
    with pytest.raises(Problem, match="unknown_year"):
        due_on(KNOWN["payment"], [Walked("allocated", date(2026, 12, 20), "township")], DAYS)


@pytest.mark.parametrize("procedure", KNOWN.values(), ids=KNOWN)
def test_every_procedure_can_be_walked_to_its_end_and_no_further(procedure: Procedure):
    done: list[Walked] = []
    for step in procedure.steps:
        assert next_step(procedure, done) == step
        entry = Walked(step.key, FIRST, "somebody")
        assert obstacles(procedure, done, entry) == []
        done.append(entry)
    assert next_step(procedure, done) is None
    assert obstacles(procedure, done, Walked("apply", FIRST, "x")) == ["cases.finished"]
    assert due_on(procedure, done, DAYS) is None


@given(st.data())
def test_whatever_is_entered_no_step_is_skipped_and_no_day_goes_back(data: Any):
    procedure = data.draw(st.sampled_from(list(KNOWN.values())))
    done: list[Walked] = []
    for _ in range(data.draw(st.integers(1, 25))):
        entry = Walked(
            data.draw(st.sampled_from([step.key for step in procedure.steps])),
            FIRST + timedelta(days=data.draw(st.integers(-3, 90))),
            data.draw(st.sampled_from(["clerk", ""])),
            data.draw(st.sampled_from(["done", "done", "returned"])),
            data.draw(st.sampled_from(["", "why"])),
        )
        ends = FIRST + timedelta(days=data.draw(st.integers(-10, 40)))
        posted = data.draw(st.booleans())
        ready = Ready(data.draw(st.booleans()), (), posted, ends, data.draw(st.integers(0, 1)))
        if find_obstacles(procedure, done, entry, ready, TODAY):
            continue
        step = procedure.step(entry.step)
        if entry.outcome == "done" and step.kind == "notice":
            assert posted and not ready.objections_open and (step.hangs is None or entry.on > ends)
        if entry.outcome == "done" and step.kind == "meeting":
            assert ready.meeting_held
        done.append(entry)
        left = standing(procedure, done)
        assert [one.step for one in left] == [step.key for step in procedure.steps[: len(left)]]
        assert [one.on for one in left] == sorted(one.on for one in left)
        assert all(one.by and one.on <= TODAY for one in left)
