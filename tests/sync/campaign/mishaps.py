"""What happens to machines and places: rounds that break off, copies put back, clones, thefts, other borders."""

from collections.abc import Callable

from app.county.beginnings import make_beginning
from app.county.packages import import_packages
from app.county.replies import export_packages
from app.progress import Progress
from app.sync.greetings import Greeting
from app.sync.packages.visits import visit
from tests.sync.campaign.machines import Machine
from tests.sync.campaign.worlds import TOWNS, World


def sync(world: World, machine: Machine) -> None:
    world.sync(machine)


def visit_office(world: World, machine: Machine) -> None:
    """A stick comes to a laptop: the county's packages are taken in, its own written. It may be torn on the way."""
    stick = world.folder / "stick"
    stick.mkdir(exist_ok=True)
    before = machine.newest
    visit(machine.archive, stick, Greeting(machine.name, machine.pc), machine.now, Progress())
    world.heard(machine, before)
    files = sorted(stick.glob("*.fpkg"), key=lambda file: file.stat().st_mtime_ns)
    if files and world.net.random() < 0.15:
        files[-1].write_bytes(files[-1].read_bytes()[:-40])


def visit_county(world: World, _: Machine) -> None:
    """The stick comes to the county: what follows on is taken in, and answers are written for all who sent."""
    stick = world.folder / "stick"
    if stick.is_dir():
        import_packages(world.county, stick, world.folder / f"held {world.database}")
        export_packages(world.county, stick)


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
    """A new laptop in place of one that is gone with what it had not sent. The county may have made ready its rows."""
    world.machines.remove(machine)
    world.oracle.disks.pop(machine.name)
    machine.archive.close()
    if world.nights.random() < 0.6:
        make_beginning(world.county, (machine.town,), least=1)
    fresh = world.add_machine(machine.town)
    if world.nights.random() < 0.7:
        world.sync(fresh)


def back_up_county(world: World, _: Machine) -> None:
    world.back_up_county()


def put_county_back(world: World, _: Machine) -> None:
    world.put_county_back()


def grow(world: World, machine: Machine) -> None:
    world.grant(machine, (machine.town,))


def shrink(world: World, machine: Machine) -> None:
    world.grant(machine, (world.rng.choice(TOWNS[machine.town]),))


def upgrade(_: World, machine: Machine) -> None:
    machine.upgrade()


def revoke(world: World, machine: Machine) -> None:
    world.revoke(machine)


def steal_back(world: World, _: Machine) -> None:
    if world.stolen:
        world.sync(world.rng.choice(world.stolen), whole=True)


MISHAPS: tuple[tuple[Callable[[World, Machine], None], int], ...] = (
    (sync, 70), (back_up, 3), (put_back, 3), (clone, 2), (reinstall, 1), (back_up_county, 4), (put_county_back, 3),
    (grow, 2), (shrink, 2), (revoke, 1), (steal_back, 1), (upgrade, 2), (visit_office, 10), (visit_county, 8),
)  # fmt: skip
