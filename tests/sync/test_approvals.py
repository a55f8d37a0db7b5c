"""The county's word on a case, given in the browser: a township's laptop walks on from it after the next sync."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.operations.batches import list_batches, undo_batch
from app.operations.cases.stored import StoredCase, read_case
from app.operations.cases.walking import walk
from app.operations.conflict_lists import inbox
from app.operations.conflicts import list_conflicts, settle_conflict
from app.rules.walks import next_step
from db.verifications import verify
from tests.county.browsers import Person, a_person
from tests.county.machines import OTHER_TOWN
from tests.county.servers import Town
from tests.operations.offices import a_household
from tests.operations.public.batches import OCTOBER, a_meeting, a_posted_notice, an_open_case
from tests.sync.laptops import MONDAY, PLACE, Laptop, a_laptop, shared


@pytest.fixture
def joined(town: Town, tmp_path: Path) -> tuple[Laptop, Laptop]:
    town.at[0] = MONDAY
    both = a_laptop(tmp_path, "anna"), a_laptop(tmp_path, "boris")
    for one in both:
        one.join(town)
    return both


def before_the_county(laptop: Laptop, procedure: str) -> tuple[str, list[str]]:
    """A case of two households whose next step is the county's."""
    homes = [a_household(laptop.office, name=name) for name in ("Zhao", "Qian")]
    case = an_open_case(laptop.office, homes, procedure)
    walk(laptop.office, case, "head", OCTOBER)
    walk(laptop.office, case, "team", OCTOBER + timedelta(days=2))
    a_meeting(laptop.office, case, homes, on=OCTOBER + timedelta(days=3))
    walk(laptop.office, case, "village", OCTOBER + timedelta(days=3))
    laptop.office.clock = lambda: MONDAY.replace(month=10, day=9)
    a_posted_notice(laptop.office, case, OCTOBER + timedelta(days=4))
    laptop.office.clock = lambda: MONDAY
    walk(laptop.office, case, "village", OCTOBER + timedelta(days=15))
    walk(laptop.office, case, "town", OCTOBER + timedelta(days=16), "agreed")
    laptop.sync()
    return case, homes


def step_of(case: StoredCase) -> str:
    step = next_step(case.procedure, case.walked)
    return step.key if step else ""


def decide(person: Person, case: str, way: str, opinion: str = "") -> str:
    person.open(f"/cases/{case}")
    return person.send(f"/cases/{case}", way=way, opinion=opinion)


def test_a_case_the_county_approves_walks_on_at_the_laptops(town: Town, joined: tuple[Laptop, Laptop]):
    a, b = joined
    case, _ = before_the_county(a, "monitor-in")
    li = a_person(town, "approver", name="li")
    assert case in li.open("/cases")
    decide(li, case, "approve", "agreed")
    for one in joined:
        one.sync()
    stored = read_case(a.office, case)
    assert (stored.walked[-1].step, stored.walked[-1].by, stored.walked[-1].opinion) == (
        "county",
        "li",
        "agreed",
    )
    assert step_of(stored) == "announce"
    assert shared(a) == shared(b) and verify(a.office.archive) == ()
    assert town.rows("SELECT who FROM audit WHERE act = 'approve'") == [("user:li",)]


def test_a_case_that_ends_with_the_county_is_written_at_the_next_sync(
    town: Town, joined: tuple[Laptop, Laptop]
):
    a, b = joined
    case, homes = before_the_county(a, "monitor-in-qinan")
    b.sync()
    decide(a_person(town, "approver"), case, "approve")
    for one in (a, b, a, b):
        one.sync()
    for one in joined:
        stored = read_case(one.office, case)
        assert stored.answers["outcome"] == "finished" and step_of(stored) == ""
        for home in homes:
            told = one.rows("SELECT monitor_class FROM standing WHERE household_id = ? AND year = 2026", home)
            assert told and told[0][0]
    assert shared(a) == shared(b) and list_conflicts(a.office) == []
    assert a.reports[-1].equal and a.unsent == 0


def test_a_case_the_county_returns_goes_back_and_comes_again(town: Town, joined: tuple[Laptop, Laptop]):
    a, _ = joined
    case, _ = before_the_county(a, "monitor-in")
    li = a_person(town, "approver", name="li")
    decide(li, case, "return")  # without an opinion
    a.sync()
    assert step_of(read_case(a.office, case)) == "county"
    decide(li, case, "return", "incomes are missing")
    a.sync()
    stored = read_case(a.office, case)
    assert step_of(stored) == "check" and stored.walked[-1].opinion == "incomes are missing"
    walk(a.office, case, "team", MONDAY.date())
    a.sync()
    assert case in li.open("/cases")
    assert step_of(read_case(a.office, case)) == "review"


