"""The program's own log file, for support: it never holds a person.

Numbers of six digits and more and Chinese words are struck out of every line, of tracebacks too.
"""

import logging
import logging.handlers
import re
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

FILE = "hudang.log"
_DIGITS = re.compile(r"\d(?:[ \-]?\d){5,}[Xx]?")
_WORDS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff·]+")
_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def without_people(text: str) -> str:
    """`text` with long numbers as # and Chinese words as ~."""
    return _WORDS.sub("~", _DIGITS.sub("#", text))


class WithoutPeople(logging.Formatter):
    """Formats a record so that neither its message nor its traceback names anybody."""

    def format(self, record: logging.LogRecord) -> str:
        # What another handler made of the traceback is kept in the record, names and all.
        others, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = others

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = without_people(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: _Raised) -> str:
        return without_people(super().formatException(ei))


class _LogFile(logging.handlers.RotatingFileHandler):
    """The log file, made with its folder at the first line; a disk that refuses it stops nothing else."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:
        """The library would throw a traceback, values and all, at whoever sits there."""


def start_log(folder: Path) -> logging.Handler:
    """Write warnings and worse to `folder`/hudang.log, at most 5 × 1 MB, from the first one on."""
    handler = _LogFile(folder / FILE, maxBytes=1_000_000, backupCount=4, encoding="utf-8", delay=True)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(WithoutPeople("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    return handler


def write_bug(folder: Path, door: str, error: Exception) -> Path:
    """Write the traceback, without people's data, to the log of a data folder; gives the log file."""
    handler = start_log(folder)
    try:
        logging.getLogger(door).error("bug", exc_info=error)
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    return folder / FILE


def see_to_log(folder: Path) -> None:
    """Start the log unless something listens already."""
    if not logging.getLogger().hasHandlers():
        start_log(folder)
