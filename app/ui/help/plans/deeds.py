"""What is done in the section 计划: a plan opened, measures and steps for many, last year's plans, papers."""

from collections.abc import Callable, Sequence
from typing import Any

from app.operations.plans import BatchDone, PlanList, PlanRow, last_years_plan
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel, ToldLines
from app.ui.help.plans.give_panels import GivePanel, show_outcome
from app.ui.help.plans.plan_panels import PlanPanel
from app.ui.help.plans.step_panels import StepPanel
from app.ui.help.reading_panels import tell_batch

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


def rows_of(found: PlanList, households: Sequence[str]) -> list[PlanRow]:
    """The lines of these households, in the order of the list."""
    wanted = set(households)
    ids = tuple(line for line, one in zip(found.ids, found.households, strict=True) if one in wanted)
    return PlanList(found.office, found.query, ids).page(0, len(ids))
