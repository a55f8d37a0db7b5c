"""I1–I14 on the real thing, when the line is whole again and all queues are empty: what is wrong, in words."""

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import orjson

from app.rules.merging import Entity
from db.records import RECORDS
from db.verifications import verify
from tests.sync.campaign.machines import Machine
from tests.sync.campaign.worlds import World
from tests.sync.model.changes import Entry, change
from tests.sync.model.replays import Replay

FAIR = {"settled", "missing", "withdrawn", "late", "place"}
SPOILT = "letters"  # why the county refuses what no database keeps
REPLACED = "replaced"  # the kind of a conflict that is none: a softly replaced value, told to its maker
TYPED = re.compile(rb"word\d{4}")
PATIENCE = 60.0  # s that a laptop may need once the line is whole
SHARED = tuple(one for one in RECORDS if one not in ("office", "user", "division"))
ALONE = ("household", "conflict", "transfer")
MOVING = {"moving_to", "division_id"}  # what the county itself sets when a household goes


class Seen:
    """What the county holds, read once: rows by id, the log in its order, conflicts by (operation, field)."""

    def __init__(self, world: World) -> None:
        codes = dict(world.rows("SELECT number, code FROM division"))
        self.high = world.rows("SELECT last FROM feed_counter")[0][0]
        self.rows: dict[str, Any] = {}
        for one, record, root, area, doc, feed, deleted, born, since in world.rows(
            "SELECT id::text, record, root::text, area, doc, feed_seq, deleted, born::text, since FROM entity"
        ):
            base = {"id": born, **(since or {})}
            self.rows[one] = SimpleNamespace(
                record=record, root=root, area=codes[area], doc=doc, feed=feed, deleted=deleted, base=base
            )
        self.log = world.rows(
            "SELECT l.feed_seq, d.id::text, e.epoch, l.dseq, l.op_id::text, l.record, l.record_id, l.action, l.base,"
            " l.set, l.old, l.root::text, l.txn, l.actor, coalesce(s.status, 'ok'), s.reason FROM op_log l"
            " JOIN op_seen s ON s.op_id = l.op_id JOIN device_epoch e ON e.number = l.epoch"
            " JOIN device d ON d.number = e.device ORDER BY l.feed_seq"
        )
        self.answers = {row[4]: (row[14], row[15]) for row in self.log}
        self.conflicts = [row for row in self.rows.values() if row.record == "conflict"]
        self.asked = {
            (row.doc["op_id"], row.doc["field"]): row for row in self.conflicts if row.doc["kind"] != REPLACED
        }
        self.replaced = {
            (row.doc["theirs_op"], row.doc["field"]) for row in self.conflicts if row.doc["kind"] == REPLACED
        }


def convergence(world: World, seen: Seen) -> Iterator[str]:
    """I1, I13: every laptop shows of its places exactly what the county says, at its newest number; sums agree."""
    for machine in world.machines:
        told = {
            one: (feed, gone)
            for one, feed, gone in machine.read("SELECT id, feed_seq, gone FROM synced WHERE gone < 2")
        }
        for key, row in seen.rows.items():
            if not world.oracle.mine(machine.device, row.area) or row.record not in SHARED:
                continue
            if told.get(key) != (row.feed, int(row.deleted)):
                yield f"I13: {machine.name} has {row.record} {key} at {told.get(key)}, the county at {row.feed}"
            if row.deleted or not _has_home(world, machine, seen, row):
                continue
            mine, names = _row(machine, row.record, key), machine.archive.columns(row.record)
            if mine != {name: value for name, value in row.doc.items() if name in names}:
                yield f"I1: {machine.name} shows {mine} for {row.record} {key}, the county says {row.doc}"
            if not row.doc.keys() <= set(names) and _aside(machine, key) != row.doc:
                yield f"I14: {machine.name} keeps {_aside(machine, key)} of {key}, the county says {row.doc}"
        if machine.last is None or machine.last.equal is not True:
            yield f"I1: {machine.name} and the county have different sums"
        if machine.state.cursor != seen.high:
            yield f"I13: {machine.name} is at {machine.state.cursor} of {seen.high}"


def _has_home(world: World, machine: Machine, seen: Seen, row: Any) -> bool:
    home = seen.rows.get(row.root)
    return row.record in ALONE or (
        home is not None and not home.deleted and world.oracle.mine(machine.device, home.area)
    )


def _row(machine: Machine, record: str, key: str) -> dict[str, Any] | None:
    names = machine.archive.columns(record)
    found = machine.read(f'SELECT {", ".join(names)} FROM "{record}" WHERE id = ?', key)
    return {n: v for n, v in zip(names, found[0], strict=True) if v is not None} if found else None


def _aside(machine: Machine, key: str) -> Any:
    """The county's whole word on a row, fields that this program does not know included."""
    found = machine.read("SELECT doc_json FROM shadow WHERE id = ?", key)
    return orjson.loads(found[0][0]) if found else None


def no_lost_update(world: World, seen: Seen) -> Iterator[str]:
    """I2–I4, I6: what was typed is in the log as it was typed, once; its value stands, was seen, or is asked about."""
    logged = {row[4]: row for row in seen.log}
    if len(logged) != len(seen.log):
        yield "I4: an operation stands twice in the log"
    for op in world.oracle.required():
        typed = world.oracle.typed[op]
        entry = logged.get(op)
        if entry is None:
            yield f"I2: {op} ({typed.action} {typed.record} {typed.record_id}) is not in the county's log"
        elif (orjson.loads(entry[9]), entry[6], entry[7]) != (typed.values, typed.record_id, typed.action):
            yield f"I2: {op} arrived as something else than was typed"
        elif entry[14] == "conflict" and not any(key == op for key, _ in seen.asked):
            yield f"I2: no conflict tells of {op}"
    replay = Replay(_as_model(seen))  # type: ignore[arg-type]
    yield from (f"I2: {told}" for told in replay.lost)
    yield from (f"I3: {told}" for told in replay.risen)


