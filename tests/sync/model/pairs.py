"""The same schedule played otherwise must end the same: other clocks, other batches, by stick, everything twice."""

from dataclasses import replace

from tests.sync.model.schedules import QUIET, Plan, play

PLANS: dict[str, Plan] = {
    "other clocks": replace(QUIET, clocks=77),
    "batches of one, pages of two": replace(QUIET, batch=1, page=2),
    "batches of fifty": replace(QUIET, batch=50, page=500),
    "by stick": replace(QUIET, by_stick=True),
    "all twice": replace(QUIET, twice=True),
}


def differences(seed: int) -> list[str]:
    """I9 and its kin: the plans under which a seed ends otherwise than undisturbed."""
    world, told = play(seed, QUIET)
    said = world.digest()
    found = [f"undisturbed: {one}" for one in told]
    for name, plan in PLANS.items():
        other, told = play(seed, plan)
        if told or other.digest() != said:
            found.append(f"{name}: {told[0] if told else 'another end'}")
    return found + noisy_clocks(seed)


def noisy_clocks(seed: int) -> list[str]:
    """The same with all faults of the line: clocks alone may not change anything."""
    first, _ = play(seed)
    other, _ = play(seed, Plan(clocks=77))
    return [] if first.digest() == other.digest() else ["other clocks on a bad line: another end"]
