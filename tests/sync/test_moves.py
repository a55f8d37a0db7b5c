"""A household that moves to another township: told here, taken there, gone here, and nothing of it lost."""

from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.conflicts import list_conflicts
from app.operations.move_facts import list_failed_moves
from app.operations.moves import answer_move, call_back, list_coming, list_leaving, send_away
from app.operations.places import villages
from db.verifications import verify
from tests.county.servers import Town
from tests.operations.offices import a_household
from tests.sync.laptops import Laptop, a_laptop

OTHER = "510812101"


@pytest.fixture
def two(town: Town, tmp_path: Path) -> tuple[Laptop, Laptop, str]:
    """Laptops of two townships; a household of the first is to go to the second, which has heard of it."""
    a, b = a_laptop(tmp_path, "anna"), a_laptop(tmp_path, "boris", place=OTHER)
    household = a_household(a.office, name="Zhao", bank_account="6228480000000000001")
    a.join(town)
    b.join(town, OTHER)
    b.sync()
    a.sync()
    send_away(a.office, household, OTHER, "married there")
    a.sync()
    b.sync()
    return a, b, household


def village(laptop: Laptop) -> str:
    return villages(laptop.office)[0].code


def whole(*laptops: Laptop) -> None:
    assert all(one.reports[-1].equal and one.unsent == 0 for one in laptops)
    assert all(verify(one.office.archive) == () for one in laptops)


def test_a_household_that_is_to_move_is_seen_on_both_sides_with_as_little_as_needed(two):
    a, b, household = two
    [leaving] = list_leaving(a.office)
    [coming] = list_coming(b.office)
    assert (leaving.household, leaving.to_code) == (household, OTHER)
    assert (coming.household, coming.head, coming.members, coming.by) == (household, "Zhao", 1, "anna")
    assert b.row("household", household) is None and b.rows("SELECT id FROM person") == []
    assert a.row("household", household) is not None
    whole(a, b)


def test_a_household_that_is_taken_comes_with_all_its_rows_and_leaves_nothing_behind(two):
    a, b, household = two
    answer_move(b.office, list_coming(b.office)[0].id, "taken", village(b))
    assert [one.taken for one in list_coming(b.office)] == [True]
    for one in (b, a):
        one.sync()
    assert b.row("household", household)["division_id"] == villages(b.office)[0].id
    assert b.row("household", household)["moving_to"] is None
    assert len(b.rows("SELECT id FROM person")) == len(b.rows("SELECT id FROM membership")) == 1
    assert all(
        a.rows(f'SELECT id FROM "{one}"') == [] for one in ("household", "person", "membership", "standing")
    )
    assert list_coming(b.office) == [] and list_leaving(a.office) == []
    assert list_failed_moves(a.office) == list_failed_moves(b.office) == []
    whole(a, b)


def test_what_the_old_side_typed_before_it_heard_waits_on_the_new_side_s_list(two):
    a, b, household = two
    answer_move(b.office, list_coming(b.office)[0].id, "taken", village(b))
    b.sync()
    a.edit("household", household, bank_account="6228480000000000002")
    for one in (a, b):
        one.sync()
    assert [(one.kind, one.household) for one in list_conflicts(b.office)] == [("late", household)]
    assert b.row("household", household)["bank_account"] == "6228480000000000001"
    assert a.row("household", household) is None and list_conflicts(a.office) == []
    whole(a, b)


def test_a_household_that_is_called_back_or_declined_stays(two):
    a, b, household = two
    answer_move(b.office, list_coming(b.office)[0].id, "declined")
    for one in (b, a):
        one.sync()
    assert a.row("household", household)["moving_to"] is None
    assert [(one.head, one.why, one.leaving) for one in list_failed_moves(a.office)] == [
        ("Zhao", "declined", True)
    ]
    send_away(a.office, household, OTHER, "after all")
    call_back(a.office, household, "stays")
    send_away(a.office, household, OTHER, "now surely")
    for one in (a, b):
        one.sync()
    [coming] = list_coming(b.office)
    call_back(a.office, household, "stays")
    a.sync()
    answer_move(b.office, coming.id, "taken", village(b))
    b.sync()
    assert b.rows("SELECT reason FROM answered WHERE status = 'rejected'") == [("settled",)]
    assert b.row("household", household) is None and list_coming(b.office) == []
    assert [(one.head, one.why, one.leaving) for one in list_failed_moves(b.office)] == [
        ("Zhao", "withdrawn", False)
    ]
    assert list_failed_moves(a.office) == [], "it was called back here"
    whole(a, b)


def test_a_place_that_is_none_is_refused(two):
    a, b, household = two
    with pytest.raises(Problem, match=r"moves\.place_unknown"):
        send_away(a.office, household, "999999999", "x")
    with pytest.raises(Problem, match=r"moves\.own_township"):
        send_away(a.office, household, villages(a.office)[0].code, "x")
    with pytest.raises(Problem, match=r"moves\.village_unknown"):
        answer_move(b.office, list_coming(b.office)[0].id, "taken", "nowhere")
    with pytest.raises(Problem, match=r"moves\.gone"):
        answer_move(b.office, "nothing", "declined")
