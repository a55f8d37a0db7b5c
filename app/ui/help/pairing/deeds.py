"""What is done in the section 结对: pairing, handing over, cadres, workbooks in and out, papers."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from app.operations.cadres import CadreLine
from app.operations.dossiers import Choice
from app.operations.exports import Exported, export_workbook
from app.operations.line_imports import LineReport, import_lines
from app.operations.pairings import HandedOver, PairedLine, hand_over, hand_over_cadre
from app.progress import Progress
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.pairing.cadre_sheets import CadreSheet
from app.ui.help.pairing.panels import CadrePanel
from app.ui.help.pairing.works import HELPER, PairedMany, pair_many
from app.ui.help.reading_panels import ReadingPanel, tell_batch
from app.ui.help.saving import ask_target
from app.ui.kit.buttons import Button
from app.ui.kit.popups import Menu

KIND, STARTED = "pairing.kind", "pairing.started_on"
DAY, REASON, HANDED = "pairing.ended_on", "pairing.reason", "pairing.handed"


class PairingDeeds:
    """`section` is the section 结对, whose `place` holds the panels."""

    def __init__(self, desk: Desk, section: Any) -> None:
        self._desk, self._section = desk, section

    # pairing

    def pair(self) -> None:
        """Ask who helps the chosen households, else those of the list that lack a helper."""
        lines = self._section.to_pair()
        title = say("help_pairing.pair_title", count=f"{len(lines):,}")
        panel = CadrePanel(self._desk, title, say("help_pairing.pair"), (KIND, STARTED),
                           frozenset((KIND, STARTED)), lambda asked: self._pair(asked, lines))  # fmt: skip
        panel.words.setText(_names(lines) or say("help_pairing.none_to_pair"))
        panel.form.set_answer(KIND, HELPER)
        panel.form.set_answer(STARTED, self._desk.office.clock().date())
        panel.go.setEnabled(bool(lines))
        self._section.place.open_panel(panel)

    def _pair(self, panel: CadrePanel, lines: Sequence[PairedLine]) -> None:
        office, cadre = self._desk.office, panel.cadre_maker()
        kind, day = str(panel.form.answer(KIND)), panel.form.answer(STARTED)
        assert isinstance(day, date)  # required, and read

        def done(paired: PairedMany) -> None:
            panel.show_done(say("help_pairing.paired_now", count=f"{paired.done:,}"), paired.refused)
            self._wrote()

        self._desk.lanes.run(
            "writer", lambda progress: pair_many(office, lines, cadre(office), kind, day, progress), done,
            panel.refuse, owner=panel,
        )  # fmt: skip

    # handing over

    def hand_over_chosen(self) -> None:
        """Ask who takes the ticked households over."""
        lines = [line for line in self._section.pairs.chosen() if line.pairing_id]
        cadres = {line.cadre_id for line in lines}
        but = next(iter(cadres)) if len(cadres) == 1 else ""
        panel = self._handover_panel(say("help_pairing.hand_over_title", count=f"{len(lines):,}"), but,
                                     lambda asked: self._hand_over(asked, lines))  # fmt: skip
        panel.words.setText(_names(lines) if lines else say("help_pairing.none_helped"))
        panel.go.setEnabled(bool(lines))

    def hand_over_all(self, cadre: CadreLine) -> None:
        """Ask who takes all households of a cadre over."""
        title = say("help_pairing.hand_over_title", count=f"{cadre.households:,}")
        panel = self._handover_panel(title, cadre.id, lambda asked: self._hand_over_cadre(asked, cadre))
        panel.words.setText(say("help_pairing.all_of", name=cadre.name, count=f"{cadre.households:,}"))
        panel.also.setText(say("help_pairing.leaves", name=cadre.name))
        panel.also.show()

    def _handover_panel(self, title: str, but: str, take: Any) -> CadrePanel:
        panel = CadrePanel(self._desk, title, say("help_pairing.hand_over"), (DAY, REASON, HANDED),
                           frozenset((DAY, REASON)), take, but, {DAY: say("help_pairing.handover_day")})  # fmt: skip
        panel.form.set_answer(DAY, self._desk.office.clock().date())
        self._section.place.open_panel(panel)
        return panel

    def _hand_over(self, panel: CadrePanel, lines: Sequence[PairedLine]) -> None:
        office, cadre, ids = self._desk.office, panel.cadre_maker(), [line.pairing_id for line in lines]
        day, reason, handed = self._said(panel)
        households = tuple(line.household_id for line in lines)
        self._desk.lanes.run(
            "writer", lambda progress: hand_over(office, ids, cadre(office), day, reason, handed, progress),
            lambda done: self._handed(panel, done, households), panel.refuse, owner=panel,
        )  # fmt: skip

    def _hand_over_cadre(self, panel: CadrePanel, old: CadreLine) -> None:
        office, cadre, leaves = self._desk.office, panel.cadre_maker(), panel.also.isChecked()
        day, reason, handed = self._said(panel)
        households = tuple(line.household_id for line in self._section.pairs.every if line.cadre_id == old.id)
        self._desk.lanes.run(
            "writer",
            lambda _: hand_over_cadre(office, old.id, cadre(office), day, reason, handed, leaves=leaves),
            lambda done: self._handed(panel, done, households), panel.refuse, owner=panel,
        )  # fmt: skip

    @staticmethod
    def _said(panel: CadrePanel) -> tuple[date, str, str]:
        day = panel.form.answer(DAY)
        assert isinstance(day, date)  # required, and read
        return day, str(panel.form.answer(REASON)), str(panel.form.answer(HANDED) or "")

    def _handed(self, panel: CadrePanel, done: HandedOver, households: tuple[str, ...]) -> None:
        words = say("help_pairing.handed_over", count=f"{done.households:,}")
        panel.show_done(
            words, (), say("help_pairing.print_handover"), lambda: self.print("handover", households)
        )
        tell_batch(self._desk, words, done.batch)
        self._wrote()

    # cadres

    def open_cadre(self, key: str) -> None:
        """Open a cadre's panel."""
        cadre = next((one for one in self._section.loads.cadres if one.id == key), None)
        self._open_sheet(cadre)

    def add_cadre(self) -> None:
        """Open the panel of a new cadre."""
        self._open_sheet(None)

    def _open_sheet(self, cadre: CadreLine | None) -> None:
        sheet = CadreSheet(self._desk, cadre, self.hand_over_all, self._section.show_households_of)
        self._section.place.open_panel(sheet)
        sheet.take_keyboard()

    # workbooks and papers

    def read_workbook(self) -> None:
        """Open the panel that brings pairings in."""
        office = self._desk.office

        def read(files: Sequence[Path], dry_run: bool, progress: Progress) -> LineReport:
            return import_lines(office, files, "pairing", dry_run=dry_run, progress=progress)

        panel = ReadingPanel(
            self._desk, say("help_pairing.import_title"), say("help_pairing.import_hint"), read
        )
        self._section.place.open_panel(panel)

    def ask_export(self, button: Button) -> None:
        """Ask whether pairings or cadres are to be written."""
        lines = [
            ("pairing", "", say("help_pairing.export_pairs")),
            ("cadre", "", say("help_pairing.export_cadres")),
        ]
        Menu(button, lines, self.choose_target).open_menu(220)

    def choose_target(self, what: str) -> None:
        """Ask where it goes, then write it."""
        title = say("help_pairing.pairs_table") if what == "pairing" else say("help_pairing.cadres_table")
        if target := ask_target(self._section, self._desk, title, paper=False):
            self.write_to(what, target)

    def write_to(self, what: str, path: Path) -> None:
        """Write the pairings of the households shown, or all cadres, off the screen's thread."""
        office = self._desk.office
        choice = Choice(households=tuple(line.household_id for line in self._section.pairs.lines))

        def done(made: Exported) -> None:
            self._desk.tell(say("help.exported_lines", count=f"{sum(made.rows.values()):,}", file=path.name))

        self._desk.lanes.run(
            "errand", lambda progress: export_workbook(office, [what], path, choice=choice, progress=progress),
            done, owner=self._section,
        )  # fmt: skip

    def print_list(self) -> None:
        """Print the list in sight: who helps whom, or the forces as a tree."""
        if self._section.now == "forces":
            self._desk.go("print", paper="help-forces", year=self._section.year)
        else:
            self.print("pairing-list", tuple(line.household_id for line in self._section.pairs.lines))

    def print_chosen(self) -> None:
        """Print the contact cards of the ticked households."""
        self.print("contact-card", tuple(line.household_id for line in self._section.pairs.chosen()))

    def print(self, paper: str, households: Sequence[str]) -> None:
        """Go to the printing page with a paper for these households."""
        self._desk.go("print", paper=paper, households=tuple(households), year=self._section.year)

    def _wrote(self) -> None:
        self._section.pairs.table.untick_all()
        self._desk.changed.emit("households")


def _names(lines: Sequence[PairedLine]) -> str:
    """The first few heads of those chosen, and how many there are."""
    named = "\u3001".join(line.head for line in lines[:5])
    return named if len(lines) <= 5 else say("help_pairing.and_more", names=named, count=f"{len(lines):,}")
