"""Plans, measures and the catalogue they are chosen from, out to workbooks and in again; the list to paper."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.errors import Problem
from app.operations.catalogue_tables import export_catalogue, import_catalogue
from app.operations.dossiers import Choice
from app.operations.exports import export_workbook
from app.operations.plan_tables import import_plans, write_plan_list
from app.operations.plans import PlanList
from app.progress import Progress
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.reading_panels import ReadingPanel, Report
from app.ui.help.saving import ask_target
from app.ui.kit.buttons import Button
from app.ui.kit.popups import Menu

LIST, PLANS, MEASURES, CATALOGUE = "list", "plan", "measure", "catalogue_item"


class PlanWorkbooks:
    """`section` is the section 计划, whose list is written and whose `place` holds the panel."""

    def __init__(self, desk: Desk, section: Any) -> None:
        self._desk, self._section = desk, section

    # in

    def ask_reading(self, button: Button) -> None:
        """Ask what is to be brought in."""
        lines = [(key, "", title) for key, (title, _) in self._readings().items()]
        Menu(button, lines, self.read).open_menu(180)

    def _readings(self) -> dict[str, tuple[str, str]]:
        """What can be brought in: its title, and what its workbook must hold."""
        year = self._section.year
        return {
            PLANS: (say("help_plans.import_title"), say("help_plans.import_hint", year=year)),
            MEASURES: (say("help_plans.import_measures"), say("help_plans.measures_hint", year=year)),
            CATALOGUE: (say("help_plans.import_catalogue"), say("help_plans.catalogue_hint")),
        }

    def read(self, what: str) -> None:
        """Open the panel that brings it in."""
        office, year = self._desk.office, self._section.year

        def read(files: Sequence[Path], dry_run: bool, progress: Progress) -> Report:
            if what != CATALOGUE:
                return import_plans(office, files, what, year=year, dry_run=dry_run, progress=progress)
            if len(files) > 1:
                raise Problem("help_plans.one_catalogue")
            return import_catalogue(office, files[0], dry_run=dry_run)

        self._section.place.open_panel(ReadingPanel(self._desk, *self._readings()[what], read))

    # out

    def ask_writing(self, button: Button) -> None:
        """Ask what is to be written: the list as it stands, or what can be brought in again."""
        lines = [
            (LIST, "", say("help_plans.export_list")),
            (PLANS, "", say("help_plans.export_plans")),
            (MEASURES, "", say("help_plans.export_measures")),
            (CATALOGUE, "", say("help_plans.export_catalogue")),
        ]
        Menu(button, lines, self.choose_target).open_menu(240)

    def choose_target(self, what: str) -> None:
        """Ask where it goes, then write it."""
        titles = {
            LIST: say("help_plans.table"),
            PLANS: say("help_plans.plans"),
            MEASURES: say("help_plans.measures"),
            CATALOGUE: say("help_plans.catalogue"),
        }
        if target := ask_target(self._section, self._desk, titles[what], paper=what == LIST):
            self.write_to(what, target)

    def write_to(self, what: str, path: Path) -> None:
        """Write the list, the plans or measures of its households, or the catalogue, off the screen's thread."""
        found: PlanList | None = self._section.found
        if found is None:
            return
        year = self._section.year

        def done(count: int) -> None:
            self._desk.tell(say("help.exported_lines", count=f"{count:,}", file=path.name))

        self._section.job.run(
            "errand",
            say("help.exporting"),
            lambda progress: write_out(found, what, year, path, progress),
            done,
        )


def write_out(found: PlanList, what: str, year: int, path: Path, progress: Progress) -> int:
    """Write it; gives how many lines."""
    office = found.office
    if what == LIST:
        return write_plan_list(found, path, say("help_plans.list_title", year=year), progress=progress)
    if what == CATALOGUE:
        return export_catalogue(office, path)
    choice = Choice(households=found.households)
    made = export_workbook(office, [what], path, year=year, choice=choice, progress=progress)
    return sum(made.rows.values())
