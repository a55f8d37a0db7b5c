"""The county's server: checks chains and scope, merges in commit order, numbers everything with one counter.

Each public method is one transaction. `if "…" in self.bugs` marks where a planted bug would be.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from app.rules.merging import Classes, Doubt, Entity, Merged, merge
from tests.sync.model.changes import GENESIS, Answer, Change, Entry, change, link

# Rows that a person may see though the household they are about is not his, or is gone.
ALONE = ("household", "conflict", "transfer", "office")


@dataclass(slots=True)
class Device:
    """An enrolled device: the places it was given, those it had before, its counter of requests."""

    grants: frozenset[str]
    former: frozenset[str] = frozenset()
    scope_version: int = 1
    revoked: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """A row that leaves or enters somebody's sight without being changed: for one device, or for all of an area."""

    feed: int
    entity: str
    what: str
    device: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the county answers to anything; `kind` is ok, or why not."""

    kind: str
    server_epoch: str
    last: int = 0
    head: str = GENESIS
    count: int = 0
    scope_version: int = 0
    villages: frozenset[str] = frozenset()
    backed: int = 0
    floor: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    items: tuple[tuple[int, str, str, Entity | None], ...] = ()
    next: int = 0
    more: bool = False


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
        if first > len(chain) + 1 and not ("usbgap" in self.bugs and count is None):
            if count is None:
                self.held.append((device, epoch, first, before, changes))
            return self._reply("gap", device, epoch)
        if not self._fits(chain, first, before, changes):
            return self._reply("fork", device, epoch)
        self._take(device, epoch, chain, first, changes)
        answers = {one.op.id: self.seen[one.op.id] for one in changes if one.op.id in self.seen}
        if "silentreject" in self.bugs:
            answers = {key: Answer("ok", one.feed) if one.status == "rejected" else one for key, one in answers.items()}
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

    def _take(self, device: str, epoch: str, chain: list[str], first: int, changes: tuple[Change, ...]) -> None:
        """The part of a batch that is new, unit of work by unit of work."""
        before = chain[-1] if chain else GENESIS
        new = changes if "nodedup" in self.bugs else changes[max(len(chain) - first + 1, 0) :]
        for dseq, one in enumerate(new, len(chain) + 1):
            before = link(before, dseq, one)
            chain.append(before)
        dseq = len(chain) - len(new)
        for _, unit in groupby(new, key=lambda one: one.txn):
            group = tuple(unit)
            self._take_unit(device, epoch, dseq, group)
            dseq += len(group)

    def _try_held(self, device: str, epoch: str) -> None:
        """Packages that came too early, as soon as what was missing is there."""
        waiting, self.held = [one for one in self.held if one[:2] == (device, epoch)], [
            one for one in self.held if one[:2] != (device, epoch)
        ]  # fmt: skip
        for one in sorted(waiting, key=lambda held: held[2]):
            self.push(*one)

    def _take_unit(self, device: str, epoch: str, dseq: int, unit: tuple[Change, ...]) -> None:
        """A unit of work. One that deletes is judged as a whole first; one that settles stands on the conflict's row."""
        known = all(one.op.id in self.seen for one in unit)
        stuck = not known and any(
            one.op.action == "delete" and (self._keeps(one, unit) or self._standing(device, one)) for one in unit
        )
        doubt: Doubt = "delete" if stuck and "orphan" not in self.bugs else ""
        for number, one in enumerate(unit, dseq + 1):
            if one.op.id in self.seen and "nodedup" not in self.bugs:
                continue
            answer = self._decide(device, epoch, number, one, doubt)
            if "poison" in self.bugs and answer.status == "rejected":
                self.chains[device, epoch] = self.chains[device, epoch][: number - 1]
                self.seen.pop(one.op.id)
                return
            if one.op.record == "conflict" and answer.status == "rejected":
                doubt = "settled"

    def _keeps(self, one: Change, unit: tuple[Change, ...]) -> bool:
        """Whether a row cannot go: its deleter has not seen all of it, or others made rows of that household."""
        entity = self.entities.get(one.entity)
        going = {other.entity for other in unit}
        if one.op.record == "household" and any(
            other.root == one.entity and not other.deleted and other.record not in ALONE and key not in going
            for key, other in self.entities.items()
        ):
            return True
        return merge(one.op, entity, self.classes).status != "ok"

    def _decide(self, device: str, epoch: str, dseq: int, one: Change, doubt: Doubt) -> Answer:
        """One change: scope, merge, row, conflicts, log and stored answer, under one number of the feed."""
        self.feed += 1
        feed, entity = self.feed, self.entities.get(one.entity)
        if one.op.action == "act":
            return self._log(feed, device, epoch, dseq, one, Merged("ok", {}, {}, False))
        root, area = self._place(one, entity)
        standing = self._standing(device, one)
        if standing == "foreign":
            return self._log(feed, device, epoch, dseq, one, Merged("rejected", {}, {}, False, reason="scope"))
        head = self.entities.get(root)
        gone = head is not None and head.deleted and one.op.record not in ALONE and "deadroot" not in self.bugs
        if standing == "late" and head is None and one.op.record not in ALONE:
            standing = "missing"  # a visit is never late, but it needs its household
        merged = self._merge(one, entity, standing or ("deleted" if gone else doubt))
        if merged.status == "ok" and one.op.record == "transfer" and not self._may_move(one):
            merged = Merged("rejected", {}, {}, False, reason="withdrawn", changed=False)
        if merged.changed and merged.status != "rejected":
            row = Entity(one.op.record, merged.doc, merged.base, merged.deleted, feed, root, area)
            self.entities[one.entity] = row
        for clash in merged.conflicts:
            doc = {
                "record_id": one.entity, "record": one.op.record, "field": clash.field, "kind": clash.kind,
                "mine": clash.mine, "theirs": clash.theirs, "mine_op": one.op.id, "theirs_op": clash.theirs_op,
            }  # fmt: skip
            self._make_row(f"c:{one.op.id}:{clash.field}", "conflict", doc, root, area)
        answer = self._log(feed, device, epoch, dseq, one, merged)
        if merged.changed and merged.status != "rejected":
            self._move(one, root)
        return answer

    def _merge(self, one: Change, entity: Entity | None, doubt: Doubt) -> Merged:
        op = one.op
        if entity is not None and self.bugs and op.record not in ALONE[1:]:
            if "lww" in self.bugs and op.action == "update" and not entity.deleted:
                entity = replace(entity, base=dict.fromkeys(op.set, "?") | dict(entity.base))
                newest = max((self._at(entity.base.get(name)) for name in op.set), default=0)
                op = replace(op, base={name: entity.setter(name) for name in op.set}) if one.at >= newest else op
                if one.at < newest:
                    return Merged("ok", entity.doc, entity.base, False, changed=False)
            if "blind" in self.bugs:
                op = replace(op, base={name: entity.setter(name) for name in ("id", *op.set)})
            if "resurrect" in self.bugs and entity.deleted and op.action == "update":
                return Merged("ok", dict(op.set), {"id": op.id}, False)
            if "wholedoc" in self.bugs and op.action == "update" and not entity.deleted:
                merged = merge(op, entity, self.classes, doubt)
                return replace(merged, doc=dict(op.set)) if merged.status == "ok" else merged
            if "setwhole" in self.bugs and op.record == "plan" and not entity.deleted and op.action == "update":
                op = replace(op, old=dict(entity.doc))
            if "createagain" in self.bugs and op.action == "create" and not entity.deleted:
                return Merged("ok", dict(op.set), {"id": op.id}, False)
        if "unnamed" in self.bugs and entity is not None and entity.deleted and op.action == "create":
            op = replace(op, base=entity.base)
        merged = merge(op, entity, self.classes, doubt)
        if "missingok" in self.bugs and [clash.kind for clash in merged.conflicts] == ["missing"]:
            return Merged("ok", {}, {}, False, changed=False)
        return merged

    def _at(self, op_id: str | None) -> int:
        return next((entry.change.at for entry in self.log if entry.change.op.id == op_id), 0)

    def _log(self, feed: int, device: str, epoch: str, dseq: int, one: Change, merged: Merged) -> Answer:
        answer = Answer(merged.status, feed, merged.reason)
        self.seen[one.op.id] = answer
        kept = tuple(clash.field for clash in merged.conflicts)
        notices = tuple(notice.field for notice in merged.notices)
        if not ("actless" in self.bugs and one.op.action == "act"):
            self.log.append(Entry(feed, device, epoch, dseq, one, merged.status, kept, notices))
        return answer

    # --- places ---------------------------------------------------------------------------------------

    def _place(self, one: Change, entity: Entity | None) -> tuple[str, str]:
        """The household and area of a change: what the county knows of them, else what the device says."""
        if entity is not None:
            return entity.root, entity.area
        head = self.entities.get(one.root)
        return one.root, head.area if head is not None else one.area

    def _standing(self, device: str, one: Change) -> Literal["", "late", "foreign", "missing"]:
        """"" where a change is its maker's business; "late" where it was; "foreign" where it never was."""
        root, area = self._place(one, self.entities.get(one.entity))
        if "noscope" in self.bugs:
            return ""
        if area in self.villages(device, one.actor):
            return ""
        known = self.devices[device]
        before = self.former.get(root, frozenset()) & (self.villages(device) | known.former)
        return "late" if before or area in known.former else "foreign"

    def _may_move(self, one: Change) -> bool:
        transfer = self.entities[one.entity]
        head = self.entities.get(transfer.root)
        return head is not None and not head.deleted and head.doc.get("moving_to") == transfer.area

    def _move(self, one: Change, root: str) -> None:
        """A household that is to move is shown to the other side; taken there, it goes with all its rows."""
        to = one.op.set.get("moving_to")
        if one.op.record == "household" and to and self.entities[root].doc.get("moving_to") == to:
            self._make_row(f"t:{one.op.id}", "transfer", {"household": root, "to": to}, root, str(to))
        if one.op.record != "transfer" or "accepted_as" not in one.op.set:
            return
        there, head = self.entities[one.entity].area, self.entities[root]
        here = head.area
        self.former[root] = self.former.get(root, frozenset()) | {here}
        self.feed += 1
        done = change(
            self.new_id("op"), "household", "update", root, {"moving_to": head.setter("moving_to")},
            {"moving_to": None}, {}, root=root, area=there, txn="county", actor="county", at=0,
        )  # fmt: skip
        doc = {name: value for name, value in head.doc.items() if name != "moving_to"}
        self.entities[root] = replace(head, doc=doc, base={**head.base, "moving_to": done.op.id})
        self._log(self.feed, "county", self.epoch, self.feed, done, Merged("ok", {}, {}, False))
        for key, row in list(self.entities.items()):
            if row.root == root and row.record != "transfer" and not (
                "conflictstays" in self.bugs and row.record == "conflict"
            ):
                self.feed += 1
                self.entities[key] = replace(row, area=there, feed=self.feed)
                if "noevict" not in self.bugs:
                    self._tell(key, "evict", area=here)

    def _make_row(self, key: str, record: str, doc: dict[str, object], root: str, area: str) -> None:
        if key not in self.entities:
            self.feed += 1
            known = {name: value for name, value in doc.items() if value is not None}
            self.entities[key] = Entity(record, known, {"id": key}, False, self.feed, root, area)  # type: ignore[arg-type]

    def _tell(self, key: str, what: str, device: str = "", area: str = "") -> None:
        self.feed += 1
        self.events.append(Event(self.feed, key, what, device, area))

    # --- what the county's people do --------------------------------------------------------------------

    def enrol(self, device: str, grants: frozenset[str]) -> None:
        """A new device, or one that a restored county does not know any more."""
        self.devices.setdefault(device, Device(grants))

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
                    self._tell(key, "show", device=name)
                if row.area in before[name] - after and "noshrink" not in self.bugs:
                    self._tell(key, "evict", device=name)

    def purge(self) -> None:
        """Forgets old events: a device that has been silent for longer must load everything anew."""
        self.floor, self.events = self.feed, []

    def save(self) -> dict[str, object]:
        """A copy of the database (rows are never changed in place), verified: what it holds is backed up."""
        self.backed = self.feed
        copied: dict[str, object] = {
            name: dict(value) if isinstance(value, dict) else list(value) if isinstance(value, list) else value
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
