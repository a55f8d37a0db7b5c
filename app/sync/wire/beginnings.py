"""What a machine that joins begins with: all that stands in its places at one number of the feed, in chunks, signed.

    GET /v1/snapshot           → Manifest, or 404 no_beginning: read the feed from its beginning
    GET /v1/snapshot/ID/NTH    → the nth chunk, as the manifest names it; it never changes

A chunk is gzip over the JSON of a `Chunk`: rows of one record as columns, in the order of their ids.
"""

import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import ValidationError

from app.sync.wire.bodies import BadBody, opened
from app.sync.wire.columns import Runs, in_runs, shorts
from app.sync.wire.shapes import Message, Values

ROWS = 5_000
"""Rows of one chunk: some 200 KB, what a bad line brings in half a minute."""
LARGEST = 32 * 1024 * 1024
_WORD = b"hudang-beginning-1"


class Manifest(Message):
    """What there is to begin with. `cursor`: where in the feed it stands; `codes`: the places, as they were granted.

    `chunks`: SHA-256, record and rows of each. `buckets`: the sums of all rows, as a digest has them.
    `sign`: Ed25519 by the county's key over everything else.
    """

    id: str
    server_id: str
    server_epoch: str
    codes: list[str]
    cursor: int
    floor: int
    rows: int
    made_at: str
    chunks: list[tuple[str, str, int]]
    buckets: list[str]
    sign: str = ""


@dataclass(slots=True)
class Chunk:
    """Rows of one record. `doc` has a column for each field that any of them names; None where a row does not.

    `base`: of the rows (by place) that somebody changed since they were made, who set which field. `gone`: places of
    rows that are deleted; their `born` is the deletion.
    """

    record: str
    id: list[str]
    born: list[str]
    seq: list[int]
    area: Runs[str | None]
    doc: dict[str, list[Any]]
    base: dict[int, dict[str, str]]
    gone: list[int]

    def docs(self) -> list[Values]:
        """What each row says, None left out."""
        names, count = tuple(self.doc), len(self.id)
        rows = zip(*self.doc.values(), strict=True) if names else iter([()] * count)
        return [{name: one for name, one in zip(names, row, strict=True) if one is not None} for row in rows]


def signed(manifest: Manifest, secret: bytes) -> Manifest:
    """The manifest with its signature."""
    sign = Ed25519PrivateKey.from_private_bytes(secret).sign(_said(manifest)).hex()
    return manifest.model_copy(update={"sign": sign})


def is_signed(manifest: Manifest, public: bytes) -> bool:
    """Whether the holder of this key says so."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(manifest.sign), _said(manifest))
    except (ValueError, InvalidSignature):
        return False
    return True


def _said(manifest: Manifest) -> bytes:
    said = manifest.model_dump(exclude={"sign"})
    return _WORD + hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).digest()


def packed_chunk(chunk: Chunk) -> tuple[bytes, str]:
    """A chunk as it lies on the disk, and its hash."""
    body = gzip.compress(orjson.dumps(chunk, option=orjson.OPT_NON_STR_KEYS), 6, mtime=0)
    return body, hashlib.sha256(body).hexdigest()


def is_chunk(body: bytes, digest: str) -> bool:
    """Whether these bytes are the chunk that a manifest names."""
    return hashlib.sha256(body).hexdigest() == digest


def read_chunk(body: bytes) -> Chunk:
    """The chunk in some bytes. Raises BadBody for what is none."""
    try:
        said = orjson.loads(opened(body, LARGEST))
        base = {int(nth): setters for nth, setters in said.pop("base").items()}
        chunk = Chunk(**said, base=base)
        columns: list[list[Any]] = [chunk.born, chunk.seq, *chunk.doc.values()]
        even = all(len(one) == len(chunk.id) for one in columns)
        if not even or sum(count for _, count in chunk.area) != len(chunk.id):
            raise BadBody("uneven")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadBody("no chunk") from error
    return chunk


def read_manifest(body: bytes) -> Manifest:
    """The manifest in some bytes. Raises BadBody for what is none."""
    try:
        return Manifest.model_validate(orjson.loads(body))
    except (orjson.JSONDecodeError, ValidationError) as error:
        raise BadBody("no manifest") from error


def chunk_of(record: str, rows: Sequence[Sequence[Any]]) -> Chunk:
    """The chunk of some rows: (id, born, since, number, area's code, values, whether deleted) each."""
    ids, born, since, numbers, areas, docs, gone = zip(*rows, strict=True)
    names = sorted({name for doc in docs for name in doc})
    return Chunk(
        record=record,
        id=shorts(ids),
        born=shorts(born),
        seq=list(numbers),
        area=in_runs(areas),
        doc={name: [doc.get(name) for doc in docs] for name in names},
        base={nth: setters for nth, setters in enumerate(since) if setters},
        gone=[nth for nth, deleted in enumerate(gone) if deleted],
    )
