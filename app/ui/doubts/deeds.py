"""What is done with the doubts in sight: opening the household, settling, opening again, a table of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from app.operations.doubt_tables import level_word, rule_word, write_doubts
from app.operations.doubts import FoundDoubt
from app.texts import say
from app.ui.desks import Desk
from app.ui.doubts.settling import reopen_these, settle_sheet
from app.ui.doubts.shown import Narrowing, doubt_key
from app.ui.jobs import Job
from app.ui.kit.bars import ProgressLine


class DoubtDeeds:
    """`page` is the page of doubts: `shown` and `ticked()` are its lines, `narrowing` what they are narrowed to."""

    def __init__(self, desk: Desk, page: Any, progress: ProgressLine) -> None:
        self._desk, self._page = desk, page
        self._job = Job(desk, progress, keeps_room=True)

    def open(self, key: str) -> None:
        """Open the household where the doubted field is."""
        shown: Sequence[FoundDoubt] = self._page.shown
        one = next((one for one in shown if doubt_key(one) == key), None)
        if one is not None:
            around = tuple(dict.fromkeys(each.doubt.household_id for each in shown))
            doubt = one.doubt
            self._desk.go("household", id=doubt.household_id, around=around, field=doubt.field,
                          person=doubt.person_id, year=doubt.year)  # fmt: skip

    def settle_ticked(self) -> None:
        """Ask why the ticked ones are kept as they are."""
        if chosen := self._page.ticked():
            settle_sheet(self._page, self._desk, chosen).ask()

    def begin_case(self) -> None:
        """Begin a case with the households of the ticked doubts."""
        homes = tuple(dict.fromkeys(one.doubt.household_id for one in self._page.ticked()))
        if homes:
            self._desk.go("public", new=True, households=homes)

    def reopen_ticked(self) -> None:
        """Open the ticked ones again."""
        if rows := [one.settled_id for one in self._page.ticked()]:
            self._page.table.untick_all()
            reopen_these(self._page, self._desk, rows)

    def choose_table(self) -> None:
        """The list as it stands, or what is ticked of it, as a workbook or a page where the clerk says."""
        name = say("doubtlist.table_name", day=f"{self._desk.office.clock():%m%d}")
        path, _ = QFileDialog.getSaveFileName(
            self._page,
            say("doubtlist.table"),
            str(Path.home() / f"{name}.xlsx"),
            say("doubtlist.table_files"),
        )
        if path:
            self.write_table(Path(path), self._page.ticked() or self._page.shown)

    def write_table(self, path: Path, doubts: Sequence[FoundDoubt]) -> None:
        """Write these doubts to a file, off the screen's thread."""
        office, title = self._desk.office, say("doubtlist.paper_title")
        words = filter_words(self._page.narrowing, self._page.whole, len(doubts))

        def done(rows: int) -> None:
            self._desk.tell(say("doubtlist.table_made", rows=f"{rows:,}", file=path.name))

        self._job.run(
            "errand", title, lambda progress: write_doubts(office, doubts, path, title, words, progress), done
        )


def filter_words(now: Narrowing, whole: str, count: int) -> str:
    """What the list is narrowed to, as the table says it under its title."""
    state = say("doubtlist.state_settled") if now.settled else say("doubtlist.state_open")
    parts = [
        " ".join(part for part in (now.village or whole, now.group) if part),
        state,
        level_word(now.level) if now.level else "",
        rule_word(now.rule) if now.rule else "",
        say("doubtlist.count", count=f"{count:,}"),
    ]
    return " \u00b7 ".join(part for part in parts if part)
