"""Standards: what a household must reach to leave, enter or be cleared, judged item by item and explained."""

from typing import Final

from app.rules.standards.definitions import (
    Item,
    Level,
    Standard,
    load_editions,
    load_standards,
    read_standard,
)
from app.rules.standards.facts import FACTS, Fact, Home, Where
from app.rules.standards.judging import (
    ItemResult,
    Judge,
    Judgement,
    Standards,
    State,
    bare_asked,
    compared,
    tally,
)

FACT_LEVELS: Final[dict[str, Level]] = dict.fromkeys(FACTS, "household")
"""The facts the program can find, and of what."""

__all__ = [
    "FACTS", "FACT_LEVELS", "Fact", "Home", "Item", "ItemResult", "Judge", "Judgement", "Level", "Standard",
    "Standards", "State", "Where", "bare_asked", "compared", "load_editions", "load_standards",
    "read_standard", "tally",
]  # fmt: skip
