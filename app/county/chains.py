"""The hash of each operation, made again from what arrived: RFC 8785 bytes, SHA-256, each chained to the one before.

The server proves the chain with its own arithmetic; a test holds it to `db.changes.Change.hash`.
"""

import hashlib
from collections.abc import Iterable

import orjson

from app.county.ops import Op

GENESIS = bytes(32)


def canonical(value: object) -> str:
    """RFC 8785 JSON text of text, whole numbers within ±(2^53−1), null, and objects with ASCII keys."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER).decode()


def seal(ops: Iterable[Op], device: str, epoch: str, link: bytes) -> bytes:
    """Give each operation its hash, the first chained to `link`; gives the last one's hash."""
    same: tuple[object, ...] = ()
    actor = batch = life = reason = schema = ""
    for op in ops:
        if (op.actor, op.at, op.batch, op.reason, op.schema) != same:
            # Keys stand in the order of their letters; what neighbours share is written out once.
            same = (op.actor, op.at, op.batch, op.reason, op.schema)
            actor = f'","actor":{canonical(op.actor)},"at":{canonical(op.at)},"base":'
            batch = f',"batch":{canonical(op.batch)},"device":{canonical(device)},"dseq":'
            life = f',"epoch":{canonical(epoch)},"id":"'
            reason = f',"reason":{canonical(op.reason)},"record":"'
            schema = f'","schema":{op.schema},"set":'
        text = (
            f'{{"action":"{op.action}{actor}{op.base_text}{batch}{op.dseq}{life}{op.id}","old":{op.old_text}'
            f'{reason}{op.record}","record_id":"{op.record_id}{schema}{op.set_text},"txn":"{op.txn}"}}'
        )
        link = op.hash = hashlib.sha256(link + text.encode()).digest()
    return link
