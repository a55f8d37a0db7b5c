"""What pairing many households at once writes, without widgets: each refusal is told with the household's head."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from app.errors import Problem
from app.operations.offices import Office
from app.operations.pairings import PairedLine, pair
from app.progress import Progress
from app.texts import sentence
from app.ui.help.panels import Told

HELPER = "1"  # forms/codes/help_kind.toml: 帮扶责任人


class PairedMany(NamedTuple):
    """How many households were paired, and what stood against the others."""

    done: int
    refused: tuple[Told, ...]


def pair_many(
    office: Office, lines: Sequence[PairedLine], cadre: str, kind: str, day: date, progress: Progress
) -> PairedMany:
    """Pair each household with the cadre; one that is refused does not keep the others back."""
    refused: list[Told] = []
    for number, line in enumerate(lines):
        try:
            pair(office, line.household_id, cadre, kind, day)
        except Problem as problem:
            refused.append(Told(f"{line.head} {line.village}".strip(), sentence(problem)))
        progress.step(number + 1, len(lines))
    return PairedMany(len(lines) - len(refused), tuple(refused))
