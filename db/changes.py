"""One entry of the change log, its canonical bytes and its link in the chain.

Bytes are RFC 8785 JSON, so that audit, sync and verification agree for decades. Written with orjson for
speed; a test proves it equal to the rfc8785 library for all that a change can hold.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import orjson

Action = Literal["create", "update", "delete", "act"]
Value = str | int | None

GENESIS = bytes(32)  # what the very first change of an archive is chained to


@dataclass(frozen=True, slots=True)
class Change:
    """Who changed which fields of which row from what to what, when and why.

    `base` names, per field, the change that last set it; "id" stands for the row itself. `at` is the wall
    clock with its offset, for people only: order is `dseq`, gapless within (device, epoch).
    """

    id: str
    device: str
    epoch: str
    dseq: int
    batch: str | None
    txn: str
    record: str
    record_id: str
    action: Action
    base: Mapping[str, str]
    set: Mapping[str, Value]
    old: Mapping[str, Value]
    actor: str
    at: str
    schema: int
    reason: str | None
    prev_hash: bytes = GENESIS

    def canonical(self) -> bytes:
        """The RFC 8785 bytes of everything but the links of the chain."""
        return canonical_json({name: getattr(self, name) for name in _HASHED})

    @property
    def hash(self) -> bytes:
        """SHA-256 of the hash before and these bytes."""
        return hashlib.sha256(self.prev_hash + self.canonical()).digest()


_HASHED = tuple(name for name in Change.__dataclass_fields__ if name != "prev_hash")


def canonical_json(value: object) -> bytes:
    """RFC 8785 JSON of text, whole numbers within ±(2^53−1), true, false, null, objects with ASCII keys.

    Refuses anything larger or stranger with TypeError (orjson.JSONEncodeError).
    """
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER)
