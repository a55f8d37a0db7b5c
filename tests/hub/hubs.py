"""Builders: a township's own server on loopback, and its way into a county."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from app.county.counties import County
from app.county.databases import NOTHING, database_at
from app.county.devices import make_code
from app.county.hubs.joining import Hub, Joined
from app.operations.conflicts import list_conflicts, settle_conflict
from app.sync.lines import Patience
from tests.county.servers import Clusters, Town, served
from tests.operations.offices import a_household
from tests.sync.laptops import MONDAY, PLACE, Laptop, a_laptop

NUMBER, HIS, HERS = "510812197001010014", "510812197001010030", "510812197001010057"
AT_ONCE = Patience(tries=3, pause=lambda seconds: None)


@pytest.fixture
def hub(clusters: Clusters, tmp_path: Path) -> Iterator[Town]:
    """A township's own server: nothing of it is the county's, neither rows nor keys."""
    name = clusters.fresh()
    with psycopg.connect(clusters.root(name)) as connection:  # the session's databases are copies of one
        connection.execute("UPDATE server_state SET server_id = gen_random_uuid(), epoch = gen_random_uuid()")
    database = database_at(clusters.owner(name), clusters.keepsakes, clusters.cluster)
    own = replace(clusters.keepsakes, signing=secrets.token_hex(32), tokens=secrets.token_hex(32))
    at = [MONDAY]
    county = County(database, own, clock=lambda: at[0], folder=tmp_path / "hub")
    try:
        with served(county) as url:
            found = Town(county, url, clusters, name, at)
            with found.visitors:
                yield found
    finally:
        database.close()


def line_for_hub(county: Town, *codes: str) -> str:
    """What the county prints for a township's hub."""
    wanted = codes or (PLACE,)
    code = county.county.database.run(NOTHING, lambda c: make_code(c, wanted, "", county.at[0], hub=True))
    return f"{county.url}/#{code}"


def join(hub: Town, county: Town, line: str | None = None, *, url: str = "") -> Joined:
    """The hub joins the county, by `url` where something lies between."""
    typed = line or line_for_hub(county)
    if url:
        typed = typed.replace(county.url, url)
    return Hub(hub.county, patience=AT_ONCE, machine="machine of the hub").join(typed)


@dataclass(frozen=True)
class Pair:
    """Two laptops of a hub's township, and a household that both know."""

    a: Laptop
    b: Laptop
    household: str

    @property
    def person(self) -> str:
        """The head of the household."""
        found = self.a.rows("SELECT person_id FROM membership WHERE household_id = ?", self.household)
        return str(found[0][0])

    def sync(self) -> None:
        """Both, until each has heard of the other."""
        for one in (self.a, self.b, self.a):
            one.sync()

    def disagree(self, **fields: tuple[str, str]) -> None:
        """Each says something else of the head; the second to come is asked about."""
        for one, nth in ((self.a, 0), (self.b, 1)):
            said = {name: both[nth] for name, both in fields.items()}
            one.edit("person", self.person, about=self.household, **said)
        self.sync()


@pytest.fixture
def pair(hub: Town, tmp_path: Path) -> Pair:
    """They have joined the hub; of the household's head two id numbers were said."""
    a, b = a_laptop(tmp_path, "anna"), a_laptop(tmp_path, "boris")
    found = Pair(a, b, a_household(a.office, name="Zhao", number=NUMBER, phone="13900000000"))
    for one in (a, b):
        one.join(hub)
        one.sync()
    found.disagree(id_number=(HIS, HERS))
    return found


@pytest.fixture
def week(pair: Pair) -> Pair:
    """A week of both: edits, a conflict that was settled, another that is open."""
    for day in range(7):
        pair.a.edit("household", pair.household, phone=f"1390000001{day}")
        pair.b.edit("household", pair.household, address=f"Bridge {day}")
        pair.sync()
    (asked,) = list_conflicts(pair.a.office)
    settle_conflict(pair.a.office, asked.id, "take", "seen on the card", witness=pair.a.colleague())
    pair.sync()
    pair.disagree(name=("Zhao Wu", "Zhao Wen"))
    assert len(list_conflicts(pair.a.office)) == 1
    return pair


def ops(town: Town) -> list[tuple[Any, ...]]:
    return town.rows(
        "SELECT l.op_id::text, d.id::text, e.epoch, l.dseq, l.set, s.status, s.conflict::text, encode(s.hash, 'hex')"
        " FROM op_log l JOIN op_seen s USING (op_id) JOIN device_epoch e ON e.number = l.epoch"
        " JOIN device d ON d.number = e.device ORDER BY l.feed_seq"
    )


def rows(town: Town) -> list[tuple[Any, ...]]:
    return town.rows(
        "SELECT e.id::text, e.record, e.root::text, d.code, e.doc::text, e.born::text, e.since::text, e.deleted"
        " FROM entity e JOIN division d ON d.number = e.area ORDER BY e.feed_seq"
    )
