"""The county's log played again with plain dictionaries and without the merge: who set what, having seen whom."""

from typing import TYPE_CHECKING

from app.rules.merging import Value
from tests.sync.model.changes import Entry

if TYPE_CHECKING:
    from tests.sync.model.schedules import World

LATER_WINS = {"household.phone", "household.village_phone", "person.phone"}
SETS = {"plan.causes"}


class Replay:
    """`lost`: values that went without a trace. `risen`: rows that came back by themselves."""

    def __init__(self, world: "World") -> None:
        self.lost: list[str] = []
        self.risen: list[str] = []
        self.values: dict[str, dict[str, Value]] = {}
        self.setters: dict[str, dict[str, str]] = {}
        self.gone: dict[str, set[str]] = {}
        self.taken: set[str] = set()  # units of work that took rows away
        self.stuck: set[str] = set()  # units of which a deletion is a conflict
        for entry in world.county.log:
            record, action = entry.change.op.record, entry.change.action
            if entry.status != "rejected" and action != "act" and record not in ("conflict", "transfer"):
                self._play(entry)
        self.lost += [f"the unit {txn} was deleted by half" for txn in sorted(self.taken & self.stuck)]
        self._compare(world)

    def _play(self, entry: Entry) -> None:
        op, key = entry.change.op, entry.change.entity
        if "id" in entry.kept:
            if op.action == "delete":
                self.stuck.add(entry.change.txn)
            return
        if op.action == "delete":
            self._delete(entry)
        elif op.action == "create" and (key not in self.values or key in self.gone):
            if key in self.gone and op.base.get("id") not in self.gone[key]:
                self.risen.append(f"{key} was made again by {op.id}, which knew of no deletion")
            self.gone.pop(key, None)
            self.values[key], self.setters[key] = dict(op.set), {"id": op.id}
        elif key in self.gone or key not in self.values:
            if set(op.set) - set(entry.kept):
                (self.risen if key in self.gone else self.lost).append(
                    f"{op.id} changed {key}, which is not there"
                )
        else:
            for name in set(op.set) - set(entry.kept):
                self._write(entry, name)

    def _delete(self, entry: Entry) -> None:
        op, key = entry.change.op, entry.change.entity
        if key in self.values and key not in self.gone:
            self.taken.add(entry.change.txn)
        for name, setter in self.setters.get(key, {}).items():
            if key not in self.gone and op.seen(name) != setter:
                self.lost.append(f"{op.id} deleted {key} without having seen {name} of {setter}")
        self.gone.setdefault(key, set()).add(op.id)
        self.values.setdefault(key, {})
        self.setters[key] = {"id": op.id}

    def _write(self, entry: Entry, name: str) -> None:
        op, key = entry.change.op, entry.change.entity
        values, setters = self.values[key], self.setters[key]
        was, path = values.get(name), f"{op.record}.{name}"
        seen = op.seen(name) == setters.get(name, setters["id"])
        if op.action == "create":
            seen = name not in values and name not in setters
        value = op.set[name]
        if not seen and path in SETS and value != was:
            mine, old, theirs = (
                set(str(one).split(",")) if one else set() for one in (value, op.old.get(name), was)
            )
            value = ",".join(sorted((theirs | (mine - old)) - (old - mine))) or None
        elif not (seen or value == was or (path in LATER_WINS and name in entry.notices)):
            self.lost.append(f"{op.id} replaced {name} of {key} ({was}) without having seen it")
        values[name], setters[name] = value, op.id

    def _compare(self, world: "World") -> None:
        for key, one in world.county.entities.items():
            if one.record in ("conflict", "transfer"):
                continue
            if one.deleted != (key in self.gone):
                self.risen.append(f"{key}: deleted is {one.deleted}, the log says {key in self.gone}")
            elif not one.deleted:
                mine = {
                    name: _plain(value)
                    for name, value in self.values.get(key, {}).items()
                    if value is not None
                }
                if mine != {name: _plain(value) for name, value in one.doc.items()}:
                    self.lost.append(f"{key} says {dict(one.doc)}, the log {mine}")


def _plain(value: Value) -> object:
    """A value, sets without their order."""
    return frozenset(value.split(",")) if isinstance(value, str) and "," in value else value
