"""Sticks that come twice, late, cut, to the wrong county, from a machine nobody knows any more: nothing is lost."""

import shutil
from pathlib import Path

import psycopg
import pytest

from app.county.databases import NOTHING
from app.county.devices import revoke
from app.county.package_commands import _held
from app.errors import Problem
from app.operations.openings import sign_in
from app.operations.packages import usb_round
from db.verifications import verify
from tests.county.servers import Town, county_served
from tests.operations.offices import a_household
from tests.sync.counties import dumped, restored
from tests.sync.laptops import MONDAY, PASSWORD, Laptop, shared
from tests.sync.packages.sticks import Stick, carried


@pytest.fixture
def three(a: Laptop, stick: Stick) -> tuple[Laptop, Stick, str]:
    """A laptop whose stick holds packages 1 to 3, none confirmed."""
    household = a_household(a.office, name="Zhao", phone="13900000000")
    stick.at_office(a)
    for phone in ("13900000001", "13900000002"):
        a.edit("household", household, phone=phone)
        stick.at_office(a)
    return a, stick, household


def states(came) -> list[tuple[str, int]]:
    return [(one.state, one.number) for one in came]


def test_a_package_that_comes_twice_is_known(three, town: Town):
    a, stick, _ = three
    twin = stick.copied("twin")
    assert states(stick.at_county(town)) == [("taken", 1), ("taken", 2), ("taken", 3)]
    assert states(twin.at_county(town)) == [("known", 1), ("known", 2), ("known", 3)]
    stick.at_office(a)
    twin.at_office(a)
    assert a.unsent == 0
    assert town.rows("SELECT count(*), count(DISTINCT op_id) FROM op_log") == [
        (a.rows("SELECT count(*) FROM change")[0][0],) * 2
    ]


def test_what_comes_too_early_is_held_and_the_missing_number_is_named(three, town: Town):
    a, stick, household = three
    late = stick.copied("late")
    two = stick.headers("push")[1][0]
    two.unlink()
    came = stick.at_county(town)
    assert states(came) == [("taken", 1), ("held", 3)]
    (hole,) = [one.hole for one in came if one.hole]
    assert hole.numbers == (2,) and hole.first == hole.last
    (listed,) = town.county.database.run(NOTHING, _held)
    assert (listed["number"], listed["hole"]["numbers"]) == (3, (2,))
    done = stick.at_office(a)
    assert done.missing == (2,) and "2" in done.said[0]
    assert set(done.waiting) == {2, 3} and 2 in done.wrote, "it lies on the stick again"
    assert states(late.at_county(town)) == [("known", 1), ("taken", 2), ("taken", 3)]
    late.at_office(a)
    assert a.unsent == 0 and a.row("household", household)["phone"] == "13900000002"


def test_a_held_package_is_taken_from_the_county_s_own_copy_when_the_missing_one_comes(three, town: Town):
    a, stick, _ = three
    two = stick.headers("push")[1][0]
    kept = shutil.copy(two, stick.folder.parent / "kept.bin")
    two.unlink()
    stick.at_county(town)
    stick.emptied()
    shutil.copy(kept, two)
    assert states(stick.at_county(town)) == [("taken", 2), ("taken", 3)]
    assert not list((stick.folder.parent / f"held-{town.database}").iterdir())
    stick.at_office(a)
    assert a.unsent == 0


@pytest.mark.parametrize("left", [0, 3, 11, 40, 300, -65, -64, -1])
def test_a_cut_package_is_refused_and_written_again(three, town: Town, left: int):
    a, stick, _ = three
    (path, _) = stick.headers("push")[0]
    whole = path.read_bytes()
    path.write_bytes(whole[:left])
    came = stick.at_county(town)
    assert {(one.state, one.why) for one in came} & {("refused", "damaged"), ("refused", "no_package")}
    assert 1 in stick.at_office(a).waiting
    carried(stick, town, a)
    assert a.unsent == 0


def test_another_county_s_stick_is_none_of_ours(three, town: Town, clusters):
    a, stick, _ = three
    with county_served(clusters) as other, psycopg.connect(clusters.root(other.database)) as connection:
        connection.execute("UPDATE server_state SET server_id = gen_random_uuid()")
        connection.commit()
        assert {(one.state, one.why) for one in stick.at_county(other)} == {("refused", "foreign")}
    assert a.unsent > 0
    assert states(stick.at_county(town)) == [("taken", 1), ("taken", 2), ("taken", 3)]


