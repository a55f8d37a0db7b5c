"""The sample's help: something of everything, sound by the rooms' own rules, the same for the same seed and day."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.operations.campaigns import campaigns
from app.operations.coverage import coverage
from app.operations.doubts import find_doubts
from app.operations.ledgers import every_ledger
from app.operations.offices import Office
from app.operations.openings import sign_in
from app.operations.pairings import pairing_gaps
from app.operations.samples import make_sample_office
from app.operations.snapshots import compare_years
from app.operations.visit_dues import visits_due
from app.operations.years import known_years
from app.paths import forms as forms_folder
from app.paths import resources
from app.rules.catalogues import load_catalogue
from app.rules.formfiles import load_forms, read_toml
from app.rules.plans import STATES

PASSWORD = "stone-bridge-7"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
HOUSEHOLDS = 160


def a_sample(folder: Path, seed: int = 1, households: int = HOUSEHOLDS) -> Office:
    """A sample office made on a fixed day, open."""
    make_sample_office(folder, households, seed, None, PASSWORD, clock=lambda: NOW)
    return sign_in(folder, "clerk", PASSWORD, clock=lambda: NOW)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A sample nobody of these tests writes to."""
    return a_sample(tmp_path_factory.mktemp("sample"))


def count(office: Office, sql: str) -> int:
    """A number out of the archive."""
    return int(office.archive.read(sql)[0][0] or 0)


def test_plans_stand_in_every_state_this_year_and_nearly_all_are_closed_last_year(office: Office) -> None:
    rows = office.archive.read("SELECT year, state, count(*) FROM plan GROUP BY year, state")
    states = {(year, state): number for year, state, number in rows}
    assert {state for year, state in states if year == TODAY.year} == set(STATES)
    closed, every = states[TODAY.year - 1, "closed"], sum(n for (y, _), n in states.items() if y < TODAY.year)
    assert closed > 0.85 * every


def test_no_plan_is_further_than_its_rules_allow(office: Office) -> None:
    assert not count(office, "SELECT count(*) FROM plan WHERE state = 'closed' AND result IS NULL")
    assert not count(
        office,
        "SELECT count(*) FROM plan p WHERE state != 'draft'"
        " AND (causes IS NULL AND risks IS NULL OR NOT EXISTS (SELECT 1 FROM measure WHERE plan_id = p.id))",
    )
    later = f"> '{TODAY.isoformat()}'"
    assert not count(office, f"SELECT count(*) FROM plan WHERE signed_on {later} OR closed_on {later}")


def test_every_measure_is_of_the_catalogue() -> None:
    forms = load_forms(forms_folder())
    known = {one.code: one for one in load_catalogue(forms_folder(), forms).items}
    for what in read_toml(resources() / "sample" / "help.toml")["measures"]:
        assert (known[what["item"]].name, known[what["item"]].kind) == (what["name"], what["kind"])


def test_a_handover_ends_one_line_the_day_the_next_begins_and_few_are_without_a_helper(
    office: Office,
) -> None:
    pairs = office.archive.read(
        "SELECT o.ended_on, n.started_on FROM pairing n JOIN pairing o ON o.id = n.follows_id"
    )
    assert pairs and all(ended == began for ended, began in pairs)
    assert 0 < len(pairing_gaps(office)) < 0.12 * HOUSEHOLDS


def test_visits_lie_in_the_past_and_some_are_overdue(office: Office) -> None:
    assert not count(office, f"SELECT count(*) FROM visit WHERE visited_on > '{TODAY.isoformat()}'")
    assert count(office, "SELECT count(*) FROM visit WHERE kind = '5'")
    due = visits_due(office)
    assert any(one.days_over > 0 for one in due)


