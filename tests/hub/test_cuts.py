"""Whatever breaks off a hub's way into its county: the next try goes on where it was, and nothing is there twice."""

import uuid
from pathlib import Path

import psycopg
import pytest

from app.county.databases import NOTHING
from app.county.devices import device_of
from app.county.hubs.adopting import adopt
from app.county.refusals import Refusal
from app.errors import Problem
from app.operations.conflicts import list_conflicts
from app.sync.wire.hubs import Begin, End, Life, Machine, Part
from db.verifications import verify
from tests.county.machines import enrolled
from tests.county.servers import Town
from tests.hub.hubs import Pair, join, line_for_hub, ops, rows
from tests.sync.laptops import a_laptop, shared
from tests.sync.proxies import LOSE_ANSWER, LOSE_REQUEST, PASS, a_proxy

BROKEN = 3  # as often as a line is tried before it is given up


@pytest.mark.parametrize(
    ("path", "before", "fault"),
    [
        ("enrol", 0, LOSE_ANSWER),
        ("part", 0, LOSE_ANSWER),
        ("part", 3, LOSE_REQUEST),
        ("begin", 1, LOSE_REQUEST),
        ("end", 0, LOSE_REQUEST),
        ("end", 0, LOSE_ANSWER),
    ],
)
def test_a_cut_costs_nothing_but_another_try(
    hub: Town, town: Town, pair: Pair, path: str, before: int, fault: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("app.county.hubs.leaving.ROWS", 20)
    a, b = pair.a, pair.b
    said, stood, line = ops(hub), rows(hub), line_for_hub(town)
    with a_proxy(town.url) as (proxy, url):
        proxy.faults[path] = [PASS] * before + [fault] * BROKEN
        with pytest.raises(Problem):
            join(hub, town, line, url=url)
        assert ops(town) == ([] if (path, fault) != ("end", LOSE_ANSWER) else said)
        join(hub, town, line if path == "enrol" else None, url=url)
        assert (ops(town), rows(town)) == (said, stood)
        for one in (a, b):
            one.sync()
    assert shared(a) == shared(b) and a.reports[-1].equal and b.reports[-1].equal


def test_joining_twice_is_harmless(hub: Town, town: Town, pair: Pair):
    join(hub, town)
    said, stood, high = ops(town), rows(town), town.rows("SELECT last FROM feed_counter")
    again = join(hub, town, line_for_hub(town))
    assert (again.ops, again.files) == (0, 0)
    assert (ops(town), rows(town), town.rows("SELECT last FROM feed_counter")) == (said, stood, high)


def test_who_hands_over_while_the_hub_joins_keeps_it_and_hands_it_to_the_county(
    hub: Town, town: Town, pair: Pair, monkeypatch: pytest.MonkeyPatch
):
    a, b, household = pair.a, pair.b, pair.household
    with a_proxy(town.url) as (proxy, url):
        proxy.faults["end"] = [LOSE_REQUEST] * BROKEN
        with pytest.raises(Problem):
            join(hub, town, url=url)
        a.edit("household", household, address="typed while the hub's door is shut")
        with pytest.raises(Problem, match=r"sync\.busy"):
            a.sync()
        assert a.unsent == 1
        join(hub, town, url=url)
        for one in (a, b):
            one.sync()
    assert a.unsent == 0 and b.row("household", household) == a.row("household", household)


def test_a_batch_whose_answer_was_lost_at_the_hub_is_answered_by_the_county(
    hub: Town, town: Town, pair: Pair
):
    a, b, household = pair.a, pair.b, pair.household
    b.edit("household", household, address="Bridge 5")
    b.edit("person", pair.person, about=household, id_number="510812197001010073")
    b.sync()
    a.edit("person", pair.person, about=household, id_number="510812197001010098")
    with a_proxy(hub.url) as (proxy, url):
        proxy.faults["push"] = [LOSE_ANSWER] * BROKEN
        with pytest.raises(Problem):
            a.sync(server=url)
    assert a.unsent == 1
    join(hub, town)
    for one in (a, b, a):
        one.sync()
    assert a.unsent == 0 and a.rows("SELECT count(*) FROM answered WHERE status = 'conflict'") == [(1,)]
    assert shared(a) == shared(b) and len(list_conflicts(a.office)) == len(list_conflicts(b.office)) == 2


def test_a_machine_s_code_is_not_for_a_hub_nor_a_hub_s_for_a_machine(hub: Town, town: Town, tmp_path: Path):
    with pytest.raises(Problem, match=r"sync\.code_wrong"):
        join(hub, town, f"{town.url}/#{town.code_for('510812103')}")
    laptop = a_laptop(tmp_path, "anna")
    code = line_for_hub(town)
    from app.operations.syncing import enrol_office

    with pytest.raises(Problem, match=r"sync\.code_wrong"):
        enrol_office(laptop.office, code)


def test_no_ordinary_machine_brings_a_log(town: Town):
    machine = enrolled(town)
    for path, body in (
        ("begin", Begin(server_epoch="x")),
        ("part", Part(kind="ops", rows=[])),
        ("end", End(high=0, counts={}, machines=[])),
    ):
        answer = machine.post(f"/v1/hub/{path}", body)
        assert (answer.status_code, answer.json()["code"]) == (403, "no_hub")


def test_a_hub_beyond_what_it_was_granted_stays_a_hub(hub: Town, town: Town, pair: Pair):
    a, household = pair.a, pair.household
    with pytest.raises(Problem, match=r"hub\.place_not_granted"):
        join(hub, town, line_for_hub(town, "510812104"))
    assert rows(town) == []
    a.edit("household", household, address="Bridge 9")
    a.sync()
    assert a.unsent == 0 and a.reports[-1].equal
    join(hub, town, line_for_hub(town))
    assert rows(town) == rows(hub)


def test_a_log_that_somebody_changed_is_not_taken(hub: Town, town: Town, pair: Pair):
    with psycopg.connect(hub.clusters.root(hub.database)) as connection:
        connection.execute("UPDATE op_log SET set = replace(set, 'Zhao', 'Qian')")
    with pytest.raises(Problem, match=r"hub\.chain_broken"):
        join(hub, town)
    assert rows(town) == [] and ops(town) == []
    assert verify(pair.a.office.archive) == ()


def test_a_line_that_breaks_before_the_last_word_leaves_the_door_open(hub: Town, town: Town, pair: Pair):
    a, household = pair.a, pair.household
    with a_proxy(town.url) as (proxy, url):
        proxy.faults["begin"] = [PASS, *[LOSE_REQUEST] * BROKEN]
        with pytest.raises(Problem):
            join(hub, town, url=url)
        a.edit("household", household, address="Bridge 9")
        a.sync()
        assert a.unsent == 0
        join(hub, town, url=url)
        assert ops(town) == ops(hub)


@pytest.mark.parametrize(
    "said",
    [
        {"public_key": "no hex"},
        {"enrolled_at": "some day"},
        {"id": "nobody"},
        {"lives": [Life(epoch="e", last_dseq=1, head_hash="zz")]},
    ],
)
def test_a_hub_that_talks_nonsense_is_refused_in_a_sentence(hub: Town, town: Town, said: dict[str, object]):
    join(hub, town)
    with psycopg.connect(town.clusters.root(town.database)) as connection:
        connection.execute("UPDATE hub SET taken = NULL")
    machine = Machine(
        id=str(uuid.uuid4()), name="x", office="x", public_key="00" * 32, machine_hash="x", requests=0,
        scope_version=1, enrolled_at="2026-03-02T08:00:00+00:00", codes=["510812103"],
    )  # fmt: skip
    (device,) = town.rows("SELECT id::text FROM device JOIN hub ON hub.device = number")[0]
    known = town.county.database.run(NOTHING, lambda c: device_of(c, device))
    assert known is not None
    end = End(high=0, counts={}, machines=[machine.model_copy(update=said)])
    with pytest.raises(Refusal) as refused:
        town.county.database.run(NOTHING, lambda c: adopt(town.county, c, known, end))
    assert refused.value.code == "bad_body"
    assert town.rows("SELECT count(*) FROM device WHERE name = 'x'") == [(0,)]
