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
