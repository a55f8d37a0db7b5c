"""Notices for walls: a list on A4, a poster on A3 or A2, or one cut into sheets that an office's printer takes.

An announcement can also go out as an official letter.
"""

from app.documents.posters.letters import LETTER, make_letter, make_letters
from app.documents.posters.making import POSTER_SIZES, make_poster, make_posters

__all__ = ["LETTER", "POSTER_SIZES", "make_letter", "make_letters", "make_poster", "make_posters"]
