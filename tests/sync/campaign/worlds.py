"""The county, its laptops and copies of both, and the plain dictionary of what was typed beside them."""

import shutil
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import psycopg

import app.sync.enrolling as enrolling
from app.county.carryovers import carry_over
from app.county.databases import NOTHING
from app.county.devices import device_of, make_code, revoke, set_codes
from app.county.restores import renew_epoch
from app.errors import Problem
from db.archives import Archive
from db.works import Work
from tests.county.servers import MONDAY
from tests.sync.campaign.deeds import Desk
from tests.sync.campaign.grounds import KEY, Ground
from tests.sync.campaign.lines import BadClient, Request
from tests.sync.campaign.machines import Machine

COUNTY = "510812"
TOWNS = {"510812103": ("510812103202", "510812103203"), "510812101": ("510812101001", "510812101201")}
PLACES = (COUNTY, *TOWNS, *(village for both in TOWNS.values() for village in both))


@dataclass(frozen=True, slots=True)
class Typed:
    """One thing somebody typed: what it set, and by whom."""

    record: str
    record_id: str
    action: str
    values: dict[str, Any]


@dataclass
class Oracle:
    """Everything typed by operation, and on which disks or at the county it must still be."""

    typed: dict[str, Typed] = field(default_factory=dict)
    disks: dict[str, set[str]] = field(default_factory=dict)
    saved: dict[str, list[set[str]]] = field(default_factory=dict)
    county: set[str] = field(default_factory=set)
    saved_county: set[str] = field(default_factory=set)
    grants: dict[str, tuple[str, ...]] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)
    leaks: list[str] = field(default_factory=list)
    restores: int = 0

    def required(self) -> set[str]:
        return self.county.union(*self.disks.values())

    def mine(self, device: str, code: str) -> bool:
        """Whether a machine may be shown a place: its own, and what stands above it."""
        return any(code.startswith(one) or one.startswith(code) for one in self.grants[device])


