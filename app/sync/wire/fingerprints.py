"""What both ends compare after a round: for each bucket of rows, and each village, the XOR of what stands there.

A row's fingerprint covers its id, its place in the feed, whether it is deleted, and what it says.
"""

import hashlib
from collections.abc import Iterable, Mapping

import orjson

BUCKETS = 256


def content_hash(doc: Mapping[str, object]) -> bytes:
    """SHA-256 of the canonical JSON (RFC 8785) of a row's values, None left out; of {} for a deleted row."""
    return hashlib.sha256(orjson.dumps(doc, option=orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER)).digest()


def fingerprint(entity: str, feed_seq: int, deleted: bool, content: bytes) -> int:
    """One row: SHA-256 of 16 bytes of id, 8 of feed number, 1 of deleted, 32 of content, as a number."""
    said = bytes.fromhex(entity.replace("-", "")) + feed_seq.to_bytes(8, "big") + bytes([deleted]) + content
    return int.from_bytes(hashlib.sha256(said).digest(), "big")


def bucket_of(entity: str) -> int:
    """The bucket of a row: the last byte of its id, which is random in all our ids."""
    return int(entity[-2:], 16)


def as_hex(sums: Iterable[int]) -> list[str]:
    """Sums as the wire has them: 64 hex letters each."""
    return [f"{one:064x}" for one in sums]
