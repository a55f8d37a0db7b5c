"""How requests travel: a network that loses, doubles and delays, and sticks that come twice, late or torn."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.sync.model.changes import Change
from tests.sync.model.counties import County
from tests.sync.model.laptops import Laptop
from tests.sync.model.oracles import Oracle
from tests.sync.model.replies import Reply


class Cut(Exception):
    """The line broke, or the laptop was switched off."""


class Network:
    """The line of one laptop. With `faults` above 0 one request in so many goes wrong in one of its ways."""

    def __init__(self, county: County, oracle: Oracle, rng: Random, *, faults: float, twice: bool) -> None:
        self.county, self.oracle, self.rng = county, oracle, rng
        self.faults, self.twice = faults, twice
        self.between: Callable[[], None] = lambda: None  # what may happen to the county between two requests
        self.delayed: list[tuple[str, tuple[object, ...]]] = []

    def ask(self, what: str, *args: object) -> Reply:
        """One request and its answer. Raises Cut where either is lost."""
        if self.faults and self.rng.random() < self.faults * 0.01:
            self.between()
        fate = self.rng.random() / self.faults if self.faults else 1.0
        if fate < 0.3:  # the request is lost, or its body is cut and refused by its hash
            raise Cut
        if fate < 0.4:  # it comes much later, after others
            self.delayed.append((what, args))
            raise Cut
        reply = self._carry(what, args)
        if fate < 0.7:  # the answer is lost
            raise Cut
        if fate < 0.8 or self.twice:
            self._carry(what, args)
        if self.delayed and self.rng.random() < 0.3:
            self._carry(*self.delayed.pop(self.rng.randrange(len(self.delayed))))
        if self.faults and "earlyanswer" in self.county.bugs and what == "push" and self.rng.random() < 0.05:
            vars(self.county).update(self.before)
        return reply

    def check(self) -> None:
        """The moment before a transaction is committed: the plug may be pulled. Raises Cut."""
        if self.faults and self.rng.random() < self.faults * 0.15:
            raise Cut

    def _carry(self, what: str, args: tuple[object, ...]) -> Reply:
        if "earlyanswer" in self.county.bugs and what == "push":
            backed = self.county.backed
            self.before = self.county.save() | {"backed": backed}
            self.county.backed = backed
        if what == "enrol":
            self.county.enrol(str(args[0]), self.oracle.grants[str(args[0])])
            return Reply("ok", self.county.epoch)
        reply: Reply = getattr(self.county, what)(*args)
        self.oracle.served(str(args[0]), reply)
        return reply


@dataclass(frozen=True, slots=True)
class Package:
    """A file on a stick. `header` is all that can be read without a key; a torn one ends early."""

    header: str
    device: str
    epoch: str
    server_epoch: str
    cursor: int
    first: int
    before: str
    changes: tuple[Change, ...]
    torn: bool = False
    answer: tuple[Reply, Reply] | None = None


def pack(laptop: Laptop, torn: bool = False) -> Package:
    """What a laptop has to send, for the stick."""
    disk = laptop.disk
    first, before, changes = laptop.next_batch(10_000)
    header = f"push {disk.device} {disk.epoch} {first}"
    if "clearheader" in laptop.bugs:
        header += " ".join(str(value) for one in changes for value in one.op.set.values())
    return Package(
        header, disk.device, disk.epoch, disk.server_epoch, disk.cursor, first, before, changes, torn
    )


def bring(package: Package, county: County, oracle: Oracle) -> Package | None:
    """What the county does with a package that comes in, and the package it gives back; None if it refuses."""
    changes = package.changes
    if package.torn and "usbtorn" not in county.bugs:
        return None
    if package.device not in county.devices:
        county.enrol(package.device, oracle.grants[package.device])
    if package.torn:
        changes = changes[: len(changes) // 2]
    heard = county.push(package.device, package.epoch, package.first, package.before, changes)
    oracle.served(package.device, heard)
    if heard.kind == "revoked":
        return None
    cursor = package.cursor if package.server_epoch == county.epoch else 0
    pulled = county.pull(package.device, cursor, 10_000)
    oracle.served(package.device, pulled)
    header = f"ack {package.device} {package.epoch}"
    return Package(
        header, package.device, package.epoch, county.epoch, cursor, package.first, "", package.changes,
        package.torn, (heard, pulled),
    )  # fmt: skip


def take_in(laptop: Laptop, package: Package) -> None:
    """What a laptop does with the county's package: only one for its own epoch."""
    disk, bugs = laptop.disk, laptop.bugs
    if package.answer is None or package.device != disk.device or disk.revoked:
        return
    if package.epoch != disk.epoch and "ackforeign" not in bugs:
        return
    heard, pulled = package.answer
    if "ackforeign" in bugs or (package.torn and "usbtorn" in bugs):
        end = package.first - 1 + len(package.changes)
        for one in disk.chain[disk.acked : end]:
            disk.done[one.op.id] = one
        disk.acked = max(disk.acked, min(end, len(disk.chain)))
    laptop.learn(heard)
    if heard.kind == "ok" and disk.epoch == package.epoch:
        laptop.hear(heard)
    laptop.apply(pulled, package.cursor)
