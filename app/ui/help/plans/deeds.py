"""What is done in the section 计划: measures and steps for many, last year's plans, workbooks, papers."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app.operations.dossiers import Choice
from app.operations.exports import export_workbook
from app.operations.line_imports import LineReport
from app.operations.plan_tables import import_plans, write_plan_list
from app.operations.plans import BatchDone, PlanList, PlanRow, last_years_plan
from app.progress import Progress
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel, ToldLines
from app.ui.help.plans.give_panels import GivePanel, show_outcome
from app.ui.help.plans.plan_panels import PlanPanel
from app.ui.help.plans.step_panels import StepPanel
from app.ui.help.reading_panels import ReadingPanel, tell_batch
from app.ui.help.saving import ask_target
from app.ui.kit.buttons import Button
from app.ui.kit.popups import Menu

PAPER = "help-plan"  # forms/papers/help-plan.toml: 一户一策


class PlanDeeds:
    """`section` is the section 计划, whose `place` holds the panels."""

    def __init__(self, desk: Desk, section: Any) -> None:
        self._desk, self._section = desk, section

    def actions(self) -> list[tuple[str, str, Callable[[], object]]]:
        """The actions of the bar at the list's foot."""
        return [
            (say("help_plans.give"), "plus", self.give),
            (say("help_plans.step_many"), "check-circle", self.step),
            (say("help_plans.carry"), "copy", self.carry),
            (say("help_plans.print"), "printer", self.print),
        ]

    # one household

    def open_plan(self, row: PlanRow) -> None:
        """Show a household's plan beside the list."""
        panel = PlanPanel(self._desk, row, self._section.year, self.step_one, self.open_page)
        self._section.place.open_panel(panel)

    def open_page(self, household: str) -> None:
        """Open the household's page at its plan, those in the list as its neighbours."""
        found: PlanList | None = self._section.found
        around = found.households if found else (household,)
        self._desk.go("household", id=household, around=around, year=self._section.year, field="plan.goal")

    def step_one(self, row: PlanRow) -> None:
        """Ask for what the next step of one plan needs."""
        self._open_step([row])

    # many

    def give(self, households: Sequence[str] = (), kind: str = "") -> None:
        """Ask which measure the chosen households get."""
        chosen = tuple(households) or self._section.chosen()
        panel = GivePanel(self._desk, chosen, self._section.year, kind)
        if not households and not self._section.table.ticked:
            panel.words.setText(say("help_plans.give_all", year=self._section.year))
        self._section.place.open_panel(panel)

    def step(self) -> None:
        """Ask which step the chosen plans take."""
        found, chosen = self._section.found, self._section.chosen()
        if found is not None:
            self._desk.lanes.run(
                "errand", lambda _: rows_of(found, chosen), self._open_step, owner=self._section
            )

    def _open_step(self, rows: Sequence[PlanRow]) -> None:
        panel = StepPanel(self._desk, rows)
        self._section.place.open_panel(panel)
        panel.take_keyboard()

    def carry(self) -> None:
        """Draft this year's plans of the chosen households from last year's."""
        office, chosen, year = self._desk.office, self._section.chosen(), self._section.year

        def done(batch: BatchDone) -> None:
            words = say("help_plans.carried", count=f"{len(batch.done):,}", year=year)
            if batch.skipped:
                panel = SidePanel(say("help_plans.carry"))
                told = ToldLines()
                panel.page.body.addWidget(told)
                panel.page.body.addStretch(1)
                self._section.place.open_panel(panel)
                show_outcome(panel, told, words, batch)
            tell_batch(self._desk, words, batch.batch or None)
            self._section.table.untick_all()
            self._desk.changed.emit("households")

        self._section.job.run(
            "writer", say("help_plans.carrying"),
            lambda progress: last_years_plan(office, chosen, year, progress=progress), done,
        )  # fmt: skip

    def print(self) -> None:
        """Print the plans of the chosen households."""
        self._desk.go("print", paper=PAPER, households=self._section.chosen(), year=self._section.year)

    # workbooks

    def ask_workbook(self, button: Button) -> None:
        """Ask whether plans or measures are to be brought in."""
        lines = [
            ("plan", "", say("help_plans.import_title")),
            ("measure", "", say("help_plans.import_measures")),
        ]
        Menu(button, lines, self.read_workbook).open_menu(180)

    def read_workbook(self, record: str = "plan") -> None:
        """Open the panel that brings plans or measures in."""
        office, year = self._desk.office, self._section.year

        def read(files: Sequence[Path], dry_run: bool, progress: Progress) -> LineReport:
            return import_plans(office, files, record, year=year, dry_run=dry_run, progress=progress)

        plans = record == "plan"
        title = say("help_plans.import_title") if plans else say("help_plans.import_measures")
        hint = (
            say("help_plans.import_hint", year=year) if plans else say("help_plans.measures_hint", year=year)
        )
        self._section.place.open_panel(ReadingPanel(self._desk, title, hint, read))

    def ask_export(self, button: Button) -> None:
        """Ask what is to be written: the list as it stands, or what can be brought in again."""
        lines = [
            ("list", "", say("help_plans.export_list")),
            ("plan", "", say("help_plans.export_plans")),
            ("measure", "", say("help_plans.export_measures")),
        ]
        Menu(button, lines, self.choose_target).open_menu(240)

    def choose_target(self, what: str) -> None:
        """Ask where it goes, then write it."""
        words = {"plan": say("help_plans.plans"), "measure": say("help_plans.measures")}
        title = words.get(what) or say("help_plans.table")
        if target := ask_target(self._section, self._desk, title, paper=what == "list"):
            self.write_to(what, target)

    def write_to(self, what: str, path: Path) -> None:
        """Write the list, or the plans or measures of its households, off the screen's thread."""
        found: PlanList | None = self._section.found
        if found is None:
            return
        office, year = self._desk.office, self._section.year
        title = say("help_plans.list_title", year=year)

        def work(progress: Progress) -> int:
            if what == "list":
                return write_plan_list(found, path, title, progress=progress)
            choice = Choice(households=found.households)
            done = export_workbook(office, [what], path, year=year, choice=choice, progress=progress)
            return sum(done.rows.values())

        def done(count: int) -> None:
            self._desk.tell(say("help.exported_lines", count=f"{count:,}", file=path.name))

        self._section.job.run("errand", say("help.exporting"), work, done)


def rows_of(found: PlanList, households: Sequence[str]) -> list[PlanRow]:
    """The lines of these households, in the order of the list."""
    wanted = set(households)
    ids = tuple(line for line, one in zip(found.ids, found.households, strict=True) if one in wanted)
    return PlanList(found.office, found.query, ids).page(0, len(ids))
