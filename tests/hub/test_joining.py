"""A township that served itself for weeks joins its county: nothing is lost, nobody types anything twice."""

from app.operations.conflicts import list_conflicts, settle_conflict
from app.operations.histories import household_history
from app.operations.sync_views import sync_view
from db.verifications import verify
from tests.county.servers import Town
from tests.hub.hubs import Pair, join, ops, rows
from tests.sync.laptops import shared


def test_everything_the_hub_had_is_at_the_county_with_its_history(hub: Town, town: Town, week: Pair):
    a, b, household = week.a, week.b, week.household
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
    assert all(one.reports[-1].equal for one in (a, b)) and shared(a) == shared(b)
    assert a.row("household", household)["phone"] == b.row("household", household)["phone"] == "13900000099"
    for one in (a, b):
        assert {line.actor for line in household_history(one.office, household)} == {"anna", "boris"}
        assert verify(one.office.archive) == ()
    (asked,) = list_conflicts(b.office)
    settle_conflict(b.office, asked.id, "take", "seen on the card", witness=b.colleague())
    for one in (b, a):
        one.sync()
    assert list_conflicts(a.office) == [] and shared(a) == shared(b) and a.reports[-1].equal
