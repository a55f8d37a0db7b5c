"""年度: the years the archive speaks of, and opening the next one for the whole township."""

from app.operations.batches import undo_batch
from app.operations.dossiers import Choice
from app.operations.office_settings import YearLine, year_lines
from app.operations.years import open_year
from app.texts import say
from app.ui.desks import Desk
from app.ui.jobs import Job
from app.ui.kit.bars import ProgressLine
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, ScrollPage
from app.ui.kit.cells import Column, Mark, Row
from app.ui.kit.dialogs import ask
from app.ui.kit.tables import Table
from app.ui.kit.theme import height
from app.ui.settings.rows import SettingRow


class YearsPart(ScrollPage):
    """One line to open the next year, and the years there are."""

    def __init__(self, desk: Desk) -> None:
        super().__init__((0, 0, 0, 0))
        self._desk = desk
        self.lines: list[YearLine] = []
        self.next = desk.office.clock().year
        self.open = Button(say("settings.open_year"), "primary", "calendar", self.ask_open)
        self.progress = ProgressLine()
        self._job = Job(desk, self.progress)
        self._job.rested.connect(self._rest)
        card = Card()
        card.body.addWidget(
            SettingRow(say("settings.open_year"), say("settings.open_year_note"), [self.open])
        )
        card.body.addWidget(self.progress)
        self.table = Table([
            Column("year", say("settings.year"), 110, stretch=True),
            Column("households", say("settings.year_households"), 110, kind="number"),
            Column("waiting", say("settings.year_waiting"), 160, kind="number"),
        ])  # fmt: skip
        below = Card(say("settings.years_card"), flush=True)
        below.body.setContentsMargins(8, 0, 8, 8)
        below.body.addWidget(self.table)
        self.body.addWidget(card)
        self.body.addWidget(below)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Read the years."""
        office = self._desk.office
        self._desk.lanes.run("errand", lambda _: year_lines(office), self._show, owner=self)

    def _show(self, lines: list[YearLine]) -> None:
        self.lines = lines
        newest, now = (lines[0].year if lines else 0), self._desk.office.clock().year
        self.next = now if newest < now else newest + 1
        self.open.setText(say("settings.open_year_words", year=self.next))
        self.open.updateGeometry()
        self.open.setEnabled(bool(lines))
        self.table.show_rows([Row(str(one.year), _cells(one)) for one in lines])
        self.table.setFixedHeight(height("table_head") + height("table_row") * max(1, len(lines)) + 4)

    def ask_open(self) -> None:
        """Ask whether everybody shall be carried into the next year."""
        count = f"{max((line.households for line in self.lines), default=0):,}"
        year = self.next
        body = say("settings.open_body", households=count, year=year)
        ask(self, say("settings.open_title", year=year), body,
            say("settings.open_year_words", year=year), say("settings.open_no"),
            lambda: self.open_it(year))  # fmt: skip

    def open_it(self, year: int) -> None:
        """Carry every household's newest answers into `year`, as one batch."""
        office = self._desk.office
        self.open.setEnabled(False)

        def done(made: tuple[str, int]) -> None:
            batch, rows = made
            self._desk.changed.emit("households")
            if rows:
                told = say("settings.opened", year=year, rows=f"{rows:,}")
                self._desk.tell(told, "ok", say("settings.undo"), lambda: self._undo(batch))
            else:
                self._desk.tell(say("settings.opened_none", year=year), "warn")
            self.refresh()

        self._job.run(
            "writer",
            say("settings.opening", year=year),
            lambda progress: open_year(office, year, Choice(), progress),
            done,
        )

    def _undo(self, batch: str) -> None:
        office = self._desk.office

        def done(_: object) -> None:
            self._desk.changed.emit("households")
            self.refresh()

        self._desk.lanes.run("writer", lambda progress: undo_batch(office, batch, progress), done, owner=self)

    def _rest(self) -> None:
        self.open.setEnabled(True)


def _cells(one: YearLine) -> tuple[str, str, Mark]:
    waiting = f"{one.unconfirmed:,}" if one.unconfirmed else say("settings.year_all_checked")
    tone = "warn" if one.unconfirmed else "quiet"
    return say("settings.year_of", year=one.year), f"{one.households:,}", Mark(waiting, tone)
