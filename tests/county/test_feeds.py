"""The feed: nothing missed, nothing doubled, whoever writes meanwhile; and the sums both ends compare."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.sync.wire.columns import long
from app.sync.wire.fingerprints import as_hex, bucket_of, content_hash, fingerprint
from tests.county.machines import Machine, enrolled
from tests.county.servers import Town

WRITERS = 32
ROUNDS = 4


def test_thirty_two_writers_and_a_reader_miss_nothing_and_double_nothing(town: Town):
    reader = enrolled(town)
    writers = [enrolled(town, division=reader.division) for _ in range(WRITERS)]
    done = threading.Event()
    seen: list[str] = []

    def write(machine: Machine) -> None:
        for _ in range(ROUNDS):
            for _ in range(3):
                machine.household()
            while machine.push().status_code == 503:
                pass

    def read() -> None:
        cursor, last = 0, False
        while True:
            page = reader.pull(cursor, 7)
            seen.extend(page["items"]["id"])
            cursor = page["next"]
            if last and not page["more"]:
                return
            last = done.is_set()

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        reading = pool.submit(read)
        for one in [pool.submit(write, machine) for machine in writers]:
            one.result()
        done.set()
        reading.result()
    made = {change.record_id for machine in writers for change, _ in machine.log}
    assert len(seen) == len(made) == WRITERS * ROUNDS * 3
    assert {long(one) for one in seen} == made
    numbers = [row[0] for row in town.rows("SELECT feed_seq FROM op_log ORDER BY feed_seq")]
    assert numbers == list(range(1, len(made) + 1))


@pytest.mark.parametrize("limit", [1, 2, 3, 500])
def test_pages_of_any_size_give_the_same_rows(town: Town, limit: int):
    machine = enrolled(town)
    made = [machine.household().record_id for _ in range(5)]
    machine.push()
    assert [long(row["id"]) for row in machine.rows(0, limit)] == made


def test_the_next_cursor_passes_over_what_others_wrote(town: Town):
    first, second = enrolled(town), enrolled(town, codes=("331102002",), village="331102002201")
    for machine in (first, second):
        machine.household()
        machine.push()
    page = first.pull()
    assert (page["next"], page["high"], page["more"]) == (2, 2, False)
    assert first.pull(page["next"])["items"]["id"] == []


def test_both_ends_come_to_the_same_sums(town: Town):
    machine = enrolled(town)
    kept = machine.household(phone="1")
    gone = machine.household(phone="2")
    machine.change("delete", "household", gone.record_id, gone.record_id, base={"id": gone.id})
    machine.update(kept, phone=None, address="东")
    machine.push()
    sums = [0] * 256
    for row in machine.rows():
        one = fingerprint(row["id"], row["feed_seq"], row["what"] == "tombstone", content_hash(row["doc"]))
        sums[bucket_of(row["id"])] ^= one
    digest = machine.request("GET", "/v1/digest").json()
    assert digest["buckets"] == as_hex(sums)
    assert digest["cursor"] == 4 and list(digest["villages"]) == ["331102001201"]


def test_one_bucket_is_fetched_by_itself(town: Town):
    machine = enrolled(town)
    for _ in range(20):
        machine.household()
    machine.push()
    wanted = machine.log[0][0].record_id
    page = machine.pull(0, 500, f"&bucket={bucket_of(wanted)}")
    assert wanted in {long(one) for one in page["items"]["id"]}
    assert {bucket_of(one) for one in page["items"]["id"]} == {bucket_of(wanted)}
