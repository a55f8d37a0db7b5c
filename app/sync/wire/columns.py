"""Many rows as columns: equally long lists, runs of equal neighbours given once, ids without their dashes."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TypeVar

T = TypeVar("T")
Runs = list[tuple[T, int]]


def in_runs(values: Iterable[T]) -> Runs[T]:
    """The values as (value, how often it follows itself)."""
    return [(value, sum(1 for _ in same)) for value, same in groupby(values)]


def out_of_runs(runs: Sequence[tuple[T, int]]) -> list[T]:
    """The values that `in_runs` folded."""
    return [value for value, count in runs for _ in range(count)]


def short(identifier: str) -> str:
    """An id as the wire has it: a UUID loses its dashes; what is 32 letters long by itself is marked with "="."""
    if len(identifier) == 36 and identifier[8:24:5] == "----":
        bare = identifier.replace("-", "")
        if len(bare) == 32 and not bare.startswith("="):
            return bare
    return "=" + identifier if len(identifier) == 32 or identifier.startswith("=") else identifier


def long(identifier: str) -> str:
    """The id that `short` shortened."""
    if len(identifier) == 32 and not identifier.startswith("="):
        one = identifier
        return f"{one[:8]}-{one[8:12]}-{one[12:16]}-{one[16:20]}-{one[20:]}"
    return identifier.removeprefix("=")


def longs(identifiers: Iterable[str]) -> list[str]:
    """The ids that `short` shortened, many at once."""
    return [
        f"{one[:8]}-{one[8:12]}-{one[12:16]}-{one[16:20]}-{one[20:]}"
        if len(one) == 32 and one[0] != "="
        else one.removeprefix("=")
        for one in identifiers
    ]


def shorts(identifiers: Sequence[str]) -> list[str]:
    """The ids as the wire has them, many at once."""
    text = ",".join(identifiers)
    plain = all(len(one) == 36 and one[8:24:5] == "----" for one in identifiers)
    if plain and (text.count("-"), text.count(","), "=" in text) == _counts(len(identifiers)):
        return text.replace("-", "").split(",")
    return [short(one) for one in identifiers]


def _counts(ids: int) -> tuple[int, int, bool]:
    """How many dashes and commas stand between as many UUIDs, and whether there is a "="."""
    return 4 * ids, ids - 1, False


def are_hex(identifiers: Sequence[str]) -> bool:
    """Whether all of them are UUIDs without their dashes, and nothing else."""
    text = "".join(identifiers)
    return {*map(len, identifiers)} <= {32} and text.isascii() and not text.encode().translate(None, _HEX)


_HEX = b"0123456789abcdef"
