"""I1–I14: what must hold when the line is whole again and all queues are empty. Each gives what is wrong, in words."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.sync.model.changes import GENESIS, link
from tests.sync.model.disks import NEW_FIELDS
from tests.sync.model.replays import Replay
from tests.sync.model.replies import ALONE

if TYPE_CHECKING:
    from tests.sync.model.schedules import World

# Why the county may refuse what an honest person typed: the question was answered, or lost with a restored county.
FAIR = {"settled", "missing", "withdrawn", "late"}


def convergence(world: "World") -> Iterator[str]:
    """I1: every laptop shows, of each row in its places, exactly what the county says; the digests agree."""
    for laptop in world.laptops:
        disk, mine = laptop.disk, world.oracle.villages(laptop.disk.device)
        hidden = NEW_FIELDS[disk.schema]
        for key, one in world.county.entities.items():
            if one.area not in mine or one.deleted or not _has_home(world, one.record, one.root, mine):
                continue
            said = {name: value for name, value in one.doc.items() if name not in hidden}
            row = disk.rows.get(key)
            if row is None or row.doc != said:
                yield f"{laptop.name} shows {row and row.doc} for {key}, the county says {said}"
        if disk.digest() != world.county.digest(disk.device):
            yield f"{laptop.name} and the county have different digests"


def _has_home(world: "World", record: str, root: str, mine: frozenset[str]) -> bool:
    home = world.county.entities.get(root)
    return record in ALONE or (home is not None and not home.deleted and home.area in mine)


def no_lost_update(world: "World") -> Iterator[str]:
    """I2: what was typed on a machine that still exists, or was acknowledged, is in the log; and its value is current,
    was replaced by one who had seen it (or softly, with a notice), equals the current one, or a conflict names it.
    """
    logged = {entry.change.op.id: entry for entry in world.county.log}
    for op_id in world.oracle.required():
        typed = world.oracle.typed[op_id]
        entry = logged.get(op_id)
        if entry is None:
            yield f"{op_id} ({typed.action} {typed.entity}) is not in the county's log"
            continue
        if entry.change.op.set != typed.values or entry.change.entity != typed.entity:
            yield f"{op_id} arrived as something else than was typed"
        for name in entry.kept:
            row = world.county.entities.get(f"c:{op_id}:{name}")
            if row is None or (name != "id" and row.doc.get("mine") != typed.values[name]):
                yield f"no conflict tells of {name} in {op_id}"
    yield from Replay(world).lost


def no_resurrection(world: "World") -> Iterator[str]:
    """I3: a deleted row stays deleted and unchanged until a person makes it again, naming its deletion."""
    yield from Replay(world).risen


def once(world: "World") -> Iterator[str]:
    """I4: no operation is applied twice, whatever came twice."""
    counts = Counter(entry.change.op.id for entry in world.county.log)
    yield from (f"{op_id} was applied {times} times" for op_id, times in counts.items() if times > 1)


def forks_kept(world: "World") -> Iterator[str]:
    """I5: a restored or cloned laptop never writes over another's numbers: one operation for each place in a chain."""
    places = Counter((entry.device, entry.epoch, entry.dseq) for entry in world.county.log)
    yield from (f"{place} holds {count} operations" for place, count in places.items() if count > 1)
    for laptop in world.laptops:
        disk = laptop.disk
        chain = world.county.chains.get((disk.device, disk.epoch), [])
        if chain[: len(disk.hashes)] != disk.hashes[: len(chain)]:
            yield f"{laptop.name} and the county have different chains for one epoch"


def audit(world: "World") -> Iterator[str]:
    """I6: the log of each laptop hangs together, and the county has all of it, acts too (they are typed as well)."""
    for laptop in world.laptops:
        before = GENESIS
        for dseq, (one, said) in enumerate(zip(laptop.disk.chain, laptop.disk.hashes, strict=True), 1):
            before = link(before, dseq, one)
            if before != said:
                yield f"{laptop.name}: the chain breaks at {dseq}"
    logged = {entry.change.op.id for entry in world.county.log}
    for op_id in world.oracle.required():
        if world.oracle.typed[op_id].action == "act" and op_id not in logged:
            yield f"the act {op_id} is not in the county's log"


