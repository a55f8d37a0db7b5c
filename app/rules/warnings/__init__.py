"""Warning rules as data (`forms/warnings/`): what a change in a household must be to be looked into.

`definitions` reads the files, `signs` knows how each sign is found in a household's two years, `watching` judges.
"""

from app.rules.warnings.definitions import Rule, Rules, askable_fields, load_warnings
from app.rules.warnings.signs import SIGNS, TAKES, Ask, Found, Pair, Sign
from app.rules.warnings.watching import Unknown, Warning, Watcher, Watching

__all__ = [
    "SIGNS",
    "TAKES",
    "Ask",
    "Found",
    "Pair",
    "Rule",
    "Rules",
    "Sign",
    "Unknown",
    "Warning",
    "Watcher",
    "Watching",
    "askable_fields",
    "load_warnings",
]
