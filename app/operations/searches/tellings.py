"""Turns findings into the lines a person reads: reads the few households listed, and marks what was meant."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.operations.offices import Office
from app.operations.places import divisions
from app.operations.rows import in_list
from app.operations.searches.hits import Finding, Hit, PlaceHit, Span, Why
from app.operations.searches.places import Spot
from app.operations.searches.questions import Question, Tokens, cost, pattern
from app.operations.searches.sounds import Sounds, Unit, spell, toneless, units
from app.rules.dossiers import HEAD

_TAIL = 4

_HOUSES = (
    "SELECT h.id, h.division_id, coalesce(h.group_name, ''), coalesce(h.code, ''), h.closed_on IS NOT NULL,"
    " (SELECT household_kind FROM standing WHERE household_id = h.id AND household_kind IS NOT NULL"
    " ORDER BY year DESC LIMIT 1),"
    " (SELECT CASE WHEN risk_cleared = 1 THEN NULL ELSE monitor_class END FROM standing"
    " WHERE household_id = h.id AND monitor_class IS NOT NULL ORDER BY year DESC LIMIT 1),"
    " (SELECT stated_size FROM standing WHERE household_id = h.id ORDER BY year DESC LIMIT 1)"
    " FROM household h WHERE h.id IN ({marks})"
)
_PEOPLE = (
    "SELECT m.household_id, p.id, coalesce(p.name, ''), coalesce(m.relation, ''), m.left_on IS NULL,"
    " coalesce(p.id_number, ''), coalesce(p.phone, '') FROM membership m JOIN person p ON p.id = m.person_id"
    " WHERE m.household_id IN ({marks})"
)


@dataclass(frozen=True, slots=True)
class Body:
    """A person of a listed household."""

    name: str
    relation: str
    stays: bool
    number: str
    phone: str


@dataclass(frozen=True, slots=True)
class House:
    """A listed household."""

    place: str
    code: str
    closed: bool
    kind: str | None
    watched: str | None
    stated: int | None
    people: dict[str, Body] = field(default_factory=dict)

    @property
    def head(self) -> str:
        """The head's name; empty where nobody leads."""
        leading = [one for one in self.people.values() if one.relation == HEAD]
        return next((one.name for one in leading if one.stays), leading[0].name if leading else "")

    @property
    def size(self) -> int:
        """How many belong to it now; as stated while nobody but the head was ever recorded."""
        if len(self.people) <= 1 and self.stated is not None:
            return self.stated
        return sum(one.stays for one in self.people.values())


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a question can mean for a name: its readings, and how names sound."""

    question: Question
    readings: Sequence[Tokens]
    sounds: Sounds


def tell(office: Office, meaning: Meaning, findings: Sequence[Finding]) -> tuple[Hit, ...]:
    """The lines of the findings, in their order."""
    houses = _read(office, list(dict.fromkeys(finding.household_id for finding in findings)))
    return tuple(
        _line(office, meaning, finding, houses[finding.household_id])
        for finding in findings
        if finding.household_id in houses
    )


def tell_place(office: Office, spot: Spot, meaning: Meaning, households: int) -> PlaceHit:
    """The line of a place."""
    known = divisions(office)
    village = known[spot.division_id]
    township = known.get(village.parent_id or "")
    lies = f"{village.name}{spot.group}" if spot.address else township.name if township else ""
    spans = _part(spot.name, meaning.question.text) or _in_name(meaning, spot.name)[0]
    return PlaceHit(spot.division_id, spot.group, spot.name, lies, households, spans)


def _read(office: Office, ids: Sequence[str]) -> dict[str, House]:
    known = divisions(office)
    houses: dict[str, House] = {}
    for some in in_list(ids):
        for one, division, group, *rest in office.archive.read(_HOUSES.format(marks=some.marks), some.values):
            village = known[division].name if division in known else ""
            houses[one] = House(village + group, *rest)
        for household, person, *told in office.archive.read(_PEOPLE.format(marks=some.marks), some.values):
            houses[household].people[person] = Body(*told)
    return houses


def _line(office: Office, meaning: Meaning, finding: Finding, house: House) -> Hit:
    person = house.people.get(finding.person_id)
    name = person.name if person else house.head
    codes = office.forms.codes
    label = codes["monitor_class"].name(house.watched) if house.watched else ""
    why, sounds = _why(meaning, finding, house, name)
    return Hit(
        household_id=finding.household_id,
        person_id=finding.person_id,
        name=name,
        kind=finding.kind,
        place=house.place,
        why=why,
        household_code_tail=house.code[-_TAIL:],
        size=house.size,
        head_name=house.head,
        relation=codes["relation"].name(person.relation) if person and person.relation else "",
        label=label or (codes["household_kind"].name(house.kind) if house.kind else ""),
        watched=bool(house.watched),
        closed=bool(house.closed),
        sounds=sounds,
    )


def _why(
    meaning: Meaning, finding: Finding, house: House, name: str
) -> tuple[Why, tuple[tuple[str, int], ...]]:
    if finding.by == "name":
        spans, sounds = _in_name(meaning, name)
        return Why("name", name, spans), sounds
    text = house.place if finding.by == "place" else finding.shown
    return Why(finding.by, text, _part(text, meaning.question.digits or meaning.question.text)), ()


def _part(text: str, wanted: str) -> tuple[Span, ...]:
    at = text.rfind(wanted)
    return ((at, at + len(wanted)),) if wanted and at >= 0 else ()


def _in_name(meaning: Meaning, name: str) -> tuple[tuple[Span, ...], tuple[tuple[str, int], ...]]:
    """Which characters of a name were meant, and how many letters of each syllable were typed."""
    parts = units(name)
    first, tokens, syllables = _meant(meaning, parts)
    typed = [len(token.text) if token.sound else 0 for token in tokens]
    letters = [0] * first + typed + [0] * (len(parts) - first - len(typed))
    sounds = tuple((one, min(count, len(one))) for one, count in zip(syllables, letters, strict=True))
    if not tokens:
        return (), sounds
    return ((parts[first].start, parts[first + len(tokens) - 1].end),), sounds


def _meant(meaning: Meaning, parts: Sequence[Unit]) -> tuple[int, Tokens, list[str]]:
    """(the first part meant, the tokens that meant it, the syllables as spoken): the plainest reading first."""
    spoken = meaning.sounds.spoken(parts)
    for tokens in sorted(meaning.readings, key=cost):
        for syllables in spoken:
            match = pattern(tokens).search(spell(parts, map(toneless, syllables)))
            if match:
                before = match.string[: match.start()]
                return sum(not "a" <= one <= "z" for one in before), tokens, syllables
    return 0, (), spoken[0]
