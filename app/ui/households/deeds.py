"""What is done to the ticked households, or to all that the list shows: print, export, a table in one action."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.operations.doubt_lists import doubt_list
from app.operations.lists import HouseholdList, HouseholdQuery
from app.operations.offices import Office
from app.progress import Progress
from app.texts import say
from app.ui.desks import Desk


class ListDeeds:
    """`found`, `query`, `columns`, `words` and `ticked` are kept up by the page."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self._desk, self._page = desk, page
        self.found: HouseholdList | None = None
        self.query = HouseholdQuery()
        self.ticked: tuple[str, ...] = ()
        self.columns: tuple[str, ...] = ()
        self.words = ""

    def actions(self) -> list[tuple[str, str, Callable[[], object]]]:
        """The actions of the bar at the list's foot."""
        return [
            (say("households.print_cards"), "printer", lambda: self._print("card")),
            (say("households.print_files"), "archive", lambda: self._print("household-file")),
            (say("households.print_check"), "clipboard-text", lambda: self._print("check-sheet")),
            (say("households.table"), "table", self.write_table),
            (say("public_cards.begin"), "megaphone-simple", self.begin_case),
        ]

    def chosen(self) -> tuple[str, ...]:
        """The ticked households in the order of the list; all of it when none is ticked."""
        every = self.found.ids if self.found else ()
        ticked = set(self.ticked)
        return tuple(one for one in every if one in ticked) if ticked else every

    def print_these(self) -> None:
        """Print what the list shows, or what is ticked."""
        self._print("village-roster")

    def _print(self, paper: str) -> None:
        year = self.found.year if self.found else None
        self._desk.go("print", paper=paper, households=self.chosen(), year=year)

    def begin_case(self) -> None:
        """Begin a case with what is ticked; those of several villages are begun one village after the other."""
        self._desk.go("public", new=True, households=self.chosen())

    def write_table(self) -> None:
        """The list as it stands, as a workbook or a page, where the clerk says."""
        if self.found is None:
            return
        name = say("households.table_name", day=f"{self._desk.office.clock():%m%d}")
        path, _ = QFileDialog.getSaveFileName(
            self._page,
            say("households.table"),
            str(Path.home() / f"{name}.xlsx"),
            "Excel (*.xlsx);;PDF (*.pdf)",
        )
        if path:
            self.write_to(Path(path))

    def write_to(self, path: Path) -> None:
        """Write the table to a file, off the screen's thread."""
        from app.operations.tables import write_table  # reportlab: not before somebody wants a table

        assert self.found is not None
        found = HouseholdList(self.found.office, self.found.year, self.chosen())
        columns = self.columns
        title, words = say("households.title"), self.words

        def done(rows: int) -> None:
            self._desk.tell(say("households.table_made", rows=rows, file=path.name))

        self._desk.lanes.run(
            "errand",
            lambda progress: write_table(found, columns, path, title, words, progress),
            done,
            owner=self._page,
        )

    @staticmethod
    def doubt_counts(office: Office, progress: Progress) -> dict[str, int]:
        """Open doubts by household, from the one run that every page shares."""
        return doubt_list(office, progress).open_counts()
