"""Samples for third-party checks: drawn by village from a seed, so that anybody can draw the same, and their rates.

The draw needs no random numbers: within a village the households stand in the order of SHA-256 of "seed/household",
and the first are taken. Whoever has the list of households, the seed and this sentence gets the same sample.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final, Literal, get_args

Kind = Literal["exited", "poor", "monitored", "ordinary"]
"""What a household was when the sample was drawn: 脱贫户、未脱贫户、监测对象、一般农户."""

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Framed:
    """A household that may be drawn: our id, what it is called on paper (its code, else our id), village and kind."""

    household_id: str
    name: str
    village: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Stratum:
    """A village of the frame: how many households it has, and how many of them are drawn."""

    village: str
    households: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A household of the sample: its place in the draw (from 1), and the number it was ordered by (hexadecimal)."""

    framed: Framed
    rank: int
    token: str


@dataclass(frozen=True, slots=True)
class Draw:
    """A sample: its households by village and place, the villages' shares, and the hash of the frame it came from."""

    households: tuple[Drawn, ...]
    strata: tuple[Stratum, ...]
    frame_hash: str
    frame_size: int


def draw_sample(frame: Iterable[Framed], size: int, seed: str, least: int = 1) -> Draw:
    """Draw `size` households by village in proportion, at least `least` of each village that has any.

    Shares are rounded down and the rest goes to the largest remainders, then to the smaller village code. Raises
    ValueError for a size below 1; a size beyond the frame takes everybody.
    """
    if size < 1:
        raise ValueError("a sample has at least one household")
    every = list(frame)
    by_village: dict[str, list[Framed]] = defaultdict(list)
    for one in every:
        by_village[one.village].append(one)
    counts = {village: len(some) for village, some in sorted(by_village.items())}
    shares = allot(counts, min(size, len(every)), least)
    drawn: list[Drawn] = []
    for village, share in shares.items():
        ordered = sorted((token_of(seed, one.name), one.household_id, one) for one in by_village[village])
        drawn += [Drawn(one, rank, token) for rank, (token, _, one) in enumerate(ordered[:share], 1)]
    strata = tuple(Stratum(village, counts[village], share) for village, share in shares.items())
    return Draw(tuple(drawn), strata, frame_hash(every), len(every))


def token_of(seed: str, name: str) -> str:
    """What a household is ordered by: SHA-256 of "seed/household" in UTF-8, in hexadecimal."""
    return hashlib.sha256(f"{seed}/{name}".encode()).hexdigest()


def frame_hash(frame: Iterable[Framed]) -> str:
    """SHA-256 over the sorted lines "village/household/kind", each ended by a line feed, in hexadecimal."""
    lines = sorted(f"{one.village}/{one.name}/{one.kind}\n" for one in frame)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def allot(counts: Mapping[str, int], size: int, least: int = 1) -> dict[str, int]:
    """How many of each village: in proportion, the largest remainders rounded up, none beyond what it has.

    Where `least` of each would be more than the whole, the larger villages come first.
    """
    villages = [one for one, count in counts.items() if count]
    shares = dict.fromkeys(counts, 0)
    left = size
    for village in sorted(villages, key=lambda one: (-counts[one], one)):
        shares[village] = min(least, counts[village], left)
        left -= shares[village]
    total = sum(counts[one] for one in villages)
    if not total:
        return shares
    wanted = {one: Fraction(size * counts[one], total) for one in villages}
    while left > 0:
        # Whoever lacks most of what is its due gets the next; equal ones in the order of their codes.
        village = max(
            (one for one in villages if shares[one] < counts[one]),
            key=lambda one: (wanted[one] - shares[one], counts[one], [-ord(char) for char in one]),
        )
        shares[village] += 1
        left -= 1
    return shares


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found at a household of a sample; None is not known.

    `poor_now`: it should be on the register, whatever it is now; `meets`: it meets what an exit asks for; `asked` and
    `content`: how many people were asked and how many of them were content.
    """

    kind: Kind
    checked: bool
    poor_now: bool | None = None
    meets: bool | None = None
    asked: int | None = None
    content: int | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate in per cent with two digits and the counts it is made of; None where nobody was counted."""

    key: str
    part: int
    whole: int
    unknown: int
    percent: Decimal | None


def rates(found: Sequence[Finding]) -> tuple[Rate, ...]:
    """漏评率, 错退率 and 满意度 of what was found; who is unknown counts in neither part nor whole, and is told."""
    checked = [one for one in found if one.checked]
    ordinary = [one for one in checked if one.kind == "ordinary"]
    exited = [one for one in checked if one.kind == "exited"]
    missed = _rate(
        "missed",
        sum(one.poor_now is True for one in ordinary),
        sum(one.poor_now is not None for one in ordinary),
        sum(one.poor_now is None for one in ordinary),
    )
    wrong = _rate(
        "wrong_exit",
        sum(one.meets is False for one in exited),
        sum(one.meets is not None for one in exited),
        sum(one.meets is None for one in exited),
    )
    said = [one for one in checked if one.asked and one.content is not None]
    content = _rate(
        "content",
        sum(one.content or 0 for one in said),
        sum(one.asked or 0 for one in said),
        len(checked) - len(said),
    )
    return missed, wrong, content


def _rate(key: str, part: int, whole: int, unknown: int) -> Rate:
    percent = (Decimal(part) * 100 / whole).quantize(HUNDREDTH, ROUND_HALF_UP) if whole else None
    return Rate(key, part, whole, unknown, percent)
