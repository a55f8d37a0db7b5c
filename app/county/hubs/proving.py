"""At the county: the chains of a hub's machines are made again from what came, before any of it counts."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from app.county.chains import GENESIS, seal
from app.county.databases import Connection
from app.county.devices import Device
from app.county.ops import Op
from app.county.refusals import Refusal
from app.sync.wire.hubs import Machine

_CHAINS = """
    SELECT op_id::text, device::text, life, dseq, batch, txn, record, record_id, action, base, set, old, actor, at,
           schema, reason, root::text, area, hash, feed_seq
    FROM hub_op WHERE hub = %s ORDER BY device, life, dseq
"""
_DEVICE, _LIFE, _DSEQ, _HASH = 1, 2, 3, 18
Row = tuple[Any, ...]


def prove_chains(connection: Connection, device: Device, machines: Sequence[Machine]) -> None:
    """Make every hash again. What a machine handed over twice stands in the log once, so a chain may have holes:
    what follows a hole is proved from there on.

    Raises Refusal 409 hub_chain with the operation whose hash does not follow.
    """
    starts = {
        (one.id, life.epoch): bytes.fromhex(life.parent_hash) if life.parent_hash else GENESIS
        for one in machines
        for life in one.lives
    }
    with connection.cursor("hub_chains") as rows:
        rows.itersize = 5_000
        rows.execute(_CHAINS, (device.number,))
        for (machine, life), chain in groupby(rows, key=lambda row: (row[_DEVICE], row[_LIFE])):
            if (machine, life) not in starts:
                raise Refusal(409, "hub_machine", machine=machine)
            _prove(chain, machine, life, starts[machine, life])


def _prove(chain: Iterable[Row], machine: str, life: str, start: bytes) -> None:
    before, link = 0, start
    for row in chain:
        op = op_of(row)
        if op.dseq == before + 1:
            link = seal([op], machine, life, link)
            if link != bytes(row[_HASH]):
                raise Refusal(409, "hub_chain", op=op.id)
        before, link = op.dseq, bytes(row[_HASH])


def runs_by_life(rows: Sequence[Row]) -> Iterator[tuple[tuple[str, str], list[Op]]]:
    """Neighbours of one machine's epoch, in the order of the feed."""
    for named, same in groupby(rows, key=lambda row: (row[_DEVICE], row[_LIFE])):
        yield named, [op_of(row) for row in same]


def op_of(row: Row) -> Op:
    """An operation as it lies aside."""
    import orjson

    (one, _, _, dseq, batch, txn, record, record_id, action, base, said, old, actor, at, schema, reason, root, area,
     hashed, _) = row  # fmt: skip
    return Op(
        id=one, dseq=dseq, batch=batch, txn=txn, record=record, record_id=record_id, action=action,
        base=orjson.loads(base), set=orjson.loads(said), old=orjson.loads(old), base_text=base, set_text=said,
        old_text=old, actor=actor, at=at, schema=schema, reason=reason, root=root, area=area, hash=bytes(hashed),
    )  # fmt: skip