def test_findings_are_open_overdue_and_closed_with_a_reason(office: Office) -> None:
    rows = office.archive.read("SELECT due_on, closed_on, closed_as, outcome, owner FROM finding")
    states = Counter("closed" if closed else "over" if due < TODAY.isoformat() else "open"
                     for due, closed, *_ in rows)  # fmt: skip
    assert all(states[one] for one in ("closed", "over", "open"))
    assert all(owner for *_, owner in rows)
    assert all(end and outcome for _, closed, end, outcome, _ in rows if closed)


def test_one_check_is_half_done_and_last_year_s_is_locked(office: Office) -> None:
    now, before = campaigns(office)
    assert (now.year, now.state) == (TODAY.year, "open") and 0.3 < now.done / now.tasks < 0.8
    assert now.waiting > 0
    assert (before.state, before.done) == ("closed", before.tasks)


def test_two_years_and_their_results_stand_side_by_side(office: Office) -> None:
    assert {2025, 2024} <= {*known_years(office)}
    ((household,),) = office.archive.read("SELECT household_id FROM snapshot WHERE year = 2025 LIMIT 1")
    assert compare_years(office, household, 2024, 2025)


def test_every_ledger_and_the_matrix_show_something(tmp_path: Path) -> None:
    office = a_sample(tmp_path, households=300)
    made = {one.name: one for one in every_ledger(office)}
    assert all(made[key].rows for key in made if key != "orphans")
    assert sum(one.overdue for one in made.values()) > 5
    matrix = coverage(office, TODAY.year)
    assert 0 < matrix.gap_households < 0.5 * len(matrix.rows)
    office.close()


def test_what_is_doubted_stays_little(office: Office) -> None:
    found = Counter(one.doubt.rule for one in find_doubts(office))
    assert {"no_helper", "no_plan"} & found.keys()
    assert sum(found.values()) < 0.5 * HOUSEHOLDS


def test_the_same_seed_and_day_make_the_same_help_and_another_seed_another(tmp_path: Path) -> None:
    def told(name: str, seed: int) -> list[object]:
        made = a_sample(tmp_path / name, seed, 24)
        found: list[object] = [
            *made.archive.read("SELECT name, phone, post FROM cadre ORDER BY rowid"),
            *made.archive.read("SELECT year, state, goal, signed_on FROM plan ORDER BY rowid"),
            *made.archive.read("SELECT kind, name, amount, effect FROM measure ORDER BY rowid"),
            *made.archive.read("SELECT visited_on, clock, seen FROM visit ORDER BY rowid"),
            *made.archive.read("SELECT special, guardian, post_to FROM member_year ORDER BY rowid"),
        ]
        made.close()
        return found

    assert told("a", 5) == told("b", 5)
    assert told("c", 6) != told("d", 5)


def test_children_are_a_class_higher_in_the_second_year(office: Office) -> None:
    rows = office.archive.read(
        "SELECT a.school_state, b.school_state FROM member_year a JOIN member_year b"
        " ON b.person_id = a.person_id AND b.year = a.year + 1 WHERE a.school_state IN ('04', '05', '07')"
    )
    assert rows
    assert all(after in (f"{int(before) + 1:02}", None) for before, after in rows)


def test_a_sample_of_nobody_has_no_help(tmp_path: Path) -> None:
    made = a_sample(tmp_path, households=0)
    assert count(made, "SELECT count(*) FROM cadre") == 0
    made.close()


def test_an_archive_opened_before_the_sample_s_years_end_has_no_visit_ahead(tmp_path: Path) -> None:
    early = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    make_sample_office(tmp_path, 24, 1, None, PASSWORD, clock=lambda: early)
    made = sign_in(tmp_path, "clerk", PASSWORD, clock=lambda: early)
    for sql in (
        "SELECT max(visited_on) FROM visit",
        "SELECT max(signed_on) FROM plan",
        "SELECT max(closed_on) FROM plan",
        "SELECT max(done_on) FROM measure",
        "SELECT max(closed_on) FROM finding",
        "SELECT max(started_on) FROM plan",
    ):
        newest = made.archive.read(sql)[0][0]
        assert newest is None or date.fromisoformat(newest) <= early.date(), sql
    made.close()
