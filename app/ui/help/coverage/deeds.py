"""What is done from the matrix: a household's plan, a measure for those who lack one, the matrix on paper."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from app.operations.coverage import GAP, Coverage, CoverageRow
from app.operations.coverage_papers import print_coverage
from app.operations.coverage_tables import write_coverage
from app.progress import Progress
from app.rules.coverings import Column
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.saving import ask_target
from app.ui.kit.buttons import Button


class CoverageDeeds:
    """`section` is the section 覆盖; it tells which rows and which column are in sight."""

    def __init__(self, desk: Desk, section: Any) -> None:
        self._desk, self._section = desk, section
        self._rows: Sequence[CoverageRow] = ()
        self._column: Column | None = None
        self.give = Button(say("help_coverage.give"), "primary", "plus", self.give_measure)

    def buttons(self) -> list[QWidget]:
        """The buttons of the page's header."""
        export = Button(say("help.export"), "quiet", "export", self.choose_target)
        export.setToolTip(say("help.export_hint"))
        return [export, self.give]

    # on paper and as a workbook

    def choose_target(self) -> None:
        """Ask where the matrix goes, then write it."""
        if target := ask_target(self._section, self._desk, say("help_coverage.table")):
            self.write_to(target)

    def write_to(self, path: Path) -> None:
        """Write the matrix to a workbook, or the households in sight to a PDF, off the screen's thread."""
        made: Coverage | None = self._section.shown
        if made is None:
            return
        office, rows, village = self._desk.office, self._rows, self._section.scope[1]

        def work(progress: Progress) -> int:
            if path.suffix.lower() == ".pdf":
                return print_coverage(office, made, path, village, rows)
            return write_coverage(office, made, path, village, progress)

        def done(count: int) -> None:
            self._desk.tell(say("help.exported", count=f"{count:,}", file=path.name))

        self._section.job.run("errand", say("help.exporting"), work, done)

    # households

    def show_rows(self, rows: Sequence[CoverageRow]) -> None:
        """These households are in sight."""
        self._rows = rows
        self._say_gaps()

    def show_column(self, column: Column | None) -> None:
        """The keyboard stands in this column."""
        self._column = column
        self._say_gaps()

    def lacking(self) -> tuple[str, ...]:
        """The households in sight that lack what the column is about."""
        columns = list(self._section.matrix.columns)
        if self._column is None or self._column not in columns:
            return ()
        number = columns.index(self._column)
        return tuple(row.household_id for row in self._rows if row.cells[number] == GAP)

    def _say_gaps(self) -> None:
        count = len(self.lacking())
        named = self._column is not None and count > 0
        kind = self._column.short if self._column else ""
        self.give.setEnabled(named)
        self.give.setText(
            say("help_coverage.give_kind", kind=kind, count=f"{count:,}")
            if named
            else say("help_coverage.give")
        )
        self.give.setToolTip("" if named else say("help_coverage.give_how"))
        self.give.updateGeometry()

    def give_measure(self) -> None:
        """Arrange a measure of this column's kind for all in sight who lack it."""
        if (households := self.lacking()) and self._column:
            year, village = self._section.scope
            self._desk.go("help", section="plans", year=year, village=village or "", give=households,
                          kind=self._column.kinds[0])  # fmt: skip

    def open(self, household: str) -> None:
        """Open a household's page, those in sight as its neighbours."""
        around = tuple(row.household_id for row in self._rows)
        self._desk.go("household", id=household, around=around, year=self._section.scope[0])