def _as_model(seen: Seen) -> SimpleNamespace:
    """The log and the rows in the model's words, without what the county itself sets."""
    log = []
    for (
        feed,
        device,
        epoch,
        dseq,
        op,
        record,
        key,
        action,
        base,
        said,
        old,
        root,
        txn,
        actor,
        status,
        _,
    ) in seen.log:
        if record in ("office", "user", "division"):
            continue
        values = {name: value for name, value in orjson.loads(said).items() if name not in MOVING}
        one = change(
            op, record, action, key, orjson.loads(base), values, orjson.loads(old),
            root=root or "", area="", txn=txn, actor=actor, at=0,
        )  # fmt: skip
        kept = tuple(field for asked, field in seen.asked if asked == op and field not in MOVING)
        soft = {name for name in values if (op, name) in seen.replaced}  # what gave way is told to its maker
        if values or action != "update":
            log.append(Entry(feed, device, epoch, dseq, one, status, kept, tuple(soft)))
    rows = {
        key: Entity(
            row.record, {n: v for n, v in row.doc.items() if n not in MOVING}, row.base, row.deleted, row.feed
        )
        for key, row in seen.rows.items()
        if row.record != "division"
    }
    return SimpleNamespace(county=SimpleNamespace(log=log, entities=rows))


def chains(world: World, seen: Seen) -> Iterator[str]:
    """I5, I6, I10: each archive is whole: its chain hangs together, its rows are what was said; its file is sealed."""
    for machine in world.machines:
        yield from (f"I6: {machine.name}: {told}" for told in verify(machine.archive))
        for file in (machine.file, machine.file.with_name(machine.file.name + "-wal")):
            if file.exists() and TYPED.search(file.read_bytes()):
                yield f"I10: {file.name} can be read"
    for file in (world.folder / "stick").glob("*.fpkg"):
        if TYPED.search(file.read_bytes()):
            yield f"I10: {file.name} can be read"


def scope(world: World, seen: Seen) -> Iterator[str]:
    """I7: nobody was shown or keeps what is not in his places; no thief was served."""
    yield from (f"I7: {told}" for told in world.oracle.leaks)
    for machine in world.machines:
        for one, record, area in machine.read("SELECT id, record, area FROM synced WHERE gone < 2"):
            if area is not None and not world.oracle.mine(machine.device, area):
                yield f"I7: {machine.name} has heard of {record} {one} of {area}"
        known = {one for one, row in seen.rows.items() if world.oracle.mine(machine.device, row.area)}
        unheard = {one for (one,) in machine.read("SELECT id FROM synced WHERE gone = 3")}
        for record in SHARED:
            for (one,) in machine.read(f'SELECT id FROM "{record}"'):
                if one not in known and one not in unheard:
                    where = seen.rows[one].area if one in seen.rows else "nowhere"
                    yield f"I7: {machine.name} keeps {record} {one}, which is {where}"


def refusals_told(world: World, seen: Seen) -> Iterator[str]:
    """I11: each conflict and refusal is known where it was typed; honest work is refused only for a fair reason."""
    for machine in world.machines:
        told = dict(machine.read("SELECT change_id, status FROM answered"))
        for op in world.oracle.disks[machine.name]:
            status, reason = seen.answers.get(op, ("", None))
            if status and told.get(op, "ok") != status:
                yield f"I11: {machine.name} was told that {op} is {told.get(op, 'ok')}, it is {status}"
            if status == "rejected" and not _is_fair(world, op, reason):
                yield f"I11: honest work {op} ({world.oracle.typed[op]}) was refused: {reason}"
    for row in seen.conflicts:
        home = seen.rows.get(row.root)
        if home is not None and home.record == "household" and home.area != row.area:
            yield f"I11: a conflict is on a list in {row.area}, its household lives in {home.area}"


def _is_fair(world: World, op: str, reason: str | None) -> bool:
    spoilt = any("\0" in str(value) for value in world.oracle.typed[op].values.values())
    return (
        reason in FAIR or (reason == SPOILT and spoilt) or (reason == "scope" and world.oracle.restores > 0)
    )


def closure(world: World, seen: Seen) -> Iterator[str]:
    """I12: nothing waits for its household for ever, and nothing lives at the county under one that is gone."""
    for machine in world.machines:
        for one, record, why in machine.read(
            "SELECT id, record, why FROM shadow WHERE why NOT IN ('pending', 'fields')"
        ):
            row = seen.rows.get(one)
            if row is not None and not row.deleted and _has_home(world, machine, seen, row):
                yield f"I12: {machine.name} cannot show {record} {one}: {why}"
    for key, row in seen.rows.items():
        home = seen.rows.get(row.root)
        gone = home is not None and home.record == "household" and home.deleted
        if gone and row.record not in ALONE and not row.deleted:
            yield f"I12: {row.record} {key} lives, its household {row.root} is gone"


CHECKS = (convergence, no_lost_update, chains, scope, refusals_told, closure)


def violations(world: World, rounds: int, most: int) -> list[str]:
    """All that does not hold."""
    waiting = {one.name: (one.newest - one.state.acked, one.said) for one in world.machines}
    found = [f"I8: not drained after {rounds} rounds: {waiting}"] if rounds >= most else []
    slow = {name: seconds for name, seconds in world.spent.items() if seconds > PATIENCE}
    found += [f"I8: {name} needed {seconds:.0f} s to drain" for name, seconds in slow.items()]
    seen = Seen(world)
    return found + [told for check in CHECKS for told in check(world, seen)]
