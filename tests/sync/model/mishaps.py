"""What happens to machines and places: sync and sticks, copies put back, clones, restored counties, other borders."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.sync.model.laptops import Laptop
from tests.sync.model.lines import Cut, bring, pack, take_in

if TYPE_CHECKING:
    from tests.sync.model.schedules import World

PLACES = ("v1", "v2", "v3", "v4", "t1", "t2")


def sync(world: "World", laptop: Laptop) -> None:
    """One round over the line; it may break off anywhere."""
    if world.plan.by_stick:
        for _ in range(3):
            carried = bring(pack(laptop), world.county, world.oracle)
            if carried is not None:
                take_in(laptop, carried)
        return
    try:
        laptop.sync(world.network)
    except Cut:
        return


def export(world: "World", laptop: Laptop) -> None:
    """A package on a stick; it may be torn."""
    package = pack(laptop, torn=world.net.random() < 0.15)
    world.headers.append(package.header)
    world.sticks.append(package)


def carry(world: "World", _: Laptop) -> None:
    """Any stick is brought to where it belongs, and perhaps once more later."""
    if not world.sticks:
        return
    number = world.net.randrange(len(world.sticks))
    package = world.sticks[number] if world.net.random() < 0.3 else world.sticks.pop(number)
    if package.answer is not None:
        for laptop in world.laptops:
            if laptop.disk.device == package.device:
                take_in(laptop, package)
        return
    carried = bring(package, world.county, world.oracle)
    if carried is not None:
        world.headers.append(carried.header)
        world.sticks.append(carried)


def back_up(world: "World", laptop: Laptop) -> None:
    """A copy of the disk."""
    laptop.saved.append(laptop.disk.copy())
    world.oracle.saved_disks.setdefault(laptop.name, []).append(set(world.oracle.disks[laptop.name]))


def put_back(world: "World", laptop: Laptop) -> None:
    """An old copy over the disk. Half the time the program is told and begins an epoch; else it must find out."""
    if not laptop.saved:
        return
    number = world.rng.randrange(len(laptop.saved))
    laptop.disk = laptop.saved[number].copy()
    world.oracle.disks[laptop.name] = set(world.oracle.saved_disks[laptop.name][number])
    if world.rng.random() < 0.5:
        laptop.begin_epoch()


def clone(world: "World", laptop: Laptop) -> None:
    """The data folder on a second PC. It is noticed and enrolled as a device of its own, or used as it is."""
    if len(world.laptops) >= 5:
        return
    disk = laptop.disk.copy()
    twin = world.add_laptop(disk)
    world.oracle.disks[twin.name] = set(world.oracle.disks[laptop.name])
    if world.rng.random() < 0.5:
        disk.device = world.new_id("device")
        world.oracle.grants[disk.device] = world.oracle.grants[laptop.disk.device]
        world.county.enrol(disk.device, world.oracle.grants[disk.device], copied_from=laptop.disk.device)
        world.give_part(disk.device)
        disk.villages = world.oracle.villages(disk.device)
        twin.begin_epoch()
        if "twinkeeps" not in world.county.bugs:
            disk.forget(disk.chain)  # what must leave this disk is told to the first device only
    twin.actor = f"{disk.device}/all"


def reinstall(world: "World", laptop: Laptop) -> None:
    """A new laptop in place of one that is gone with what it had not sent."""
    world.laptops.remove(laptop)
    del world.oracle.disks[laptop.name]
    world.add_device(world.oracle.grants[laptop.disk.device])


def back_up_county(world: "World", _: Laptop) -> None:
    """A verified copy of the county's database."""
    world.saved = world.county.save()
    world.oracle.saved_county = set(world.oracle.county)


def put_county_back(world: "World", _: Laptop) -> None:
    """The county from its newest copy; revocations and borders since are told to it again."""
    if world.saved is None:
        return
    world.county.restore(world.saved)
    world.oracle.county = set(world.oracle.saved_county)
    world.oracle.county_restores += 1
    if "forgetful" not in world.county.bugs:
        world.tell_places()


def grow(world: "World", laptop: Laptop) -> None:
    """A device is given another place."""
    device = laptop.disk.device
    world.oracle.grants[device] |= {world.rng.choice(PLACES)}
    world.tell_places()


def shrink(world: "World", laptop: Laptop) -> None:
    """A village is taken from a device."""
    device = laptop.disk.device
    villages = sorted(world.oracle.villages(device))
    if len(villages) > 1:
        world.oracle.grants[device] = frozenset(villages) - {world.rng.choice(villages)}
        world.tell_places()


def merge_divisions(world: "World", _: Laptop) -> None:
    """A village is put under the other town; no household is touched."""
    village = world.rng.choice(sorted(world.oracle.parents))
    town = world.oracle.parents[village]
    world.oracle.parents[village] = "t1" if town == "t2" else "t2"
    world.tell_places()


def revoke(world: "World", laptop: Laptop) -> None:
    """A device is stolen: the county serves it no more, and what it had not sent is gone."""
    device = laptop.disk.device
    if len([one for one in world.laptops if one.disk.device != device]) < 2:
        return
    world.oracle.revoked[device] = len(world.county.log)
    for one in [one for one in world.laptops if one.disk.device == device]:
        world.stolen.append(one)
        world.laptops.remove(one)
        del world.oracle.disks[one.name]
    if device in world.county.devices:
        world.county.devices[device].revoked = True


def set_clock(world: "World", laptop: Laptop) -> None:
    """The wall clock jumps, to 1970 or to 2099."""
    laptop.clock += world.clock.choice((-2_000, -60, 60, 5_000))


def upgrade(_: "World", laptop: Laptop) -> None:
    """The newer program."""
    laptop.upgrade()


def purge(world: "World", _: Laptop) -> None:
    """Half a year goes by: the county forgets who had to drop what."""
    world.county.purge()


def steal_back(world: "World", _: Laptop) -> None:
    """A stolen laptop tries to sync all the same."""
    if world.stolen:
        thief = world.rng.choice(world.stolen)
        sync(world, thief)
        if world.rng.random() < 0.5:
            world.sticks.append(pack(thief))


MISHAPS: tuple[tuple[Callable[["World", Laptop], None], int], ...] = (
    (sync, 70),
    (export, 5),
    (carry, 10),
    (back_up, 3),
    (put_back, 3),
    (clone, 2),
    (reinstall, 1),
    (back_up_county, 3),
    (put_county_back, 2),
    (grow, 1),
    (shrink, 2),
    (merge_divisions, 1),
    (revoke, 1),
    (steal_back, 1),
    (set_clock, 2),
    (upgrade, 1),
    (purge, 1),
)
