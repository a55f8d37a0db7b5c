"""A sample drawn, checked at home, its rates, its papers; drawn again it is the same."""

from decimal import Decimal
from pathlib import Path

import pytest

from app.documents.grids_files import read_file
from app.errors import Problem
from app.operations.answering import Refused
from app.operations.batches import undo_batch
from app.operations.offices import Clerk, Office
from app.operations.places import villages
from app.operations.spotchecks.drawing import SampleAsked, draw_check, frame_of
from app.operations.spotchecks.entering import close_sample, enter_check
from app.operations.spotchecks.listing import (
    SampleLine,
    frame_stands,
    rates_by_village,
    rates_of,
    sample_named,
    sampled_of,
    samples,
)
from app.operations.spotchecks.tables import draw_words, make_pack, rate_words, write_sample
from app.rules.spotchecks import KINDS
from tests.documents.pages import described, same_as_golden, whole_text
from tests.operations.crosschecks.lists import YEAR, somebody, stands
from tests.operations.offices import MONDAY, a_household


@pytest.fixture
def township(office: Office) -> Office:
    """Two villages: six lifted and four ordinary households in one, two lifted in the other."""
    for at in range(6):
        stands(office, somebody(office, at + 1, f"脱{at}", group_name="一组"), poverty_status="1")
    for at in range(4):
        somebody(office, at + 11, f"农{at}", group_name="二组")
    for at in range(2):
        stands(office, somebody(office, at + 21, f"邻{at}", village=1), attribute="05", poverty_status="1")
    return office


def drawn(office: Office, size: int = 6, **asked: object) -> SampleLine:
    """A sample by a seed that is known."""
    made = draw_check(office, SampleAsked("评估", size, "2026", **{"year": YEAR, **asked}))  # type: ignore[arg-type]
    return sample_named(office, made.id)


def test_a_sample_is_drawn_by_village_in_proportion_and_keeps_how(township: Office):
    sample = drawn(township)
    assert [(one.households, one.drawn) for one in sample.strata] == [(2, 1), (10, 5)]
    lines = sampled_of(township, sample)
    assert [one.village for one in lines] == ["石烛村", *["石鹰村"] * 5]
    assert sample.seed == "2026" and len(sample.frame_hash) == 64 and sample.frame_size == 12
    assert sample.frame_hash[:16] in draw_words(sample)


def test_the_same_seed_draws_the_same_households_again(township: Office):
    first, second = drawn(township), drawn(township)
    homes = [[one.household_id for one in sampled_of(township, sample)] for sample in (first, second)]
    assert homes[0] == homes[1] and first.frame_hash == second.frame_hash


def test_a_household_that_came_since_shows_that_the_frame_has_changed(township: Office):
    sample = drawn(township)
    assert frame_stands(township, sample)
    a_household(township, name="New", code="999")
    assert not frame_stands(township, sample)
    assert sample_named(township, sample.id).frame_hash == sample.frame_hash


def test_only_the_kinds_and_villages_asked_for_are_drawn_from(township: Office):
    exited = frame_of(township, ("exited",), (), YEAR)
    assert {one.kind for one in exited} == {"exited"} and len(exited) == 8
    near = frame_of(township, KINDS, (villages(township)[1].id,), YEAR)
    assert len(near) == 2


def test_who_was_lifted_counts_as_that_while_it_is_monitored_again(office: Office):
    for at, (kind, said) in enumerate(
        {
            "exited": {"poverty_status": "1", "monitor_class": "1"},
            "poor": {"attribute": "01", "poverty_status": "0"},
            "monitored": {"monitor_class": "2"},
            "ordinary": {"monitor_class": "2", "risk_cleared": True},
        }.items()
    ):
        stands(office, somebody(office, at + 1, kind), **said)  # type: ignore[arg-type]
    assert [one.kind for one in frame_of(office, KINDS, (), YEAR)] == [
        "exited",
        "poor",
        "monitored",
        "ordinary",
    ]


def checked(office: Office) -> SampleLine:
    """All twelve drawn; the first lifted one does not meet the exit, the first ordinary one should be listed."""
    sample = drawn(office, 12)
    wrong = missed = False
    for one in sampled_of(office, sample):
        said: dict[str, object] = {
            "checked_on": MONDAY.date(),
            "checkers": "甲、乙",
            "asked": 2,
            "content": 1,
        }
        if one.kind == "exited":
            said["meets"], wrong = wrong, True
        else:
            said["poor_now"], missed = not missed, True
        enter_check(office, sample, one.household_id, said)  # type: ignore[arg-type]
    return sample_named(office, sample.id)


