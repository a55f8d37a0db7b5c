"""Whatever is done in whatever order, no case skips a step, goes early or loses a household."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import Problem
from app.operations.batches import list_batches, undo_batch
from app.operations.cases.opening import drop_case, leave_case
from app.operations.cases.stored import StoredCase, read_case
from app.operations.cases.walking import send_back, walk
from app.operations.dossiers import dossier
from app.operations.faults import faults_told
from app.operations.notices.drafting import approve_notice, draft_notice
from app.operations.notices.posting import answer_objection, post_notice, record_objection
from app.operations.offices import Office
from app.rules.walks import next_step, standing
from tests.operations.offices import MONDAY, a_household, an_office
from tests.operations.public.batches import a_meeting, an_open_case

DEEDS = ("walk", "walk", "walk", "prepare", "prepare", "wait", "return", "leave", "object", "undo", "drop")
PROCEDURES = ("monitor-in-qinan", "monitor-in-yongcheng", "monitor-in-zongyang")


@dataclass
class Tried:
    """A case something is tried on: the office with its clock, and who began it."""

    office: Office
    case: str
    homes: list[str]

    @property
    def today(self) -> date:
        return self.office.clock().date()

    def read(self) -> StoredCase:
        return read_case(self.office, self.case)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all: each example has households and a case of its own."""
    made = an_office(tmp_path_factory.mktemp("any_order"))
    yield made
    made.close()


def prepare(tried: Tried) -> None:
    """Hold the meeting or post the notice that the next step wants, if it wants one."""
    case = tried.read()
    step = next_step(case.procedure, case.walked)
    staying = [one.household_id for one in case.staying]
    if step is not None and step.kind == "meeting":
        against = 20 if len(staying) > 2 else 0
        a_meeting(tried.office, tried.case, staying, on=tried.today, against=against // 4)
    elif step is not None and step.kind == "notice":
        notice = draft_notice(tried.office, tried.case)
        approve_notice(tried.office, notice)
        post_notice(tried.office, notice, "board")


def object_to(tried: Tried, upheld: bool) -> None:
    """Somebody objects to the first household of the newest notice, and is answered."""
    rows = tried.office.archive.read(
        "SELECT id FROM notice WHERE case_id = ? ORDER BY id DESC", (tried.case,)
    )
    if rows:
        about = tried.read().staying
        told = {"received_on": tried.today, "way": "2", "what": "a car"}
        home = about[0].household_id if about else None
        said = record_objection(tried.office, str(rows[0][0]), told, home)
        answer_objection(tried.office, said, investigator="Li", found="seen", upheld=upheld)


def attempt(tried: Tried, deed: str, data: Any) -> None:
    """Try a deed; what may not be is refused."""
    office = tried.office
    if deed == "walk":
        walk(office, tried.case, "somebody", opinion="agreed")
    elif deed == "prepare":
        prepare(tried)
    elif deed == "wait":
        days = timedelta(days=data.draw(st.integers(1, 7)))
        tried.office = replace(office, clock=lambda: office.clock() + days)
    elif deed == "return":
        send_back(office, tried.case, "township", "papers lack")
    elif deed == "leave":
        leave_case(office, tried.case, data.draw(st.sampled_from(tried.homes)), "moved away")
    elif deed == "object":
        object_to(tried, data.draw(st.booleans()))
    elif deed == "undo":
        undo_batch(office, list_batches(office)[0].batch)
    elif deed == "drop" and data.draw(st.integers(0, 4)) == 0:
        drop_case(office, tried.case, "not needed")


def check(tried: Tried) -> None:
    """What must hold after every deed."""
    case = tried.read()
    done = standing(case.procedure, case.walked)
    assert [one.step for one in done] == [step.key for step in case.procedure.steps[: len(done)]]
    assert [one.on for one in done] == sorted(one.on for one in done)
    assert sorted(one.household_id for one in case.households) == sorted(tried.homes)
    for one in case.households:
        assert one.stays or one.answers.get("left_reason")
    for step in case.steps:
        if step.notice_id and step.walked.outcome == "done":
            ((ends,),) = tried.office.archive.read(
                "SELECT ends_on FROM notice WHERE id = ?", (step.notice_id,)
            )
            hangs = case.procedure.step(step.walked.step).hangs
            assert hangs is None or step.walked.on > date.fromisoformat(ends)
    finished = case.answers.get("outcome") == "finished"
    assert finished is (len(done) == len(case.procedure.steps))
    for one in case.households:
        known = dossier(tried.office, one.household_id, tried.today.year)
        assert known is not None
        watched = known.standing.get("monitor_class") == "3"
        assert watched is (finished and one.stays)


@given(data=st.data())
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_no_order_of_deeds_skips_a_step_goes_early_or_loses_a_household(office: Office, data: Any) -> None:
    homes = [a_household(office, name=name, group_name="1组") for name in ("王强", "李芳", "赵云")]
    procedure = data.draw(st.sampled_from(PROCEDURES))
    tried = Tried(replace(office, clock=lambda: MONDAY), an_open_case(office, homes, procedure), homes)
    batches = {one.batch for one in list_batches(office)}
    for _ in range(data.draw(st.integers(5, 30))):
        deed = data.draw(st.sampled_from(DEEDS))
        if deed == "undo" and list_batches(tried.office)[0].batch in batches:
            continue  # nothing was done since the case began
        try:
            with faults_told():
                attempt(tried, deed, data)
        except Problem:
            pass
        check(tried)


def test_somebody_who_does_everything_in_its_turn_comes_to_the_end(office: Office) -> None:
    for procedure in PROCEDURES:
        homes = [a_household(office, name=name, group_name="2组") for name in ("王强", "李芳")]
        tried = Tried(replace(office, clock=lambda: MONDAY), an_open_case(office, homes, procedure), homes)
        while not tried.read().answers.get("closed_on"):
            prepare(tried)
            step = next_step(tried.read().procedure, tried.read().walked)
            days = timedelta(days=6 if step is not None and step.kind == "notice" else 0)
            now = tried.office.clock()
            tried.office = replace(tried.office, clock=lambda at=now + days: at)  # type: ignore[misc]
            walk(tried.office, tried.case, "somebody", opinion="agreed")
        check(tried)
