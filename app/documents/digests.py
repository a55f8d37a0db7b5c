"""What the pages of a paper say, as a hash that a code on the paper can sign.

The hash is over the words in the order they were drawn, blanks left out: the same from the sheets as they are made and
from the file as somebody brings it. Of pictures it knows how many there are; the watermark stands outside of it.
"""

import hashlib
import unicodedata
from collections.abc import Iterable

FOLDED = 0
"""Stands for a page where the pages lie otherwise on the sheets than they were made: then only the code speaks."""


def with_pictures(words: Iterable[str], pictures: int) -> list[str]:
    """The words of a page, and that so many pictures lie on it."""
    return [*words, *["\N{OBJECT REPLACEMENT CHARACTER}"] * pictures]


def digest_of(pages: Iterable[Iterable[str]]) -> str:
    """SHA-256 of what pages say, hexadecimal: the words of each page in the order they were drawn."""
    told = "\f".join("".join("".join(words).split()) for words in pages)
    return hashlib.sha256(unicodedata.normalize("NFKC", told).encode()).hexdigest()
