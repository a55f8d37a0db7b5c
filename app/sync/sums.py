"""The fingerprints of all that the county said, by bucket: kept up with each row, compared after each round."""

import hashlib
from collections.abc import Iterable

from app.sync.states import SUMS
from app.sync.wire.fingerprints import BUCKETS, as_hex, bucket_of, fingerprint
from db.readers import Reader

_WIDTH = 32


class Sums:
    """256 sums of 32 bytes. Flipping a fingerprint in takes it out the second time."""

    def __init__(self, kept: bytes) -> None:
        self._sums = [int.from_bytes(kept[at : at + _WIDTH], "big") for at in range(0, len(kept), _WIDTH)]

    def flip(self, entity: str, one: int) -> None:
        """Take a row's fingerprint in, or out."""
        self._sums[bucket_of(entity)] ^= one

    def flip_all(self, rows: Iterable[tuple[str, int, bytes]]) -> None:
        """Take the fingerprints of standing rows in, given as id, place in the feed, hash of the content."""
        sums, sha256, number, zero = self._sums, hashlib.sha256, int.from_bytes, b"\0"
        for entity, seq, content in rows:
            bare = bytes.fromhex(entity.replace("-", ""))
            sums[bare[-1]] ^= number(sha256(bare + seq.to_bytes(8, "big") + zero + content).digest(), "big")

    def join(self, other: "Sums") -> None:
        """Take in all that stands in other sums."""
        self._sums = [one ^ two for one, two in zip(self._sums, other._sums, strict=True)]

    def count_again(self, reader: Reader, bucket: int) -> None:
        """Make a bucket's sum anew from what is kept."""
        self._sums[bucket] = 0
        for entity, seq, gone, content in reader.read(
            "SELECT id, feed_seq, gone, hash FROM synced WHERE gone < 2 AND substr(id, -2) = ?",
            (f"{bucket:02x}",),
        ):
            self.flip(entity, fingerprint(entity, seq, gone == 1, content))

    def unlike(self, theirs: list[str]) -> list[int]:
        """The buckets in which the county has something else."""
        ours = as_hex(self._sums)
        return [bucket for bucket in range(BUCKETS) if ours[bucket] != theirs[bucket]]

    def kept(self) -> bytes:
        """As the archive keeps them."""
        return b"".join(one.to_bytes(_WIDTH, "big") for one in self._sums)


def count_all(reader: Reader) -> Sums:
    """All sums, made anew from what is kept."""
    sums = Sums(SUMS)
    for entity, seq, gone, content in reader.each(
        "SELECT id, feed_seq, gone, hash FROM synced WHERE gone < 2"
    ):
        sums.flip(entity, fingerprint(entity, seq, gone == 1, content))
    return sums
