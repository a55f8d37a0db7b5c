"""The county's server: knows its devices, checks chains, gives each what lies in its places.

What becomes of a change stands in `takings`. Each public method is one transaction. `if "…" in self.bugs` marks where
a planted bug would be.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby

from app.rules.merging import Classes, Entity
from tests.sync.model.changes import GENESIS, Answer, Change, Entry, link
from tests.sync.model.moves import tell
from tests.sync.model.replies import Device, Event, Reply
from tests.sync.model.takings import take_unit


class County:
    """The server and its database."""

    def __init__(self, classes: Classes, new_id: Callable[[str], str], bugs: frozenset[str]) -> None:
        self.classes, self.new_id, self.bugs = classes, new_id, bugs
        self.epoch = new_id("server")
        self.feed = self.floor = self.backed = 0
        self.entities: dict[str, Entity] = {}
        self.seen: dict[str, Answer] = {}
        self.log: list[Entry] = []
        self.devices: dict[str, Device] = {}
        self.chains: dict[tuple[str, str], list[str]] = {}
        self.events: list[Event] = []
        self.former: dict[str, frozenset[str]] = {}  # where a household lived before
        self.parents: dict[str, str] = {}  # village → town
        self.users: dict[str, frozenset[str]] = {}  # who may see a part of his device's places only
        self.held: list[tuple[str, str, int, str, tuple[Change, ...]]] = []

    # --- asking ---------------------------------------------------------------------------------------

    def hello(self, device: str, epoch: str, count: int) -> Reply:
        """Where the county stands with a device; nothing of it is an acknowledgement."""
        refusal = self._refusal(device, count)
        return refusal or self._reply("ok", device, epoch)

    def push(
        self, device: str, epoch: str, first: int, before: str, changes: tuple[Change, ...], count: int | None = None
    ) -> Reply:  # fmt: skip
        """Takes a batch: the answers of all its changes, those given before included."""
        refusal = self._refusal(device, count)
        if refusal:
            return refusal
        chain = self.chains.setdefault((device, epoch), [])
        if first > len(chain) + 1:
            if count is None:
                self.held.append((device, epoch, first, before, changes))
            return self._reply("gap", device, epoch)
        if not self._fits(chain, first, before, changes):
            return self._reply("fork", device, epoch)
        self._take(device, epoch, chain, first, changes)
        answers = {one.op.id: self.seen[one.op.id] for one in changes if one.op.id in self.seen}
        if "silentreject" in self.bugs:
            answers = {
                key: Answer("ok", one.feed) if one.status == "rejected" else one
                for key, one in answers.items()
            }
        self._try_held(device, epoch)
        return self._reply("ok", device, epoch, answers=answers)

    def pull(self, device: str, cursor: int, limit: int, count: int | None = None) -> Reply:
        """Rows and events above a cursor, in the order of the feed."""
        refusal = self._refusal(device, count)
        if refusal:
            return refusal
        villages, known = self.villages(device), self.devices[device]
        reach = villages if "evictnew" in self.bugs else villages | known.former
        items: list[tuple[int, str, str, Entity | None]] = [
            (one.feed, key, "state", one)
            for key, one in self.entities.items()
            if one.feed > cursor and (one.area in villages or "leak" in self.bugs)
            and not (one.deleted and "tombhidden" in self.bugs)
        ]  # fmt: skip
        for event in self.events:
            if event.feed <= cursor or not (event.device == device or event.area in reach):
                continue
            entity = self.entities.get(event.entity)
            seen = entity is not None and entity.area in villages
            if seen == (event.what == "show"):
                items.append((event.feed, event.entity, event.what, entity if seen else None))
        items.sort(key=lambda item: item[0])
        page, more = tuple(items[:limit]), len(items) > limit
        end = page[-1][0] if more and "skipcur" not in self.bugs else self.feed
        return self._reply("ok", device, "", items=page, next=end, more=more)

    def digest(self, device: str) -> int:
        """The sum of what a device should hold: which row, at which feed number, saying what."""
        villages, total = self.villages(device), 0
        for key, one in self.entities.items():
            if one.area in villages:
                total ^= hash((key, one.feed, one.deleted, frozenset(one.doc.items())))
        return total

    def villages(self, device: str, actor: str = "") -> frozenset[str]:
        """The villages a device, or one user on it, may see: those below a place it was given."""
        grants = self.devices[device].grants
        mine = frozenset(one for one, town in self.parents.items() if one in grants or town in grants)
        return mine & self.users[actor] if actor in self.users else mine

    def _refusal(self, device: str, count: int | None) -> Reply | None:
        known = self.devices.get(device)
        if known is None:
            return Reply("unknown", self.epoch)
        if known.revoked and not (count is None and "revokedusb" in self.bugs):
            return Reply("revoked", self.epoch)
        if count is not None and count <= known.count:
            return Reply("count", self.epoch, count=0 if "countless" in self.bugs else known.count)
        known.count = known.count if count is None else count
        return None

    def _reply(self, kind: str, device: str, epoch: str, **more: object) -> Reply:
        chain, known = self.chains.get((device, epoch), []), self.devices[device]
        return Reply(
            kind, self.epoch, len(chain), chain[-1] if chain else GENESIS, known.count, known.scope_version,
            self.villages(device), self.backed, 0 if "floorless" in self.bugs else self.floor, **more,  # type: ignore[arg-type]
        )  # fmt: skip

    # --- taking ---------------------------------------------------------------------------------------

    def _fits(self, chain: list[str], first: int, before: str, changes: tuple[Change, ...]) -> bool:
        """Whether a batch hangs on the chain and says the same where both overlap."""
        if "nofork" in self.bugs or first > len(chain) + 1:
            return True
        if (chain[first - 2] if first > 1 else GENESIS) != before:
            return False
        for dseq, one in enumerate(changes, first):
            before = link(before, dseq, one)
            if dseq <= len(chain) and chain[dseq - 1] != before:
                return False
        return True

    def _take(
        self, device: str, epoch: str, chain: list[str], first: int, changes: tuple[Change, ...]
    ) -> None:
        """The part of a batch that is new, unit of work by unit of work."""
        before = chain[-1] if chain else GENESIS
        new = changes if "nodedup" in self.bugs else changes[max(len(chain) - first + 1, 0) :]
        for dseq, one in enumerate(new, len(chain) + 1):
            before = link(before, dseq, one)
            chain.append(before)
        dseq = len(chain) - len(new)
        for _, unit in groupby(new, key=lambda one: one.txn):
            group = tuple(unit)
            take_unit(self, device, epoch, dseq, group)
            dseq += len(group)

    def _try_held(self, device: str, epoch: str) -> None:
        """Packages that came too early, as soon as what was missing is there."""
        waiting, self.held = [one for one in self.held if one[:2] == (device, epoch)], [
            one for one in self.held if one[:2] != (device, epoch)
        ]  # fmt: skip
        for one in sorted(waiting, key=lambda held: held[2]):
            self.push(*one)

    # --- what the county's people do --------------------------------------------------------------------

    def enrol(self, device: str, grants: frozenset[str], copied_from: str = "") -> None:
        """A new device, one that a restored county does not know any more, or a copy of another one's disk.

        A copy may carry work for places that the first device had: it inherits what was its business once.
        """
        self.devices.setdefault(device, Device(grants))
        if copied_from in self.devices:
            self.devices[device].former |= self.devices[copied_from].former

    def rescope(self, change_places: Callable[[], None]) -> None:
        """Gives or takes places; what a device may see now is shown to it, what it may not is taken away."""
        before = {name: self.villages(name) for name in self.devices}
        change_places()
        for name, known in self.devices.items():
            after = self.villages(name)
            if after == before[name]:
                continue
            known.scope_version += 1
            known.former |= before[name] - after
            for key, row in list(self.entities.items()):
                if row.area in after - before[name] and "nogrow" not in self.bugs:
                    tell(self, key, "show", device=name)
                if row.area in before[name] - after and "noshrink" not in self.bugs:
                    tell(self, key, "evict", device=name)

    def purge(self) -> None:
        """Forgets old events: a device that has been silent for longer must load everything anew."""
        self.floor, self.events = self.feed, []

    def save(self) -> dict[str, object]:
        """A copy of the database (rows are never changed in place), verified: what it holds is backed up."""
        self.backed = self.feed
        copied: dict[str, object] = {
            name: dict(value)
            if isinstance(value, dict)
            else list(value)
            if isinstance(value, list)
            else value
            for name, value in vars(self).items()
        }
        copied["devices"] = {name: replace(one) for name, one in self.devices.items()}
        copied["chains"] = {name: list(one) for name, one in self.chains.items()}
        return copied

    def restore(self, saved: dict[str, object]) -> None:
        """Puts a copy back under a new server epoch."""
        again = County.__new__(County)
        vars(again).update(saved)
        vars(self).update(again.save())
        self.epoch = self.new_id("server")
