"""The page 工作台. Each line of its to-do list opens the place where it is done."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.operations.doubt_lists import doubt_list, last_doubts
from app.operations.home import Figures, Home, home
from app.operations.home_help import help_tasks, last_help
from app.operations.warnings.lists import warning_list
from app.progress import Progress
from app.texts import say
from app.ui.desks import Desk
from app.ui.home.tasks import TaskList
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, EmptyPage, PageHeader, ScrollPage
from app.ui.kit.figures import Figure, FigureStrip
from app.ui.kit.labels import Line, Text
from app.ui.kit.theme import scaled

SIDE = 328


class HomePage(QWidget):
    """What the office holds and what there is to do."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = False
        self.header = PageHeader(say("home.title"), " ", [
            Button(say("home.import"), "quiet", "upload-simple", lambda: desk.go("import")),
            Button(say("home.print"), "quiet", "printer", lambda: desk.go("print")),
            Button(say("home.new"), "primary", "plus", lambda: desk.go("household", new=True)),
        ])  # fmt: skip
        self.figures = FigureStrip([])
        self.figures.pressed.connect(self._go_figure)
        self.tasks = TaskList(desk)
        self.batches = Card(say("home.batches"))
        self.empty = EmptyPage(
            "house", say("home.empty"), say("home.empty_do"), lambda: desk.go("import"), say("home.empty_new"),
            lambda: desk.go("household", new=True),
        )  # fmt: skip
        self._lay_out()
        desk.changed.connect(self._heard)
        self.refresh()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 0, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(self.header)
        whole.addWidget(self.figures)
        self._below = QWidget()
        below = QHBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(16)
        below.addWidget(self.tasks, 1)
        side = ScrollPage((0, 0, 0, 0))
        side.setFixedWidth(scaled(SIDE))
        side.body.addWidget(self._quick())
        side.body.addWidget(self.batches)
        side.body.addStretch(1)
        below.addWidget(side)
        whole.addWidget(self._below, 1)
        whole.addWidget(self.empty, 1)
        self.empty.hide()

    def _quick(self) -> Card:
        card = Card(say("home.quick"))
        grid = QGridLayout()
        grid.setSpacing(8)
        desk = self._desk
        actions = (
            ("plus", say("home.quick_new"), lambda: desk.go("household", new=True)),
            ("identification-card", say("home.quick_card"), lambda: desk.go("print", paper="card")),
            ("table", say("home.quick_roster"), lambda: desk.go("print", paper="village-roster")),
            ("clipboard-text", say("home.quick_check"), lambda: desk.go("print", paper="check-sheet")),
            ("chart-bar", say("home.quick_table"), lambda: desk.go("households")),
            ("shield-check", say("home.quick_backup"), lambda: desk.go("settings", part="backup")),
        )
        for number, (icon, words, do) in enumerate(actions):
            grid.addWidget(Button(words, "block", icon, do), number // 2, number % 2)
        card.body.addLayout(grid)
        return card

    def open_at(self, **_: object) -> None:
        """Come to the desk: what was written elsewhere is counted anew."""
        if not self._asked:
            self.refresh()

    def _heard(self, _: str) -> None:
        if self.isVisible():
            self.refresh()
        else:  # coming here counts anew; the number in the navigation is seen from everywhere
            self._count_doubts()

    def refresh(self) -> None:
        """Count again, off the screen's thread: at once what is quickly counted, in the background help and doubts."""
        office = self._desk.office
        self._asked = True
        self._desk.lanes.run(
            "errand", lambda _: home(office, last_doubts(office), last_help(office)), self._show, owner=self
        )
        self._count_help()
        self._count_doubts()

    def _count_help(self) -> None:
        office = self._desk.office
        self._desk.lanes.run(
            "background",
            lambda _: home(office, last_doubts(office), help_tasks(office)),
            self._show,
            owner=self,
        )

    def _count_doubts(self) -> None:
        office = self._desk.office

        def count(progress: Progress) -> Home:
            return home(office, doubt_list(office, progress), help_tasks(office))

        self._desk.lanes.run("background", count, self._show, owner=self)
        self._count_warnings()

    def _count_warnings(self) -> None:
        office = self._desk.office

        def count(progress: Progress) -> tuple[Home, int]:
            waiting = len(warning_list(office, progress).waiting())
            return home(office, doubt_list(office), help_tasks(office)), waiting

        self._desk.lanes.run("background", count, self._show_warned, owner=self)

    def _show_warned(self, found: tuple[Home, int]) -> None:
        self._desk.show_count("monitoring", found[1])
        self._show(found[0])

    def _show(self, found: Home) -> None:
        self._asked = False
        self.figures.show_figures(_figures(found.figures))
        self._desk.show_count("doubts", found.figures.doubts or 0)
        self.tasks.show_tasks(found.tasks, counting=None in (found.figures.doubts, found.figures.to_visit))
        nothing = not found.figures.households
        self._below.setVisible(not nothing)
        self.empty.setVisible(nothing)
        self._show_batches(found)
        today = self._desk.office.clock()
        day = say("home.day", month=today.month, day=today.day, year=today.year, weekday=weekday(today))
        late = sum(task.urgency == "overdue" for task in found.tasks)
        due = sum(task.urgency == "today" for task in found.tasks)
        self.header.say(say("home.line", day=day, due=due, late=late))

    def _show_batches(self, found: Home) -> None:
        while (item := self.batches.body.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for one in found.batches:
            when = datetime.fromisoformat(one.at)
            what = one.reason or say("home.reason_none")
            moment = say("home.moment", month=when.month, day=when.day, time=f"{when:%H:%M}")
            self.batches.body.addWidget(
                Line(say("home.batch", what=what, changes=f"{one.changes:,}"), "body")
            )
            self.batches.body.addWidget(
                Line(say("home.batch_by", moment=moment, who=one.actor), "note", tone="text3")
            )
        if not found.batches:
            self.batches.body.addWidget(Text(say("home.no_batches"), "note", tone="text3"))
        self.batches.body.addStretch(1)

    def _go_figure(self, key: str) -> None:
        if key in ("doubts", "lacking"):
            self._desk.go("doubts", rule="required" if key == "lacking" else "")
        elif key == "visited":
            self._desk.go("help", section="visits", view="due")
        else:
            self._desk.go("households")

    def keyPressEvent(self, event: object) -> None:
        """F5 counts again."""
        if getattr(event, "key", lambda: 0)() == Qt.Key.Key_F5:
            self.refresh()


def weekday(day: datetime) -> str:
    """The day of the week."""
    return say("home.weekdays").split()[day.weekday()]


def _figures(one: Figures) -> list[Figure]:
    home_unit = say("home.households_unit")
    persons = f"{one.persons:,} {say('home.persons_unit')}"
    return [
        Figure("households", say("home.households"), f"{one.households:,}", home_unit, persons),
        Figure("lifted", say("home.lifted"), f"{one.lifted:,}", home_unit, ""),
        Figure("monitored", say("home.monitored"), f"{one.watched:,}", home_unit,
               say("home.not_cleared", count=f"{one.monitored:,}")),
        _visited(one),
        Figure("lacking", say("home.lacking"), _counted(one.lacking), say("home.places_unit"), ""),
        Figure("doubts", say("home.doubts"), _counted(one.doubts), say("home.lines_unit"),
               "" if one.errors is None else say("home.errors", count=f"{one.errors:,}")),
    ]  # fmt: skip


def _visited(one: Figures) -> Figure:
    """How many of the households to be visited were visited this quarter."""
    label = say("home.visited")
    if one.visited is None or one.to_visit is None:
        return Figure("visited", label, "", say("home.percent"), "")
    if not one.to_visit:
        return Figure("visited", label, "—", "", say("home.visited_none"))
    share = one.visited * 100 // one.to_visit  # rounded down: 100 only when all were
    of = say("home.visited_of", count=f"{one.visited:,}", every=f"{one.to_visit:,}")
    return Figure("visited", label, str(share), say("home.percent"), of)


def _counted(number: int | None) -> str:
    """A number; "" while it is being counted."""
    return "" if number is None else f"{number:,}"
