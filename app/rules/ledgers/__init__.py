"""Special ledgers, made from what the archive knows: nothing in them is typed twice.

`forms/ledgers.toml` says which there are; each names a rule of this room, which gives an `Entry` for every line.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from app.rules.ledgers.caring import list_cared
from app.rules.ledgers.definitions import OWN_COLUMNS, URGENCY, LedgerForm, load_ledgers
from app.rules.ledgers.facts import ORDER, Alert, Asked, Entry, Home, Resident, Urgency
from app.rules.ledgers.insurance import is_insured, list_uninsured
from app.rules.ledgers.posts import list_posts
from app.rules.ledgers.schooling import list_pupils
from app.rules.ledgers.tapering import list_tapers

RULES: Final[Mapping[str, Callable[[Home, Asked], Iterator[Entry]]]] = {
    "schooling": list_pupils,
    "insurance": list_uninsured,
    "care": list_cared,
    "taper": list_tapers,
    "posts": list_posts,
}
"""The rules by the word of the file."""

NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "schooling": ("school_state", "education", "dropout_reason"),
    "insurance": ("resident_insurance", "employee_insurance", "illness_insurance"),
    "care": (
        "special", "health", "care_days", "guardian", "disability_card_year", "work_months", "work_region",
        "job_channel",
    ),
    "taper": ("health",),
    "posts": ("post_kind", "post_from", "post_to", "post_months", "work_months", "work_region", "job_channel"),
}  # fmt: skip
"""The answers of a member's year each rule reads."""

__all__ = [
    "NEEDED",
    "ORDER",
    "OWN_COLUMNS",
    "RULES",
    "URGENCY",
    "Alert",
    "Asked",
    "Entry",
    "Home",
    "LedgerForm",
    "Resident",
    "Urgency",
    "is_insured",
    "load_ledgers",
]