def scope(world: "World") -> Iterator[str]:
    """I7: nobody is shown, keeps, or writes what is not in his places; no thief is served."""
    yield from world.oracle.leaks
    for laptop in world.laptops:
        mine = world.oracle.villages(laptop.disk.device)
        for key, one in {**laptop.disk.shadow, **laptop.disk.rows}.items():
            if one.area not in mine:
                yield f"{laptop.name} keeps {key} of {one.area}"
    for entry in world.county.log:
        typed = world.oracle.typed.get(entry.change.op.id)
        if typed is None or typed.honest or entry.status not in ("ok", "merged"):
            continue
        row = world.county.entities[typed.entity]
        if (
            not ({row.area} | world.county.former.get(row.root, frozenset()))
            & world.oracle.ever[entry.device]
        ):
            yield f"the forged {entry.change.op.id} was taken"


def liveness(world: "World", rounds: int, most: int) -> Iterator[str]:
    """I8: once the line is whole all queues drain; an operation that can never be taken holds up nothing."""
    if rounds >= most:
        waiting = {one.name: len(one.disk.chain) - one.disk.acked for one in world.laptops}
        yield f"not drained after {rounds} rounds: {waiting}"


def sealed(world: "World") -> Iterator[str]:
    """I10: what can be read of a package without a key names nobody (files of the real thing are scanned elsewhere)."""
    yield from (f"a package shows {header}" for header in world.headers if "word" in header)


def refusals_told(world: "World") -> Iterator[str]:
    """I11: each conflict and each refusal is known where it was typed, and no honest work is refused without a reason
    a person can act on; each conflict is on the list of somebody whose business the household is.
    """
    logged = {entry.change.op.id: entry for entry in world.county.log}
    for laptop in world.laptops:
        for op_id in world.oracle.disks[laptop.name]:
            entry, answer = logged.get(op_id), laptop.disk.answers.get(op_id)
            if entry is not None and (answer is None or answer.status != entry.status):
                yield f"{laptop.name} was not told that {op_id} is {entry.status}"
    for key, row in world.county.entities.items():
        home = world.county.entities.get(row.root)
        if row.record == "conflict" and home is not None and home.area != row.area:
            yield f"{key} is on a list in {row.area}, its household lives in {home.area}"
    for op_id, entry in logged.items():
        typed = world.oracle.typed.get(op_id)
        if entry.status == "rejected" and typed is not None and typed.honest:
            reason = world.county.seen[op_id].reason
            if reason not in FAIR and not (reason == "scope" and world.oracle.county_restores):
                yield f"honest work {op_id} was refused: {reason}"


def closure(world: "World") -> Iterator[str]:
    """I12: no row is seen without its household, and none lives at the county under a household that is gone."""
    for laptop in world.laptops:
        rows = laptop.disk.rows
        for key, one in rows.items():
            if one.record not in ALONE and one.root not in rows:
                yield f"{laptop.name} shows {key} without {one.root}"
    for key, one in world.county.entities.items():
        home = world.county.entities.get(one.root)
        if one.record not in ALONE and not one.deleted and home is not None and home.deleted:
            yield f"{key} lives, {one.root} is gone"


def nothing_skipped(world: "World") -> Iterator[str]:
    """I13: a cursor passes nothing by: each row in a laptop's places is there at its newest number, deleted or not."""
    for laptop in world.laptops:
        disk, mine = laptop.disk, world.oracle.villages(laptop.disk.device)
        for key, one in world.county.entities.items():
            known = disk.shadow.get(key)
            if one.area in mine and (known is None or known.feed != one.feed):
                yield f"{laptop.name} has {key} at {known and known.feed}, the county at {one.feed}"


def unknown_kept(world: "World") -> Iterator[str]:
    """I14: fields a laptop's program does not know are kept with it, and lost by nothing it sends."""
    for laptop in world.laptops:
        for key, known in laptop.disk.shadow.items():
            one = world.county.entities.get(key)
            for name in NEW_FIELDS[1]:
                if one is not None and one.feed == known.feed and one.doc.get(name) != known.doc.get(name):
                    yield f"{laptop.name} has {name} of {key} as {known.doc.get(name)}"


CHECKS = {
    "I1": convergence, "I2": no_lost_update, "I3": no_resurrection, "I4": once, "I5": forks_kept, "I6": audit,
    "I7": scope, "I10": sealed, "I11": refusals_told, "I12": closure, "I13": nothing_skipped, "I14": unknown_kept,
}  # fmt: skip


def violations(world: "World", rounds: int, most: int = 15) -> list[str]:
    """All that does not hold, each with its number. I9 compares two plans of a seed: see `test_pairs`."""
    found = [f"I8: {told}" for told in liveness(world, rounds, most)]
    return found + [f"{name}: {told}" for name, check in CHECKS.items() for told in check(world)]
