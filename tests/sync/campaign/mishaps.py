"""What happens to machines and places: rounds that break off, copies put back, clones, thefts, other borders."""

from collections.abc import Callable

from tests.sync.campaign.machines import Machine
from tests.sync.campaign.worlds import TOWNS, World


def sync(world: World, machine: Machine) -> None:
    world.sync(machine)


def back_up(world: World, machine: Machine) -> None:
    machine.saved.append(machine.copy(machine.file.with_suffix(f".copy{len(machine.saved)}")))
    world.oracle.saved.setdefault(machine.name, []).append(set(world.oracle.disks[machine.name]))


def put_back(world: World, machine: Machine) -> None:
    if machine.saved:
        number = world.rng.randrange(len(machine.saved))
        machine.put_back(machine.saved[number])
        world.oracle.disks[machine.name] = set(world.oracle.saved[machine.name][number])


def clone(world: World, machine: Machine) -> None:
    world.clone(machine)


def reinstall(world: World, machine: Machine) -> None:
    """A new laptop in place of one that is gone with what it had not sent."""
    world.machines.remove(machine)
    world.oracle.disks.pop(machine.name)
    machine.archive.close()
    world.add_machine(machine.town)


def back_up_county(world: World, _: Machine) -> None:
    world.back_up_county()


def put_county_back(world: World, _: Machine) -> None:
    world.put_county_back()


def grow(world: World, machine: Machine) -> None:
    world.grant(machine, (machine.town,))


def shrink(world: World, machine: Machine) -> None:
    world.grant(machine, (world.rng.choice(TOWNS[machine.town]),))


def revoke(world: World, machine: Machine) -> None:
    world.revoke(machine)


def steal_back(world: World, _: Machine) -> None:
    if world.stolen:
        world.sync(world.rng.choice(world.stolen), whole=True)


MISHAPS: tuple[tuple[Callable[[World, Machine], None], int], ...] = (
    (sync, 70), (back_up, 3), (put_back, 3), (clone, 2), (reinstall, 1), (back_up_county, 4), (put_county_back, 3),
    (grow, 2), (shrink, 2), (revoke, 1), (steal_back, 1),
)  # fmt: skip
