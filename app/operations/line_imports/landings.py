"""What every landing of lines needs, and the count of what became of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.operations.line_imports.changes import LineChanges
from app.operations.line_imports.lines import Check
from app.operations.line_imports.reports import LineCounts
from app.operations.offices import Office
from app.rules.dossiers import Value
from app.rules.values import Stored, loaded


@dataclass(slots=True)
class Landing:
    """One call: the office, the record, what would be written, the day of lines that name none, the room's rules."""

    office: Office
    record: str
    today: date
    changes: LineChanges
    on: date | None = None
    check: Check | None = None

    def answers(self, record: str, said: Mapping[str, Stored]) -> dict[str, Value]:
        """What is kept, or about to be, as answers of a form."""
        fields = self.office.forms.record(record).by_key
        return {key: loaded(fields[key].kind, value) for key, value in said.items() if key in fields}


@dataclass(slots=True)
class Outcomes:
    """Lines by what becomes of them."""

    counts: Counter[str] = field(default_factory=Counter)
    handovers: int = 0

    def tell(self, outcome: str) -> None:
        """created, updated or unchanged."""
        self.counts[outcome] += 1

    def lines(self, refused: int, *, kept_out: bool) -> LineCounts:
        """The counts; where a refused row kept all of it out, nothing was made or changed."""
        made, changed = (0, 0) if kept_out else (self.counts["created"], self.counts["updated"])
        return LineCounts(made, changed, self.counts["unchanged"], refused)
