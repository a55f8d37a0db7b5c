"""The program's own log file, for support: it never holds a person.

Numbers of six digits and more and Chinese words of names are struck out before a line is written.
"""

import logging
import logging.handlers
import re
from pathlib import Path

_DIGITS = re.compile(r"\d{6,}[0-9Xx]?")
_WORDS = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]+")


class HidesPeople(logging.Filter):
    """Strikes out digits and Chinese words in a record before any handler sees it."""

    def filter(self, record: logging.LogRecord) -> bool:
        line = record.getMessage()
        record.msg = _WORDS.sub("~", _DIGITS.sub("#", line))
        record.args = None
        return True


def start_log(folder: Path) -> None:
    """Write warnings and worse to `folder`/hudang.log, at most 5 × 1 MB."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "hudang.log", maxBytes=1_000_000, backupCount=4, encoding="utf-8"
    )
    handler.addFilter(HidesPeople())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
