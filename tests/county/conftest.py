"""One real PostgreSQL for all tests of the county; each test has a database of its own in it."""

from collections.abc import Iterator

import pytest

from tests.county.servers import Clusters, Town, county_served, started_cluster


@pytest.fixture(scope="session")
def clusters() -> Iterator[Clusters]:
    with started_cluster() as found:
        yield found


@pytest.fixture
def town(clusters: Clusters) -> Iterator[Town]:
    """A county that serves on loopback, with a database that nobody else uses."""
    with county_served(clusters) as found:
        yield found
