"""The ink of one document: which face shows each character, and under which code.

A character is looked for along the chain of its role, glyph by glyph. One that no face has does not become
a blank box: it is kept with the place it stood in, and the document refuses to be finished.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.documents.embedding import embed_face
from app.documents.faces import Face
from app.documents.fonts import FontFile, Fonts, Role, open_face
from app.errors import Problem

# Shown as nothing: joiners, marks of direction, variation selectors (the face shows its own form), line ends.
_SILENT = {
    0x0A, 0x0D, 0x2060, 0xFEFF, *range(0x200B, 0x2010), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0),
}  # fmt: skip
# Texts and operators kept for the next sheet: about 20 MB.
_KEPT = 60_000
_SPACES = {0x09: " ", 0xA0: " "}

Mark = tuple[str, str, float]
"""Font name in the PDF, code as four hex digits, advance in em."""


@dataclass(frozen=True, slots=True)
class Run:
    """A text ready to be shown: its width in em, its pieces (font, hex codes), how its strokes thicken."""

    width: float
    pieces: tuple[tuple[str, str], ...]
    stroke: float


@dataclass(slots=True)
class _Font:
    """The part of a face that one document uses, in order of first use."""

    face: Face
    name: str
    glyphs: list[int] = field(default_factory=list)
    characters: list[str] = field(default_factory=list)

    def take(self, character: str, glyph: int) -> Mark:
        self.glyphs.append(glyph)
        self.characters.append(character)
        return self.name, f"{len(self.glyphs):04X}", self.face.width(glyph) / 1000


class _Marks(dict[str, Mark]):
    """The marks of one role, filled as characters are met."""

    def __init__(self, ink: "Ink", chain: Sequence[FontFile]) -> None:
        self._ink, self._chain = ink, chain

    def __missing__(self, character: str) -> Mark:
        mark = self[character] = self._ink.mark(self._chain, character)
        return mark


def _drawn_glyph(face: Face, character: str) -> int:
    """The glyph of a character; 0 where the face lacks it or maps it to a blank (AR PL UKai: 䶮)."""
    glyph = face.glyph(ord(character))
    return glyph if character.isspace() or face.outline(glyph) else 0


class Ink:
    """All fonts of one document. `show` turns text into a `Run`; `finish` embeds what was used."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._used: dict[FontFile, _Font] = {}
        self._shared: dict[tuple[FontFile, str], Mark] = {}
        self._marks: dict[Role, _Marks] = {}
        self._runs: dict[tuple[Role, str], Run] = {}
        self._lacking: dict[str, str] = {}
        self.fitted: dict[Any, Any] = {}
        self.frames: dict[Any, str] = {}
        self.shown: dict[Any, str] = {}
        self.place = ""

    def forget(self) -> None:
        """Drop what is kept only for speed, once a long volume has filled it; the fonts keep their characters."""
        for kept in (self._runs, self.fitted, self.frames, self.shown):
            if len(kept) > _KEPT:
                kept.clear()

    def show(self, role: Role, text: str) -> Run:
        """The run of a text in a role; widths in em."""
        run = self._runs.get((role, text))
        if run is None:
            run = self._runs[role, text] = self._make_run(role, text)
        return run

    def width(self, role: Role, text: str) -> float:
        """Width of a text in em."""
        return self.show(role, text).width

    def advances(self, role: Role, text: str) -> list[float]:
        """Width of each character in em."""
        marks = self._of_role(role)
        return [marks[character][2] for character in text]

    def mark(self, chain: Sequence[FontFile], character: str) -> Mark:
        """The mark of a character: of the first face of the chain that has it."""
        code = ord(character)
        if code in _SILENT:
            return "", "", 0.0
        if code in _SPACES:
            return self.mark(chain, _SPACES[code])
        for file in chain:
            shared = self._shared.get((file, character))
            if shared:
                return shared
            glyph = _drawn_glyph(open_face(file), character)
            if glyph:
                mark = self._shared[file, character] = self._font(file).take(character, glyph)
                return mark
        self._lacking.setdefault(character, "")
        return "", "", 1.0

    def finish(self, doc: Any) -> None:
        """Embed the used faces into the reportlab document.

        Raises Problem papers.no_glyph, naming every character no face has and where each first stood.
        """
        if self._lacking:
            named = [f"{c} (U+{ord(c):04X}) {where}" for c, where in self._lacking.items()]
            raise Problem("papers.no_glyph", characters="".join(self._lacking), where="; ".join(named))
        for font in self._used.values():
            embed_face(doc, font.face, font.name, font.glyphs, font.characters)

    def _of_role(self, role: Role) -> _Marks:
        if role not in self._marks:
            self._marks[role] = _Marks(self, self._fonts.files[role])
        return self._marks[role]

    def _font(self, file: FontFile) -> _Font:
        if file not in self._used:
            self._used[file] = _Font(open_face(file), f"F{len(self._used) + 1}")
        return self._used[file]

    def _make_run(self, role: Role, text: str) -> Run:
        marks = self._of_role(role)
        pieces: list[tuple[str, str]] = []
        codes: list[str] = []
        font, total = "", 0.0
        for character in text:
            name, code, advance = marks[character]
            if name != font and code:
                if codes:
                    pieces.append((font, "".join(codes)))
                font, codes = name, []
            codes.append(code)
            total += advance
            if not self._lacking.get(character, " "):
                self._lacking[character] = f"{self.place} {text[:24]}"
        pieces.append((font, "".join(codes)))
        return Run(total, tuple(pieces), self._fonts.stroke(role))
