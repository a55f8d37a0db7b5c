"""The foot of a comparison: who checks the doubts and by when, the result on paper, and handing them over."""

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from app.errors import Problem
from app.operations.answering import Refused
from app.operations.batches import undo_batch
from app.operations.crosschecks.comparing import CrossChecked
from app.operations.crosschecks.keeping import CrossCheckKept, keep_crosscheck, usual_due
from app.operations.crosschecks.profiles import remembered
from app.operations.crosschecks.tables import write_result
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.jobs import Job
from app.ui.kit.bars import ProgressLine
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card
from app.ui.kit.fields import TextField
from app.ui.kit.labels import Text
from app.ui.kit.number_fields import DateField
from app.ui.kit.rows import IssueLine


class HandOverCard(Card):
    """`view` is what compares: its `done` and `chosen()` say what would be handed over, its `handed` tells of it."""

    def __init__(self, desk: Desk, view: Any) -> None:
        super().__init__(flush=True)
        self._desk, self._view = desk, view
        self._profile = ""
        self.owner, self.due = TextField(), DateField()
        self.owner.setAccessibleName(say("crosscheck_page.owner"))
        self.due.setAccessibleName(say("crosscheck_page.due"))
        self.owner.setFixedWidth(132)
        self.due.setFixedWidth(160)
        self.fault = IssueLine()
        self.fault.hide()
        self.progress = ProgressLine()
        self.job = Job(desk, self.progress)
        self.table = Button(say("crosscheck_page.result_table"), "quiet", "table", self.choose_table)
        self.go = Button(say("crosscheck_page.hand"), "primary", "check-circle", self.hand_over)
        self.due.after_enter = self.hand_over
        line = QHBoxLayout()
        line.setSpacing(10)
        for words, box in (
            (say("crosscheck_page.owner"), self.owner),
            (say("crosscheck_page.due"), self.due),
        ):
            line.addWidget(Text(words, "body", tone="text2"))
            line.addWidget(box)
        line.addWidget(self.fault, 12)
        line.addStretch(1)
        line.addWidget(self.progress)
        line.addWidget(self.table)
        line.addWidget(self.go)
        self.body.setContentsMargins(20, 10, 14, 10)
        self.body.addLayout(line)
        self.say_chosen(0, False)

    def show_list(self, done: CrossChecked) -> None:
        """Who checked the last list of this department, and the deadline its doubts usually get."""
        if self._profile != done.profile.key:
            self._profile = done.profile.key
            self.owner.set_answer(remembered(self._desk.office, done.profile).owner or None)
            self.due.set_answer(usual_due(self._desk.office, done.profile))
        self._say("")

    def say_chosen(self, count: int, some: bool) -> None:
        """How many doubts would be handed over; `some`: only those ticked."""
        told = f"{count:,}"
        words = (
            say("crosscheck_page.hand_some", count=told)
            if some
            else say("crosscheck_page.hand_all", count=told)
        )
        self.go.setText(words if count else say("crosscheck_page.hand"))
        self.go.setEnabled(bool(count))
        self.table.setEnabled(self._view.done is not None)

    def _say(self, words: str, owner: bool = False, due: bool = False) -> None:
        self.fault.say(words, "error")
        self.owner.set_issue("error" if owner else "")
        self.due.set_issue("error" if due else "")

    def hand_over(self) -> None:
        """Make doubts of what differs; the archive stays as it is."""
        done, chosen = self._view.done, self._view.chosen()
        owner, due = self.owner.answer(), self.due.answer()
        if done is None or not chosen or self.job.under_way:
            return
        if not owner or not isinstance(due, date):
            self._say(say("crosscheck_page.who_and_when"), not owner, not isinstance(due, date))
            (self.owner if not owner else self.due).setFocus()
            return
        office = self._desk.office
        self.job.run(
            "writer",
            say("crosscheck_page.handing"),
            lambda progress: keep_crosscheck(office, done, str(owner), due, chosen, progress),
            self._handed,
            self._refused,
        )

    def _refused(self, problem: Problem) -> None:
        fields = {issue.field for issue in problem.issues} if isinstance(problem, Refused) else set()
        self._say(sentence(problem), "owner" in fields, "due_on" in fields)

    def _handed(self, kept: CrossCheckKept) -> None:
        self._desk.changed.emit("findings")
        words = say("crosscheck_page.handed", count=f"{kept.differences:,}", households=f"{kept.findings:,}")
        already = say("crosscheck_page.already", count=f"{kept.already:,}") if kept.already else ""
        self._desk.tell(words + already, "ok", say("crosscheck_page.undo"), lambda: self._undo(kept.batch))
        self._view.handed.emit(kept.id)

    def _undo(self, batch: str) -> None:
        office = self._desk.office

        def undone(_: object) -> None:
            self._desk.changed.emit("findings")
            self._desk.tell(say("crosscheck_page.undone"))

        self._desk.lanes.run("writer", lambda progress: undo_batch(office, batch, progress), undone,
                             self._desk.complain, owner=self)  # fmt: skip

    def choose_table(self) -> None:
        """The result as a workbook or a page, where the clerk says."""
        done = self._view.done
        if done is None:
            return
        name = say(
            "crosscheck_page.result_name", list=done.profile.label, day=f"{self._desk.office.clock():%m%d}"
        )
        path, _ = QFileDialog.getSaveFileName(
            self, say("crosscheck_page.result_table"), str(Path.home() / f"{name}.xlsx"),
            say("crosscheck_page.table_files"),
        )  # fmt: skip
        if path:
            self.write_table(Path(path))

    def write_table(self, path: Path) -> None:
        """Write the result to a file, off the screen's thread."""
        office, done = self._desk.office, self._view.done

        def written(rows: int) -> None:
            self._desk.tell(say("crosscheck_page.written", file=path.name, rows=f"{rows:,}"))

        self.job.run(
            "errand", say("crosscheck_page.result_table"), lambda _: write_result(office, done, path), written
        )
