"""The search index of an open office, held in memory: who is found by which name, sound, number and place."""

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from app.operations.searches.hits import Finding, Found, Kind
from app.operations.searches.names import NameShelf
from app.operations.searches.numbers import Ids, NumberShelf
from app.operations.searches.places import PlaceShelf
from app.operations.searches.sounds import Sounds

_PERSON_DIGITS = 18
"""A disability card carries the ID number and more: it is found by the end of either."""


class Home(NamedTuple):
    """A household as the index reads it."""

    id: str
    division_id: str
    group: str
    code: str
    address: str
    phone: str


class Body(NamedTuple):
    """A person as the index reads him."""

    id: str
    name: str
    number: str
    phone: str


class Index:
    """Everyone the user may see, by name, sound, number and place; `mark` is the last change it knows.

    Entry n of `heads` is household n: its head, or whoever stands first; `members` are all others.
    """

    def __init__(self, sounds: Sounds, mark: int) -> None:
        self.sounds, self.mark = sounds, mark
        self.heads, self.members = NameShelf(sounds), NameShelf(sounds)
        self.households, self.head_ids, self.member_ids = Ids(), Ids(), Ids()
        self.home_of: array[int] = array("I")
        self.id_numbers, self.codes, self.phones = NumberShelf(), NumberShelf(), NumberShelf(parts=True)
        self.places = PlaceShelf(sounds)
        self._first_member: array[int] = array("I")
        self._entry_of: dict[str, int] = {}

    @property
    def gone(self) -> int:
        """How many households were replaced since the index was made."""
        return len(self.heads.gone)

    def put(self, home: Home, people: Sequence[Body], village: str) -> None:
        """Add a household with its people, head first."""
        head = people[0] if people else Body("", "", "", "")
        entry = self.heads.put(head.name)
        self.households.put(home.id)
        self._entry_of[home.id] = entry
        self.head_ids.put(head.id)
        self._first_member.append(len(self.members))
        self._numbers(entry << 1, head)
        if home.code:
            self.codes.put(entry << 1, _digits(home.code))
        if home.phone and home.phone != head.phone:
            self.phones.put(entry << 1, _digits(home.phone))
        for person in people[1:]:
            member = self.members.put(person.name)
            self.member_ids.put(person.id)
            self.home_of.append(entry)
            self._numbers(member << 1 | 1, person)
        self.places.put(entry, home.division_id, village, home.group, home.address)

    def _numbers(self, key: int, person: Body) -> None:
        if person.number:
            self.id_numbers.put(key, person.number)
            if len(person.number) > _PERSON_DIGITS:
                self.id_numbers.put(key, person.number[:_PERSON_DIGITS])
        if person.phone:
            self.phones.put(key, _digits(person.phone))

    def take_away(self, household_id: str) -> None:
        """A household as it was is no longer found."""
        entry = self._entry_of.pop(household_id, None)
        if entry is None:
            return
        self.heads.gone.add(entry)
        stop = self._first_member[entry + 1] if entry + 1 < len(self._first_member) else len(self.members)
        self.members.gone.update(range(self._first_member[entry], stop))

    def is_gone(self, key: int) -> bool:
        """Whether the entry of a number was replaced since."""
        return key >> 1 in (self.members if key & 1 else self.heads).gone

    def by_key(self, key: int, by: Found, shown: str) -> Finding:
        """What the entry of a number stands for."""
        return self.member(key >> 1, by, shown) if key & 1 else self.head(key >> 1, by, shown)

    def head(self, entry: int, by: Found, shown: str = "") -> Finding:
        """The finding of a household."""
        kind: Kind = "place" if by == "place" else "head"
        return Finding(self.households[entry], self.head_ids[entry], kind, by, shown)

    def member(self, entry: int, by: Found, shown: str = "") -> Finding:
        """The finding of another member."""
        return Finding(self.households[self.home_of[entry]], self.member_ids[entry], "member", by, shown)

    def settle(self) -> None:
        """Forget what only helps while many households are put."""
        self.heads.settle()
        self.members.settle()


def _digits(number: str) -> str:
    return number if number.isdecimal() else "".join(filter(str.isalnum, number))
