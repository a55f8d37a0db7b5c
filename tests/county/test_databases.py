"""Where the county's database is: the embedded one, or any PostgreSQL that an address names."""

from pathlib import Path

import pytest

from app.county.databases import NOTHING, opened
from app.county.keepsakes import keepsakes_of
from app.errors import Problem
from tests.county.servers import MONDAY, Clusters, Town


def test_an_address_names_another_postgresql(
    clusters: Clusters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    name = clusters.fresh()
    monkeypatch.setenv("HUDANG_COUNTY_DATABASE_URL", clusters.owner(name))
    for _ in range(2):
        with opened(tmp_path, MONDAY.date()) as database:
            assert database.cluster is None
            who = database.run(NOTHING, lambda c: c.execute("SELECT current_user").fetchone())
            assert who == (f"hudang_app{keepsakes_of(tmp_path).roles}",)


def test_a_database_that_does_not_answer_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HUDANG_COUNTY_DATABASE_URL", "postgresql://a:b@127.0.0.1:1/c")
    with pytest.raises(Problem, match=r"county\.database_unreachable"), opened(tmp_path, MONDAY.date()):
        pass


def test_no_secret_is_in_what_the_server_says_of_itself(town: Town):
    said = repr(town.county)
    assert not any(one in said for one in (town.clusters.keepsakes.app, town.clusters.keepsakes.tokens))
