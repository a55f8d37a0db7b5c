"""Notices for walls: a list on A4, a poster on A3 or A2, or one cut into sheets that an office's printer takes."""

from app.documents.posters.making import POSTER_SIZES, make_poster

__all__ = ["POSTER_SIZES", "make_poster"]
