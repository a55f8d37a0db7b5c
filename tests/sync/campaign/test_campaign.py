"""A slice of the campaign in CI. All of it: `python -m tests.sync.campaign`; what was run stands in ../RESULTS.md.

The last seeds once told of something: a program that was upgraded, a household whose deletion was refused, a copied
disk that was upgraded while it read the feed from its beginning, a text that no database keeps and was typed over, a
row that had left and came back with a restored county.
"""

from collections.abc import Iterator

import pytest

from tests.county.servers import Clusters
from tests.sync.campaign.grounds import Ground, prepared_ground
from tests.sync.campaign.schedules import other_ends, play
from tests.sync.campaign.worlds import PLACES


@pytest.fixture(scope="module")
def ground(clusters: Clusters) -> Iterator[Ground]:
    with prepared_ground(clusters, PLACES) as found:
        yield found


@pytest.mark.parametrize(
    "seed", [*range(500_001, 500_009), 700_013, 700_015, 1_000_916, 1_001_179, 1_001_450]
)
def test_whatever_happens_to_the_real_thing_all_that_must_hold_holds(ground: Ground, seed: int):
    assert play(ground, seed) == []


@pytest.mark.parametrize("seed", [500_001, 500_002])
def test_with_other_clocks_a_schedule_ends_the_same(ground: Ground, seed: int):
    assert other_ends(ground, seed) == []
