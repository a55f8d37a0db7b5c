"""The hash of each operation, made again from what arrived: RFC 8785 bytes, SHA-256, each chained to the one before.

The server proves the chain with its own arithmetic; a test holds it to `db.changes.Change.hash`.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

import orjson

from app.county.ops import Op

GENESIS = bytes(32)
Shared = tuple[str, str, str | None, str | None, int]
"""What operations of one unit of work share: actor, moment, batch, reason, shape of tables."""


def canonical(value: object) -> str:
    """RFC 8785 JSON text of text, whole numbers within ±(2^53−1), null, and objects with ASCII keys."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER).decode()


def seal(ops: Iterable[Op], device: str, epoch: str, link: bytes) -> bytes:
    """Give each operation its hash, the first chained to `link`; gives the last one's hash."""
    ops = list(ops)
    shared = [(op.actor, op.at, op.batch, op.reason, op.schema) for op in ops]
    parts = [
        (op.action, op.base_text, op.dseq, op.id, op.old_text, op.record, op.record_id, op.set_text, op.txn)
        for op in ops
    ]
    for op, made in zip(ops, links(parts, shared, device, epoch, link), strict=True):
        link = op.hash = made
    return link


def links(
    parts: Iterable[Sequence[object]], shared: Iterable[Shared], device: str, epoch: str, link: bytes
) -> Iterator[bytes]:
    """The hash of each operation, the first chained to `link`.

    `parts`: action, base, dseq, id, old, record, record id, set, txn, of which base, old and set are canonical JSON.
    """
    same: Shared | None = None
    sha256 = hashlib.sha256
    actor = batch = life = reason = schema = ""
    for (action, base, dseq, one, old, record, record_id, values, txn), said in zip(
        parts, shared, strict=True
    ):
        if said != same:
            # Keys stand in the order of their letters; what neighbours share is written out once.
            same = said
            actor = f'","actor":{canonical(said[0])},"at":{canonical(said[1])},"base":'
            batch = f',"batch":{canonical(said[2])},"device":{canonical(device)},"dseq":'
            life = f',"epoch":{canonical(epoch)},"id":"'
            reason = f',"reason":{canonical(said[3])},"record":"'
            schema = f'","schema":{said[4]},"set":'
        text = (
            f'{{"action":"{action}{actor}{base}{batch}{dseq}{life}{one}","old":{old}'
            f'{reason}{record}","record_id":"{record_id}{schema}{values},"txn":"{txn}"}}'
        )
        link = sha256(link + text.encode()).digest()
        yield link
