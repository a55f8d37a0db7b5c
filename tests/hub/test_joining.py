"""A township that served itself for weeks joins its county: nothing is lost, nobody types anything twice."""

from pathlib import Path

import pytest

from app.operations.conflicts import list_conflicts, settle_conflict
from app.operations.histories import household_history
from app.operations.sync_views import sync_view
from db.verifications import verify
from tests.county.servers import Town
from tests.hub.hubs import join
from tests.operations.offices import a_household
from tests.sync.laptops import Laptop, a_laptop, shared

NUMBER, HIS, HERS = "510812197001010014", "510812197001010030", "510812197001010057"


@pytest.fixture
def week(hub: Town, tmp_path: Path) -> tuple[Laptop, Laptop, str]:
    """Two laptops that worked with the hub for a week: edits of both, one conflict settled, one open."""
    a, b = a_laptop(tmp_path, "anna"), a_laptop(tmp_path, "boris")
    household = a_household(a.office, name="Zhao", number=NUMBER, phone="13900000000")
    for one in (a, b):
        one.join(hub)
        one.sync()
    person = a.rows("SELECT person_id FROM membership WHERE household_id = ?", household)[0][0]
    for day in range(7):
        a.edit("household", household, phone=f"1390000001{day}")
        b.edit("household", household, address=f"Bridge {day}")
        for one in (a, b, a):
            one.sync()
    a.edit("person", person, about=household, id_number=HIS)
    b.edit("person", person, about=household, id_number=HERS)
    for one in (a, b, a):
        one.sync()
    (asked,) = list_conflicts(a.office)
    settle_conflict(a.office, asked.id, "take", "seen on the card", witness=a.colleague())
    a.edit("person", person, about=household, name="Zhao Wu")
    b.edit("person", person, about=household, name="Zhao Wen")
    for one in (a, b, a, b):
        one.sync()
    assert len(list_conflicts(a.office)) == 1
    return a, b, household


def ops(town: Town) -> list[tuple]:
    return town.rows(
        "SELECT l.op_id::text, d.id::text, e.epoch, l.dseq, l.set, s.status, s.conflict::text, encode(s.hash, 'hex')"
        " FROM op_log l JOIN op_seen s USING (op_id) JOIN device_epoch e ON e.number = l.epoch"
        " JOIN device d ON d.number = e.device ORDER BY l.feed_seq"
    )


def rows(town: Town) -> list[tuple]:
    return town.rows(
        "SELECT e.id::text, e.record, e.root::text, d.code, e.doc::text, e.born::text, e.since::text, e.deleted"
        " FROM entity e JOIN division d ON d.number = e.area ORDER BY e.feed_seq"
    )


def test_everything_the_hub_had_is_at_the_county_with_its_history(
    hub: Town, town: Town, week: tuple[Laptop, Laptop, str]
):
    a, b, household = week
    a.edit("household", household, phone="13900000099")  # typed when the hub is gone already
    before, stood, audited = ops(hub), rows(hub), hub.rows("SELECT who, act FROM audit ORDER BY seq")

    joined = join(hub, town)

    assert (joined.ops, joined.known, joined.judged, joined.foreign) == (len(before), 0, 0, 0)
    assert ops(town) == before and rows(town) == stood
    brought = town.rows("SELECT who, act FROM audit WHERE details ? 'hub' ORDER BY seq")
    assert brought[: len(audited)] == audited
    for one in (a, b, a):
        one.sync()
    assert sync_view(a.office).server == town.url and a.unsent == b.unsent == 0
    assert not (a.reports[-2].rebootstrapped or a.reports[-2].branched or a.reports[-2].resent)
    assert all(one.reports[-1].equal for one in week[:2]) and shared(a) == shared(b)
    assert a.row("household", household)["phone"] == b.row("household", household)["phone"] == "13900000099"
    for one in (a, b):
        assert {line.actor for line in household_history(one.office, household)} == {"anna", "boris"}
        assert verify(one.office.archive) == ()
    (asked,) = list_conflicts(b.office)
    settle_conflict(b.office, asked.id, "take", "seen on the card", witness=b.colleague())
    for one in (b, a):
        one.sync()
    assert list_conflicts(a.office) == [] and shared(a) == shared(b) and a.reports[-1].equal