class World:
    """One schedule's county and laptops. `close` ends it."""

    def __init__(self, ground: Ground, folder: Path, seed: int, faults: float, clocks: int = 0) -> None:
        self.ground, self.folder, self.faults = ground, folder, faults
        self.county = ground.county
        self.rng, self.net, self.plug = Random(seed), Random(seed + 1), Random(seed + 2)
        self.clock, self.ids, self.nights = Random(seed + 3 + clocks), Random(seed + 4), Random(seed + 5)
        self.county.folder = folder / "county"
        self.county.clock = lambda: MONDAY + timedelta(days=clocks)
        enrolling.new_device = self.new_device  # packages are taken in by the order of their devices' ids
        self.oracle = Oracle()
        self.machines: list[Machine] = []
        self.stolen: list[Machine] = []
        self.called: dict[str, str] = {}
        self.delayed: dict[str, list[Request]] = {}
        self.spent: Counter[str] = Counter()
        self.dump: str | None = None
        self.made: list[str] = []
        self.names = 0
        self._open(self._copy())
        for town in [*TOWNS, *TOWNS][: self.rng.choice((2, 3, 3, 4))]:
            self.add_machine(town)

    # --- the county -------------------------------------------------------------------------------------

    def _open(self, name: str) -> None:
        self.database = name
        self.ground.turn_to(name)
        self.root = psycopg.connect(self.ground.clusters.root(name), autocommit=True)

    def _copy(self, *source: str) -> str:
        """A new database: an empty one, or a copy of one that was shut."""
        self.made.append(self.ground.database(f"t{uuid.uuid4().hex}", *source))
        return self.made[-1]

    def _shut(self) -> None:
        self.root.close()
        self.county.database.close()

    def rows(self, sql: str, *args: object) -> list[tuple[Any, ...]]:
        """What the superuser reads at the county: everything."""
        return self.root.execute(sql, args).fetchall()

    def back_up_county(self) -> None:
        """A verified copy of the county's database."""
        self.root.execute("UPDATE server_state SET backed_up_through = (SELECT last FROM feed_counter)")
        self._shut()
        self.dump = self._copy(self.database)
        self._open(self.database)
        self.oracle.saved_county = set(self.oracle.county)

    def put_county_back(self) -> None:
        """The county from its newest copy; revocations and borders since are carried over."""
        if self.dump is None:
            return
        self._shut()
        root, fresh = self.ground.clusters.root, self._copy(self.dump)
        with psycopg.connect(root(fresh)) as restored, psycopg.connect(root(self.database)) as replaced:
            carry_over(replaced, restored)
            renew_epoch(restored)
        self._open(fresh)
        self.oracle.county = set(self.oracle.saved_county)
        self.oracle.restores += 1

    def close(self) -> None:
        for one in (*self.machines, *self.stolen):
            one.archive.close()
        self._shut()
        for name in self.made:
            self.ground.drop(name)
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- laptops ----------------------------------------------------------------------------------------

    def add_machine(self, town: str) -> Machine:
        """A laptop with its places, enrolled for a township."""
        name = self._name()
        file = self.folder / f"{name}.db"
        archive = self.ground.archive(file, self.new_device())
        with archive.work(name, at=MONDAY) as work:
            _make_places(work, town)
        machine = Machine(name, file, f"pc of {name}", archive, town)
        self._admit(machine, (town,))
        if self.rng.random() < 0.4:
            machine.upgrade()
        return machine

    def _admit(self, machine: Machine, grants: tuple[str, ...]) -> None:
        code = self.county.database.run(NOTHING, lambda c: make_code(c, grants, "", self.county.clock()))
        machine.join(BadClient(self.ground.door, self.net, 0.0, lambda items: None, []), code)
        self.oracle.grants[machine.device] = grants
        machine.clock_off = timedelta(days=self.clock.choice((0, 0, -20_000, 3, 27_000)))
        self.machines.append(machine)
        self.oracle.disks.setdefault(machine.name, set())
        self.heard(machine, 0)

    def new_device(self) -> str:
        """The id of a machine, the same whenever the seed is played."""
        return str(uuid.UUID(int=self.ids.getrandbits(128), version=4))

    def _name(self) -> str:
        self.names += 1
        return f"pc{self.names}"

    def clone(self, machine: Machine) -> None:
        """The data folder on a second PC, which must be enrolled as a machine of its own; its work comes along."""
        if len(self.machines) >= 5:
            return
        name = self._name()
        file = machine.copy(self.folder / f"{name}.db")
        twin = Machine(
            name, file, f"pc of {name}", Archive.open(file, KEY), machine.town, newer=machine.newer
        )
        self.oracle.disks[name] = set(self.oracle.disks[machine.name])
        self._admit(twin, self.oracle.grants[machine.device])

    def grant(self, machine: Machine, codes: tuple[str, ...]) -> None:
        """Give or take places."""
        device = machine.device
        known = self.county.database.run(NOTHING, lambda c: device_of(c, device))
        if known is not None:
            self.county.database.run(NOTHING, lambda c: set_codes(c, known, codes))
            for one in (*self.machines, *self.stolen):
                if one.device == device:
                    self.oracle.grants[one.device] = codes

    def revoke(self, machine: Machine) -> None:
        """A laptop is stolen; what it had not sent is gone."""
        device = machine.device
        others = [one for one in self.machines if one.device != device]
        if len(others) < 2:
            return
        self.county.database.run(NOTHING, lambda c: revoke(c, device, MONDAY))
        self.oracle.revoked.add(device)
        for one in [one for one in self.machines if one.device == device]:
            self.machines.remove(one)
            self.stolen.append(one)
            self.oracle.disks.pop(one.name)

    # --- what happens -----------------------------------------------------------------------------------

    def desk(self, machine: Machine) -> Desk:
        grants = self.oracle.grants[machine.device]
        villages = {
            code: one for one, code in machine.read("SELECT id, code FROM division WHERE level = 'village'")
            if any(code.startswith(own) for own in grants)
        }  # fmt: skip
        return Desk(machine, self.rng, villages, self.word, self.called)

    def word(self) -> str:
        """What nobody has typed before."""
        return f"word{self.rng.randrange(10**8, 10**9)}"

    def deed(self, machine: Machine, do: Callable[[Desk], None]) -> None:
        """Somebody types; the oracle hears what."""
        before, desk = machine.newest, self.desk(machine)
        try:
            if desk.villages:
                do(desk)
        except Problem:
            pass  # the program refused it, and said why
        self.heard(machine, before)

    def heard(self, machine: Machine, before: int) -> None:
        """The oracle writes down what was saved on a laptop since."""
        import orjson

        for op, record, row, action, values in machine.read(
            "SELECT id, record, record_id, action, set_json FROM change WHERE seq > ?", before
        ):
            for one in (op, row):
                self.called.setdefault(one, f"{machine.name}.{len(self.called)}")
            self.oracle.typed.setdefault(op, Typed(record, row, action, orjson.loads(values)))
            self.oracle.disks[machine.name].add(op)

    def sync(self, machine: Machine, *, whole: bool = False) -> bool:
        """One round; on a bad line unless `whole`."""
        device = machine.device
        client = BadClient(
            self.ground.door,
            self.net,
            0.0 if whole else self.faults,
            lambda items: self._watch(device, items),
            self.delayed.setdefault(machine.name, []),
        )
        before = machine.state.acked
        done = machine.round(client, self.plug, 0.0 if whole else self.faults * 0.3)
        self.spent[machine.name] += client.seconds
        state = machine.state
        if done or state.acked > before:
            acked = machine.read("SELECT id FROM change WHERE seq <= ?", state.acked)
            if state.server_epoch == self.epoch():
                self.oracle.county.update(one for (one,) in acked)
        if done and device in self.oracle.revoked:
            self.oracle.leaks.append(f"{device} is revoked and was served")
        return done

    def epoch(self) -> str:
        return str(self.rows("SELECT epoch FROM server_state")[0][0])

    def _watch(self, device: str, items: dict[str, Any]) -> None:
        for one, area, what in zip(items["id"], items["area"], items["what"], strict=True):
            if what != "evict" and not self.oracle.mine(device, area):
                self.oracle.leaks.append(f"{device} was shown {one} of {area}")


def _make_places(work: Work, town: str) -> None:
    top = work.create("division", {"code": COUNTY, "name": COUNTY, "level": "county", "path": ""})
    ids = {}
    for code in (town, *TOWNS[town]):
        level, parent = ("township", top) if code == town else ("village", ids[town])
        path = f"{top}/{town}/" if code == town else f"{top}/{town}/{code}/"
        ids[code] = work.create(
            "division", {"code": code, "name": code, "level": level, "parent_id": parent, "path": path}
        )
    work.create("office", {"name": town, "division_id": ids[town]})
