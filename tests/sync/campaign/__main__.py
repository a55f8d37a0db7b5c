"""`python -m tests.sync.campaign --schedules N --seed S`: plays the seeds from S on the real thing.

`--pairs` plays each twice, the second time with other clocks, and compares the ends (I9). Prints each seed that breaks
something, and a line at the end for RESULTS.md. Exit status 1 where anything breaks.
"""

import argparse
import time
import traceback
from collections import Counter

from tests.county.servers import started_cluster
from tests.sync.campaign.grounds import Ground, prepared_ground
from tests.sync.campaign.schedules import other_ends, play
from tests.sync.campaign.worlds import PLACES


def _played(ground: Ground, seed: int, *, pairs: bool) -> list[str]:
    """What a seed breaks; a fault nobody caught is one, and the others are played all the same."""
    try:
        return other_ends(ground, seed) if pairs else play(ground, seed)
    except Exception as error:  # noqa: BLE001 — this is the outermost place of the campaign
        return ["crash: " + "".join(traceback.format_exception(error)[-6:])]


def main() -> int:
    """Plays, prints, and tells by its exit status whether all holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schedules", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", action="store_true")
    asked = parser.parse_args()
    began, counts, failed, played = time.perf_counter(), Counter[str](), 0, 0
    with started_cluster() as clusters, prepared_ground(clusters, PLACES) as ground:
        for seed in range(asked.seed, asked.seed + asked.schedules):
            told = _played(ground, seed, pairs=asked.pairs)
            played += 1
            failed += bool(told)
            counts.update({one.split(":")[0] for one in told})
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
