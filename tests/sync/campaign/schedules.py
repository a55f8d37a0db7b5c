"""One seed, one schedule: some days of work and mishaps on the real thing, then all heals and is judged."""

import tempfile
from pathlib import Path
from random import Random

import app.county.beginnings as beginnings
import app.sync.rounds as rounds
from tests.sync.campaign.deeds import DEEDS, add_row, register_household
from tests.sync.campaign.endings import Ends, ends
from tests.sync.campaign.grounds import Ground
from tests.sync.campaign.judges import violations
from tests.sync.campaign.machines import Machine
from tests.sync.campaign.mishaps import MISHAPS
from tests.sync.campaign.worlds import World

STEPS = 40
ROUNDS = 12
FAULTS = 0.2
OTHER_CLOCKS = 77


def play(ground: Ground, seed: int) -> list[str]:
    """A schedule from its seed: what of I1–I14 does not hold at its end."""
    return play_through(ground, seed)[0]


def other_ends(ground: Ground, seed: int) -> list[str]:
    """I9: what is otherwise at the end when all clocks, the county's too, are others."""
    (_, first), (_, other) = (play_through(ground, seed, clocks) for clocks in (0, OTHER_CLOCKS))
    return [
        f"I9: {key} is {first.get(key)}, with other clocks {other.get(key)}"
        for key in sorted({*first, *other})
        if first.get(key) != other.get(key)
    ]


def play_through(ground: Ground, seed: int, clocks: int = 0) -> tuple[list[str], Ends]:
    """A schedule from its seed with the clocks of a number: what of I1–I14 does not hold, and how it ends."""
    # Small batches and pages, so that what stands on their edges is met often.
    rounds.OPS, rounds.ITEMS, rounds.BULK_PAGE, beginnings.ROWS = 6, 7, 9, 5
    folder = Path(tempfile.mkdtemp(prefix=f"{seed}-", dir=ground.folder))
    world = World(ground, folder, seed, FAULTS, clocks)
    try:
        _begin(world)
        for _ in range(STEPS):
            step(world, world.rng)
        return violations(world, heal(world), ROUNDS), ends(world)
    finally:
        world.close()


def _begin(world: World) -> None:
    """Some households that everybody of their township has on his laptop already."""
    for machine in world.machines:
        for deed in (register_household, add_row, add_row):
            world.deed(machine, deed)
    for machine in (*world.machines, *world.machines):
        world.sync(machine, whole=True)


def step(world: World, rng: Random) -> None:
    """One thing happens somewhere."""
    machine = rng.choice(world.machines)
    if rng.random() < 0.5:
        world.deed(machine, rng.choices([one for one, _ in DEEDS], [weight for _, weight in DEEDS])[0])
    else:
        rng.choices([one for one, _ in MISHAPS], [weight for _, weight in MISHAPS])[0](world, machine)


def heal(world: World) -> int:
    """The line holds, half get the next program, and everybody syncs until nothing moves; gives the rounds it took."""
    for machine in world.machines:
        if world.rng.random() < 0.5:
            machine.upgrade()
    world.spent.clear()
    for number in range(ROUNDS):
        before = world.rows("SELECT last FROM feed_counter")
        done = [world.sync(machine, whole=True) for machine in world.machines]
        if (
            all(done)
            and world.rows("SELECT last FROM feed_counter") == before
            and all(map(_drained, world.machines))
        ):
            return number
    return ROUNDS


def _drained(machine: Machine) -> bool:
    return machine.state.acked == machine.newest