def test_rates_are_reckoned_with_their_counts_and_formula(township: Office):
    sample = checked(township)
    missed, wrong, content = rates_of(sampled_of(township, sample))
    assert (missed.percent, wrong.percent, content.percent) == (
        Decimal("25.00"),
        Decimal("12.50"),
        Decimal("50.00"),
    )
    assert "1 ÷ 8 = 12.50%" in rate_words(wrong) and "错退率" in rate_words(wrong)
    assert list(rates_by_village(sampled_of(township, sample))) == ["石烛村", "石鹰村"]
    assert sample.checked == 12


@pytest.mark.parametrize("said", [{"asked": 2, "content": 3}, {"content": 1}, {"asked": -1}])
def test_what_cannot_be_is_refused_field_by_field(township: Office, said: dict[str, object]):
    sample = drawn(township)
    home = sampled_of(township, sample)[0].household_id
    with pytest.raises(Refused):
        enter_check(township, sample, home, {"checked_on": MONDAY.date(), **said})  # type: ignore[arg-type]
    with pytest.raises(Refused):
        enter_check(township, sample, home, {"meets": True})


def test_who_was_not_drawn_is_refused_and_a_locked_sample_too(township: Office):
    sample = drawn(township, 2)
    homes = {one.household_id for one in sampled_of(township, sample)}
    other = next(one for one in frame_of(township, KINDS, (), YEAR) if one.household_id not in homes)
    with pytest.raises(Problem, match=r"spotchecks\.not_drawn"):
        enter_check(township, sample, other.household_id, {"checked_on": MONDAY.date()})
    with pytest.raises(Problem, match=r"spotchecks\.not_done"):
        close_sample(township, sample)
    batch = close_sample(township, sample, "只查这些")
    locked = sample_named(township, sample.id)
    with pytest.raises(Problem, match=r"spotchecks\.locked"):
        enter_check(township, locked, next(iter(homes)), {"checked_on": MONDAY.date()})
    undo_batch(township, batch)
    assert sample_named(township, sample.id).closed_on is None


def test_a_draw_can_be_taken_back(township: Office):
    made = draw_check(township, SampleAsked("评估", 3, "x", year=YEAR))
    undo_batch(township, made.batch)
    assert samples(township) == []


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (SampleAsked(" ", 3), "no_name"),
        (SampleAsked("评估", 0), "bad_size"),
        (SampleAsked("评估", 5_001), "bad_size"),
        (SampleAsked("评估", 3, kinds=("monitored",)), "nobody"),
    ],
)
def test_a_draw_that_makes_no_sense_is_refused(township: Office, asked: SampleAsked, code: str):
    with pytest.raises(Problem, match=rf"spotchecks\.{code}"):
        draw_check(township, asked)


def test_only_who_may_approve_draws(township: Office):
    township.user = Clerk("x", "clerk", "Clerk", "enter")
    with pytest.raises(Problem, match=r"office\.role_too_small"):
        draw_check(township, SampleAsked("评估", 3))


def test_the_pack_holds_a_sheet_for_each_drawn_household(township: Office, tmp_path: Path):
    sample = drawn(township, 3)
    made = make_pack(township, sample, tmp_path / "pack.pdf")
    text = whole_text((tmp_path / "pack.pdf").read_bytes())
    assert made.households == 3 and all(one.head in text for one in sampled_of(township, sample))


def test_the_sample_on_paper_is_as_it_was_last_looked_at(township: Office, tmp_path: Path):
    write_sample(township, checked(township), tmp_path / "sample.pdf")
    assert same_as_golden("sample.txt", described((tmp_path / "sample.pdf").read_bytes()))


def test_the_workbook_says_the_draw_and_the_rates_above_its_rows(township: Office, tmp_path: Path):
    sample = checked(township)
    assert write_sample(township, sample, tmp_path / "sample.xlsx") == 12
    cells = [row for row in read_file(tmp_path / "sample.xlsx").grids[0].rows if any(row)]
    told = " ".join(str(row[0]) for row in cells[:6])
    assert sample.frame_hash[:16] in told and "错退率" in told and len(cells) == 12 + 1 + 1 + 4
