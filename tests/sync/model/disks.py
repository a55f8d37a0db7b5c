"""What a laptop keeps: its log and chain, what the county said last, and the rows its people see.

A disk survives a kill, is copied by a backup or a thief, and is put back by a restore.
"""

from dataclasses import dataclass, field, fields

from app.rules.merging import Entity, Value
from tests.sync.model.changes import GENESIS, Answer, Change, link
from tests.sync.model.replies import ALONE

# The columns a program of the first version does not have.
NEW_FIELDS = {1: frozenset({"village_phone"}), 2: frozenset()}


@dataclass(slots=True)
class Disk:
    """The durable state. `shadow` is what the county said of a row; `top` what stands above it and is not in it yet;
    `rows` the projection of both, cut to the fields the program knows. `done` holds what is acknowledged.
    """

    device: str
    epoch: str
    schema: int = 1
    chain: list[Change] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    acked: int = 0
    done: dict[str, Change] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    safe: set[str] = field(default_factory=set)  # in the county's verified backup
    shadow: dict[str, Entity] = field(default_factory=dict)
    top: dict[str, list[Change]] = field(default_factory=dict)
    rows: dict[str, Entity] = field(default_factory=dict)
    cursor: int = 0
    fresh: int = 0  # the county's floor when this disk last began to load everything anew
    server_epoch: str = ""
    scope_version: int = 0
    villages: frozenset[str] = frozenset()
    count: int = 0
    revoked: bool = False

    def copy(self) -> "Disk":
        """Another disk with the same content; what lies in the containers is never changed in place."""
        made = Disk(self.device, self.epoch)
        for one in fields(self):
            value = getattr(self, one.name)
            setattr(made, one.name, value.copy() if isinstance(value, dict | list | set) else value)
        made.top = {key: list(changes) for key, changes in self.top.items()}
        return made

    def append(self, one: Change) -> None:
        """One unit's change: chained, and seen in the rows at once."""
        self.hashes.append(link(self.hashes[-1] if self.hashes else GENESIS, len(self.hashes) + 1, one))
        self.chain.append(one)
        if one.action != "act":
            self.top.setdefault(one.entity, []).append(one)
            self.project(one.entity)

    def renumber(self, epoch: str, changes: list[Change]) -> None:
        """Begins an epoch: what is still to be sent is chained anew, under the ids it always had."""
        self.epoch, self.acked, self.chain, self.hashes = epoch, 0, changes, []
        before = GENESIS
        for dseq, one in enumerate(changes, 1):
            before = link(before, dseq, one)
            self.hashes.append(before)

    def settle(self, one: Change, answer: Answer) -> None:
        """Keeps the county's answer; what was not taken leaves the row, and what the row says already."""
        self.done[one.op.id] = one
        self.answers[one.op.id] = answer
        if answer.status in ("conflict", "rejected") or answer.feed <= self.cursor:
            self.drop(one)

    def drop(self, one: Change) -> None:
        """Takes a change off the top of its row."""
        above = [other for other in self.top.get(one.entity, ()) if other.op.id != one.op.id]
        self._put_top(one.entity, above)
        self.project(one.entity)

    def receive(self, key: str, entity: Entity) -> None:
        """What the county says of a row."""
        self.shadow[key] = entity
        self.project(key)

    def advance(self, cursor: int) -> None:
        """All up to there was told: what the county took until then is in the rows, or no business of ours any more."""
        self.cursor = max(self.cursor, cursor)
        for one in [one for changes in self.top.values() for one in changes]:
            answer = self.answers.get(one.op.id)
            if answer is not None and answer.feed <= self.cursor:
                self.drop(one)

    def evict(self, key: str) -> None:
        """A row that is no longer this laptop's business; what is not sent yet waits, unseen."""
        self.shadow.pop(key, None)
        self._put_top(key, [one for one in self.top.get(key, ()) if one.op.id not in self.answers])
        self.project(key)

    def forget(self, waiting: list[Change]) -> None:
        """Puts aside all the county said, to load it anew. What was typed and is `waiting` to be sent stays."""
        before = {*self.rows, *self.top}
        self.shadow, self.cursor, self.fresh, self.top = {}, 0, 0, {}
        for one in waiting:
            if one.action != "act":
                self.top.setdefault(one.entity, []).append(one)
        for key in sorted({*before, *self.top}):
            self.project(key)

    def project(self, key: str) -> None:
        """Makes a row from shadow and top; a household takes its rows along when it comes or goes."""
        seen = key in self.rows
        row = self.seen(key)
        if row is None:
            self.rows.pop(key, None)
        else:
            self.rows[key] = row
        if (row is not None) != seen:
            for other in {*self.shadow, *self.top} - {key}:
                if self._root(other) == key:
                    self.project(other)

    def seen(self, key: str) -> Entity | None:
        """What the people of this laptop see of a row: shadow, then what stands above; None if nothing."""
        row = self.shadow.get(key)
        for one in self.top.get(key, ()):
            row = _above(row, one)
        if row is None or row.deleted or not (row.record in ALONE or row.root in self.rows):
            return None
        hidden = NEW_FIELDS[self.schema]
        if hidden & row.doc.keys():
            doc = {name: value for name, value in row.doc.items() if name not in hidden}
            row = Entity(row.record, doc, row.base, False, row.feed, row.root, row.area)
        return row

    def digest(self) -> int:
        """The same sum as the county's, over the shadow."""
        total = 0
        for key, one in self.shadow.items():
            total ^= hash((key, one.feed, one.deleted, frozenset(one.doc.items())))
        return total

    def _root(self, key: str) -> str:
        return self.shadow[key].root if key in self.shadow else self.top[key][0].root

    def _put_top(self, key: str, changes: list[Change]) -> None:
        if changes:
            self.top[key] = changes
        else:
            self.top.pop(key, None)


def _above(row: Entity | None, one: Change) -> Entity | None:
    """A row with one change of the laptop's own on top; a change that does not fit leaves it as it is."""
    op = one.op
    if op.action == "delete":
        return (
            None if row is None else Entity(op.record, {}, {"id": op.id}, True, row.feed, row.root, row.area)
        )
    if op.action == "create" and (row is None or (row.deleted and op.base.get("id") == row.base["id"])):
        made = {name: value for name, value in op.set.items() if value is not None}
        return Entity(
            op.record, made, {"id": op.id}, False, 0 if row is None else row.feed, one.root, one.area
        )
    if row is None or row.deleted:
        return row
    doc: dict[str, Value] = dict(row.doc)
    base = dict(row.base)
    for name, value in op.set.items():
        base[name] = op.id
        if value is None:
            doc.pop(name, None)
        else:
            doc[name] = value
    return Entity(row.record, doc, base, False, row.feed, row.root, row.area)
