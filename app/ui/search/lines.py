"""What the drop-down paints of a finding: pieces of text with what was meant in bold, two lines and a chip.

A number is shown masked but for the digits that were typed: they were known before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.operations.searches import Hit, PlaceHit, SearchResult
from app.operations.searches.hits import Span
from app.texts import say

_SHOWN_FIRST = {"id_number": 6, "phone": 3}
_SHOWN_LAST = 4
Group = Literal["head", "member", "place"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of one look. `hit`: they are what was typed; `quiet`: pinyin or a number beside the name."""

    text: str
    hit: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One line of the drop-down and where it leads."""

    group: Group
    first: tuple[Piece, ...]
    second: str
    chip: str = ""
    tone: str = "neutral"
    household_id: str = ""
    person_id: str = ""
    place: str = ""


def result_lines(found: SearchResult) -> list[ResultLine]:
    """The lines in the order of the groups: heads, members, places with who lives there."""
    lines = [_hit_line(hit) for hit in found.hits]
    places = [_place_line(one) for one in found.places]
    of: dict[str, list[ResultLine]] = {"head": [], "member": [], "place": places}
    for line in lines:
        of[line.group].append(line)
    return [*of["head"], *of["member"], *of["place"]]


def _hit_line(hit: Hit) -> ResultLine:
    first = list(_spanned(hit.name, hit.why.spans if hit.why.by == "name" else ()))
    if hit.sounds and any(count for _, count in hit.sounds):
        first += _sounds(hit.sounds)
    elif hit.why.by not in ("name", "place"):
        first.append(Piece(f"  {hit.why.label} ", quiet=True))
        first += [Piece(one.text, one.hit, True) for one in _number(hit.why.by, hit.why.text, hit.why.spans)]
    return ResultLine(
        group=hit.kind,
        first=tuple(first),
        second=_second(hit),
        chip=say("searchbox.closed") if hit.closed else hit.label,
        tone="warn" if hit.watched and not hit.closed else "neutral",
        household_id=hit.household_id,
        person_id=hit.person_id,
    )


def _second(hit: Hit) -> str:
    if hit.kind == "member":
        parts = [say("searchbox.in_household", head=hit.head_name, relation=hit.relation), hit.place]
    else:
        parts = [hit.place, say("searchbox.size", count=hit.size) if hit.size else ""]
        parts.append(say("searchbox.code", tail=hit.household_code_tail) if hit.household_code_tail else "")
    return " · ".join(part for part in parts if part.strip())


def _place_line(one: PlaceHit) -> ResultLine:
    second = " · ".join(
        part for part in (one.place, say("searchbox.households", count=one.households)) if part
    )
    key = f"{one.division_id}|{one.group}" if one.group else one.division_id
    return ResultLine("place", tuple(_spanned(one.name, one.spans)), second, place=key)


def _spanned(text: str, spans: Sequence[Span]) -> Iterable[Piece]:
    at = 0
    for begin, end in spans:
        if begin > at:
            yield Piece(text[at:begin])
        yield Piece(text[begin:end], hit=True)
        at = end
    if at < len(text):
        yield Piece(text[at:])


def _sounds(sounds: Sequence[tuple[str, int]]) -> Iterable[Piece]:
    gap = "   "
    for syllable, typed in sounds:
        yield Piece(gap + syllable[:typed] if not typed else gap, quiet=True)
        if typed:
            yield Piece(syllable[:typed], hit=True, quiet=True)
        yield Piece(syllable[typed:], quiet=True)
        gap = " "


def _number(by: str, text: str, spans: Sequence[Span]) -> Iterable[Piece]:
    """A number with everything hidden that is neither typed nor commonly shown."""
    first = _SHOWN_FIRST.get(by, len(text))
    shown = {*range(first), *range(max(0, len(text) - _SHOWN_LAST), len(text))}
    shown |= {place for begin, end in spans for place in range(begin, end)}
    masked = "".join(sign if place in shown else "*" for place, sign in enumerate(text))
    return _spanned(masked, spans)
