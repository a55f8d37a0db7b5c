"""What is done in the section 核查: opening and changing a check, its sheets, applying and refusing, locking."""

from collections.abc import Callable, Sequence
from typing import Any

from app.operations.campaigns import CampaignLine, Opened, change_campaign, close_campaign, open_campaign
from app.operations.marks import Applied, apply_marks, refuse_marks
from app.operations.places import villages
from app.operations.tasks import TaskLine
from app.progress import Progress
from app.rules.dossiers import Answers
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.checks.opening import CampaignPanel
from app.ui.help.checks.reasons import ReasonSheet
from app.ui.help.checks.sheets import OpenedSheet, SheetPanel, read_sheet
from app.ui.help.reading_panels import tell_batch
from app.ui.kit.dialogs import ask

SHEET = "house-check"  # the paper that is filled in at home
TASKS = "tasks"  # the view with the households


class CheckDeeds:
    """`section` is the section 核查: its check in sight, its lists, and the place of its panels."""

    def __init__(self, desk: Desk, section: Any) -> None:
        self._desk, self._section = desk, section
        self._checkers = ""

    # the check itself

    def open_monthly(self) -> None:
        """Ask for this month's inspection."""
        self.open_check(monthly=True)

    def open_check(self, monthly: bool = False) -> None:
        """Ask for a new check of the year in sight, or for this month's inspection."""
        office, year = self._desk.office, self._section.year

        def take(panel: CampaignPanel, answers: Answers, divisions: Sequence[str]) -> None:
            def done(opened: Opened) -> None:
                words = say("help_checks.opened", name=answers["name"], count=f"{opened.tasks:,}")
                tell_batch(self._desk, words, opened.batch)
                self._section.place.close_panel()
                self._section.refresh(opened.id)

            self._desk.lanes.run(
                "writer", lambda _: open_campaign(office, answers, divisions, year), done, panel.refuse,
                owner=panel,
            )  # fmt: skip

        self._open(CampaignPanel(self._desk, year, villages(office), None, take, monthly))

    def change_check(self) -> None:
        """Ask for another name or window of the check in sight."""
        known: CampaignLine | None = self._section.known
        if known is None:
            return
        office = self._desk.office

        def take(panel: CampaignPanel, answers: Answers, _: Sequence[str]) -> None:
            def done(_: object) -> None:
                self._desk.tell(say("help_checks.changed", name=answers["name"]))
                self._section.place.close_panel()
                self._section.refresh()

            self._desk.lanes.run(
                "writer",
                lambda _: change_campaign(office, known.id, answers),
                done,
                panel.refuse,
                owner=panel,
            )

        self._open(CampaignPanel(self._desk, known.year, (), known, take))

    def _open(self, panel: CampaignPanel) -> None:
        self._section.open_panel(panel)
        panel.begin()

    def close_check(self) -> None:
        """Lock the check in sight: what still waits needs a reason."""
        known: CampaignLine | None = self._section.known
        if known is None:
            return
        left, verb = known.tasks - known.done, say("help_checks.lock_it")
        title = say("help_checks.lock_title", name=known.name)
        if left or known.waiting:
            body = say("help_checks.lock_unfinished", households=f"{left:,}", marks=f"{known.waiting:,}")
            ReasonSheet(self._section, title, body, verb, lambda reason: self._close(known, reason)).ask()
        else:
            body = say("help_checks.lock_body")
            ask(self._section, title, body, verb, say("help_checks.not_now"), lambda: self._close(known, ""))

    def _close(self, known: CampaignLine, reason: str) -> None:
        office = self._desk.office

        def done(batch: str) -> None:
            tell_batch(self._desk, say("help_checks.closed", name=known.name), batch)
            self._section.refresh()

        self._desk.lanes.run(
            "writer", lambda _: close_campaign(office, known.id, reason), done, owner=self._section
        )

    # sheets

    def open_sheet(self, task: str) -> None:
        """Open a household's sheet beside the list."""
        line: TaskLine | None = next((one for one in self._section.tasks.every if one.id == task), None)
        if line is None:
            return
        office, chosen = self._desk.office, line
        self._desk.lanes.run(
            "errand", lambda _: read_sheet(office, chosen), self._show_sheet, owner=self._section
        )

    def _show_sheet(self, sheet: OpenedSheet) -> None:
        panel = SheetPanel(self._desk, sheet, self._checkers)
        panel.saved.connect(self._saved)
        panel.household_asked.connect(self._section.open_household)
        self._section.open_panel(panel)
        self._section.tasks.stand_on(sheet.line.id)
        panel.begin()

    def _saved(self, task: str) -> None:
        panel = self._section.place.panel
        if isinstance(panel, SheetPanel):
            self._checkers = panel.checkers()
            self._desk.tell(say("help_checks.saved", head=panel.sheet.line.head))
        following = self._section.tasks.next_after(task)
        self._section.refresh()
        if following:
            self.open_sheet(following)
        else:
            self._section.place.close_panel()

    # differences

    def apply(self) -> None:
        """Write the ticked differences into the archive."""
        chosen = [one for one in self._section.marks.chosen() if not one.conflict]
        hard = [one for one in self._section.marks.chosen() if one.conflict == "changed"]
        if chosen or not hard:
            self._apply([one.id for one in self._section.marks.chosen()], ())
            return
        ids = [one.id for one in hard]
        ask(
            self._section, say("help_checks.anyway_title", count=f"{len(ids):,}"), say("help_checks.anyway_body"),
            say("help_checks.anyway"), say("help_checks.not_now"), lambda: self._apply(ids, ids), grave=True,
        )  # fmt: skip

    def _apply(self, ids: Sequence[str], anyway: Sequence[str]) -> None:
        office, known = self._desk.office, self._section.known

        def work(progress: Progress) -> Applied:
            return apply_marks(office, known.id, ids, anyway, progress)

        def done(applied: Applied) -> None:
            count, left = applied.applied + applied.already, len(applied.conflicts)
            words = say("help_checks.applied", count=f"{count:,}", left=f"{left:,}")
            tell_batch(self._desk, words if left else say("help_checks.applied_all", count=f"{count:,}"),
                       applied.batch or None)  # fmt: skip
            self._desk.changed.emit("households")

        self._section.job.run("writer", say("help_checks.applying"), work, done)

    def refuse(self) -> None:
        """Leave the archive as it is for the ticked differences; asks why."""
        chosen = [one.id for one in self._section.marks.chosen()]
        if not chosen:
            return
        then: Callable[[str], object] = lambda reason: self._refuse(chosen, reason)  # noqa: E731
        ReasonSheet(
            self._section, say("help_checks.refuse_title", count=f"{len(chosen):,}"),
            say("help_checks.refuse_body"), say("help_checks.refuse"), then,
        ).ask()  # fmt: skip

    def _refuse(self, ids: Sequence[str], reason: str) -> None:
        office, known = self._desk.office, self._section.known

        def done(batch: str) -> None:
            tell_batch(self._desk, say("help_checks.refused", count=f"{len(ids):,}"), batch)
            self._section.refresh()

        self._desk.lanes.run(
            "writer", lambda _: refuse_marks(office, known.id, ids, reason), done, owner=self._section
        )

    # paper

    def print_sheets(self) -> None:
        """Go to the printing page with the sheets of the households in the list, else of the place in sight."""
        section = self._section
        if section.now == TASKS:
            households = tuple(one.household_id for one in section.tasks.lines)
            self._desk.go("print", paper=SHEET, households=households, year=section.year)
        else:
            self._desk.go("print", paper=SHEET, village=section.division or "", year=section.year)
