"""Entries found by parts of a number, and identifiers packed tightly: arrays in memory, no database."""

from array import array
from bisect import bisect
from collections.abc import Iterator

_NONE: "array[int]" = array("I")


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
    """Numbers of entries, found by their end or by a part: ID numbers, telephones, household codes."""

    def __init__(self) -> None:
        self._text = bytearray(b"\n")
        self._starts: array[int] = array("I")
        self._entries: array[int] = array("I")
        self._ends: dict[bytes, array[int]] = {}

    def put(self, entry: int, number: str) -> None:
        """Add a number of an entry. An entry may have several."""
        line, written = len(self._starts), number.encode("ascii", "replace")
        self._starts.append(len(self._text))
        self._entries.append(entry)
        self._text += written + b"\n"
        self._ends.setdefault(written[-3:], array("I")).append(line)

    def ending(self, digits: str) -> Iterator[tuple[int, str]]:
        """Entries whose number ends with at least three digits, with the number, in the order they were put."""
        wanted = digits.encode() + b"\n"
        for line in self._ends.get(digits[-3:].encode(), _NONE):
            if self._text.startswith(wanted, self._stop(line) - len(wanted)):
                yield self._entries[line], self._number(line)

    def containing(self, digits: str) -> Iterator[tuple[int, str]]:
        """Entries whose number has the digits anywhere, with the number, in the order they were put."""
        wanted = digits.encode()
        at = self._text.find(wanted)
        while at >= 0:
            line = bisect(self._starts, at) - 1
            yield self._entries[line], self._number(line)
            at = self._text.find(wanted, self._stop(line))

    def _number(self, line: int) -> str:
        return self._text[self._starts[line] : self._stop(line) - 1].decode()

    def _stop(self, line: int) -> int:
        """Just behind the line of a number."""
        return self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
