"""The page 打印: choose at the left, look at the right, then print or save what was looked at."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.documents.papers import Paper
from app.errors import Problem
from app.operations.dossiers import Choice, chosen_households
from app.operations.finding import household_named
from app.operations.papers import Gap, Order, list_papers, print_bytes
from app.operations.places import villages
from app.operations.printing import PrintPlan, find_lacking, piece_order, plan_print
from app.operations.years import known_years, working_year
from app.progress import Progress
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.kit.buttons import Button
from app.ui.kit.cards import PageHeader
from app.ui.lanes import Task
from app.ui.printing.choices import PrintChoices, size_words
from app.ui.printing.deeds import PrintDeeds
from app.ui.printing.previews import PreviewCard
from app.ui.printing.printers import page_sizes

Sizes = list[tuple[float, float]]


class PrintPage(QWidget):
    """Opened by `desk.go("print", paper=, households=, household=, village=, year=, case=)`.

    `order` is what is chosen.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.order: Order | None = None
        self.plan: PrintPlan | None = None
        self.at = 0
        self._looking: Task | None = None
        self._counting: Task | None = None
        self._counting_of: PrintPlan | None = None
        self._ready = False
        self.choices = PrintChoices()
        self.choices.changed.connect(self.look)
        self.preview = PreviewCard(desk.lanes, self._fill)
        self.preview.piece_asked.connect(self._step_piece)
        self.deeds = PrintDeeds(desk, self, self.preview)
        self.save_workbook = Button(say("printing.save_workbook"), "quiet", "table", self.deeds.save_workbook)
        self.save_word = Button(say("printing.save_word"), "quiet", "file-text", self.deeds.save_word)
        self.save_pdf = Button(say("printing.save_pdf"), "quiet", "file-pdf", self.deeds.save_pdf)
        self.print = Button(say("printing.print"), "primary", "printer", self.deeds.print)
        buttons = [self.save_workbook, self.save_word, self.save_pdf, self.print]
        self.header = PageHeader(say("printing.title"), " ", buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 0, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(self.header)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.choices)
        below.addWidget(self.preview, 1)
        whole.addLayout(below, 1)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self._press_print)
        self.print.setToolTip(QKeySequence(QKeySequence.StandardKey.Print).toString())
        desk.changed.connect(self._heard)
        self._allow(False)

    def open_at(
        self,
        paper: str = "",
        households: Sequence[str] | None = None,
        household: str = "",
        village: str = "",
        year: int | None = None,
        case: str = "",
        **_: object,
    ) -> None:
        """Come to the page, for a paper and for those it is to be printed for."""
        self.choices.go_to(paper, households, village, year, case)
        self.choices.list.setFocus()
        office = self._desk.office

        def read(_: Progress) -> tuple[Any, ...]:
            papers = [line.paper for line in list_papers(office)]
            total = len(chosen_households(office, Choice()))
            places = [(one.id, one.name) for one in villages(office)]
            named = household_named(office, household) if household else ""
            return papers, total, places, known_years(office), working_year(office), named

        self._desk.lanes.run("errand", read, self._show_choices, self._fail, owner=self)

    def _show_choices(
        self, found: tuple[list[Paper], int, list[tuple[str, str]], list[int], int, str]
    ) -> None:
        papers, total, places, years, year, named = found
        if named:
            self.choices.go_to(households=(named,))
        self.choices.show_years(years, year)
        self.choices.show_people(total, places)
        self.choices.show_papers(papers)
        self._ready = True
        self.look()

    # looking

    def look(self) -> None:
        """Lay the first piece of what is chosen out, and count what is lacking."""
        for task in (self._looking, self._counting):
            if task is not None:
                task.stop()
        self.choices.refuse_household("")
        self.order, self.plan, self.at = self.choices.order(), None, 0
        self._allow(False)
        if self.order is None or not self._ready:
            self._show_nothing(self.choices.what_is_wanted())
            return
        office, order = self._desk.office, self.order
        self.preview.show_words(say("printing.loading"))
        self._looking = self._desk.lanes.run(
            "errand", lambda _: (order, plan_print(office, order)), self._planned, self._refuse, owner=self
        )

    def _planned(self, found: tuple[Order, PrintPlan]) -> None:
        order, plan = found
        if order is not self.order:
            return
        self.plan = plan
        paper = plan.paper
        size = size_words(paper, order.size or paper.sizes[0])
        whom = self.choices.whom_words()
        self.header.say(say("printing.line", paper=paper.title, whom=whom, year=plan.year, size=size))
        if not plan.pieces:
            self._show_nothing(say("printing.nothing"))
            return
        self._allow(True)
        self.preview.show_gaps(paper.subject == "household")
        self.preview.gaps.wait()
        self.look_at(0)

    def _count_gaps(self, plan: PrintPlan) -> None:
        """Count what is lacking, once for a plan: after the first pages are there, which somebody waits for."""
        if self._counting_of is plan:
            return
        self._counting_of, office = plan, self._desk.office
        self._counting = self._desk.lanes.run(
            "errand", lambda progress: (plan, find_lacking(office, plan, progress)), self._counted, owner=self
        )

    def _counted(self, found: tuple[PrintPlan, list[Gap]]) -> None:
        if found[0] is self.plan:
            self.preview.gaps.show_gaps(found[1])
            self._say_gaps()

    def _say_gaps(self) -> None:
        if self.plan is not None and self.plan.pieces:
            self.preview.gaps.stand_on(self.plan.pieces[self.at].households)

    def look_at(self, number: int) -> None:
        """Lay that piece out: a big volume is looked at one household at a time."""
        if self.plan is None or self.order is None:
            return
        self.at = max(0, min(len(self.plan.pieces) - 1, number))
        plan, order, office = self.plan, piece_order(self.order, self.plan, self.at), self._desk.office
        self.preview.show_piece(plan.pieces[self.at].name, self.at, len(plan.pieces))
        wanted = (plan, self.at)
        if self._looking is not None:
            self._looking.stop()

        def work(progress: Progress) -> tuple[Any, bytes, Sizes]:
            pdf, _ = print_bytes(office, order, progress)
            return wanted, pdf, page_sizes(pdf)

        self._looking = self._desk.lanes.run("errand", work, self._laid_out, self._refuse, owner=self)
        if self.preview.gaps.counted:
            self._say_gaps()

    def _laid_out(self, found: tuple[Any, bytes, Sizes]) -> None:
        wanted, pdf, sizes = found
        if wanted == (self.plan, self.at):
            self.preview.stage.show_pdf(pdf, sizes)
            self._count_gaps(wanted[0])

    def _step_piece(self, step: int) -> None:
        if self.plan is not None and 0 <= self.at + step < len(self.plan.pieces):
            self.look_at(self.at + step)

    def _refuse(self, problem: Problem) -> None:
        if problem.code.startswith("finding."):
            self.choices.refuse_household(sentence(problem))
            self._show_nothing(say("printing.failed"))
        else:
            self._fail(problem)

    def _fail(self, problem: Problem) -> None:
        self._show_nothing(say("printing.failed"))
        self._allow(False)
        self._desk.complain(problem)

    def _show_nothing(self, why: str) -> None:
        """No pages: say why, and nothing of what may be lacking."""
        self.preview.show_words(why)
        self.preview.show_piece("", 0, 0)
        self.preview.show_gaps(False)

    def _allow(self, possible: bool) -> None:
        for button in (self.print, self.save_pdf, self.save_word, self.save_workbook):
            button.setEnabled(possible)

    def _press_print(self) -> None:
        if self.print.isEnabled():
            self.deeds.print()

    def set_busy(self, busy: bool) -> None:
        """While something is made or printed, nothing else is begun."""
        self._allow(not busy and self.plan is not None and bool(self.plan.pieces))
        self.choices.setEnabled(not busy)
        if not busy and self.plan is not None:
            self.preview.show_gaps(self.plan.paper.subject == "household")

    def whole_order(self) -> Order | None:
        """The order as it will be made: the year as shown, one household by its name so that the log knows it."""
        if self.order is None or self.plan is None:
            return None
        order = replace(self.order, year=self.plan.year)
        if self.plan.households == 1:
            order = replace(order, household=self.plan.pieces[0].households[0], households=None, village=None)
        return order

    def _fill(self, household: str) -> None:
        self._desk.go("household", id=household, year=self.plan.year if self.plan else None)

    def _heard(self, what: str) -> None:
        if what in ("households", "imports") and self._ready and self.isVisible():
            self.look()
