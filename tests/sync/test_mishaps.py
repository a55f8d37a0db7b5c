"""Lines that lose and double, laptops that are restored or copied, a county put back to its backup: nothing is lost."""

import shutil
from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.conflicts import list_conflicts
from app.operations.openings import sign_in
from app.operations.sync_views import sync_view
from app.operations.syncing import marks_of
from db.archives import Archive
from db.verifications import verify
from tests.county.servers import Town
from tests.operations.offices import a_household
from tests.sync.counties import dumped, restored
from tests.sync.laptops import AT_ONCE, MONDAY, PASSWORD, Laptop, a_laptop, shared
from tests.sync.proxies import CUT, DOUBLE, GATEWAY, LOSE_ANSWER, LOSE_REQUEST, PORTAL, a_proxy


@pytest.fixture
def two(town: Town, tmp_path: Path) -> tuple[Laptop, Laptop, str]:
    """Laptop A with a household that B has got from the county."""
    a, b = a_laptop(tmp_path, "anna"), a_laptop(tmp_path, "boris")
    household = a_household(a.office, name="Zhao", phone="13900000000")
    for one in (a, b):
        one.join(town)
        one.sync()
    return a, b, household


def reopened(folder: Path, name: str, machine: str) -> Laptop:
    """The office in a folder, opened again."""
    office = sign_in(folder, name, PASSWORD, clock=lambda: MONDAY)
    return Laptop(office, machine)


def copied(laptop: Laptop, target: Path) -> Path:
    """The data folder as it is now, somewhere else. The laptop's office is closed."""
    laptop.office.close()
    shutil.copytree(laptop.office.folder, target)
    return target


def agree(*laptops: Laptop) -> None:
    """Everybody syncs until everybody has heard of everything, and all hold the same."""
    for one in (*laptops, *laptops):
        one.sync()
    assert all(shared(one) == shared(laptops[0]) for one in laptops)
    assert all(one.unsent == 0 and one.reports[-1].equal for one in laptops)
    assert all(verify(one.office.archive) == () for one in laptops)


@pytest.mark.parametrize("path", ["hello", "push", "pull", "digest"])
@pytest.mark.parametrize("fault", [LOSE_REQUEST, LOSE_ANSWER, DOUBLE, CUT, GATEWAY])
def test_whatever_happens_to_one_message_the_round_goes_through(two, town: Town, path: str, fault: str):
    a, b, household = two
    a.edit("household", household, phone="13900000001")
    with a_proxy(town.url) as (proxy, url):
        proxy.faults[path] = [fault]
        a.sync(server=url)
    agree(a, b)
    assert b.row("household", household)["phone"] == "13900000001"
    assert town.rows("SELECT count(*) FROM op_log WHERE record = 'household' AND action = 'update'") == [(1,)]


def test_a_portal_that_answers_for_the_county_is_told_apart(two, town: Town):
    a, b, household = two
    a.edit("household", household, phone="13900000001")
    with a_proxy(town.url) as (proxy, url):
        proxy.faults["hello"] = [PORTAL]
        with pytest.raises(Problem) as told:
            a.sync(server=url)
    assert told.value.code == "sync.portal" == sync_view(a.office).last_error
    assert sync_view(a.office).unsent == 1
    agree(a, b)


def test_an_answer_lost_for_good_leaves_the_push_to_be_repeated(two, town: Town):
    a, b, household = two
    person = a.rows("SELECT person_id FROM membership")[0][0]
    b.edit("person", person, about=household, id_number="510812197001010030")
    b.sync()
    a.edit("person", person, about=household, id_number="510812197001010057")
    with a_proxy(town.url) as (proxy, url):
        proxy.faults["push"] = [LOSE_ANSWER] * AT_ONCE.tries
        with pytest.raises(Problem, match=r"sync\.cut"):
            a.sync(server=url)
    assert a.unsent == 1
    a.sync()
    assert a.rows("SELECT status FROM answered") == [("conflict",)]
    assert len(list_conflicts(a.office)) == 1
    agree(a, b)


