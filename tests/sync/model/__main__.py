"""`python -m tests.sync.model --schedules N --seed S [--processes P]`: plays the seeds from S, counts
what does not hold.

`--bugs` plays each planted bug until it is caught and prints the seed; `--pairs` plays each seed under several plans
that must end the same. Exit status 1 where anything does not hold.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from tests.sync.model.bugs import BUGS
from tests.sync.model.pairs import differences
from tests.sync.model.schedules import Plan, play

MOST = 5_000  # schedules in which a planted bug must be caught
PART = 500


def judge(seeds: range) -> list[tuple[int, list[str]]]:
    """The seeds whose schedule breaks an invariant, and what it breaks."""
    return [(seed, told) for seed in seeds if (told := play(seed)[1])]


def judge_pairs(seeds: range) -> list[tuple[int, list[str]]]:
    """The seeds that end otherwise under another plan."""
    return [(seed, told) for seed in seeds if (told := differences(seed))]


def catch(name: str, first: int = 1) -> tuple[str, int | None, str]:
    """A planted bug, the first seed that catches it (None if none does) and what it broke."""
    plan = Plan(bugs=frozenset({name}))
    for seed in range(first, first + MOST):
        told = play(seed, plan)[1]
        if told:
            return name, seed, told[0]
    return name, None, ""


def parts(first: int, count: int) -> Iterator[range]:
    """Seeds in parts that one process plays at a time."""
    for start in range(first, first + count, PART):
        yield range(start, min(start + PART, first + count))


def main() -> int:
    """Plays, prints, and tells by its exit status whether all holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schedules", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--bugs", action="store_true")
    parser.add_argument("--pairs", action="store_true")
    asked = parser.parse_args()
    began = time.perf_counter()
    with ProcessPoolExecutor(asked.processes) as pool:
        if asked.bugs:
            missed = 0
            for name, seed, told in pool.map(catch, BUGS):
                missed += seed is None
                print(f"{name:15} {seed or 'NOT CAUGHT':>10}  {told[:90]}", flush=True)
            return int(missed > 0)
        work = judge_pairs if asked.pairs else judge
        failed = [one for found in pool.map(work, parts(asked.seed, asked.schedules)) for one in found]
    for seed, broken in failed[:20]:
        print(f"seed {seed}:", *broken[:3], sep="  ")
    spent = time.perf_counter() - began
    counts = Counter(line.split(":")[0] for _, told in failed for line in told)
    print(
        f"{asked.schedules} schedules from seed {asked.seed}: {len(failed)} with violations {dict(counts)}, "
        f"{spent:.0f} s, {asked.schedules / spent:.0f}/s"
    )
    return int(bool(failed))


if __name__ == "__main__":
    raise SystemExit(main())
