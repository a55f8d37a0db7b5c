"""A laptop and one round of sync: hello, push, pull. Every `with`-like step is one transaction on its disk.

`self.line.check()` is where the plug may be pulled. `if "…" in bugs` marks where a planted bug would be.
"""

from collections.abc import Callable
from typing import Protocol

from app.rules.merging import Entity
from tests.sync.model.changes import GENESIS, Change
from tests.sync.model.disks import NEW_FIELDS, Disk
from tests.sync.model.replies import Reply


class Line(Protocol):
    """What carries requests to the county: it may lose them, double them or break."""

    def ask(self, what: str, *args: object) -> Reply: ...

    def check(self) -> None: ...


class Laptop:
    """A machine with a disk in it. What is not on the disk is lost when it is switched off."""

    def __init__(
        self,
        name: str,
        disk: Disk,
        new_id: Callable[[str], str],
        bugs: frozenset[str],
        *,
        batch: int,
        page: int,
    ) -> None:
        self.name, self.disk, self.new_id, self.bugs = name, disk, new_id, bugs
        self.batch, self.page = batch, page
        self.actor = f"{disk.device}/all"
        self.clock = 0
        self.enrolled_on = name
        self.saved: list[Disk] = []

    # --- one round --------------------------------------------------------------------------------------

    def sync(self, line: Line) -> bool:
        """One round; True if it came to its end."""
        reply = self._hello(line)
        if reply is None or not self._push(line):
            return False
        return self._pull(line)

    def _hello(self, line: Line) -> Reply | None:
        for _ in range(4):
            reply = self._ask(line, "hello", self.disk.epoch)
            if reply.kind == "ok":
                line.check()
                self.learn(reply)
                return reply
            if reply.kind == "count":
                # Restored or cloned: its counter ran backwards, and the county says where it stands.
                self.disk.count = max(reply.count, self.disk.count)
            elif reply.kind == "unknown":
                line.ask("enrol", self.disk.device)
            else:
                self.disk.revoked = True
                return None
        return None

    def _push(self, line: Line) -> bool:
        disk = self.disk
        for _ in range(100):
            if disk.acked == len(disk.chain):
                return True
            reply = self._ask(line, "push", disk.epoch, *self.next_batch(self.batch))
            if self._elsewhere(reply):
                return False
            line.check()
            if reply.kind == "ok":
                self.hear(reply)
            elif reply.kind == "fork":
                self.begin_epoch()
            elif reply.kind == "gap":
                disk.acked = min(disk.acked, reply.last)
            else:
                return False
        return False

    def _pull(self, line: Line) -> bool:
        more = True
        while more:
            reply = self._ask(line, "pull", self.disk.cursor, self.page)
            if reply.kind != "ok" or self._elsewhere(reply):
                return False
            line.check()
            if "cursorfirst" in self.bugs:
                self.disk.cursor = reply.next
                line.check()
            self.apply(reply, self.disk.cursor)
            more = reply.more
        return True

    def _ask(self, line: Line, what: str, *args: object) -> Reply:
        self.disk.count += 1
        return line.ask(what, self.disk.device, *args, self.disk.count)

    def _elsewhere(self, reply: Reply) -> bool:
        """Whether the county was restored between two requests: the round is over, hello tells what to do."""
        return reply.server_epoch != self.disk.server_epoch

    # --- what the county says ---------------------------------------------------------------------------

    def learn(self, reply: Reply) -> None:
        """Where the county stands: restored or cloned here, restored there, other places, what is backed up."""
        disk, first = self.disk, reply.server_epoch != self.disk.server_epoch
        if first and "noserverepoch" not in self.bugs:
            if "backedearly" in self.bugs:
                self._mark_safe(reply)
            self._begin_anew(reply)
        elif reply.last > len(disk.chain) or (
            reply.last and disk.hashes[reply.last - 1] != reply.head and "nofork" not in self.bugs
        ):
            self.begin_epoch()
        elif "lostanswers" in self.bugs:
            for one in disk.chain[disk.acked : reply.last]:
                disk.done[one.op.id] = one
            disk.acked = max(disk.acked, reply.last)
        if disk.cursor < reply.floor and disk.fresh < reply.floor:
            # Silent for too long: who had to drop what is forgotten there. Once begun, the new load goes on.
            disk.forget(disk.chain[disk.acked :])
            disk.fresh = reply.floor
        if reply.scope_version < disk.scope_version and not first:
            return
        disk.scope_version, disk.villages = reply.scope_version, reply.villages
        self._mark_safe(reply)

    def begin_epoch(self) -> None:
        """Restored or cloned: what is not acknowledged is numbered anew."""
        waiting = [] if "epochdrops" in self.bugs else self.disk.chain[self.disk.acked :]
        self.disk.renumber(self.new_id("epoch"), waiting)

    def _begin_anew(self, reply: Reply) -> None:
        """The county was restored: load all it says, and offer again whatever is not surely in its backup."""
        disk, old = self.disk, self.disk.server_epoch
        disk.server_epoch = reply.server_epoch
        if not old:
            return
        waiting = disk.chain[disk.acked :]
        again = (
            []
            if "noreoffer" in self.bugs
            else [one for key, one in disk.done.items() if key not in disk.safe]
        )
        for one in again:
            disk.done.pop(one.op.id)
            disk.answers.pop(one.op.id, None)
        disk.renumber(self.new_id("epoch"), [*again, *waiting])
        if "keepshadow" in self.bugs:
            disk.cursor = 0
        else:
            disk.forget([*again, *waiting])

    def _mark_safe(self, reply: Reply) -> None:
        safe = self.disk.safe
        safe.update(key for key, one in self.disk.answers.items() if one.feed <= reply.backed)

    def hear(self, reply: Reply) -> None:
        """The answers to a batch, in one transaction."""
        disk = self.disk
        for one in disk.chain[disk.acked :]:
            answer = reply.answers.get(one.op.id)
            if answer is None and "acktoomuch" not in self.bugs:
                break
            disk.acked += 1
            if answer is not None:
                disk.settle(one, answer)
            if "dropacked" in self.bugs:
                disk.done.pop(one.op.id, None)

    def apply(self, reply: Reply, cursor: int) -> None:
        """A page and its cursor, in one transaction. One that leaves a hole waits; one that is old is known already."""
        disk = self.disk
        if (cursor > disk.cursor and "holes" not in self.bugs) or (
            (reply.next < disk.cursor or reply.floor < disk.fresh) and "oldpage" not in self.bugs
        ):
            return
        for feed, key, what, entity in reply.items:
            known = disk.shadow.get(key)
            if what == "evict":
                if known is None or known.feed <= feed or "oldfeed" in self.bugs:
                    disk.evict(key)
            elif entity is not None and (
                known is None or known.feed <= entity.feed or "oldfeed" in self.bugs
            ):
                disk.receive(key, self._cut(entity))
        disk.advance(reply.next)

    def _cut(self, entity: Entity) -> Entity:
        hidden = NEW_FIELDS[self.disk.schema]
        if "dropunknown" not in self.bugs or not hidden & entity.doc.keys():
            return entity
        doc = {name: value for name, value in entity.doc.items() if name not in hidden}
        return Entity(entity.record, doc, entity.base, entity.deleted, entity.feed, entity.root, entity.area)

    def upgrade(self) -> None:
        """A newer program: it knows more fields, and finds them in the shadow."""
        self.disk.schema = 2
        for key in list(self.disk.shadow):
            self.disk.project(key)

    # --- batches ----------------------------------------------------------------------------------------

    def next_batch(self, size: int) -> tuple[int, str, tuple[Change, ...]]:
        """The oldest changes not acknowledged, about `size` of them, never half a unit of work."""
        disk, start = self.disk, self.disk.acked
        end = min(start + size, len(disk.chain))
        while (
            "halfunit" not in self.bugs
            and end < len(disk.chain)
            and disk.chain[end].txn == disk.chain[end - 1].txn
        ):
            end += 1
        before = disk.hashes[start - 1] if start else GENESIS
        return start + 1, before, tuple(disk.chain[start:end])
