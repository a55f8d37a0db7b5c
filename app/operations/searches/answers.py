"""Answers what was typed into the search box."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from app.operations.offices import Office
from app.operations.searches.hits import Finding, Found, SearchResult
from app.operations.searches.indexes import Index
from app.operations.searches.numbers import WINDOW, NumberShelf
from app.operations.searches.places import Spot
from app.operations.searches.questions import LEAST_DIGITS, Question, Tokens, understand
from app.operations.searches.tellings import Meaning, tell, tell_place
from app.operations.searches.updates import bring_up_to_date, build_index
from app.progress import Progress

MOST_PLACES = 5


class _Held:
    """The index of an office and the lock that keeps one thread at it."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.index: Index | None = None


def prepare(office: Office, progress: Progress | None = None) -> None:
    """Make the index, or bring it up to date: for a thread behind the window, after opening or a large import."""
    held = _held(office)
    with held.lock:
        if held.index:
            held.index = bring_up_to_date(office, held.index, progress)
        else:
            held.index = build_index(office, progress)


def find(office: Office, typed: str, limit: int = 20) -> SearchResult:
    """Persons, households and places that the typed text means, best first, at most `limit` of them.

    Heads come before other members; neither takes the whole list from the other. Numbers need three digits.
    Only what the signed-in user may see is found.
    """
    question = understand(typed)
    if not question.text:
        return SearchResult()
    prepare(office)
    held = _held(office)
    with held.lock:
        assert held.index is not None
        return _answer(office, held.index, question, limit)


def _held(office: Office) -> _Held:
    held: _Held = office.kept.setdefault("search", _Held())
    return held


def _answer(office: Office, index: Index, question: Question, limit: int) -> SearchResult:
    if question.digits:
        findings, count = _numbers(index, question.digits, limit)
        readings: list[Tokens] = []
    else:
        readings = _readings(index, question.text)
        findings, count = _names(index, question, readings, limit)
    spots = [] if question.digits else list(_settled(index, index.places.find(question, readings)))
    meaning = Meaning(question, readings, index.sounds)
    lines = [tell_place(office, spot, meaning, homes) for spot, homes in spots[:MOST_PLACES]]
    # Letters that are somebody's name hardly mean everyone in a village that sounds alike.
    if len(findings) < limit and not (findings and question.spelled):
        findings += islice(_living_there(index, spots, findings), limit - len(findings))
    hits = tell(office, meaning, findings)
    return SearchResult(hits, tuple(lines), count + len(spots))


def _names(index: Index, question: Question, readings: list[Tokens], limit: int) -> tuple[list[Finding], int]:
    heads, led = index.heads.find(readings, limit)
    members, others = index.members.find(readings, limit)
    # Heads first, yet half of the list stays for the others.
    room = max(limit - len(members), (limit + 1) // 2)
    found = [index.head(entry, "name") for entry in heads[:room]]
    found += [index.member(entry, "name") for entry in members[: limit - len(found)]]
    return found, led + others


def _readings(index: Index, text: str) -> list[Tokens]:
    """How the text can be read as the name of anyone or of a place."""
    shelves = (index.heads, index.members, index.places.names)
    return list(dict.fromkeys(chain.from_iterable(shelf.reader.read(text) for shelf in shelves)))


def _numbers(index: Index, digits: str, limit: int) -> tuple[list[Finding], int]:
    if len(digits) < LEAST_DIGITS:
        return [], 0
    phones = index.phones.containing if len(digits) >= WINDOW else index.phones.ending
    sources: list[tuple[Found, NumberShelf, Sequence[int]]] = [
        ("code", index.codes, index.codes.ending(digits)),
        ("id_number", index.id_numbers, index.id_numbers.ending(digits)),
        ("phone", index.phones, phones(digits)),
        ("id_number", index.id_numbers, index.id_numbers.born(digits)),
    ]
    found: dict[int, tuple[Found, NumberShelf, int]] = {}
    for by, shelf, lines in sources:
        for line in lines:
            found.setdefault(shelf.key(line), (by, shelf, line))
    keys = [key for key in found if not index.is_gone(key)] if index.gone else list(found)
    findings = []
    for key in chain(_first(keys, 0, limit), _first(keys, 1, limit)):
        by, shelf, line = found[key]
        findings.append(index.by_key(key, by, shelf.number(line)))
    return findings[:limit], len(keys)


def _first(keys: Iterable[int], member: int, limit: int) -> list[int]:
    """The first keys of heads (0) or of other members (1)."""
    return sorted(islice((key for key in keys if key & 1 == member), limit))


def _settled(index: Index, spots: Iterable[Spot]) -> Iterator[tuple[Spot, int]]:
    """Places where somebody still lives, with the number of households."""
    for spot in spots:
        homes = len(spot.households) - sum(1 for entry in spot.households if entry in index.heads.gone)
        if homes:
            yield spot, homes


def _living_there(
    index: Index, spots: Iterable[tuple[Spot, int]], found: Iterable[Finding]
) -> Iterator[Finding]:
    """The households of the places found, each once."""
    seen = {finding.household_id for finding in found}
    for entry in chain.from_iterable(spot.households for spot, _ in spots):
        finding = index.head(entry, "place")
        if entry not in index.heads.gone and finding.household_id not in seen:
            seen.add(finding.household_id)
            yield finding
