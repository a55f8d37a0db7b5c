"""PostgreSQL killed, the county restored from its copy: what was answered stands, what was not is asked for again."""

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from app.county.backups import back_up
from app.county.clusters import start_cluster, stop_cluster
from app.county.counties import County
from app.county.databases import NAME, NOTHING, Database, database_at
from app.county.devices import revoke
from app.county.keepsakes import keepsakes_of
from app.county.restores import Seat, restore
from app.county.upgrades import make_database, upgrade
from app.errors import Problem
from tests.county.machines import enrolled
from tests.county.servers import MONDAY, Clusters, Town, served


class Own:
    """A county with a PostgreSQL of its own, which may be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keepsakes = keepsakes_of(folder)
        self.county: County
        self.start()

    def start(self) -> None:
        self.cluster = start_cluster(self.folder, self.keepsakes)
        make_database(
            self.cluster.url("postgres", self.keepsakes.superuser, "postgres"), NAME, self.keepsakes
        )
        url = self.cluster.url("hudang_owner", self.keepsakes.owner, NAME)
        upgrade(url, self.keepsakes, MONDAY.date())
        self.database: Database = database_at(url, self.keepsakes, self.cluster)

    def town(self, url: str, county: County) -> Town:
        return Town(county, url, Clusters(self.cluster, self.keepsakes), NAME)

    @property
    def seat(self) -> Seat:
        return Seat(self.folder, self.keepsakes, self.cluster)

    def serve(self) -> County:
        return County(self.database, self.keepsakes, clock=lambda: MONDAY)

    def kill(self) -> None:
        os.kill(self.cluster.process, signal.SIGKILL)

    def stop(self) -> None:
        self.database.close()
        stop_cluster(self.cluster)


@pytest.fixture
def own() -> Iterator[Own]:
    folder = Path(tempfile.mkdtemp(prefix="hudang-county-"))
    made = Own(folder)
    try:
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder)


def test_what_was_answered_survives_a_killed_database(own: Own):
    county = own.serve()
    with served(county) as url:
        town = own.town(url, county)
        with town.visitors:
            machine = enrolled(town)
            answered, killed = 0, threading.Timer(0.4, own.kill)
            killed.start()
            for _ in range(2_000):
                machine.household()
                if machine.push().status_code != 200:
                    break
                answered += 1
            killed.join()
            own.database.close()
            own.start()
            county.database = own.database
            welcome = machine.hello().json()
            assert welcome["last_dseq"] in (answered, answered + 1)
            again = (
                machine.push(welcome["last_dseq"] + 1) if welcome["action"] == "resend" else machine.push(1)
            )
            assert again.json()["last_dseq"] == len(machine.log)
            assert set(machine.docs()) == {change.record_id for change, _ in machine.log}
            after = own.town(url, county)
            assert after.rows("SELECT count(*), max(feed_seq) FROM op_log") == [(len(machine.log),) * 2]


def test_a_restored_server_is_another_one_and_gets_back_what_it_lost(own: Own):
    county = own.serve()
    copy = own.folder / "copy.dump"
    with served(county) as url:
        town = own.town(url, county)
        with town.visitors:
            machine = enrolled(town)
            machine.household()
            machine.push()
            made = back_up(own.database, own.keepsakes, copy)
            assert made.through == 1 and machine.hello().json()["backed_up_through"] == 1
            machine.household()
            machine.push()
            before = machine.server_epoch
            with pytest.raises(Problem, match=r"county\.in_use"):
                restore(own.seat, copy, MONDAY)
            stolen = enrolled(town)
            own.database.run(NOTHING, lambda c: revoke(c, stolen.device, MONDAY))
            own.database.close()
            restore(own.seat, copy, MONDAY)
            own.stop()
            own.start()
            county.database = own.database
            machine.count += 100
            welcome = machine.hello(server_epoch=before, cursor=2).json()
            assert (welcome["action"], welcome["last_dseq"], welcome["backed_up_through"]) == (
                "rebootstrap",
                1,
                1,
            )
            assert welcome["server_epoch"] != before
            assert stolen.hello().json()["code"] == "revoked"  # decided after the backup, and not forgotten
            machine.push(2, 2)
            assert set(machine.docs()) == {change.record_id for change, _ in machine.log}


def test_a_copy_is_not_written_over_another_file(own: Own):
    file = own.folder / "copy.dump"
    file.write_text("mine")
    with pytest.raises(Problem, match=r"county\.backup_exists"):
        back_up(own.database, own.keepsakes, file)
    with pytest.raises(Problem, match=r"county\.backup_missing"):
        restore(own.seat, own.folder / "none", MONDAY)


def test_the_cluster_keeps_checksums_and_asks_for_passwords(own: Own):
    with psycopg.connect(own.cluster.url("postgres", own.keepsakes.superuser, NAME)) as connection:
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(own.cluster.url("postgres", "wrong", NAME))
    assert (own.folder / "secrets.json").stat().st_mode & 0o777 == 0o600
