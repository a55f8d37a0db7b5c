"""What a comparison works on and what comes out: people of the archive, differences, guesses, strangers."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from app.rules.crosschecks.definitions import Group
from app.rules.values import Stored

How = Literal["differs", "blank", "unlisted", "absent", "gone", "clash"]
"""The archive says otherwise, says nothing, or says what the list does not confirm; somebody who should be listed is
not; somebody listed has left; a contradiction to be looked into."""

NAME_CHECK, NUMBER_CHECK, GONE_CHECK, EXPECTED_CHECK = "name", "number", "gone", "expected"
"""Keys of the checks that every profile has without naming them."""

Spot = tuple[str, str, int]
"""File, sheet and Excel row of an entry."""


class Somebody(NamedTuple):
    """A person of the archive. `left` is the reason's code (or a mark) where he lives in no household any more."""

    id: str
    name: str
    number: str
    household_id: str
    membership_id: str
    division_id: str
    group: str
    left: str


@dataclass(slots=True)
class Known:
    """What the archive says: everybody by number and by village and name, the compared fields by path and subject."""

    people: Sequence[Somebody]
    fields: Mapping[str, Mapping[str, Stored]]
    poor: Collection[str]
    monitored: Collection[str]
    by_number: dict[str, Somebody] = field(default_factory=dict)
    by_name: defaultdict[tuple[str, str], list[Somebody]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for one in self.people:
            if one.number:
                here = self.by_number.get(one.number)
                if here is None or here.left:
                    self.by_number[one.number] = one
            if one.name and not one.left:
                self.by_name[one.division_id, one.name].append(one)

    def is_in(self, group: Group, household: str) -> bool:
        """Whether a household belongs to those a check is about."""
        poor, monitored = household in self.poor, household in self.monitored
        return {
            "every": True,
            "poor": poor,
            "monitored": monitored,
            "helped": poor or monitored,
            "others": not (poor or monitored),
        }[group]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs. `path` "" where no field could be set; `subject`: whose the field is; values as kept.

    `spot`: the row that says so, None for who is not on the list.
    """

    check: str
    how: How
    who: Somebody
    path: str = ""
    subject: str = ""
    was: Stored = None
    value: Stored = None
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Guess:
    """A row without a usable number that may be somebody: `fitting` are of that name in that village."""

    spot: Spot
    name: str
    division_id: str
    fitting: tuple[Somebody, ...]
    damaged: bool


@dataclass(frozen=True, slots=True)
class Stranger:
    """A row that means nobody the archive knows; `division_id` is the village of this office it names, if any."""

    spot: Spot
    name: str
    division_id: str | None
    damaged: bool


@dataclass(slots=True)
class Compared:
    """What came out. `matched` rows by number, `accepted` guesses, `repeated` rows of somebody who stood there already,
    `outside` rows of other places, `left_out` rows that say themselves that they do not count."""

    rows: int = 0
    matched: int = 0
    accepted: int = 0
    repeated: int = 0
    outside: int = 0
    left_out: int = 0
    damaged: int = 0
    differences: list[Difference] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    strangers: list[Stranger] = field(default_factory=list)
