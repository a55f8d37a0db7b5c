"""What is done with those judged: their page, a case of the standard's procedure, its paper, a table of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QFileDialog

from app.operations.assessment_tables import write_assessment
from app.operations.standards import Judged, Question
from app.rules.values import show
from app.texts import say
from app.ui.desks import Desk
from app.ui.jobs import Job
from app.ui.judgements.words import state_word
from app.ui.standards.shown import ONE_SHORT, Found, Narrowing

PAPERS: Final = {"exit": "exit-check", "risk": "risk-judged"}
"""The paper of a standard's use."""


class StandardDeeds:
    """`page` is the page: `found`, `shown`, `narrowing` and `ticked()` say what is done with what."""

    def __init__(self, desk: Desk, page: Any, job: Job) -> None:
        self._desk, self._page, self._job = desk, page, job

    def open_field(self, household: str, path: str = "", person: str = "") -> None:
        """Open the household, at a field where one is named."""
        found: Found = self._page.found
        around = tuple(one.household_id for one in self._page.shown)
        self._desk.go("household", id=household, around=around, year=found.asked.on.year,
                      field=path, person=person)  # fmt: skip

    def begin(self, households: Sequence[Judged]) -> None:
        """Begin the standard's procedure with these; who does not reach it is told, not left out."""
        found: Found | None = self._page.found
        if found is None or not households:
            return
        short = sum(one.state != "pass" for one in households)
        if short:
            self._desk.tell(say("standards_page.not_all_pass", count=short), "warn")
        homes = tuple(one.household_id for one in households)
        standard = found.first.standard
        judged = Question(standard.key, found.asked.on, as_of=found.asked.as_of)
        self._desk.go("public", new=True, households=homes, procedures=standard.procedures, judged=judged)

    def begin_ticked(self) -> None:
        """Begin the standard's procedure with what is ticked."""
        self.begin(self._page.ticked())

    def print_ticked(self) -> None:
        """The paper that belongs to the standard, for what is ticked."""
        found: Found | None = self._page.found
        homes = tuple(one.household_id for one in self._page.ticked())
        if found is not None and homes:
            paper = PAPERS[found.first.standard.use]
            self._desk.go("print", paper=paper, households=homes, year=found.asked.on.year)

    def choose_table(self) -> None:
        """The list as it stands, or what is ticked of it, as a workbook or a page where the clerk says."""
        if self._page.found is None:
            return
        name = say("standards_page.table_name", day=f"{self._desk.office.clock():%m%d}")
        path, _ = QFileDialog.getSaveFileName(
            self._page,
            say("standards_page.table"),
            str(Path.home() / f"{name}.xlsx"),
            "Excel (*.xlsx);;PDF (*.pdf)",
        )
        if path:
            self.write_table(Path(path), self._page.ticked() or self._page.shown)

    def write_table(self, path: Path, households: Sequence[Judged]) -> None:
        """Write these to a file, off the screen's thread."""
        office, found = self._desk.office, self._page.found
        words = filter_words(found, self._page.narrowing, self._page.place_words(), len(households))
        beside = (found.other.standard.short, found.second) if found.other else None

        def done(rows: int) -> None:
            self._desk.tell(say("standards_page.table_made", rows=f"{rows:,}", file=path.name))

        self._job.run(
            "errand",
            say("standards_page.table"),
            lambda progress: write_assessment(office, found.first, households, path, words, beside, progress),
            done,
        )


def filter_words(found: Found, now: Narrowing, place: str, count: int) -> str:
    """What was judged and what the list is narrowed to, as the table says it under its title."""
    asked = found.asked
    item = next((one.text for one in found.first.standard.items if one.key == now.item), "")
    parts = [
        place,
        found.first.standard.label,
        say("standards_page.on_day", day=show("date", asked.on)),
        say("standards_page.as_of_day", day=show("date", asked.as_of)) if asked.as_of else "",
        narrowed_words(now.state),
        say("standards_page.short_of", item=item) if item else "",
        say("standards_page.count", count=f"{count:,}"),
    ]
    return " \u00b7 ".join(part for part in parts if part)


def narrowed_words(state: str) -> str:
    """The words of what the list is narrowed to; "" for nothing."""
    if state == ONE_SHORT:
        return say("standards_page.one_short")
    return state_word(state) if state in ("pass", "fail", "unknown") else ""  # type: ignore[arg-type]
