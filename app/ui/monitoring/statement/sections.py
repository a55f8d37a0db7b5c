"""The section 动态调整: a line for households and one for persons of each kind, with the reasons of every change."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.operations.plain_tables import write_plain
from app.operations.statements import YearStatement, reason_words, statement_table, yearly_statement
from app.rules.statements import Account, Statement
from app.texts import say
from app.ui.desks import Desk
from app.ui.hearing import Hearing
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card
from app.ui.kit.cells import Column, Mark, Row
from app.ui.kit.labels import Hairline, Text
from app.ui.kit.tables import Table


def statement_columns() -> list[Column]:
    """The columns of the statement."""
    return [
        Column("kind", say("statements.kind"), 178),
        Column("before", say("statements.before"), 92, kind="number"),
        Column("added", say("statements.added"), 72, kind="number"),
        Column("added_by", say("statements.added_by"), 170, stretch=True),
        Column("taken", say("statements.taken"), 72, kind="number"),
        Column("taken_by", say("statements.taken_by"), 170, stretch=True),
        Column("after", say("statements.after"), 92, kind="number"),
    ]


def account_row(one: Statement, unit: str, account: Account) -> Row:
    """A line of the statement."""
    return Row(
        f"{one.key}:{unit}",
        (
            Mark(one.label, note=unit),
            f"{account.before:,}",
            f"{sum(account.added.values()):,}",
            reason_words(account.added) or None,
            f"{sum(account.taken.values()):,}",
            reason_words(account.taken) or None,
            f"{account.after:,}",
        ),
    )


class StatementSection(QWidget):
    """`found` is the statement shown."""

    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._scope: tuple[int, str | None] = (desk.office.clock().year, None)
        self.found: YearStatement | None = None
        self.table = Table(statement_columns(), row_height="two_line_row")
        self.words = Text("", "note", "text2", wrap=True)
        card = Card(flush=True)
        card.body.setSpacing(0)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(Hairline())
        foot = QHBoxLayout()
        foot.setContentsMargins(17, 10, 17, 12)
        foot.addWidget(self.words)
        card.body.addLayout(foot)
        card.setFocusProxy(self.table)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
        self._hearing = Hearing(desk, self, self.refresh, ("households", "imports", "cases"))

    def buttons(self) -> list[QWidget]:
        """The buttons of the page's header."""
        return [Button(say("monitoring.statement_table"), "quiet", "table", self.choose_table)]

    def show_scope(self, year: int, division_id: str | None) -> None:
        """Show that year's changes of that village, or of all."""
        self._scope = (year, division_id)
        self.refresh()

    def open_at(self, **place: object) -> None:
        """Come to the statement."""
        self.table.setFocus()

    def refresh(self) -> None:
        """Count again."""
        office, scope = self._desk.office, self._scope

        def shown(found: YearStatement) -> None:
            if scope == self._scope:
                self._show(found)

        self._desk.lanes.run("errand", lambda _: yearly_statement(office, *scope), shown, owner=self)

    def _show(self, found: YearStatement) -> None:
        self.found = found
        households, persons = say("statements.households"), say("statements.persons")
        self.table.show_rows(
            [
                account_row(one, unit, account)
                for one in found.statements
                for unit, account in ((households, one.households), (persons, one.persons))
            ]
        )
        self.words.setText(statement_table(found).words)
        every = found.statements[0]
        self.said.emit(
            say(
                "monitoring.line_statement",
                place=found.place,
                year=found.year,
                households=f"{every.households.after:,}",
                persons=f"{every.persons.after:,}",
            )
        )

    def choose_table(self) -> None:
        """The statement as a workbook or a page where the clerk says."""
        if self.found is None:
            return
        title = statement_table(self.found).title
        path, _ = QFileDialog.getSaveFileName(
            self, title, str(Path.home() / f"{title}.xlsx"), say("help.table_or_paper")
        )
        if path:
            self.write(Path(path))

    def write(self, path: Path) -> None:
        """Write the statement, off the screen's thread."""
        office, found = self._desk.office, self.found
        if found is None:
            return

        def done(_: int) -> None:
            self._desk.tell(say("statements.written", file=path.name))

        self._desk.lanes.run(
            "errand", lambda _: write_plain(office, statement_table(found), path), done, owner=self
        )
