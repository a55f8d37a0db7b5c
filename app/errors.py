"""What can go wrong, as values: a `Problem` for a world that is not right, an `Issue` for an answer that is not.

Knows no sentence: codes are keys of `resources/messages/`, and the doors say them with `app.texts`.
"""

from dataclasses import dataclass
from dataclasses import field as default
from typing import Literal

Level = Literal["error", "doubt"]


class Problem(Exception):
    """A world that is not right (disk, lock, file, no standard for that date).

    `code` is the key of one sentence that says what happened, what is safe and what to do;
    `values` fill its gaps.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        gaps = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.code}({gaps})" if gaps else self.code


@dataclass(frozen=True, slots=True)
class Issue:
    """One answer that is not right: which field of which row, how grave, and the key of its sentence."""

    code: str
    field: str
    level: Level = "doubt"
    values: dict[str, object] = default(default_factory=dict)
