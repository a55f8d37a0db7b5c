"""The page 公示公告: the board of cases, the register of notices, a new batch, proof of a notice."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.operations.notices.agenda import BoardCard, DayEvent, board, events
from app.operations.notices.calendar import CalendarEvent
from app.operations.notices.viewing import NoticeLine, list_notices
from app.operations.offices import Office
from app.operations.standards import Question
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.panels import PanelPlace
from app.ui.kit.bars import ActionBar
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, EmptyPage, PageHeader
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.tables import Table
from app.ui.public.calendars import DeadlineCalendar
from app.ui.public.case_panels import CasePanel
from app.ui.public.days import DaysStrip
from app.ui.public.lanes import Board
from app.ui.public.openings import NewBatchPanel
from app.ui.public.proceeding_panels import ProceedingPanel
from app.ui.public.proofs import ProofPanel
from app.ui.public.runs import RunPanel
from app.ui.public.sheets import SheetPanel
from app.ui.public.shown import notice_columns, notice_row
from app.ui.public.thread_panels import ThreadPanel
from app.ui.public.wording_panels import WordingPanel

VIEWS = ("board", "days", "register")
SPARED = (2, 5, 7)  # columns of the register given up beside a panel: village, posting, objections


class Read(NamedTuple):
    """What the page shows."""

    cards: list[BoardCard]
    events: list[DayEvent]
    notices: list[NoticeLine]


def read_public(office: Office) -> Read:
    """Read the board, the coming days and the register."""
    today = office.clock().date()
    return Read(board(office), events(office, today), list_notices(office))


class PublicPage(QWidget):
    """Opened by `desk.go("public", case=…)`, `(notice=…)`, or `(new=True, village=…, households=(…))`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.read = Read([], [], [])
        self.new = Button(say("public.new_batch"), "primary", "plus", self.begin)
        self.proof = Button(say("public.proof"), "quiet", "qr-code", self.prove)
        self.views = Segments(
            [
                Choice("board", say("public.board")),
                Choice("days", say("public_days.view")),
                Choice("register", say("public.register")),
            ]
        )
        self.views.chosen.connect(self.show_view)
        self.header = PageHeader(say("public.title"), " ", [self.views, self.proof, self.new])
        self.board = Board()
        self.board.opened.connect(self.open_case)
        self.days = DaysStrip(self.open_case)
        self.calendar = DeadlineCalendar(desk)
        self.calendar.opened.connect(self._open_event)
        self.empty = EmptyPage(
            "megaphone-simple", say("public.nothing_runs"), say("public.new_batch"), self.begin
        )
        self.table = Table(notice_columns(), ticks=True)
        self.table.opened.connect(self.open_notice)
        self.table.ticks_changed.connect(self._say_counts)
        self.table.ticked_all.connect(self._tick_all)
        self.bar = ActionBar([(say("notice_runs.all"), "printer", self.print_ticked)])
        self.bar.cleared.connect(self.table.untick_all)
        self._lay_out()
        desk.changed.connect(self._heard)
        self.refresh()

    def _lay_out(self) -> None:
        first = QWidget()
        whole = QVBoxLayout(first)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.board, 1)
        whole.addWidget(self.empty, 1)
        whole.addWidget(self.days)
        self.empty.hide()
        second = Card(flush=True)
        second.body.setSpacing(0)
        second.body.addWidget(self.table, 1)
        second.body.addWidget(self.bar)
        self.stack = QStackedWidget()
        for view in (first, self.calendar, second):
            self.stack.addWidget(view)
        self.place = PanelPlace(self.stack, self._take_keyboard)
        self.place.changed.connect(self._panel_changed)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 0, 24, 20)
        page.setSpacing(12)
        page.addWidget(self.header)
        page.addWidget(self.place, 1)

    def open_at(
        self,
        case: str = "",
        notice: str = "",
        new: bool = False,
        village: str | None = None,
        households: Sequence[str] = (),
        view: str = "",
        read: str | None = None,
        household: str = "",
        procedures: Sequence[str] = (),
        judged: Question | None = None,
        **place: object,
    ) -> None:
        """Come to a case, a notice, a new batch of these households, or a view: board, days, register.

        With `read` the case is opened for a reader, at that meeting, notice or objection ("" at its beginning), with
        the votes of `household`.
        """
        if view in VIEWS:
            self.show_view(view)
        if new:
            self.begin(village, households, procedures, judged)
        elif case and read is not None:
            self.read_case(case, read, household)
        elif case:
            self.open_case(case)
        elif notice:
            self.show_view("register")
            self.open_notice(notice)

    def show_view(self, key: str) -> None:
        """Show the board, the calendar or the register."""
        self.views.choose(key)
        self.stack.setCurrentIndex(VIEWS.index(key))

    def refresh(self) -> None:
        """Read again what is shown."""
        office = self._desk.office
        self._desk.lanes.run("errand", lambda _: read_public(office), self._show, owner=self)
        self.calendar.refresh()

    def _show(self, read: Read) -> None:
        self.read = read
        self.board.show_board(read.cards)
        self.board.setVisible(bool(read.cards))
        self.empty.setVisible(not read.cards)
        self.days.show_events(read.events, self._desk.office.clock().date())
        self.table.show_rows([notice_row(line) for line in read.notices])
        self._say_counts()
        late = sum(card.overdue or card.hangs_too_long for card in read.cards)
        today = sum(one.on == self._desk.office.clock().date() for one in read.events)
        self.header.say(say("public.line", running=len(read.cards), today=today))
        self._desk.show_count("public", max(late, today))

    def _say_counts(self) -> None:
        count = len(self.table.ticked)
        chosen = say("notice_runs.chosen", count=count) if count else ""
        self.bar.show_counts(say("public.count", count=len(self.read.notices)), chosen)

    def _tick_all(self, on: bool) -> None:
        self.table.tick([line.id for line in self.read.notices], on)

    # panels

    def open_case(self, case: str) -> None:
        """Open a case beside the board."""
        if not case:
            return
        panel = CasePanel(self._desk, case)
        panel.wrote.connect(self._wrote)
        panel.looking.connect(self.open_notice)
        panel.opening.connect(self._open_household)
        panel.reading.connect(partial(self.read_case, case))
        panel.editing.connect(partial(self.edit_notice, case))
        panel.printing.connect(partial(self.print_paper, case))
        self.place.open_panel(panel)
        self.board.choose(case)

    def read_case(self, case: str, at: str = "", household: str = "") -> None:
        """Read a case: what followed from what, from its meeting to what was decided."""
        panel = ThreadPanel(self._desk, case, household, at)
        panel.looking.connect(self.open_notice)
        panel.opening.connect(self._open_household)
        panel.carrying_on.connect(partial(self.open_case, case))
        self.place.open_panel(panel)
        self.board.choose(case)

    def _open_event(self, one: CalendarEvent) -> None:
        self._desk.go(one.page, **one.place)

    def open_notice(self, notice: str) -> None:
        """Look at a notice's sheet."""
        panel = SheetPanel(self._desk, notice)
        panel.printed.connect(self._desk.tell)
        case = next((line.case_id for line in self.read.notices if line.id == notice), None)
        if case:
            read = partial(self.read_case, case, f"notice:{notice}")
            panel.tools.insertWidget(0, Button(say("threads.open"), "link", pressed_do=read))
        self.place.open_panel(panel)

    def edit_notice(self, case: str, notice: str) -> None:
        """Type a notice's words with its sheet beside them; the case is there again after."""
        panel = WordingPanel(self._desk, notice)
        panel.saved.connect(self._wrote)
        self.place.open_panel(panel)
        panel.closed.connect(partial(self.open_case, case))

    def print_paper(self, case: str, paper: str, of: str) -> None:
        """Look at a paper of a meeting or a notice and print it; the case is there again after."""
        panel = ProceedingPanel(self._desk, paper, of)
        panel.printed.connect(self._desk.tell)
        self.place.open_panel(panel)
        panel.closed.connect(partial(self.open_case, case))

    def print_ticked(self) -> None:
        """Print the ticked notices together."""
        order = [line.id for line in self.read.notices if line.id in self.table.ticked]
        panel = RunPanel(self._desk, order)
        panel.printed.connect(self._desk.tell)
        self.place.open_panel(panel)

    def begin(
        self,
        village: str | None = None,
        households: Sequence[str] = (),
        procedures: Sequence[str] = (),
        judged: Question | None = None,
    ) -> None:
        """Begin a new batch; one of `procedures` is proposed for it. `judged`: by what its households were judged."""
        panel = NewBatchPanel(self._desk, village or None, households, procedures, judged)
        panel.opened.connect(self._begun)
        self.place.open_panel(panel)

    def prove(self) -> None:
        """Check whether a notice is genuine."""
        self.place.open_panel(ProofPanel(self._desk))

    def _begun(self, case: str) -> None:
        self._desk.changed.emit("cases")
        self.open_case(case)

    def _wrote(self, words: str) -> None:
        self._desk.tell(words)
        self._desk.changed.emit("households")

    def _open_household(self, household: str) -> None:
        self._desk.go("household", id=household)

    def _panel_changed(self, is_open: bool) -> None:
        self.new.set_kind("quiet" if is_open else "primary")
        self.days.setVisible(not is_open)
        self.calendar.show_side(not is_open)
        for number in SPARED:
            self.table.horizontalHeader().setSectionHidden(number, is_open)
        if not is_open:
            self.board.choose("")

    def _take_keyboard(self) -> None:
        {"days": self.calendar.month, "register": self.table}.get(self.views.key(), self.views).setFocus()

    def _heard(self, what: str) -> None:
        if what in ("households", "imports", "cases"):
            self.refresh()
