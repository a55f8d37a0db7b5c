"""The rows of the list with the mark of each: how safe the newest word on a household is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.operations.lists import HouseholdList, ListRow
from app.operations.upload_marks import household_marks
from app.ui.household.mark_words import mark_word
from app.ui.kit.cells import Mark


@dataclass(frozen=True, slots=True)
class Marked:
    """Rows as they were read; `marks` by household, None where no county is joined."""

    rows: Sequence[ListRow]
    marks: Mapping[str, str] | None


def marked_page(found: HouseholdList, paths: Sequence[str], offset: int, limit: int) -> Marked:
    """The rows from `offset` on, at most `limit`, each with its mark."""
    rows = found.page(paths, offset, limit)
    return Marked(rows, household_marks(found.office, [row.id for row in rows]))


def mark_cell(mark: str) -> Mark:
    """The word of a mark; what is only on this disk stands out a little."""
    return Mark(mark_word(mark), "" if mark == "saved" else "second")
