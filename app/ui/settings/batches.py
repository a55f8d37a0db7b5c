"""批次: what imports and carried years made, newest first; a press on a row takes one back."""

from datetime import datetime

from app.operations.batches import BatchLine, Undone, list_batches, undo_batch
from app.texts import say
from app.ui.desks import Desk
from app.ui.jobs import Job
from app.ui.kit.bars import ProgressLine
from app.ui.kit.cards import Card
from app.ui.kit.cells import Column, Row
from app.ui.kit.dialogs import ask
from app.ui.kit.labels import Text
from app.ui.kit.tables import Table
from app.ui.settings.moments import moment_words


class BatchesPart(Card):
    """The table of batches."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(say("settings.batches_card"), say("settings.batches_note"), flush=True)
        self._desk = desk
        self.batches: dict[str, BatchLine] = {}
        self.table = Table([
            Column("when", say("settings.batch_when"), 140),
            Column("what", say("settings.batch_what"), 120, stretch=True),
            Column("who", say("settings.batch_who"), 130),
            Column("changes", say("settings.batch_changes"), 100, kind="number"),
        ])  # fmt: skip
        self.table.opened.connect(self.ask_undo)
        self.empty = Text(say("settings.no_batches"), "note")
        self.empty.setContentsMargins(12, 0, 12, 8)
        self.progress = ProgressLine()
        self.progress.setContentsMargins(20, 0, 20, 0)
        self._job = Job(desk, self.progress)
        self.body.setContentsMargins(8, 0, 8, 8)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.progress)

    def refresh(self) -> None:
        """Read the newest batches."""
        office = self._desk.office
        self._desk.lanes.run("errand", lambda _: list_batches(office), self._show, owner=self)

    def _show(self, found: list[BatchLine]) -> None:
        self.batches = {one.batch: one for one in found}
        self.table.show_rows([Row(one.batch, self._cells(one)) for one in found])
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)

    def _cells(self, one: BatchLine) -> tuple[str, str, str, str]:
        when = moment_words(datetime.fromisoformat(one.at), self._desk.office.clock())
        return when, one.reason or say("home.reason_none"), one.actor, f"{one.changes:,}"

    def ask_undo(self, key: str) -> None:
        """Ask whether that batch shall be taken back."""
        one = self.batches.get(key)
        if one is None or self._job.under_way:
            return
        when, what, who, changes = self._cells(one)
        body = say("settings.undo_body", what=what, when=when, who=who, changes=changes)
        ask(self, say("settings.undo_title"), body, say("settings.undo_yes"), say("settings.undo_no"),
            lambda: self.undo(key), grave=True)  # fmt: skip

    def undo(self, batch: str) -> None:
        """Take it back, as a new change."""
        office = self._desk.office
        self._job.run(
            "writer",
            say("settings.undoing"),
            lambda progress: undo_batch(office, batch, progress),
            self._undone,
        )

    def _undone(self, done: Undone) -> None:
        self._desk.changed.emit("imports")
        self._desk.tell(say("settings.undone", changes=f"{done.changes:,}"))
        self.refresh()
