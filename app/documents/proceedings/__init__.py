"""What a meeting or a notice leaves on paper: minutes, sign-in sheet, result report, reply, photographs.

`definitions` what such a paper is; `readings` reads it from `forms/papers/public/*.toml`; `drawing` and `blocks` draw
its parts; `making` gives the PDF, `rows` the workbook. The words come as plain data: nothing here knows a case.
"""

from app.documents.proceedings.definitions import Filled, Picture, Proceeding, find_proceeding
from app.documents.proceedings.making import make_proceeding
from app.documents.proceedings.readings import load_proceedings
from app.documents.proceedings.rows import proceeding_sheets

__all__ = [
    "Filled",
    "Picture",
    "Proceeding",
    "find_proceeding",
    "load_proceedings",
    "make_proceeding",
    "proceeding_sheets",
]
