"""A county that is not empty when a hub comes: other townships, machines that came by themselves, lost hubs."""

import uuid
from pathlib import Path

import psycopg
import pytest

from app.county.databases import NOTHING, Connection, set_scope
from app.county.own_ops import NewRow, write_rows
from app.county.places import number_of, scope_of_codes
from app.county.restores import renew_epoch
from app.errors import Problem
from app.operations.attachments import attach_file, kept_file
from app.operations.carrying import list_waiting_files
from app.operations.conflicts import list_conflicts
from app.operations.histories import household_history
from app.operations.sync_views import sync_view
from app.sync.wire.shapes import PART
from tests.county.servers import Town
from tests.hub.hubs import Pair, join, line_for_hub, ops, rows
from tests.operations.offices import a_household
from tests.sync.laptops import a_laptop, shared
from tests.sync.packages.sticks import Stick

ELSEWHERE = "510812104"
PHOTO = bytes(range(256)) * (PART // 256) + b"the end"  # two parts


def test_a_hub_comes_to_a_county_that_others_use(hub: Town, town: Town, pair: Pair, tmp_path: Path):
    stranger = a_laptop(tmp_path, "vera", place=ELSEWHERE)
    a_household(stranger.office, name="Sun")
    stranger.join(town, ELSEWHERE)
    stranger.sync()
    before = len(rows(town))
    join(hub, town)
    pair.sync()
    stranger.sync()
    assert len(rows(town)) == before + len(rows(hub))
    assert stranger.reports[-1].received == 0 and stranger.reports[-1].equal
    assert pair.a.reports[-1].equal and shared(pair.a) == shared(pair.b)
    assert not pair.a.rows("SELECT id FROM person WHERE name = 'Sun'")


def test_what_stood_at_the_county_before_reaches_those_who_come_over(hub: Town, town: Town, pair: Pair):
    one = town.county.database.run(NOTHING, lambda c: a_word_to_all(c, town))
    join(hub, town)
    pair.sync()
    assert pair.a.row("conflict", one) == pair.b.row("conflict", one) is not None
    assert pair.a.reports[-1].equal and pair.b.reports[-1].equal


def a_word_to_all(connection: Connection, town: Town) -> str:
    """A row that the county made for everybody below it."""
    area, one = number_of(connection, "510812"), str(uuid.uuid4())
    set_scope(connection, scope_of_codes(connection, ["510812"]))
    doc = {"record": "wording", "record_id": one, "field": "text", "kind": "field"}
    write_rows(connection, [NewRow("conflict", one, None, area, dict(doc))], "county", town.at[0])
    return one


def test_a_laptop_that_came_to_the_county_by_itself_meets_its_hub_there(hub: Town, town: Town, pair: Pair):
    a, b, household = pair.a, pair.b, pair.household
    a.join(town)
    a.edit("household", household, phone="13911111111")
    a.sync()
    b.edit("household", household, address="Bridge 8")
    b.edit("person", pair.person, about=household, id_number="510812197001010073")
    other = a_household(b.office, name="Li")
    b.sync()
    joined = join(hub, town)
    assert joined.known and joined.judged
    for one in (b, a, b):
        one.sync()
    assert b.row("household", household) == a.row("household", household)
    assert a.row("household", household)["address"] == "Bridge 8"  # type: ignore[index]
    assert a.row("household", household)["phone"] == "13911111111"  # type: ignore[index]
    assert a.row("household", other) is not None
    assert (
        {one.id for one in list_conflicts(a.office)} == {one.id for one in list_conflicts(b.office)} != set()
    )
    assert shared(a) == shared(b) and a.reports[-1].equal and b.reports[-1].equal
    told = {op[0] for op in ops(hub)}
    assert told <= {op[0] for op in ops(town)}


def test_a_laptop_whose_hub_is_gone_joins_the_county_by_itself(hub: Town, town: Town, pair: Pair):
    a, b, household = pair.a, pair.b, pair.household
    join(hub, town)
    a.edit("household", household, address="typed when the hub's PC was scrapped")
    said = len(ops(town))
    a.join(town)
    for one in (a, b):
        one.sync()
    assert len(ops(town)) - said <= 3  # its edit, and who signed in; nothing came twice
    assert b.row("household", household) == a.row("household", household)
    assert shared(a) == shared(b) and a.unsent == 0


def test_a_hub_that_was_put_back_and_went_on_joins_again(hub: Town, town: Town, pair: Pair):
    a, b, household = pair.a, pair.b, pair.household
    join(hub, town)
    a.sync()
    with psycopg.connect(hub.clusters.root(hub.database)) as connection:
        renew_epoch(connection)
        connection.execute("UPDATE server_state SET joined = NULL")
        connection.execute("UPDATE feed_counter SET closed = false")
    b.edit("household", household, address="Bridge 6")
    b.sync()
    a.edit("household", household, phone="13922222222")
    a.sync()
    joined = join(hub, town, line_for_hub(town))
    assert joined.judged and joined.known
    for one in (b, a, b):
        one.sync()
    assert sync_view(b.office).server == town.url
    assert a.row("household", household)["address"] == "Bridge 6"  # type: ignore[index]
    assert b.row("household", household)["phone"] == "13922222222"  # type: ignore[index]
    assert shared(a) == shared(b) and a.reports[-1].equal and b.reports[-1].equal


def test_photos_go_over_and_a_cut_costs_one_part(hub: Town, town: Town, pair: Pair, tmp_path: Path):
    town.county.folder = tmp_path / "county"
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(PHOTO)
    attach_file(pair.a.office, pair.household, photo)
    pair.a.sync()
    assert join(hub, town).files == 1
    assert join(hub, town).files == 0
    assert town.rows("SELECT received, present FROM blob") == [(len(PHOTO), True)]
    pair.b.sync()
    pair.a.sync()
    digest = str(pair.a.rows("SELECT hash FROM attachment")[0][0])
    assert kept_file(pair.b.office, digest) == PHOTO and list_waiting_files(pair.a.office) == []


def test_a_laptop_that_comes_by_stick_is_sent_on_by_stick(hub: Town, town: Town, pair: Pair, tmp_path: Path):
    a, b, household = pair.a, pair.b, pair.household
    stick = Stick(tmp_path / "stick")
    b.edit("household", household, address="by stick, too late for the hub")
    join(hub, town)
    stick.at_office(b)
    came = stick.at_county(hub)
    assert [one.state for one in came] == ["refused"]
    stick.at_office(b)
    assert sync_view(b.office).server == town.url and b.unsent
    stick.at_county(town)
    stick.at_office(b)
    a.sync()
    assert b.unsent == 0 and a.row("household", household) == b.row("household", household)
    assert {line.actor for line in household_history(a.office, household)} == {"anna", "boris"}


def test_a_county_that_lost_the_hub_is_offered_it_again(hub: Town, town: Town, pair: Pair):
    """The county is put back to before the hub came: the hub still has all, and so have its machines."""
    from tests.sync.counties import dumped, restored

    dump = dumped(town)
    join(hub, town)
    pair.sync()
    with restored(town, dump) as again:
        with pytest.raises(Problem, match=r"sync\.unknown_device"):
            pair.a.sync(server=again.url)
        with psycopg.connect(hub.clusters.root(hub.database)) as connection:
            connection.execute("UPDATE server_state SET joined = NULL")
        join(hub, again, line_for_hub(again))
        for one in (pair.a, pair.b, pair.a):
            one.sync(server=again.url)
        assert rows(again) == rows(hub)
        assert shared(pair.a) == shared(pair.b) and pair.a.reports[-1].equal