def test_what_the_county_wrote_for_another_laptop_is_passed_over(
    a: Laptop, b: Laptop, town: Town, stick: Stick
):
    household = a_household(a.office, name="Zhao")
    stick.at_office(a)
    stick.at_county(town)
    done = stick.at_office(b)
    assert (done.taken, done.received, done.bad) == (0, 0, ())
    assert b.row("household", household) is None
    assert stick.at_office(a).unsent == 0, "it was left for its owner"


def test_a_revoked_machine_is_neither_heard_nor_answered(three, town: Town):
    _, stick, _ = three
    device = stick.headers("push")[0][1].device
    town.county.database.run(NOTHING, lambda c: revoke(c, device, MONDAY))
    assert {(one.state, one.why) for one in stick.at_county(town)} == {("refused", "revoked")}
    assert [one.why for one in stick.wrote] == ["revoked"]
    assert stick.headers("reply") == []


def test_an_old_answer_changes_nothing(three, b: Laptop, town: Town):
    a, stick, household = three
    stick.at_county(town)
    old = stick.copied("old")
    stick.at_office(a)
    b.sync()
    b.edit("household", household, address="Bridge 7")
    b.sync()
    carried(stick, town, a)
    before = shared(a)
    done = old.at_office(a)
    assert (done.confirmed, done.received) == (0, 0)
    assert shared(a) == before and verify(a.office.archive) == ()


def test_an_answer_that_begins_later_than_we_stand_waits(three, b: Laptop, town: Town):
    a, stick, _ = three
    stick.at_county(town)
    first = stick.copied("first")
    other = Stick(stick.folder.parent / "other")
    backup = stick.folder.parent / "disk"
    a.office.close()
    shutil.copytree(a.office.folder, backup)
    ahead = reopened(a.office.folder, "anna", a.machine)
    stick.at_office(ahead)
    carried(other, town, ahead)
    other.at_office(ahead)
    other.at_county(town)
    ahead.office.close()
    again = reopened(backup, "anna", a.machine)
    done = other.at_office(again)
    assert done.taken == 0 and len(other.headers("reply")) == 1, "it lies there until its turn"
    assert first.at_office(again).taken == 1


def test_after_the_county_was_restored_all_it_lacks_comes_by_stick_again(three, b: Laptop, town: Town):
    a, stick, household = three
    dump = dumped(town)
    carried(stick, town, a)
    assert a.unsent == 0
    old = Stick(stick.folder.parent / "old")
    a.edit("household", household, address="Bridge 7")
    old.at_office(a)
    with restored(town, dump) as later:
        came = old.at_county(later)
        assert [one.why for one in came] == ["restored"]
        done = old.at_office(a)
        assert done.taken == 1 and a.unsent > 1, "what was confirmed by the lost days is offered again"
        assert all(one.state == "taken" for one in old.at_county(later) if one.state != "known")
        old.at_office(a)
        assert a.unsent == 0 and verify(a.office.archive) == ()
        assert a.row("household", household)["phone"] == "13900000002"
        b.sync(server=later.url)
        assert b.row("household", household)["address"] == "Bridge 7"
        carried(old, later, a)
        b.sync(server=later.url)
        assert shared(a) == shared(b)


def test_an_answer_of_the_server_before_it_was_restored_is_old(three, town: Town):
    a, stick, _ = three
    dump = dumped(town)
    stick.at_county(town)
    early = stick.copied("early")
    stick.emptied()
    with restored(town, dump) as later:
        carried(stick, later, a)
        carried(stick, later, a)
        assert a.unsent == 0
        before = shared(a)
        assert early.at_office(a).taken == 0
        assert shared(a) == before and a.unsent == 0


def reopened(folder: Path, name: str, machine: str) -> Laptop:
    office = sign_in(folder, name, PASSWORD, clock=lambda: MONDAY)
    return Laptop(office, machine)


