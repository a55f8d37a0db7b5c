"""One seed, one schedule: weeks of work and mishaps, then the line heals, all queues drain, and all is judged."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

from app.rules.merging import load_classes
from tests.sync.model.counties import County
from tests.sync.model.deeds import DEEDS, Desk, add_row, forge, register_household
from tests.sync.model.disks import Disk
from tests.sync.model.invariants import violations
from tests.sync.model.laptops import Laptop
from tests.sync.model.lines import Network, Package, bring, take_in
from tests.sync.model.mishaps import MISHAPS, put_county_back, sync
from tests.sync.model.oracles import Oracle

CLASSES = load_classes(Path(__file__).resolve().parents[3] / "forms" / "merging.toml")
STEPS = 70
ROUNDS = 15


@dataclass(frozen=True, slots=True)
class Plan:
    """How a schedule is played: the same seed with another plan must end the same, as far as `quiet` plans go."""

    faults: float = 0.25
    clocks: int = 0
    batch: int = 4
    page: int = 7
    by_stick: bool = False
    twice: bool = False
    bugs: frozenset[str] = frozenset()


QUIET = Plan(faults=0.0)


class World:
    """A county, its laptops, what lies on sticks, and the dictionary beside them."""

    def __init__(self, seed: int, plan: Plan) -> None:
        self.plan = plan
        self.rng, self.net = Random(seed), Random(seed + 1)
        self.clock = Random(seed + 2 + plan.clocks)
        self.counter: Counter[str] = Counter()
        self.oracle = Oracle()
        self.county = County(CLASSES, self.new_id, plan.bugs)
        self.network = Network(self.county, self.oracle, self.net, faults=plan.faults, twice=plan.twice)
        self.network.between = lambda: put_county_back(self, self.laptops[0])
        self.laptops: list[Laptop] = []
        self.stolen: list[Laptop] = []
        self.sticks: list[Package] = []
        self.headers: list[str] = []
        self.saved: dict[str, object] | None = None
        self.oracle.parents = {"v1": "t1", "v2": "t1", "v3": "t2", "v4": "t2"}
        self.tell_places()
        for number in range(self.rng.choice((2, 3, 3, 4))):
            self.add_device(frozenset({("t1", "t1", "t2", "v3")[number]}))
        self._begin()

    def _begin(self) -> None:
        """Some households that everybody of their town has on his laptop already."""
        for laptop in self.laptops:
            for deed in (register_household, add_row, add_row):
                deed(Desk(laptop, self.rng, self.oracle, self.new_id))
        faults, self.network.faults = self.network.faults, 0.0
        for laptop in (*self.laptops, *self.laptops):
            sync(self, laptop)
        self.network.faults = faults

    def new_id(self, kind: str) -> str:
        """A fresh id; random in the program, counted here so that plans can be compared."""
        self.counter[kind] += 1
        return f"{kind}{self.counter[kind]}"

    def add_device(self, grants: frozenset[str]) -> Laptop:
        """A laptop that is enrolled and has said hello once."""
        device = self.new_id("device")
        self.oracle.grants[device] = grants
        self.county.enrol(device, grants)
        self.give_part(device)
        laptop = self.add_laptop(Disk(device, self.new_id("epoch"), schema=self.rng.choice((1, 2))))
        laptop.disk.villages = self.oracle.villages(device)
        return laptop

    def add_laptop(self, disk: Disk) -> Laptop:
        """A machine with that disk in it."""
        plan = self.plan
        laptop = Laptop(self.new_id("laptop"), disk, self.new_id, plan.bugs, batch=plan.batch, page=plan.page)
        laptop.clock = self.clock.randrange(-3_000, 9_000)
        self.laptops.append(laptop)
        self.oracle.disks[laptop.name] = set()
        return laptop

    def give_part(self, device: str) -> None:
        """The second clerk of a device sees one village only; what the device was ever given is remembered."""
        self.oracle.ever[device] = self.oracle.ever.get(device, frozenset()) | self.oracle.villages(device)
        part = self.oracle.parts.setdefault(device, frozenset(sorted(self.oracle.villages(device))[:1]))
        self.county.users[f"{device}/part"] = part

    def tell_places(self) -> None:
        """Tells the county what its people decided of places and devices."""

        def write() -> None:
            self.county.parents = dict(self.oracle.parents)
            for device, known in self.county.devices.items():
                known.grants = self.oracle.grants[device]

        for device, grants in self.oracle.grants.items():
            self.county.enrol(device, grants)
            self.county.devices[device].revoked = device in self.oracle.revoked
        self.county.rescope(write)
        for device in self.oracle.grants:
            self.give_part(device)

    def step(self) -> None:
        """One thing happens somewhere."""
        rng, laptop = self.rng, self.rng.choice(self.laptops)
        laptop.clock += 1
        if rng.random() < 0.48:
            deed = rng.choices(_DEEDS, cum_weights=_DEED_WEIGHTS)[0]
            desk = Desk(laptop, rng, self.oracle, self.new_id)
            if rng.random() < 0.01:
                forge(desk, self.county.entities)
            else:
                deed(desk)
        else:
            rng.choices(_MISHAPS, cum_weights=_MISHAP_WEIGHTS)[0](self, laptop)

    def heal(self) -> int:
        """All sticks arrive, the line holds, everybody syncs until nothing moves; gives the rounds it took."""
        self.network.faults = 0.0
        self.net.shuffle(self.sticks)
        for package in self.sticks:
            if package.answer is None:
                bring(package, self.county, self.oracle)
            for laptop in self.laptops:
                take_in(laptop, package)
        for number in range(ROUNDS):
            before = self.county.feed
            for laptop in self.laptops:
                sync(self, laptop)
            if self.county.feed == before and all(self._drained(laptop) for laptop in self.laptops):
                return number
        return ROUNDS

    def _drained(self, laptop: Laptop) -> bool:
        disk = laptop.disk
        return disk.acked == len(disk.chain) and disk.cursor == self.county.feed

    def digest(self) -> object:
        """What all say at the end, without feed numbers, epochs and clocks."""
        county = {key: (one.deleted, dict(one.doc), one.area) for key, one in self.county.entities.items()}
        laptops = [{key: dict(one.doc) for key, one in laptop.disk.rows.items()} for laptop in self.laptops]
        return county, laptops


def _weighed(table: tuple[tuple[object, int], ...]) -> tuple[list, list[int]]:  # type: ignore[type-arg]
    total, weights = 0, []
    for _, weight in table:
        total += weight
        weights.append(total)
    return [one for one, _ in table], weights


_DEEDS, _DEED_WEIGHTS = _weighed(DEEDS)
_MISHAPS, _MISHAP_WEIGHTS = _weighed(MISHAPS)


def play(seed: int, plan: Plan = Plan()) -> tuple[World, list[str]]:
    """A schedule from its seed, and what of I1–I14 does not hold at its end."""
    world = World(seed, plan)
    for _ in range(STEPS):
        world.step()
    rounds = world.heal()
    return world, violations(world, rounds)
