"""`python -m tests.sync.campaign --schedules N --seed S`: plays the seeds from S on the real thing.

Prints each seed that breaks something, and a line at the end for RESULTS.md. Exit status 1 where anything breaks.
"""

import argparse
import time
from collections import Counter

from tests.county.servers import started_cluster
from tests.sync.campaign.grounds import prepared_ground
from tests.sync.campaign.schedules import play
from tests.sync.campaign.worlds import PLACES


def main() -> int:
    """Plays, prints, and tells by its exit status whether all holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schedules", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began, counts, failed, played = time.perf_counter(), Counter[str](), 0, 0
    with started_cluster() as clusters, prepared_ground(clusters, PLACES) as ground:
        for seed in range(asked.seed, asked.seed + asked.schedules):
            told = play(ground, seed)
            played += 1
            failed += bool(told)
            counts.update(one.split(":")[0] for one in told)
            if told:
                print(f"seed {seed}:", *told[:4], sep="\n  ", flush=True)
            if played % 10 == 0:
                print(f"{played} played, {failed} with violations", flush=True)
    spent = time.perf_counter() - began
    print(
        f"{played} schedules from seed {asked.seed}: {failed} with violations {dict(counts)}, {spent:.0f} s",
        flush=True,
    )
    return int(bool(failed))


if __name__ == "__main__":
    raise SystemExit(main())
