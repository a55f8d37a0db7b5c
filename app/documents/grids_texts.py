"""Text files as grids: what encoding they are in, what stands between the cells."""

import csv
import re
from io import StringIO
from statistics import median_low
from typing import cast

from app.documents.grids import Grid, Row
from app.documents.grids_boxes import MOST_CELLS
from app.documents.grids_kinds import is_utf16
from app.errors import Problem

_LONGEST_CELL = 1_000_000
_SAMPLE = 200_000

# GB 18030-2005 still kept these bytes of GBK in the private area; since 2022 they are real characters
# that stand in real names. Python decodes them the old way.
_PRIVATE = {
    0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6,
    0xE82C: 0x9FB7, 0xE831: 0x215D7, 0xE832: 0x9FB8, 0xE83B: 0x2298F, 0xE843: 0x9FB9, 0xE854: 0x9FBA,
    0xE855: 0x241FE, 0xE864: 0x9FBB,
}  # fmt: skip


def decode(content: bytes, file: str) -> tuple[str, str]:
    """The text of a file and the encoding it was in: UTF-8, UTF-16, else GB18030 (which contains GBK).

    Raises Problem when the bytes are torn: a character is never replaced silently.
    """
    utf16 = is_utf16(content[:8192])
    if utf16:
        try:
            return content.decode(utf16), utf16
        except UnicodeDecodeError as torn:
            raise Problem("workbook.torn_text", file=file, byte=torn.start) from torn
    try:
        return content.decode("utf-8-sig"), "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8"
    except UnicodeDecodeError as torn:
        if _is_mostly_utf8(content):
            raise Problem("workbook.torn_text", file=file, byte=torn.start) from torn
    try:
        return content.decode("gb18030").translate(_PRIVATE), "gb18030"
    except UnicodeDecodeError as torn:
        raise Problem("workbook.torn_text", file=file, byte=torn.start) from torn


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether a text that does not decode is a damaged UTF-8 file rather than a whole GBK one."""
    text = content[:_SAMPLE].decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    foreign = sum(1 for letter in text if letter > "\x7f")
    return foreign > 0 and wrong * 10 < foreign


_QUOTED = re.compile(r'"[^"]*"')


def read_text(content: bytes, file: str) -> tuple[Grid, str]:
    """The rows of a CSV or tab-separated file, cells as text, with the encoding it was in.

    Raises Problem for torn text or more cells than a roster has.
    """
    text, encoding = decode(content, file)
    rows: list[Row] = []
    widest = 0
    reader = csv.reader(StringIO(text.replace("\x00", ""), newline=""), delimiter=_separator(text))
    csv.field_size_limit(_LONGEST_CELL)
    try:
        for row in reader:
            widest = max(widest, len(row))
            if widest * len(rows) > MOST_CELLS:
                raise Problem("workbook.too_many_cells", file=file, most=MOST_CELLS)
            rows.append(cast("Row", row))
    except csv.Error as torn:
        raise Problem("workbook.torn_row", file=file, row=reader.line_num) from torn
    return Grid(file=file, sheet="", rows=even_rows(rows, widest)), encoding


def even_rows(rows: list[Row], width: int) -> list[Row]:
    """The same rows, each filled with blanks to `width` cells."""
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return rows


def _separator(text: str) -> str:
    """What stands between the cells of most of the first lines: comma or tab, else a rarer sign.

    A tab inside cells (some systems add one to long numbers) or a full-width comma in remarks is no separator,
    nor is anything between quotes.
    """
    bare = _QUOTED.sub("", text[:20_000])
    lines = [line for line in bare.splitlines()[:20] if line.strip()]
    for signs in (",\t", ";|", "\uff0c"):
        usual = {sign: median_low([line.count(sign) for line in lines] or [0]) for sign in signs}
        best = max(signs, key=lambda sign: usual[sign])
        if usual[best]:
            return best
    return ","
