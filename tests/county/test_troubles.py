"""PostgreSQL that cannot now: locks, time-outs, too many at once, no room. Always a 503 and a sentence, never a 500."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import psycopg
import pytest

from app.county.databases import NOTHING, TRIES, Busy, Connection, Database, Full
from tests.county.browsers import a_person
from tests.county.machines import enrolled
from tests.county.servers import Town
from tests.county.test_requests import code_of

BUSY = {
    "serialization failure": "40001",
    "deadlock": "40P01",
    "lock timeout": "55P03",
    "statement timeout": "57014",
    "idle in transaction": "25P03",
    "transaction timeout": "25P04",
    "standby": "25006",
    "too many connections": "53300",
    "out of memory": "53200",
    "shutdown": "57P01",
    "crash": "57P02",
    "starting": "57P03",
    "line cut": "08006",
    "disk error": "58030",
}


def raising(code: str) -> str:
    return f"BEGIN RAISE EXCEPTION 'canaryword' USING ERRCODE = '{code}'; END"


@contextmanager
def troubled(town: Town, code: str) -> Iterator[None]:
    """PostgreSQL answers each operation that is written into the log with this error."""
    with psycopg.connect(town.clusters.root(town.database), autocommit=True) as connection:
        connection.execute(
            f"CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$ {raising(code)} $$;"
            " CREATE TRIGGER trouble BEFORE INSERT ON op_log FOR EACH ROW EXECUTE FUNCTION trouble()"
        )
        try:
            yield
        finally:
            connection.execute("DROP FUNCTION trouble CASCADE")


def is_busy(answer: httpx.Response, code: str = "busy") -> bool:
    assert answer.status_code == 503, answer.text
    assert code_of(answer) == code and int(answer.headers["Retry-After"]) > 0
    assert "canaryword" not in answer.text
    return True


@pytest.mark.parametrize("code", BUSY.values(), ids=list(BUSY))
def test_what_passes_is_busy_and_loses_nothing(town: Town, code: str):
    machine = enrolled(town)
    machine.household()
    with troubled(town, code):
        assert is_busy(machine.push())
    assert machine.push().status_code == 200
    assert set(machine.docs()) == {machine.log[0][0].record_id}
    assert town.rows("SELECT count(*) FROM op_log") == [(1,)]


def test_a_full_disk_is_said_in_a_sentence_of_its_own(town: Town):
    machine = enrolled(town)
    machine.household()
    with troubled(town, "53100"):
        assert is_busy(machine.push(), "full")
    assert machine.push().status_code == 200


def test_an_error_that_does_not_pass_is_no_business_of_the_queue(town: Town):
    machine = enrolled(town)
    machine.household()
    with troubled(town, "XX000"):
        answer = machine.push()
        assert (answer.status_code, code_of(answer)) == (500, "bug") and "canaryword" not in answer.text
    assert machine.push().status_code == 200


def impatient(town: Town, patience: str) -> Database:
    """The county's database with less patience, which the test closes with its own."""
    made = replace(town.county.database, patience=patience, wait=1.0)
    town.visitors.callback(made.close)
    town.county.database = made
    return made


@pytest.mark.parametrize("patience", ["lock_timeout=200ms", "statement_timeout=400ms"])
def test_who_waits_too_long_for_another_comes_again(town: Town, patience: str):
    machine = enrolled(town)
    machine.household()
    impatient(town, f"-c {patience}")
    with psycopg.connect(town.clusters.root(town.database)) as other:
        other.execute("SELECT * FROM feed_counter FOR UPDATE")
        assert is_busy(machine.push())
    assert machine.push().status_code == 200


def test_a_transaction_that_went_quiet_is_ended_and_said_to_be_busy(town: Town):
    database = impatient(town, "-c idle_in_transaction_session_timeout=50ms")

    def fall_asleep(connection: Connection) -> None:
        [(process,)] = connection.execute("SELECT pg_backend_pid()").fetchall()
        with psycopg.connect(town.clusters.root(town.database), autocommit=True) as other:
            while other.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", (process,)).fetchone():
                pass
        connection.execute("SELECT 1")

    with pytest.raises(Busy):
        database.run(NOTHING, fall_asleep)
    assert database.run(NOTHING, lambda c: c.execute("SELECT 1").fetchone()) == (1,)


def test_a_database_without_a_free_place_is_busy(town: Town):
    machine = enrolled(town)
    machine.household()
    with psycopg.connect(town.clusters.root(), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {town.database} CONNECTION LIMIT 0")
        impatient(town, "")
        assert is_busy(machine.push())
        assert a_page(town) == 503
        connection.execute(f"ALTER DATABASE {town.database} CONNECTION LIMIT -1")
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (town.database,)
        )
    impatient(town, "")
    assert machine.push().status_code == 200


def a_page(town: Town) -> int:
    return httpx.get(f"{town.url}/login", timeout=60).status_code


def test_a_serialization_failure_is_tried_again_before_anybody_hears_of_it(town: Town):
    tries: list[int] = []

    def fail_once(connection: Connection) -> str:
        tries.append(1)
        if len(tries) < TRIES:
            connection.execute(f"DO $$ {raising('40001')} $$")
        return "done"

    assert town.county.database.run(NOTHING, fail_once) == "done" and len(tries) == TRIES


def test_a_page_is_busy_in_a_sentence_too(town: Town):
    person = a_person(town, "reader")
    with psycopg.connect(town.clusters.root(town.database)) as other:
        other.execute("LOCK TABLE entity IN ACCESS EXCLUSIVE MODE")
        impatient(town, "-c lock_timeout=200ms")
        person.open("/towns")
    assert person.page.status_code == 503 and "请" in person.text


def test_an_attachment_for_which_there_is_no_room_is_asked_for_again(town: Town, tmp_path: Path):
    town.county.folder = tmp_path
    machine = enrolled(town)
    content = b"photo"
    digest = hashlib.sha256(content).hexdigest()
    home = machine.household()
    machine.create("attachment", home.record_id, household_id=home.record_id, hash=digest, size=len(content))
    machine.push()
    [(place,)] = town.rows("SELECT number FROM division WHERE code = '331102001'")
    path = tmp_path / "blobs" / str(place) / digest[:2] / digest
    path.parent.mkdir(parents=True)
    path.symlink_to("/dev/full")  # every write there finds no room
    assert is_busy(machine.request("POST", f"/v1/blob/{digest}?offset=0", content), "full")
    assert machine.request("GET", f"/v1/blob/{digest}/kept").json()["received"] == 0
    path.unlink()
    assert machine.request("POST", f"/v1/blob/{digest}?offset=0", content).json()["present"]
    assert machine.request("GET", f"/v1/blob/{digest}?offset=0").content == content


def test_no_room_is_told_apart_from_other_faults_of_files(town: Town):
    def fail(number: int) -> None:
        town.county.database.run(NOTHING, lambda c: (_ for _ in ()).throw(OSError(number, "x")))

    for number in (28, 122):
        with pytest.raises(Full):
            fail(number)
    with pytest.raises(PermissionError):
        fail(13)
