"""Entries found by parts of a number, and identifiers packed tightly: arrays in memory, no database."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence

WINDOW = 4
"""Digits of a part of a telephone."""
_BORN = slice(6, 12)  # year and month of birth in an ID number
_MONTH, _DAY = 6, 8
_NONE: "array[int]" = array("I")


def _posting() -> "array[int]":
    return array("I")


class Ids:
    """Identifiers by place, 36 letters each: a tenth of what as many strings would take."""

    _WIDTH = 36

    def __init__(self) -> None:
        self._packed = bytearray()

    def __len__(self) -> int:
        return len(self._packed) // self._WIDTH

    def __getitem__(self, place: int) -> str:
        start = place * self._WIDTH
        return self._packed[start : start + self._WIDTH].decode().rstrip()

    def put(self, one: str) -> None:
        """Add one at the next place."""
        self._packed += one.encode().ljust(self._WIDTH)


class NumberShelf:
    """Numbers of entries, found by their end; telephones also by any part, ID numbers by birth date or beginning."""

    def __init__(self, *, parts: bool = False) -> None:
        self._parts = parts
        self._text = bytearray()
        self._starts: array[int] = array("I", [0])
        self._entries: array[int] = array("I")
        self._ends: dict[str, array[int]] = defaultdict(_posting)
        self._windows: dict[str, array[int]] = defaultdict(_posting)

    def put(self, entry: int, number: str) -> None:
        """Add a number of an entry. An entry may have several."""
        line = len(self._entries)
        self._text += number.encode("ascii", "replace")
        self._starts.append(len(self._text))
        self._entries.append(entry)
        self._ends[number[-3:]].append(line)
        for window in self._windows_of(number):
            self._windows[window].append(line)

    def _windows_of(self, number: str) -> Iterable[str]:
        if self._parts:
            return {number[at : at + WINDOW] for at in range(len(number) - WINDOW + 1)}
        return (number[_BORN],) if len(number) >= _BORN.stop else ()

    def ending(self, digits: str) -> list[int]:
        """Lines whose number ends with at least three digits."""
        wanted = digits.encode()
        return [line for line in self._ends.get(digits[-3:], _NONE) if self._bytes(line).endswith(wanted)]

    def containing(self, digits: str) -> Sequence[int]:
        """Lines whose number has at least four digits anywhere."""
        windows = [
            self._windows.get(digits[at : at + WINDOW], _NONE) for at in range(len(digits) - WINDOW + 1)
        ]
        lines = min(windows, key=len)
        if len(digits) == WINDOW:
            return lines
        wanted = digits.encode()
        return [line for line in lines if wanted in self._bytes(line)]

    def born(self, digits: str) -> list[int]:
        """Lines of ID numbers by the six to eight digits of a birth date, or by twelve and more from the front."""
        wanted = digits.encode()
        if _MONTH <= len(digits) <= _DAY:
            lines, at = self._windows.get(digits[:_MONTH], _NONE), _BORN.start
        elif len(digits) >= _BORN.stop:
            lines, at = self._windows.get(digits[_BORN], _NONE), 0
        else:
            return []
        return [line for line in lines if self._bytes(line).startswith(wanted, at)]

    def key(self, line: int) -> int:
        """The entry of a line."""
        return self._entries[line]

    def number(self, line: int) -> str:
        """The number of a line."""
        return self._bytes(line).decode()

    def _bytes(self, line: int) -> bytearray:
        return self._text[self._starts[line] : self._starts[line + 1]]
