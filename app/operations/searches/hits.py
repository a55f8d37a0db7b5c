"""What the search shows of a finding: who, where, and which part of it was meant."""

from dataclasses import dataclass
from typing import Any, Literal

from app.texts import say

Kind = Literal["head", "member", "place"]
Found = Literal["name", "id_number", "phone", "code", "place"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """An entry that answers a question, before anything is read of it: its household, the person, and by what."""

    household_id: str
    person_id: str
    kind: Kind
    by: Found
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """Which part was meant: the text as shown, and the spans of it to write bold."""

    by: Found
    text: str
    spans: tuple[Span, ...] = ()

    @property
    def label(self) -> str:
        """What that part is called."""
        return say(f"search.by_{self.by}")


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the search: a household's head, one of its members, or a household found by its place.

    `sounds` are the syllables of the name with tone marks, and how many letters of each were typed;
    `place` is village and group; `label` the household's kind or monitored class, `watched` tells them apart.
    """

    household_id: str
    person_id: str
    name: str
    kind: Kind
    place: str
    why: Why
    household_code_tail: str
    size: int
    head_name: str
    relation: str
    label: str
    watched: bool = False
    closed: bool = False
    sounds: tuple[tuple[str, int], ...] = ()

    def document(self) -> dict[str, Any]:
        """The hit as `find --json` prints it."""
        return {
            "id": self.person_id or self.household_id,
            "household": self.household_id,
            "person": self.person_id or None,
            "name": self.name,
            "kind": self.kind,
            "place": self.place,
            "why": f"{self.why.label} {self.why.text}".strip(),
            "head": self.head_name,
            "relation": self.relation,
            "size": self.size,
        }


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A village, a group or an address: `place` is where it lies, `households` how many live there."""

    division_id: str
    group: str
    name: str
    place: str
    households: int
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was found: persons and households, places, and how many there are beyond those listed."""

    hits: tuple[Hit, ...] = ()
    places: tuple[PlaceHit, ...] = ()
    count: int = 0
