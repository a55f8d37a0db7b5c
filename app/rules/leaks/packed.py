"""What a text says in another writing: base64, hex, percent and character references, as programs pack it."""

import binascii
import re
from base64 import b64decode, urlsafe_b64decode
from collections.abc import Iterator
from html import unescape
from typing import Final
from urllib.parse import unquote

_BASE: Final = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
_HEX: Final = re.compile(r"(?:3[0-9]|[57]8){11,}")
_ESCAPES: Final = re.compile(r"\\u00([0-9a-fA-F]{2})|\\x([0-9a-fA-F]{2})")
_LEAST: Final = 11
"""So many digits are the shortest number of a person."""


def unpacked(text: str) -> Iterator[str]:
    """Each other reading of a text that brings digits to light; nothing for a text that packs none."""
    if "&#" in text:
        yield unescape(text)
    if "%3" in text:
        yield unquote(text)
    if "\\" in text:
        yield _ESCAPES.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
    for found in _HEX.finditer(text):
        yield bytes.fromhex(found[0]).decode("ascii")
    for found in _BASE.finditer(text):
        yield from _from_base(found[0])


def _from_base(token: str) -> Iterator[str]:
    bare = token.rstrip("=")
    padded = bare + "=" * (-len(bare) % 4)
    try:
        said = (urlsafe_b64decode if set(bare) & set("-_") else b64decode)(padded)
    except (binascii.Error, ValueError):
        return
    if (
        said.isascii()
        and said.decode("ascii").isprintable()
        and sum(map(bytes.isdigit, _each(said))) >= _LEAST
    ):
        yield said.decode("ascii")


def _each(said: bytes) -> Iterator[bytes]:
    return (said[at : at + 1] for at in range(len(said)))
