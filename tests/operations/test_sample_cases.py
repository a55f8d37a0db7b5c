"""The sample's procedures: a case at every step, running, ended, dropped; subsidies and projects announced."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.operations.cases.listing import CaseQuery, list_cases
from app.operations.cases.viewing import case_view
from app.operations.fund_terms import payment_due, project_due
from app.operations.notices.viewing import list_notices
from app.operations.offices import Office
from app.operations.openings import sign_in
from app.operations.payments import payment_sums
from app.operations.procedures import procedures
from app.operations.projects import AFTER, BEFORE, list_projects
from app.operations.samples import make_sample_office

PASSWORD = "stone-bridge-7"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A sample nobody of these tests writes to."""
    return a_sample(tmp_path_factory.mktemp("sample"), NOW)


def a_sample(folder: Path, now: datetime) -> Office:
    """A sample office made at that time, open."""
    make_sample_office(folder, 300, 1, None, PASSWORD, clock=lambda: now)
    return sign_in(folder, "clerk", PASSWORD, clock=lambda: now)


def test_a_case_waits_at_every_step_of_becoming_watched(office: Office):
    waiting = {
        line.step for line in list_cases(office) if line.label == procedures(office)["monitor-in"].label
    }
    assert waiting >= {step.label for step in procedures(office)["monitor-in"].steps}


def test_cases_run_are_ended_and_are_dropped(office: Office):
    rows = office.archive.read("SELECT coalesce(outcome, '') FROM \"case\"")
    outcomes = Counter(outcome for (outcome,) in rows)
    assert outcomes["finished"] >= 2
    assert outcomes["dropped"] >= 1
    assert outcomes[""] >= 10


def test_dynamic_adjustment_runs_and_has_ended(office: Office):
    said = {key: one.label for key, one in procedures(office).items()}
    seen = {(line.label, line.state) for line in list_cases(office, CaseQuery(state=None))}
    assert seen >= {(said["return"], "finished"), (said["return"], "running"), (said["strike"], "running")}
    assert seen >= {
        (said["members"], "finished"),
        (said["members"], "running"),
        (said["poor-exit"], "running"),
    }
    rows = office.archive.read(
        "SELECT count(*) FROM standing WHERE poverty_status = '3' AND return_year = 2026"
    )
    assert rows == [(3,)]


def test_notices_stand_at_every_point_of_their_life(office: Office):
    assert {line.state for line in list_notices(office)} >= {"approved", "posted", "down"}


def test_subsidies_wait_hang_and_are_paid(office: Office):
    sums = payment_sums(office)
    assert len(sums) == 3
    assert [one.scheme for one in sums if payment_due(office, one)] == ["产业到户奖补"]


def test_projects_wait_hang_and_are_announced_after_their_end(office: Office):
    cases = [set(line.cases) for line in list_projects(office)]
    assert cases == [set(), {BEFORE}, {BEFORE, AFTER}]
    assert project_due(office, list_projects(office)[0]) is not None


def test_a_sample_is_made_in_a_year_whose_holidays_are_not_known(tmp_path: Path):
    office = a_sample(tmp_path, datetime(2031, 1, 9, 9, 0, tzinfo=UTC))
    assert [case_view(office, line.id).id for line in list_cases(office)]
