"""One TrueType face, read only as far as drawing and embedding need it.

reportlab parses every table of a 17 MB Chinese face into dictionaries (0.1–0.4 s and 20 MB a face, in every
worker) and copies the outline table for each subset; here the file is mapped and looked up in place (1 ms).
Only `glyf` outlines: a PDF reader takes them as they are, CFF outlines would have to be converted.
"""

import mmap
import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

# OS/2 fsType: 0x0002 restricted licence, 0x0100 no subsetting, 0x0200 bitmaps only.
_FORBIDS_EMBEDDING = 0x0302


class UnusableFace(ValueError):
    """The file is no TrueType face that may be embedded; the text says why (for the log, not for a clerk)."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Of a face, in 1/1000 em: what a PDF font descriptor asks for."""

    ascent: float
    descent: float
    cap_height: float
    box: tuple[float, float, float, float]
    italic_angle: float


class Face:
    """A face of a font file: glyph of a character, width of a glyph, outline of a glyph."""

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path, self.index = path, index
        self._bytes = _map_file(path)
        try:
            self._tables = _table_directory(self._bytes, index)
            self._read_head()
            self._groups = _character_map(self.table("cmap"))
            self.name = _postscript_name(self.table("name")) or path.stem
        except (struct.error, IndexError, KeyError) as error:
            raise UnusableFace(f"{path}: {error!r}") from error

    def table(self, tag: str) -> bytes:
        """The bytes of a table; raises KeyError where the face has none."""
        offset, length = self._tables[tag]
        return self._bytes[offset : offset + length]

    def has(self, tag: str) -> bool:
        """Whether the face has that table."""
        return tag in self._tables

    def glyph(self, code: int) -> int:
        """Glyph number of a Unicode code point; 0 where the face lacks it."""
        starts, ends, firsts, lists = self._groups
        at = bisect_left(ends, code)
        if at == len(ends) or code < starts[at]:
            return 0
        if not lists[at]:
            return (firsts[at] + code - starts[at]) & 0xFFFF
        return lists[at][code - starts[at]]

    def width(self, glyph: int) -> float:
        """Advance of a glyph in 1/1000 em."""
        return self._advances[min(glyph, len(self._advances) - 1)] * self.scale

    def side_bearing(self, glyph: int) -> int:
        """Left side bearing of a glyph in the face's own units."""
        full = len(self._advances)
        at = glyph * 4 + 2 if glyph < full else full * 4 + (glyph - full) * 2
        start, length = self._tables["hmtx"]
        return int(struct.unpack_from(">h", self._bytes, start + at)[0]) if at + 2 <= length else 0

    def advance(self, glyph: int) -> int:
        """Advance of a glyph in the face's own units."""
        return self._advances[min(glyph, len(self._advances) - 1)]

    def outline(self, glyph: int) -> bytes:
        """The `glyf` record of a glyph; empty for a blank."""
        start = self._tables["glyf"][0]
        return self._bytes[start + self._places[glyph] : start + self._places[glyph + 1]]

    def _read_head(self) -> None:
        if "glyf" not in self._tables:
            raise UnusableFace(f"{self.path}: no TrueType outlines")
        head, hhea, os2 = self.table("head"), self.table("hhea"), self.table("OS/2")
        if struct.unpack_from(">H", os2, 8)[0] & _FORBIDS_EMBEDDING:
            raise UnusableFace(f"{self.path}: its licence bits forbid embedding")
        self.scale: float = 1000 / struct.unpack_from(">H", head, 18)[0]
        count = struct.unpack_from(">H", hhea, 34)[0]
        self._advances = _numbers(self.table("hmtx")[: count * 4], "H")[::2]
        self._places = _glyph_places(self.table("loca"), struct.unpack_from(">h", head, 50)[0])
        box = struct.unpack_from(">4h", head, 36)
        ascent, descent = struct.unpack_from(">hh", os2, 68)
        version = struct.unpack_from(">H", os2, 0)[0]
        cap = struct.unpack_from(">h", os2, 88)[0] if version > 1 and len(os2) >= 90 else ascent
        angle = struct.unpack_from(">i", self.table("post"), 4)[0] / 65536
        x0, y0, x1, y1 = (round(side * self.scale, 1) for side in box)
        self.metrics = Metrics(
            ascent * self.scale, descent * self.scale, cap * self.scale, (x0, y0, x1, y1), angle
        )


