"""One line a workbook says, read and matched: of which household, by whom, with which answers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from app.errors import Issue
from app.rules.dossiers import Value

Check = Callable[["SaidLine"], Iterable[Issue]]
"""A room's own rules for a line about to be written: an issue of level "error" refuses the row, a "doubt" comes in and
is told. `Issue.field` is a key of the form, `cadre_ids` or `person_ids`: it finds the column."""


@dataclass(slots=True)
class SaidLine:
    """A row of a workbook as a line of help. `answers`: what it says, by field; `kept`: what the archive knows of
    the same line already (empty for a new one), whose id is `id`.

    `household_id` is "" for records of the office (unit, cadre, posting); `year` is 0 where the form has none.
    `cadre_ids`: who came, of those the archive knows; `person_ids`: members who benefit.
    """

    record: str
    household_id: str
    year: int
    answers: dict[str, Value]
    kept: Mapping[str, Value] = field(default_factory=dict)
    id: str = ""
    cadre_ids: tuple[str, ...] = ()
    person_ids: tuple[str, ...] = ()