def test_nobody_decides_twice_or_on_what_he_did_not_see(town: Town, joined: tuple[Laptop, Laptop]):
    a, _ = joined
    case, _ = before_the_county(a, "monitor-in")
    one, two = a_person(town, "approver", name="one"), a_person(town, "approver", name="two")
    for person in (one, two):
        person.open(f"/cases/{case}")
    one.send(f"/cases/{case}", way="approve")
    assert "told bad" in two.send(f"/cases/{case}", way="return", opinion="no")
    a.sync()
    assert [step.by for step in read_case(a.office, case).walked][-1] == "one"


def test_a_reader_and_an_approver_of_another_township_decide_nothing(
    town: Town, joined: tuple[Laptop, Laptop]
):
    a, _ = joined
    case, _ = before_the_county(a, "monitor-in")
    before = town.rows("SELECT count(*) FROM op_log")
    reader = a_person(town, "reader")
    decide(reader, case, "approve")
    csrf = reader.page.text.split('name="csrf" value="')[1].split('"')[0]
    assert reader.client.post(f"/cases/{case}", data={"csrf": csrf, "way": "approve"}).status_code == 403
    other = a_person(town, "approver", OTHER_TOWN)
    assert case not in other.open("/cases")
    other.open("/me")
    csrf = other.page.text.split('name="csrf" value="')[1].split('"')[0]
    other.client.post(f"/cases/{case}", data={"csrf": csrf, "way": "approve", "seen": "x"})
    assert town.rows("SELECT count(*) FROM op_log") == before
    assert case in a_person(town, "approver", PLACE).open("/cases")


def test_a_step_entered_on_a_laptop_and_at_the_county_counts_once_and_a_person_says_which(
    town: Town, joined: tuple[Laptop, Laptop]
):
    a, b = joined
    case, _ = before_the_county(a, "monitor-in")
    decide(a_person(town, "approver", name="li"), case, "approve", "agreed")
    walk(a.office, case, "the county, on paper", MONDAY.date(), "agreed by letter")
    for one in (a, b, a):
        one.sync()
    for one in joined:
        stored = read_case(one.office, case)
        assert [step.step for step in stored.walked].count("county") == 1
        assert step_of(stored) == "announce" and stored.walked[-1].by == "li", "no step was passed over"
    assert shared(a) == shared(b) and verify(a.office.archive) == ()
    waiting = {one.field: one for one in list_conflicts(b.office)}
    assert waiting["done_by"].mine.value == "the county, on paper" and waiting["done_by"].theirs.value == "li"
    (line,) = [one for one in inbox(b.office) if one.conflict.field == "done_by"]
    assert line.head == stored.answers["name"], "the list says which case it is about"
    settle_conflict(b.office, waiting["done_by"].id, "keep", "read in the county's letter")
    assert waiting.keys() >= {"done_by", "opinion"}


def test_the_same_word_entered_twice_is_no_question(town: Town, joined: tuple[Laptop, Laptop]):
    a, b = joined
    case, _ = before_the_county(a, "monitor-in")
    b.sync()
    for one in joined:
        walk(one.office, case, "li", MONDAY.date(), "agreed")
    for one in (a, b, a):
        one.sync()
    assert list_conflicts(a.office) == list_conflicts(b.office) == []
    assert step_of(read_case(a.office, case)) == step_of(read_case(b.office, case)) == "announce"
    assert shared(a) == shared(b) and a.reports[-1].equal


def test_a_county_s_step_that_was_taken_back_is_entered_again_by_the_county(
    town: Town, joined: tuple[Laptop, Laptop]
):
    a, b = joined
    case, _ = before_the_county(a, "monitor-in")
    walk(a.office, case, "li", MONDAY.date(), "agreed")
    a.sync()
    undo_batch(a.office, list_batches(a.office, 1)[0].batch)
    for one in joined:
        one.sync()
    decide(a_person(town, "approver", name="li"), case, "approve", "agreed after all")
    for one in (a, b):
        one.sync()
        stored = read_case(one.office, case)
        assert stored.walked[-1].opinion == "agreed after all" and step_of(stored) == "announce"
        assert one.reports[-1].equal
    assert shared(a) == shared(b) and list_conflicts(a.office) == []
