"""A county that is put back between two requests, and one that forgot what lies below its floor."""

from pathlib import Path

import psycopg
import pytest

from app.county.restores import renew_epoch
from app.errors import Problem
from app.sync.states import read_state
from db.verifications import verify
from tests.county.servers import Town
from tests.operations.offices import a_household
from tests.sync.laptops import Laptop, a_laptop, shared
from tests.sync.proxies import LOSE_REQUEST, PASS, a_proxy


@pytest.fixture
def two(town: Town, tmp_path: Path) -> tuple[Laptop, Laptop, str]:
    a, b = a_laptop(tmp_path, "anna"), a_laptop(tmp_path, "boris")
    household = a_household(a.office, name="Zhao")
    for one in (a, b):
        one.join(town)
        one.sync()
    return a, b, household


class PutBack(dict[str, list[str]]):
    """The county's server gets another life the moment before the first request of a kind reaches it."""

    def __init__(self, town: Town, kind: str) -> None:
        super().__init__()
        self.town, self.kind = town, kind

    def get(self, kind: str, default: list[str] | None = None) -> list[str]:  # type: ignore[override]
        if kind == self.kind:
            self.kind = ""
            with psycopg.connect(self.town.clusters.root(self.town.database)) as connection:
                renew_epoch(connection)
        return []


def cursor_of(laptop: Laptop) -> int:
    with laptop.office.archive.reading() as reader:
        state = read_state(reader)
    assert state is not None
    return state.cursor


@pytest.mark.parametrize("kind", ["push", "pull", "digest"])
def test_a_county_put_back_within_a_round_is_greeted_again(
    two: tuple[Laptop, Laptop, str], town: Town, kind: str
):
    a, b, household = two
    a.edit("household", household, address="Bridge 1")
    b.edit("household", household, phone="13900000001")
    b.sync()
    with a_proxy(town.url) as (proxy, url):
        proxy.faults = PutBack(town, kind)
        a.sync(server=url)
    for one in (a, b, a):
        one.sync()
    assert any(report.rebootstrapped for report in a.reports[-3:])
    assert a.unsent == b.unsent == 0 and shared(a) == shared(b)
    assert a.reports[-1].equal and b.reports[-1].equal
    assert verify(a.office.archive) == ()


def raise_floor(town: Town) -> None:
    with psycopg.connect(town.clusters.root(town.database)) as connection:
        connection.execute("UPDATE server_state SET floor_cursor = (SELECT last FROM feed_counter)")


def test_who_stands_below_the_floor_reads_all_anew_and_goes_on_where_it_was_cut(
    two: tuple[Laptop, Laptop, str], town: Town, monkeypatch: pytest.MonkeyPatch
):
    a, b, household = two
    for name in ("Qian", "Sun", "Li"):
        a_household(a.office, name=name)
    a.sync()
    raise_floor(town)
    monkeypatch.setattr("app.sync.rounds.ITEMS", 5)
    monkeypatch.setattr("app.sync.rounds.BULK_PAGE", 5)
    with a_proxy(town.url) as (proxy, url):
        proxy.faults["pull"] = [PASS, PASS, *[LOSE_REQUEST] * 9]
        with pytest.raises(Problem):
            b.sync(server=url)
        reached = cursor_of(b)
        assert 0 < reached < town.rows("SELECT floor_cursor FROM server_state")[0][0]
        proxy.faults.clear()
        b.sync(server=url)
    assert not b.reports[-1].rebootstrapped, "it went on from where it was"
    assert shared(a) == shared(b) and b.reports[-1].equal
    assert b.row("household", household) is not None


def test_a_machine_that_has_heard_nothing_yet_also_minds_the_floor(
    two: tuple[Laptop, Laptop, str], town: Town, tmp_path: Path
):
    """What it handed over before it heard anything may have left since: only the feed can tell."""
    a, b, household = two
    raise_floor(town)
    a.join(town)  # anew: cursor 0, with rows that the county has confirmed
    a.sync()
    assert a.reports[-1].rebootstrapped and a.reports[-1].equal
    assert shared(a) == shared(b) and a.row("household", household) is not None
