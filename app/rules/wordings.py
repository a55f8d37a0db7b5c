"""A notice's title and text as somebody words them: what the program fills stays, and nothing it cannot fill comes.

A wording is text with gaps in braces. It knows neither Qt nor the archive.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.errors import Issue
from app.rules.forms import CodeList
from app.rules.notices import NoticeKind, gaps_of

GAP_NAMES: Final = "notice_gap"
"""The code list that names the gaps for people."""

EVERYWHERE: Final = frozenset({"county", "township", "village", "year", "phones", "issuer", "date"})
"""Gaps that every notice can fill, whatever it is about."""

LONGEST: Final = 4000
"""Characters of a wording: a sheet of large type holds fewer."""

_PIECE: Final = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a wording: its words, or the gap it is."""

    text: str
    gap: bool = False

    @property
    def written(self) -> str:
        """The piece as the wording has it."""
        return f"{{{self.text}}}" if self.gap else self.text


def split_wording(wording: str) -> Iterator[Piece]:
    """A wording as words and gaps in their order; joined again by `written` it is the same."""
    at = 0
    for found in _PIECE.finditer(wording):
        if found.start() > at:
            yield Piece(wording[at : found.start()])
        yield Piece(found[1], gap=True)
        at = found.end()
    if at < len(wording):
        yield Piece(wording[at:])


def gaps_in_order(wording: str) -> tuple[str, ...]:
    """The gaps of a wording, each once, in the order they stand."""
    return tuple(dict.fromkeys(piece.text for piece in split_wording(wording) if piece.gap))


def may_have(kind: NoticeKind) -> frozenset[str]:
    """Every gap a wording of that kind may have: its own, and those that any notice can fill."""
    return gaps_of(kind.title) | gaps_of(kind.wording) | EVERYWHERE


def wording_issues(key: str, text: str, kind: NoticeKind, names: CodeList) -> list[Issue]:
    """What is wrong with the `title` or the `wording` of a kind, in the order a reader meets it.

    Every gap of the kind's own text must stand at least once; a gap it cannot fill, a lone brace, a blank is refused.
    """
    if not text.strip():
        return [Issue("wordings.empty_title" if key == "title" else "wordings.empty", key, "error")]
    if len(text) > LONGEST:
        return [Issue("wordings.too_long", key, "error", {"most": LONGEST, "there": len(text)})]
    own, there = kind.title if key == "title" else kind.wording, gaps_in_order(text)
    found = [
        Issue(
            "wordings.gap_missing", key, "error", {"name": names.name(gap), "gap": Piece(gap, True).written}
        )
        for gap in gaps_in_order(own)
        if gap not in there
    ]
    strange = [gap for gap in there if gap not in may_have(kind)]
    found += [
        Issue("wordings.gap_unknown", key, "error", {"gap": Piece(gap, True).written}) for gap in strange
    ]
    lone = next((piece for piece in split_wording(text) if not piece.gap and _braces(piece.text)), None)
    return [*found, Issue("wordings.brace", key, "error", {"near": _near(lone.text)})] if lone else found


def _braces(text: str) -> bool:
    return "{" in text or "}" in text


def _near(text: str) -> str:
    """Some words around the lone brace, so that it is found."""
    at = min(place for place in (text.find("{"), text.find("}")) if place >= 0)
    return text[max(0, at - 6) : at + 7].replace("\n", " ")