def test_a_laptop_put_back_to_an_old_copy_gets_its_own_work_back(two, tmp_path: Path):
    a, b, household = two
    old = copied(a, tmp_path / "old")
    a = reopened(a.office.folder, "anna", a.machine)
    a.edit("household", household, phone="13900000001")
    a.sync()
    a.office.close()
    again = reopened(old, "anna", a.machine)
    again.edit("household", household, address="Bridge 7")
    agree(again, b)
    assert again.row("household", household)["phone"] == "13900000001"
    assert b.row("household", household)["address"] == "Bridge 7"


def test_a_laptop_put_back_to_an_old_copy_that_nobody_touched_hears_of_its_own_work(two):
    a, b, household = two
    old = a.office.archive.path.with_name("old")
    a.office.archive.gather()
    shutil.copyfile(a.office.archive.path, old)
    a.edit("household", household, phone="13900000001")
    a.sync()
    a.office.archive.close()
    shutil.copyfile(old, a.office.archive.path)
    a.office.archive = Archive.open(a.office.archive.path, a.office.archive.key)
    assert a.unsent == 0 and a.row("household", household)["phone"] == "13900000000"
    agree(a, b)
    assert a.row("household", household)["phone"] == "13900000001"


def test_two_copies_that_both_went_on_are_both_kept(two, tmp_path: Path):
    a, b, household = two
    other = copied(a, tmp_path / "copy")
    a, clone = reopened(a.office.folder, "anna", a.machine), reopened(other, "anna", a.machine)
    a.edit("household", household, phone="13900000001")
    clone.edit("household", household, address="Bridge 7")
    clone.edit("household", household, address="Bridge 8")
    agree(a, clone, b)
    assert b.row("household", household)["phone"] == "13900000001"
    assert b.row("household", household)["address"] == "Bridge 8"


def test_a_copy_on_another_pc_must_be_enrolled_and_then_hands_over_its_work(two, town: Town, tmp_path: Path):
    a, b, household = two
    clone = reopened(copied(a, tmp_path / "copy"), "anna", "another machine")
    clone.edit("household", household, address="Bridge 7")
    with pytest.raises(Problem, match=r"sync\.other_machine"):
        clone.sync()
    clone.join(town)
    agree(clone, b)
    assert b.row("household", household)["address"] == "Bridge 7"
    a = reopened(a.office.folder, "anna", a.machine)
    agree(a, clone, b)


def test_what_a_restored_county_lacks_is_offered_again(two, town: Town):
    a, b, household = two
    dump = dumped(town)
    a.edit("household", household, phone="13900000001")
    a.sync()
    b.sync()
    b.edit("household", household, address="Bridge 7")
    b.sync()
    with restored(town, dump) as later:
        for one in (a, b):
            one.sync(server=later.url)
        for one in (a, b):
            one.sync(server=later.url)
            assert one.row("household", household)["phone"] == "13900000001"
            assert one.row("household", household)["address"] == "Bridge 7"
            assert one.reports[-1].equal and verify(one.office.archive) == ()
        assert shared(a) == shared(b)
        assert marks_of(a.office, household) == "reported"


def test_a_person_signed_in_elsewhere_keeps_typing_while_the_round_goes_on(two):
    a, b, household = two
    person = a.rows("SELECT person_id FROM membership")[0][0]
    b.edit("person", person, about=household, phone="13900000009")
    b.sync()
    a.edit("household", household, phone="13900000001")
    a.office.clock = typing_clock(a, household)
    a.sync()
    assert a.row("household", household)["phone"] == "13900000002"
    assert a.unsent == 1 and verify(a.office.archive) == ()
    a.office.clock = lambda: MONDAY
    agree(a, b)


def typing_clock(laptop: Laptop, household: str):
    """A clock at whose third look, when the round is under way, somebody types."""
    moments = []

    def look():
        moments.append(MONDAY)
        if len(moments) == 3:
            laptop.edit("household", household, phone="13900000002")
        return MONDAY

    return look
