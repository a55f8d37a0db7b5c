"""Pages of the feed taken in: in any order, with words we do not know, against rows of our own."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from app.sync.applying import Feed, Tally
from app.sync.items import Item
from app.sync.states import SUMS
from app.sync.wire.fingerprints import content_hash
from db.archives import Archive
from db.records import RECORDS, new_id
from tests.db.archives import MONDAY, a_household, a_village, an_archive


@pytest.fixture
def archive(tmp_path: Path):
    with an_archive(tmp_path) as found:
        yield found


def an_item(seq: int, record: str, row_id: str, doc: dict[str, Any] | None, **base: str) -> Item:
    """A state, or with None a tombstone."""
    what = "tombstone" if doc is None else "state"
    return Item(
        seq, record, row_id, "510812103202", None, what, doc or {}, {"id": new_id(), **base}, [], None,
        content_hash(doc or {}),
    )  # fmt: skip


def taken(archive: Archive, *items: Item, acked: int = 0) -> Tally:
    columns = {record: archive.columns(record) for record in RECORDS}
    with archive.syncing() as connection:
        feed = Feed(connection, columns, "device", acked, SUMS)
        feed.take(items)
    return feed.tally


def village_of(archive: Archive) -> str:
    with archive.work("clerk", at=MONDAY) as work:
        return a_village(work)


def phones(archive: Archive) -> list[Any]:
    return [phone for (phone,) in archive.read("SELECT phone FROM household ORDER BY id")]


def test_a_child_waits_for_its_parent_over_pages(archive: Archive):
    village, household, person, member = village_of(archive), new_id(), new_id(), new_id()
    link = {"household_id": household, "person_id": person}
    taken(archive, an_item(1, "membership", member, link))
    taken(archive, an_item(2, "person", person, {"name": "Zhao"}))
    assert archive.read("SELECT id FROM membership") == []
    assert archive.read("SELECT why FROM shadow") == [("waiting",)]
    taken(archive, an_item(3, "household", household, {"division_id": village}))
    assert archive.read("SELECT household_id FROM membership") == [(household,)]
    assert archive.read("SELECT why FROM shadow") == []


def test_a_page_may_name_children_before_their_parents(archive: Archive):
    village, household = village_of(archive), new_id()
    low, high = new_id(), new_id()
    place = {"code": "", "level": "group", "path": "x", "name": "x"}
    taken(
        archive,
        an_item(1, "standing", new_id(), {"household_id": household, "year": 2025}),
        an_item(2, "division", low, place | {"parent_id": high}),
        an_item(3, "household", household, {"division_id": low}),
        an_item(4, "division", high, place | {"parent_id": village}),
    )
    assert archive.read("SELECT count(*) FROM standing JOIN household h ON h.id = household_id") == [(1,)]
    assert archive.read("SELECT count(*) FROM shadow") == [(0,)]


def test_a_field_we_do_not_know_is_kept_beside_the_row(archive: Archive):
    village, household = village_of(archive), new_id()
    taken(archive, an_item(1, "household", household, {"division_id": village, "phone": "1", "drone": "yes"}))
    with archive.work("clerk", at=MONDAY) as work:
        work.update("household", household, {"phone": "2"})
    assert phones(archive) == ["2"]
    ((doc, why),) = archive.read("SELECT doc_json, why FROM shadow")
    assert (orjson.loads(doc)["drone"], why) == ("yes", "fields")


def test_a_field_we_did_not_know_is_shown_by_the_program_that_knows_it(archive: Archive):
    village, household = village_of(archive), new_id()
    taken(archive, an_item(1, "household", household, {"division_id": village, "phone": "1", "drone": "yes"}))
    with archive.work("clerk", at=MONDAY) as work:
        work.update("household", household, {"phone": "2"})
    with archive.syncing() as connection:
        connection.execute("ALTER TABLE household ADD COLUMN drone TEXT")
    with Archive.open(archive.path, archive.key) as newer:
        columns = {record: newer.columns(record) for record in RECORDS}
        with newer.syncing() as connection:
            Feed(connection, columns, "device", 0, SUMS, every=True).look_again()
        assert newer.read("SELECT phone, drone FROM household") == [("2", "yes")]


def test_a_kind_of_row_we_do_not_know_stops_nothing(archive: Archive):
    village = village_of(archive)
    taken(
        archive,
        an_item(1, "hovercraft", new_id(), {"eels": 7}),
        an_item(2, "household", new_id(), {"division_id": village, "phone": "1"}),
    )
    assert phones(archive) == ["1"]
    assert archive.read("SELECT why FROM shadow") == [("record",)]


def test_a_row_that_the_table_refuses_is_put_aside_and_the_rest_stands(archive: Archive):
    village, household = village_of(archive), new_id()
    taken(
        archive,
        an_item(1, "household", household, {"division_id": village, "phone": "1"}),
        an_item(2, "standing", new_id(), {"household_id": household, "year": 2025}),
        an_item(3, "standing", new_id(), {"household_id": household, "year": 2025}),
    )
    assert archive.read("SELECT count(*) FROM standing") == [(1,)]
    assert archive.read("SELECT why FROM shadow") == [("unfit",)]


def test_what_we_typed_meanwhile_lies_on_top_of_what_the_county_says(archive: Archive):
    village, household = village_of(archive), new_id()
    first = {"division_id": village, "phone": "1", "address": "here"}
    taken(archive, an_item(1, "household", household, first))
    ((acked,),) = archive.read("SELECT max(seq) FROM change")
    with archive.work("clerk", at=MONDAY) as work:
        work.update("household", household, {"phone": "2"})
    taken(
        archive, an_item(2, "household", household, first | {"address": "there", "phone": "3"}), acked=acked
    )
    assert archive.read("SELECT phone, address FROM household") == [("2", "there")]
    taken(archive, an_item(3, "household", household, first | {"phone": "2"}), acked=acked + 1)
    assert archive.read("SELECT phone, address FROM household") == [("2", "here")]
    assert archive.read("SELECT count(*) FROM shadow") == [(0,)]


def test_an_older_word_changes_nothing(archive: Archive):
    village, household = village_of(archive), new_id()
    taken(archive, an_item(5, "household", household, {"division_id": village, "phone": "new"}))
    taken(archive, an_item(4, "household", household, {"division_id": village, "phone": "old"}))
    assert phones(archive) == ["new"]


def test_a_deleted_household_stays_while_a_visit_of_ours_needs_it(archive: Archive):
    with archive.work("clerk", at=MONDAY) as work:
        household = a_household(work, a_village(work))
    member = archive.read("SELECT id FROM membership")[0][0]
    taken(archive, an_item(1, "household", household, None), acked=3)
    assert archive.read("SELECT id FROM household") == [(household,)]
    assert archive.read("SELECT why FROM shadow") == [("deleted",)]
    taken(archive, an_item(2, "membership", member, None), acked=9)
    assert archive.read("SELECT id FROM household") == []
    assert archive.read("SELECT count(*) FROM shadow") == [(0,)]


def test_a_cut_page_leaves_nothing_behind(archive: Archive):
    village = village_of(archive)
    good = an_item(1, "household", new_id(), {"division_id": village, "phone": "1"})
    broken = an_item(2, "household", new_id(), {"division_id": village})
    broken.base.clear()
    with pytest.raises(KeyError):
        taken(archive, good, broken)
    assert archive.read("SELECT (SELECT count(*) FROM household) + (SELECT count(*) FROM synced)") == [(0,)]
