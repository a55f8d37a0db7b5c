"""A slice of the campaign in CI. All of it: `python -m tests.sync.campaign`; what was run stands in ../RESULTS.md."""

from collections.abc import Iterator

import pytest

from tests.county.servers import Clusters
from tests.sync.campaign.grounds import Ground, prepared_ground
from tests.sync.campaign.schedules import play
from tests.sync.campaign.worlds import PLACES


@pytest.fixture(scope="module")
def ground(clusters: Clusters) -> Iterator[Ground]:
    with prepared_ground(clusters, PLACES) as found:
        yield found


@pytest.mark.parametrize("seed", range(500_001, 500_011))
def test_whatever_happens_to_the_real_thing_all_that_must_hold_holds(ground: Ground, seed: int):
    assert play(ground, seed) == []
