"""What an import of lines would write: rows to make and answers to set, gathered before anything is written."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.progress import Progress
from app.rules.values import Stored
from db.records import RECORDS, new_id
from db.works import Work

Said = dict[str, Stored]
PORTION = 2_000
"""Rows between two looks at whether the person wants to stop."""


@dataclass(slots=True)
class LineChanges:
    """Rows to make by record, parents before children, and answers to set by record and row."""

    created: dict[str, list[Said]] = field(default_factory=lambda: defaultdict(list))
    updated: dict[tuple[str, str], Said] = field(default_factory=dict)
    _fresh: dict[str, Said] = field(default_factory=dict)

    def make(self, record: str, said: Mapping[str, Stored]) -> str:
        """A row to be made; gives its id. What is set of it later is made with it."""
        row: Said = {"id": new_id(), **said}
        self.created[record].append(row)
        self._fresh[str(row["id"])] = row
        return str(row["id"])

    def set(self, record: str, row_id: str, said: Mapping[str, Stored]) -> None:
        """Answers of a row that differ from what is kept; of a row about to be made they are made with it."""
        if not said:
            return
        if row_id in self._fresh:
            self._fresh[row_id].update(said)
        else:
            self.updated.setdefault((record, row_id), {}).update(said)

    def count(self, record: str) -> int:
        """How many rows of a record would be made."""
        return len(self.created.get(record, ()))

    @property
    def size(self) -> int:
        """How many changes would be logged."""
        return sum(map(len, self.created.values())) + len(self.updated)

    def write(self, work: Work, progress: Progress) -> None:
        """Everything in one unit of work: what is made first, since what is set may name it."""
        total, done = self.size, 0
        for record in RECORDS:
            rows = self.created.get(record, [])
            blank: Said = dict.fromkeys(sorted({key for row in rows for key in row}))
            for start in range(0, len(rows), PORTION):
                portion = rows[start : start + PORTION]
                work.create_many(record, [blank | row for row in portion])
                done += len(portion)
                progress.step(done, total, "import.writing")
        for (record, row_id), said in self.updated.items():
            work.update(record, row_id, said)
            done += 1
            if done % 500 == 0:
                progress.step(done, total, "import.writing")
