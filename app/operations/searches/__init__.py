"""The search box: finds anyone by a part of the name, pinyin or initials, numbers, place or household code.

Nothing is stored: the index is made in memory when an office opens and follows the change log.
"""

from app.operations.searches.answers import find, prepare
from app.operations.searches.hits import Hit, PlaceHit, SearchResult, Why

__all__ = ["Hit", "PlaceHit", "SearchResult", "Why", "find", "prepare"]
