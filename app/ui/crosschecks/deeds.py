"""What is done with doubts of comparisons: applied as one batch, kept as they are for a reason, printed, opened."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from app.operations.batches import undo_batch
from app.operations.crosschecks.listing import DifferenceLine
from app.operations.crosschecks.settling import DifferencesApplied, apply_differences, keep_as_archived
from app.operations.crosschecks.tables import kept_summary, write_doubt_list
from app.texts import say
from app.ui.desks import Desk
from app.ui.jobs import Job
from app.ui.kit.dialogs import ask
from app.ui.reasons import ReasonSheet, ReasonWords

Keep = Callable[[Sequence[DifferenceLine], str], object]


class DifferenceDeeds:
    """`view` shows the doubts: `shown`, `ticked()`, `runs`, `run` say what is done with what."""

    def __init__(self, desk: Desk, view: Any, job: Job) -> None:
        self._desk, self._view, self._job = desk, view, job

    def open_household(self, key: str) -> None:
        """Open the household where the doubted field is."""
        shown: Sequence[DifferenceLine] = self._view.shown
        one = next((one for one in shown if one.id == key), None)
        if one is not None:
            around = tuple(dict.fromkeys(each.household_id for each in shown))
            year = one.spot.year if one.spot else None
            self._desk.go("household", id=one.household_id, around=around, field=one.path,
                          person=one.person_id, year=year)  # fmt: skip

    def apply_ticked(self) -> None:
        """Ask whether the list's word is to be written for the ticked ones."""
        chosen = self._view.ticked()
        waiting = [one for one in chosen if one.state in ("open", "overdue")]
        if not waiting:
            self._desk.tell(say("crosscheck_page.none_waits"), "warn")
            return
        count = f"{len(waiting):,}"
        ask(
            self._view.window(),
            say("crosscheck_page.apply_title", count=count),
            say("crosscheck_page.apply_body"),
            say("crosscheck_page.apply"),
            say("crosscheck_page.not_now"),
            partial(self.apply, waiting),
        )

    def apply(self, chosen: Sequence[DifferenceLine]) -> None:
        """Write them as one batch. One alone is written also where the archive changed since: it was looked at."""
        office, ids = self._desk.office, [one.id for one in chosen]
        anyway = ids if len(ids) == 1 else []
        self._job.run(
            "writer",
            say("crosscheck_page.applying"),
            lambda progress: apply_differences(office, ids, anyway, progress),
            self._applied,
        )

    def _applied(self, done: DifferencesApplied) -> None:
        self._view.table.untick_all()
        self._changed()
        words = say("crosscheck_page.applied", count=f"{done.applied:,}")
        words += say("crosscheck_page.said_already", count=f"{done.already:,}") if done.already else ""
        words += say("crosscheck_page.left", count=f"{len(done.left):,}") if done.left else ""
        tone = "warn" if done.left else "ok"
        if done.batch:
            self._desk.tell(words, tone, say("crosscheck_page.undo"), partial(self._undo, done.batch))
        else:
            self._desk.tell(words, tone)

    def keep_ticked(self) -> None:
        """Ask why the archive stands for the ticked ones."""
        chosen = [one for one in self._view.ticked() if one.state in ("open", "overdue")]
        if chosen:
            keep_sheet(self._view, chosen, self.keep).ask()
        else:
            self._desk.tell(say("crosscheck_page.none_waits"), "warn")

    def keep(self, chosen: Sequence[DifferenceLine], reason: str) -> None:
        """Leave the archive as it is for these."""
        office, ids = self._desk.office, [one.id for one in chosen]

        def kept(batch: str) -> None:
            self._view.table.untick_all()
            self._changed()
            words = say("crosscheck_page.kept", count=f"{len(ids):,}")
            self._desk.tell(words, "ok", say("crosscheck_page.undo"), partial(self._undo, batch))

        self._job.run(
            "writer", say("crosscheck_page.keeping"), lambda _: keep_as_archived(office, ids, reason), kept
        )

    def _undo(self, batch: str) -> None:
        office = self._desk.office

        def undone(_: object) -> None:
            self._changed()
            self._desk.tell(say("crosscheck_page.undone"))

        self._job.run(
            "writer",
            say("crosscheck_page.undo"),
            lambda progress: undo_batch(office, batch, progress),
            undone,
        )

    def _changed(self) -> None:
        for what in ("findings", "households"):
            self._desk.changed.emit(what)

    def choose_table(self) -> None:
        """The doubts as they stand, or those ticked, as a workbook or a page where the clerk says."""
        name = say("crosscheck_page.doubts_name", day=f"{self._desk.office.clock():%m%d}")
        path, _ = QFileDialog.getSaveFileName(
            self._view, say("crosscheck_page.doubt_table"), str(Path.home() / f"{name}.xlsx"),
            say("crosscheck_page.table_files"),
        )  # fmt: skip
        if path:
            self.write_table(Path(path))

    def write_table(self, path: Path) -> None:
        """Write the doubt list to a file, off the screen's thread."""
        office, lines = self._desk.office, self._view.ticked() or list(self._view.shown)
        run = next((one for one in self._view.runs if one.id == self._view.run), None)
        words = kept_summary(run) if run else ""

        def written(rows: int) -> None:
            self._desk.tell(say("crosscheck_page.written", file=path.name, rows=f"{rows:,}"))

        self._job.run(
            "errand",
            say("crosscheck_page.doubt_table"),
            lambda _: write_doubt_list(office, lines, path, words),
            written,
        )


def keep_sheet(view: QWidget, chosen: Sequence[DifferenceLine], keep: Keep) -> ReasonSheet:
    """The sheet that asks why the archive's word stays."""
    lines = list(chosen)
    words = ReasonWords(
        title=say("crosscheck_page.keep_title", count=f"{len(lines):,}"),
        body=say("crosscheck_page.keep_body"),
        name=say("crosscheck_page.reason"),
        verb=say("crosscheck_page.keep"),
        safe=say("crosscheck_page.not_now"),
        missing=say("crosscheck.reason_missing"),
        usual=(
            say("crosscheck_page.reason_other"),
            say("crosscheck_page.reason_visited"),
            say("crosscheck_page.reason_papers"),
        ),
    )
    return ReasonSheet(view, words, lambda reason: keep(lines, reason))
