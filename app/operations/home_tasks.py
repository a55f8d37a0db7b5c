"""A thing to do, as the desk lists it: what kind, how urgent, the gaps of its sentence, and where it is done."""

from dataclasses import dataclass, field
from typing import Literal

Urgency = Literal["overdue", "today", "open"]
Kind = Literal[
    "visit",
    "finding",
    "pairing",
    "plan",
    "review",
    "check",
    "objection",
    "to_post",
    "ends",
    "take_down",
    "step",
    "announce",
    "clue",
    "taken",
    "warning",
    "doubts",
    "lacking",
    "backup",
    "draft",
    "unconfirmed",
    "conflict",
    "conflicts",
    "unsent",
    "unsynced",
    "coming",
    "not_moved",
    "pack",
    "deadline",
]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: its kind, how urgent, the gaps of its sentence, and where it is done."""

    kind: Kind
    urgency: Urgency
    values: dict[str, object]
    page: str
    place: dict[str, object] = field(default_factory=dict)
