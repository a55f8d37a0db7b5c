"""A county put back from its one file: on the same PC, on a new one, on somebody else's PostgreSQL."""

import hashlib
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from app.county.backups import back_up
from app.county.carryovers import FILE, keep_decisions
from app.county.counties import County
from app.county.databases import NOTHING, Database, database_at, opened
from app.county.devices import revoke
from app.county.keepsakes import keepsakes_of
from app.county.restores import Seat, restore
from app.county.users import CountyUser, add_user, close_user
from app.errors import Problem
from tests.county.machines import Machine, enrolled
from tests.county.servers import MONDAY, Clusters, Town, county_served, served
from tests.county.test_kills import Own

PHOTO = b"a photo" * 1_000
NAMED = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
def folders() -> Iterator[list[Path]]:
    made: list[Path] = [Path(tempfile.mkdtemp(prefix="hudang-county-")) for _ in range(2)]
    yield made
    for one in made:
        shutil.rmtree(one)


def with_a_photo(town: Town) -> Machine:
    machine = enrolled(town)
    home = machine.household(address="Bridge 7")
    machine.create("attachment", home.record_id, household_id=home.record_id, hash=NAMED, size=len(PHOTO))
    machine.push()
    assert machine.request("POST", f"/v1/blob/{NAMED}?offset=0", PHOTO).json()["present"]
    return machine


@contextmanager
def answering(own: Own) -> Iterator[tuple[County, Town]]:
    county = County(own.database, own.keepsakes, clock=lambda: MONDAY, folder=own.folder)
    with served(county) as url, ExitStack() as visitors:
        town = own.town(url, county)
        town.visitors = visitors
        yield county, town


def goes_on(machine: Machine, town: Town) -> None:
    """The machine finds the county it knows, with its place, its household and its photo."""
    machine.town = town
    machine.client = town.visitors.enter_context(httpx.Client(base_url=town.url, timeout=60))
    assert machine.hello().json()["action"] == "rebootstrap"
    assert [one["address"] for one in machine.docs().values() if "address" in one] == ["Bridge 7"]
    assert machine.request("GET", f"/v1/blob/{NAMED}?offset=0").content == PHOTO
    machine.household(address="Bridge 8")
    assert machine.push().json()["results"] == []


def test_a_new_pc_takes_over_with_places_attachments_and_the_same_key(folders: list[Path]):
    first, second = Own(folders[0]), Own(folders[1])
    copy = folders[1] / "copy.ark"
    try:
        with answering(first) as (county, town):
            machine, stolen = with_a_photo(town), enrolled(town)
            key = county.public_key
            assert back_up(first.database, first.keepsakes, copy, first.folder).files == 1
            assert copy.stat().st_mode & 0o077 == 0
            first.database.run(NOTHING, lambda c: revoke(c, stolen.device, MONDAY))
            keep_decisions(first.database, first.keepsakes, first.folder)
        assert (copy.parent / FILE).exists()  # beside the backup, where the burnt PC is not
        second.database.close()
        assert restore(second.seat, copy, MONDAY).files == 1
        second.keepsakes = keepsakes_of(second.folder)
        second.start()
        with answering(second) as (county, town):
            assert county.public_key == key
            goes_on(machine, town)
            stolen.town, stolen.client = town, machine.client
            assert stolen.hello().json()["code"] == "revoked"
    finally:
        first.stop()
        second.stop()


@pytest.mark.parametrize("forged", [False, True])
def test_a_lost_database_does_not_give_a_revoked_machine_its_places_back(folders: list[Path], forged: bool):
    own = Own(folders[0])
    copy = folders[1] / "copy.ark"
    try:
        with answering(own) as (_, town):
            machine = enrolled(town)
            own.database.run(
                NOTHING, lambda c: add_user(c, CountyUser("li", "reader", ""), "a long enough one")
            )
            back_up(own.database, own.keepsakes, copy, own.folder)
            own.database.run(NOTHING, lambda c: revoke(c, machine.device, MONDAY))
            own.database.run(NOTHING, lambda c: close_user(c, "li", MONDAY))
            keep_decisions(own.database, own.keepsakes, own.folder)
        own.stop()
        shutil.rmtree(own.folder / "postgres")
        if forged:  # nobody takes a revocation back by editing a file
            for file in (own.folder / FILE, copy.parent / FILE):
                file.write_bytes(file.read_bytes().replace(b'"revoked_at":"', b'"revoked_at":null,"x":"'))
        own.start()
        own.database.close()
        restore(own.seat, copy, MONDAY)
        own.start()
        [(revoked,)] = own.town("", own.serve()).rows("SELECT revoked_at IS NOT NULL FROM device")
        [(closed,)] = own.town("", own.serve()).rows("SELECT closed_at IS NOT NULL FROM users")
        assert (revoked, closed) == (not forged, not forged)
    finally:
        own.stop()


def test_somebody_elses_postgresql_takes_a_county_by_the_same_commands(
    clusters: Clusters, folders: list[Path], monkeypatch: pytest.MonkeyPatch
):
    copy = folders[0] / "copy.ark"
    with county_served(clusters) as town:
        town.county.folder = folders[0]
        machine = with_a_photo(town)
        own = database_at(clusters.owner(town.database), clusters.keepsakes)
        back_up(own, clusters.keepsakes, copy, folders[0])  # as of a database that is not ours
        own.close()
    name = clusters.fresh()
    monkeypatch.setenv("HUDANG_COUNTY_DATABASE_URL", clusters.owner(name))
    folder = folders[1]
    with opened(folder, MONDAY.date()):
        pass
    kept = restore(Seat(folder, keepsakes_of(folder), url=clusters.owner(name)), copy, MONDAY).kept
    assert kept.startswith("replaced_")
    with opened(folder, MONDAY.date()) as database:
        county = County(database, keepsakes_of(folder), clock=lambda: MONDAY, folder=folder)
        with served(county) as url, ExitStack() as visitors:
            goes_on(machine, Town(county, url, clusters, name, visitors=visitors))
        with pytest.raises(Problem, match=r"county\.in_use"):
            restore(Seat(folder, keepsakes_of(folder), url=clusters.owner(name)), copy, MONDAY)
        again = folders[1] / "again.ark"
        assert back_up(database, keepsakes_of(folder), again, folder).files == 1


def test_a_file_that_is_no_backup_changes_nothing(clusters: Clusters, folders: list[Path]):
    strange = folders[0] / "x.ark"
    seat = Seat(folders[0], clusters.keepsakes, clusters.cluster)
    for content in (b"", b"dear county", b"PK\3\4"):
        strange.write_bytes(content)
        with pytest.raises(Problem, match=r"county\.backup_strange"):
            restore(seat, strange, MONDAY)
    with tarfile.open(strange, "w") as ark:
        ark.add(__file__, "other")
    with pytest.raises(Problem, match=r"county\.backup_strange"):
        restore(seat, strange, MONDAY)


def test_the_owner_is_held_by_the_wall_again_after_a_backup(clusters: Clusters, folders: list[Path]):
    with county_served(clusters) as town:
        with_a = enrolled(town)
        with_a.household()
        with_a.push()
        own: Database = database_at(clusters.owner(town.database), clusters.keepsakes)
        back_up(own, clusters.keepsakes, folders[0] / "copy.ark", folders[0])
        own.close()
        settings = town.rows("SELECT setconfig FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase"
                             " WHERE d.datname = %s", town.database)  # fmt: skip
        assert settings == []