def test_a_laptop_put_back_to_an_old_copy_goes_on_under_a_new_name_by_stick(three, b: Laptop, town: Town):
    a, stick, household = three
    carried(stick, town, a)
    a.office.close()
    shutil.copytree(a.office.folder, stick.folder.parent / "disk")
    a = reopened(a.office.folder, "anna", a.machine)
    a.edit("household", household, phone="13900000003")
    carried(stick, town, a)
    a.office.close()
    again = reopened(stick.folder.parent / "disk", "anna", a.machine)
    again.edit("household", household, address="Bridge 7")
    stick.emptied()
    stick.at_office(again)
    assert [one.why for one in stick.at_county(town)] == ["fork"]
    stick.at_office(again)
    assert all(one.state in ("taken", "known") or one.why == "fork" for one in stick.at_county(town))
    stick.at_office(again)
    assert again.unsent == 0
    assert again.row("household", household)["phone"] == "13900000003"
    b.sync()
    assert b.row("household", household)["address"] == "Bridge 7"
    assert shared(again) == shared(b) and verify(again.office.archive) == ()


def test_what_is_held_under_a_name_that_is_no_more_is_not_asked_for(three, town: Town):
    a, stick, _ = three
    stick.headers("push")[1][0].unlink()
    assert states(stick.at_county(town)) == [("taken", 1), ("held", 3)]
    with restored(town, dumped(town)) as later:
        stick.headers("push")[1][0].unlink()
        stick.at_county(later)
        done = stick.at_office(a)
        assert done.missing == (2,) and done.wrote == (4,), "the restored server begins a new name"
        stick.at_county(later)
        assert stick.at_office(a).missing == () and a.unsent == 0


@pytest.mark.parametrize(
    "what",
    [
        "UPDATE server_state SET floor_cursor = (SELECT last FROM feed_counter)",
        "UPDATE device SET scope_version = scope_version + 1",
    ],
)
def test_an_answer_from_before_all_was_read_anew_is_old(three, town: Town, what: str):
    a, stick, _ = three
    stick.at_county(town)
    with psycopg.connect(town.clusters.root(town.database)) as connection:
        connection.execute(what)
    a.sync()
    standing = "SELECT floor, scope_version, cursor FROM sync_state"
    before = a.rows(standing), shared(a)
    assert stick.at_office(a).taken == 0
    assert (a.rows(standing), shared(a)) == before


def test_after_its_places_changed_a_laptop_reads_anew_by_stick(three, b: Laptop, town: Town):
    a, stick, household = three
    carried(stick, town, a, b)
    with psycopg.connect(town.clusters.root(town.database)) as connection:
        connection.execute("UPDATE device SET scope_version = scope_version + 1")
    carried(stick, town, b)
    done = stick.at_office(b)
    assert b.rows("SELECT scope_version FROM sync_state") == [(2,)] and done.equal is not False
    assert b.row("household", household) == a.row("household", household)
    assert shared(a) == shared(b) and verify(b.office.archive) == ()


def test_a_copy_on_another_pc_writes_nothing_until_it_is_enrolled(three, town: Town):
    a, stick, _ = three
    with pytest.raises(Problem, match=r"sync\.other_machine"):
        usb_round(a.office, stick.folder, machine="another machine")


def test_a_missing_stick_is_said_in_a_sentence(a: Laptop, tmp_path: Path):
    with pytest.raises(Problem, match=r"packages\.no_folder"):
        usb_round(a.office, tmp_path / "nowhere", machine=a.machine)


def test_nothing_else_on_the_stick_is_opened(three, town: Town):
    a, stick, _ = three
    (stick.folder / "autorun.inf").write_bytes(b"[autorun]")
    (stick.folder / "worm.exe").write_bytes(b"MZ")
    (stick.folder / "folder.fpkg").mkdir()
    (stick.folder / "link.fpkg").symlink_to(stick.folder / "worm.exe")
    (stick.folder / "letter.fpkg").write_bytes(b"MZ" * 1000)
    came = stick.at_county(town)
    assert [(one.file, one.why) for one in came if one.state == "refused"] == [("letter.fpkg", "no_package")]
    done = stick.at_office(a)
    assert [file for file, _ in done.bad] == ["letter.fpkg"] and a.unsent == 0
    assert (stick.folder / "worm.exe").read_bytes() == b"MZ"
