"""The section 核查: one check of the year in three views: how far it is, its households, what differs."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.operations.campaigns import CampaignLine, campaigns
from app.texts import say
from app.ui.desks import Desk
from app.ui.hearing import Hearing
from app.ui.help.checks.deeds import TASKS, CheckDeeds
from app.ui.help.checks.marks import MarksView
from app.ui.help.checks.shown import state_words
from app.ui.help.checks.tasks import TasksView
from app.ui.help.checks.turns import Turns
from app.ui.help.checks.villages import VillagesView
from app.ui.help.panels import PanelPlace, SidePanel
from app.ui.jobs import Job
from app.ui.kit.bars import ActionBar, ProgressLine
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, EmptyPage
from app.ui.kit.choices import ChoiceField
from app.ui.kit.fields import SearchField
from app.ui.kit.labels import Hairline, Line
from app.ui.kit.popups import Option
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.theme import scaled

FAR, MARKS = "far", "marks"


class ChecksSection(QWidget):
    """`known` is the check in sight; `villages`, `tasks` and `marks` are its views; `place` holds card and panel."""

    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._squeezed = desk, False
        self.year, self.now = desk.office.clock().year, FAR
        self.division: str | None = None
        self.known: CampaignLine | None = None
        self.every: list[CampaignLine] = []
        self._wanted, self._comes, self._asked = "", False, Turns()
        self.deeds = CheckDeeds(desk, self)
        self.villages, self.tasks, self.marks = VillagesView(desk), TasksView(desk), MarksView(desk)
        self.views: dict[str, Any] = {FAR: self.villages, TASKS: self.tasks, MARKS: self.marks}
        self.villages.opened.connect(self._open_village)
        self.villages.settle_asked.connect(self._open_marks)
        self.tasks.opened.connect(self.deeds.open_sheet)
        self.marks.opened.connect(self.open_household)
        for view in self.views.values():
            view.counted.connect(self._counted)
        self._build()
        self._lay_out()
        self._hearing = Hearing(desk, self, self.refresh)

    def _build(self) -> None:
        self.which = ChoiceField([], say("help_checks.which"))
        self.which.setFixedWidth(scaled(236))
        self.which.answered.connect(self._picked)
        self.state = Line("", "note", tone="text2")
        self.change = Button(say("help_checks.change"), "plain", "pencil-simple", self.deeds.change_check)
        self.lock = Button(say("help_checks.lock_it"), "plain", "lock-simple", self.deeds.close_check)
        self.view = Segments([Choice(FAR, say("help_checks.view_far")), Choice(TASKS, say("help_checks.view_tasks")),
                              Choice(MARKS, say("help_checks.view_marks"))])  # fmt: skip
        self.view.chosen.connect(self.show_view)
        self.narrowing = Segments([Choice("", "")])
        self.narrowing.chosen.connect(self._narrow)
        self.search = SearchField(say("help_checks.search"), scaled(32))
        self.search.setFixedWidth(scaled(180))
        self.search.paused.connect(self._search)
        self.progress = ProgressLine()
        self.job = Job(self._desk, self.progress)
        self.bar = ActionBar([
            (say("help_checks.apply"), "check-circle", self.deeds.apply),
            (say("help_checks.refuse"), "x-circle", self.deeds.refuse),
        ])  # fmt: skip
        self.bar.cleared.connect(self.marks.table.untick_all)
        self.print_button = Button(say("help_checks.print"), "quiet", "printer", self.deeds.print_sheets)
        self.open_button = Button(say("help_checks.open_it"), "primary", "plus", self.deeds.open_check)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        for view in self.views.values():
            self.stack.addWidget(view)
        self.empty = EmptyPage("clipboard-text", say("help_checks.none"), say("help_checks.open_it"),
                               self.deeds.open_check)  # fmt: skip
        self.inner = QWidget()
        inner = QVBoxLayout(self.inner)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(_line(self.which, self.state, self.change, self.lock, stretch=1))
        inner.addLayout(_line(self.view, self.narrowing, None, self.search, top=0))
        inner.addWidget(Hairline())
        inner.addWidget(self.progress)
        inner.addWidget(self.stack, 1)
        inner.addWidget(self.bar)
        card = Card(flush=True)
        card.body.setSpacing(0)
        card.body.addWidget(self.inner, 1)
        card.body.addWidget(self.empty, 1)
        card.setFocusProxy(self.stack)
        self.inner.hide()
        self.empty.hide()
        self._card = card
        self.place = PanelPlace(card)
        self.place.changed.connect(self._panel_changed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.place)

    def buttons(self) -> list[QWidget]:
        """The buttons of the page's header."""
        return [self.print_button, self.open_button]

    # what is shown

    def show_scope(self, year: int, division_id: str | None) -> None:
        """Show the newest check of that year, narrowed to that village."""
        if year != self.year:
            self.place.close_panel()
        self.year, self.division = year, division_id
        self.refresh()

    def open_at(self, campaign: str = "", view: str = "", monthly: bool = False, **place: object) -> None:
        """Come to a check, to one of its views, or to a new one for this month."""
        if monthly:
            self.deeds.open_monthly()
        if campaign:
            self._wanted = campaign
            self.refresh()
        if view in self.views:
            self.view.choose(view)
            self.show_view(view)
        self._comes = True
        if self.known is not None:
            self._take_keyboard()

    def _take_keyboard(self) -> None:
        """The list in sight takes the keyboard, once there is one, of somebody who just came."""
        if self._comes and self.place.panel is None and self.isVisible():
            self._comes = False
            self.views[self.now].take_keyboard()

    def refresh(self, campaign: str = "") -> None:
        """Read the checks of the year again and show the one named, else the one in sight."""
        wanted = campaign or self._wanted or (self.known.id if self.known else "")
        office, year, asked = self._desk.office, self.year, self._asked.next()
        self._desk.lanes.run(
            "errand", lambda _: campaigns(office, year),
            lambda every: self._show(every, wanted) if self._asked.is_last(asked) else None, owner=self,
        )  # fmt: skip

    def _show(self, every: list[CampaignLine], wanted: str) -> None:
        self.every = every
        self.known = next((one for one in every if one.id == wanted), every[0] if every else None)
        self._wanted = "" if self.known and self.known.id == self._wanted else self._wanted
        self.inner.setVisible(bool(every))
        self.empty.setVisible(not every)
        self.open_button.setVisible(bool(every))
        self.print_button.setVisible(bool(every))
        self.which.set_options([Option(one.id, one.name, state_words(one)) for one in every])
        if self.known is None:
            self.said.emit(say("help_checks.none_line", year=self.year))
            return
        self.which.set_answer(self.known.id)
        self.state.setText(state_words(self.known))
        self._show_buttons()
        self._tell_view()
        self._take_keyboard()

    def _show_buttons(self) -> None:
        """Change and lock: for who may, while the check is not locked and no panel needs the room."""
        known, may = self.known, self._desk.office.user.role == "approve"
        for button in (self.change, self.lock):
            button.setVisible(known is not None and known.state != "closed" and may and not self._squeezed)

    def show_view(self, key: str) -> None:
        """Show that view of the check."""
        self.now = key
        self.stack.setCurrentWidget(self.views[key])
        self.search.set_answer(self.views[key].text)
        self._tell_view()
        self._counted()

    def _tell_view(self) -> None:
        if self.known is not None:
            self.views[self.now].show_check(self.known.id, self.division)

    def _counted(self) -> None:
        view, known = self.views[self.now], self.known
        choices = view.choices()
        self.narrowing.setVisible(bool(choices))
        self.search.setVisible(bool(choices) and not self._squeezed)
        if choices:
            self.narrowing.show_choices(choices)
            self.narrowing.choose(view.which)
        ticked = len(self.marks.chosen()) if self.now == MARKS else 0
        self.bar.show_counts(
            view.count_words(), say("help_checks.ticked", count=f"{ticked:,}") if ticked else ""
        )
        if known is not None:
            self.said.emit(say("help_checks.line", name=known.name, total=f"{known.tasks:,}", done=f"{known.done:,}",
                               waiting=f"{known.waiting:,}"))  # fmt: skip

    # what a person does

    def _picked(self) -> None:
        self._wanted = str(self.which.answer() or "")
        self.place.close_panel()
        self.refresh()

    def _narrow(self, which: str) -> None:
        self.views[self.now].narrow(which)

    def _search(self) -> None:
        self.views[self.now].search(str(self.search.answer() or ""))

    def _open_village(self, division: str) -> None:
        if division:
            self.search.set_answer("")
            self.tasks.search("")
            self.division = division
        self.view.choose(TASKS)
        self.show_view(TASKS)
        self.tasks.take_keyboard()

    def _open_marks(self) -> None:
        self.view.choose(MARKS)
        self.show_view(MARKS)
        self.marks.take_keyboard()

    def open_household(self, household: str) -> None:
        """Go to a household's page."""
        if household:
            self._desk.go("household", id=household, year=self.year)

    def open_panel(self, panel: SidePanel) -> None:
        """Show a panel beside the list, which makes room first: else the window would grow for a moment."""
        self._squeeze(True)
        self.place.open_panel(panel)

    def _panel_changed(self, is_open: bool) -> None:
        """Only one button is the strong one: while a panel is open, its own."""
        self.open_button.set_kind("quiet" if is_open else "primary")
        if not is_open:
            self._squeeze(False)
            self.views[self.now].take_keyboard()

    def _squeeze(self, squeezed: bool) -> None:
        self._squeezed = squeezed
        for view in self.views.values():
            view.squeeze(squeezed)
        self._counted()
        self._show_buttons()
        for part in (self.inner, self._card):
            if layout := part.layout():
                layout.activate()


def _line(*parts: QWidget | None, stretch: int = -1, top: int = 10) -> QHBoxLayout:
    """Parts side by side; None is the room between left and right, `stretch` the number of the part that takes it."""
    line = QHBoxLayout()
    line.setContentsMargins(16, top, 16, 10)
    line.setSpacing(12)
    for number, part in enumerate(parts):
        if part is None:
            line.addStretch(1)
        else:
            line.addWidget(part, int(number == stretch))
    return line
