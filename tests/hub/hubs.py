"""Builders: a township's own server on loopback, and its way into a county."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.county.counties import County
from app.county.databases import NOTHING, database_at
from app.county.devices import make_code
from app.county.hubs.joining import Hub, Joined
from app.sync.lines import Patience
from tests.county.servers import Clusters, Town, served
from tests.sync.laptops import MONDAY, PLACE

AT_ONCE = Patience(tries=3, pause=lambda seconds: None)


@pytest.fixture
def hub(clusters: Clusters, tmp_path: Path) -> Iterator[Town]:
    """A township's own server: nothing of it is the county's, neither rows nor keys."""
    name = clusters.fresh()
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
