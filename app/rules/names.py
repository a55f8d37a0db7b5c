"""Names of persons: mended without changing a character, and doubted where one was lost.

GB 18030 wants the whole of Unicode; a rare character that a GBK file could not hold arrives as `?`,
a box or U+FFFD, and must never overwrite a name already known.
"""

import re
import unicodedata

from app.errors import Issue

DOT = "\u00b7"
_DOTS = re.compile(r"\s*[\u00b7\u2022\u2027\u30fb\uff65\u22c5\u2219\u25cf\u2024.\uff0e\u3002\uff61]\s*")
_LOST = re.compile(r"[?\uff1f\u25a1\u25a0\ufffd\u3013\ue000-\uf8ff]")
_HAN = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_INNER = re.compile(r"\s+")
_LONGEST = 40


def read_name(text: str, field: str = "name") -> tuple[str | None, Issue | None, bool]:
    """(name or None, doubt or None, whether it was mended).

    Spaces inside Chinese names go; every dot between parts of a name becomes U+00B7.
    """
    name = tidy_name(text)
    if not name:
        return None, None, False
    return name, _doubt(name, field), name != text


def tidy_name(text: str) -> str:
    """The name with spaces and dots in the form the national system prints."""
    bare = text.strip()
    if bare.isalpha():  # nearly every name
        return bare
    bare = unicodedata.normalize("NFC", bare).strip("*'` \t\u3000")
    if _HAN.search(bare):
        return _DOTS.sub(DOT, _INNER.sub("", bare)).strip(DOT)
    return _INNER.sub(" ", bare)


def has_lost_character(name: str) -> bool:
    """Whether a character stands for one the file could not hold."""
    return _LOST.search(name) is not None


def may_replace(known: str | None, fresh: str) -> bool:
    """Whether a fresh name may stand in place of a known one: never where it lost a character."""
    return not known or not has_lost_character(fresh)


def _doubt(name: str, field: str) -> Issue | None:
    if has_lost_character(name):
        return Issue("values.name_lost_character", field, "doubt", {"text": name})
    if len(name) == 1:
        return Issue("values.name_one_character", field, "doubt", {"text": name})
    if len(name) > _LONGEST or any(char.isdigit() for char in name):
        return Issue("values.name_odd", field, "doubt", {"text": name})
    return None