def _map_file(path: Path) -> mmap.mmap:
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise UnusableFace(f"{path}: {error}") from error


def _numbers(stored: bytes, kind: Literal["H", "I"]) -> Sequence[int]:
    """Big-endian numbers of two ("H") or four ("I") bytes."""
    found = array(kind, stored[: len(stored) // array(kind).itemsize * array(kind).itemsize])
    if sys.byteorder == "little":
        found.byteswap()
    return found


def _table_directory(stored: mmap.mmap, index: int) -> dict[str, tuple[int, int]]:
    """Offset and length of each table of the face numbered `index` in a .ttf or .ttc."""
    start = 0
    if stored[:4] == b"ttcf":
        faces = struct.unpack_from(">I", stored, 8)[0]
        if index >= faces:
            raise UnusableFace(f"face {index} of {faces}")
        start = struct.unpack_from(">I", stored, 12 + 4 * index)[0]
    if stored[start : start + 4] not in (b"\x00\x01\x00\x00", b"true"):
        raise UnusableFace("no TrueType outlines")
    count = struct.unpack_from(">H", stored, start + 4)[0]
    found: dict[str, tuple[int, int]] = {}
    for at in range(start + 12, start + 12 + 16 * count, 16):
        tag, _, offset, length = struct.unpack_from(">4sIII", stored, at)
        found[tag.decode("latin-1")] = (offset, length)
    return found


def _glyph_places(stored: bytes, long: int) -> Sequence[int]:
    if long:
        return _numbers(stored, "I")
    return [half * 2 for half in _numbers(stored, "H")]


Groups = tuple[Sequence[int], Sequence[int], Sequence[int], Sequence[Sequence[int]]]


def _character_map(cmap: bytes) -> Groups:
    """Runs of code points: starts, ends, first glyphs, or a list of glyphs; of the fullest Unicode map."""
    best: tuple[int, int] | None = None
    for at in range(4, 4 + 8 * struct.unpack_from(">H", cmap, 2)[0], 8):
        platform, encoding, offset = struct.unpack_from(">HHI", cmap, at)
        form = struct.unpack_from(">H", cmap, offset)[0]
        if (platform, encoding) in ((3, 10), (0, 4), (0, 6), (3, 1), (0, 3)) and form in (4, 12):
            best = max(best or (0, 0), (form, offset))
    if best is None:
        raise UnusableFace("no Unicode character map")
    return _long_map(cmap, best[1]) if best[0] == 12 else _short_map(cmap, best[1])


def _long_map(cmap: bytes, offset: int) -> Groups:
    count = struct.unpack_from(">I", cmap, offset + 12)[0]
    runs = _numbers(cmap[offset + 16 : offset + 16 + 12 * count], "I")
    return runs[0::3], runs[1::3], runs[2::3], [()] * count


def _short_map(cmap: bytes, offset: int) -> Groups:
    count = struct.unpack_from(">H", cmap, offset + 6)[0] // 2
    words = _numbers(cmap[offset:], "H")
    ends, starts = words[7 : 7 + count], words[8 + count : 8 + 2 * count]
    deltas, ranges = words[8 + 2 * count : 8 + 3 * count], words[8 + 3 * count : 8 + 4 * count]
    firsts, lists = [], []
    for at in range(count):
        firsts.append(starts[at] + deltas[at])
        listed: Sequence[int] = ()
        if ranges[at]:
            begin = 8 + 3 * count + at + ranges[at] // 2
            glyphs = words[begin : begin + ends[at] - starts[at] + 1]
            listed = [(glyph + deltas[at]) & 0xFFFF if glyph else 0 for glyph in glyphs]
        lists.append(listed)
    return starts, ends, firsts, lists


def _postscript_name(table: bytes) -> str:
    """The name a PDF shows for the font; empty where the face has none in ASCII."""
    count, strings = struct.unpack_from(">HH", table, 2)
    for at in range(6, 6 + 12 * count, 12):
        platform, _, _, name, length, offset = struct.unpack_from(">6H", table, at)
        if name != 6:
            continue
        stored = table[strings + offset : strings + offset + length]
        text = stored.decode("utf-16-be" if platform != 1 else "latin-1", "ignore")
        plain = "".join(c for c in text if c.isascii() and (c.isalnum() or c in "-_"))
        if plain:
            return plain
    return ""
