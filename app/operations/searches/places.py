"""Villages, groups and addresses found by a part of their name; villages also by their sound."""

from array import array
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.operations.searches.names import NameShelf
from app.operations.searches.questions import Question, Tokens
from app.operations.searches.sounds import Sounds, bare

_LEAST_ADDRESS = 2


@dataclass(slots=True)
class Spot:
    """A village, one of its groups, or an address in it; `households` are entries of the index."""

    division_id: str
    group: str
    name: str
    address: str = ""
    households: "array[int]" = field(default_factory=lambda: array("I"))


class PlaceShelf:
    """The places where the households of an index live."""

    def __init__(self, sounds: Sounds) -> None:
        self.names = NameShelf(sounds)
        self._villages: list[Spot] = []
        self._groups: list[tuple[str, Spot]] = []
        self._addresses: list[Spot] = []
        self._address_text = "\n"
        self._starts: array[int] = array("I")
        self._pending: list[str] = []
        self._known: dict[tuple[str, str, str], Spot] = {}

    def put(self, household: int, division_id: str, village: str, group: str, address: str) -> None:
        """Note where a household lives."""
        self._village(division_id, village).households.append(household)
        if group:
            self._group(division_id, village, group).households.append(household)
        written = bare(address)
        if written and written not in (bare(village), bare(village + group)):
            self._address(division_id, group, address, written).households.append(household)

    def _village(self, division_id: str, village: str) -> Spot:
        known = self._known.get((division_id, "", ""))
        if known is None:
            known = self._known[division_id, "", ""] = Spot(division_id, "", village)
            self.names.put(village)
            self._villages.append(known)
        return known

    def _group(self, division_id: str, village: str, group: str) -> Spot:
        known = self._known.get((division_id, group, ""))
        if known is None:
            known = self._known[division_id, group, ""] = Spot(division_id, group, village + group)
            self._groups.append((bare(village + group), known))
        return known

    def _address(self, division_id: str, group: str, address: str, written: str) -> Spot:
        known = self._known.get((division_id, group, written))
        if known is None:
            known = self._known[division_id, group, written] = Spot(division_id, group, address, address)
            self._addresses.append(known)
            self._pending.append(written)
        return known

    def find(self, question: Question, readings: Sequence[Tokens]) -> Iterator[Spot]:
        """The places whose name has the question, villages first, then groups, then addresses."""
        text = question.text
        entries, _ = self.names.find(readings, len(self._villages))
        yield from (self._villages[entry] for entry in entries)
        if question.spelled or len(text) < _LEAST_ADDRESS:
            return
        within = {self._villages[entry].division_id for entry in entries}
        yield from (spot for name, spot in self._groups if text in name and spot.division_id not in within)
        yield from self._addressed(text)

    def _addressed(self, text: str) -> Iterator[Spot]:
        self._write_down()
        at = self._address_text.find(text)
        while at >= 0:
            yield self._addresses[bisect(self._starts, at) - 1]
            at = self._address_text.find(text, self._address_text.index("\n", at))

    def _write_down(self) -> None:
        if not self._pending:
            return
        at = len(self._address_text)
        for written in self._pending:
            self._starts.append(at)
            at += len(written) + 1
        self._address_text += "\n".join(self._pending) + "\n"
        self._pending.clear()
