"""Photos and scans on their way: which are not at the county yet, which not here, and how much may go in a day."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.operations.carrying import Waiting, list_waiting_files
from app.operations.offices import Office
from app.operations.sync_views import sync_view
from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, EmptyPage
from app.ui.kit.cells import Column, Mark, Row
from app.ui.kit.labels import Hairline, Text
from app.ui.kit.number_fields import NumberField
from app.ui.kit.tables import Table
from app.ui.kit.theme import height, scaled
from app.ui.settings.moments import size_words
from app.ui.sync.budgets import SETTING, daily_megabytes
from app.ui.sync.couriers import Courier


def read_waiting(office: Office) -> Sequence[Waiting]:
    """The files that wait; none where no county is joined."""
    return list_waiting_files(office) if sync_view(office).enrolled else ()


class FilesCard(Card):
    """`read` once the list was read anew. Enter opens the household."""

    read = Signal()

    def __init__(self, desk: Desk, courier: Courier) -> None:
        super().__init__(say("sync_parts.files_title"), " ", flush=True)
        self._desk, self._courier = desk, courier
        self.found: Sequence[Waiting] = ()
        self.table = Table(_columns())
        self.table.opened.connect(self._open)
        self.empty = EmptyPage("check-circle", say("sync_parts.files_nothing"))
        self.now = Button(say("sync_parts.files_now"), "quiet", "arrows-clockwise", self.carry)
        self.now.setToolTip(say("sync_parts.files_now_hint"))
        self.most = NumberField()
        self.most.setFixedWidth(scaled(84))
        self.most.setAccessibleName(say("sync_parts.files_most"))
        self.most.set_answer(daily_megabytes(desk.settings()))
        self.most.answered.connect(self._keep_most)
        self.rule = Text("", "note")
        self._lay_out()
        courier.moved.connect(self._show_button)
        self._say()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        foot = QWidget()
        foot.setFixedHeight(height("action_bar"))
        line = QHBoxLayout(foot)
        line.setContentsMargins(20, 0, 12, 0)
        line.setSpacing(8)
        line.addWidget(Text(say("sync_parts.files_most"), "label"))
        line.addWidget(self.most)
        line.addWidget(Text(say("sync_parts.files_unit"), "label"))
        line.addSpacing(8)
        line.addWidget(self.rule, 1)
        line.addWidget(self.now)
        self.body.setSpacing(0)
        for part in (Hairline(), self._stack, Hairline(), foot):
            self.body.addWidget(part)
        self.body.setStretch(1, 1)

    def refresh(self) -> None:
        """Read the list again; the place in it stays."""
        office = self._desk.office
        self._desk.lanes.run("errand", lambda _: read_waiting(office), self._show, owner=self)

    def _show(self, found: Sequence[Waiting]) -> None:
        self.found = found
        self._say()
        self.read.emit()

    def _say(self) -> None:
        up = [one for one in self.found if one.here]
        down = [one for one in self.found if not one.here]
        parts = []
        if up:
            size = size_words(sum(one.size for one in up))
            parts.append(say("sync_parts.files_up", count=len(up), size=size))
        if down:
            size = size_words(sum(one.size for one in down))
            parts.append(say("sync_parts.files_down", count=len(down), size=size))
        self.note.setText(" · ".join(parts))
        self.table.show_rows(_rows(self.found))
        self._stack.setCurrentWidget(self.table if self.found else self.empty)
        self._say_rule()
        self._show_button()

    def _say_rule(self) -> None:
        most = daily_megabytes(self._desk.settings())
        if most is None:
            self.rule.setText(say("sync_parts.files_free"))
        else:
            self.rule.setText(say("sync_parts.files_limited") if most else say("sync_parts.files_by_hand"))

    def _show_button(self) -> None:
        self.now.setEnabled(bool(self.found) and not self._courier.under_way)

    def _keep_most(self) -> None:
        typed = self.most.answer()
        wrong = typed is not None and (not isinstance(typed, int) or typed < 0)
        self.most.set_issue("error" if wrong else "")
        if wrong:
            self.rule.setText(say("sync_parts.files_most_wrong"))
            return
        self._desk.set_setting(SETTING, typed)
        self._say_rule()

    def carry(self) -> None:
        """Send and fetch them all now, whatever the day's limit says."""
        self._courier.go(by_hand=True, all_files=True)

    def _open(self, key: str) -> None:
        home = key.partition("|")[0]
        if home:
            self._desk.go("household", id=home)


def _columns() -> list[Column]:
    return [
        Column("head", say("sync_page.household"), 168),
        Column("name", say("sync_parts.files_name"), 200, stretch=True),
        Column("size", say("sync_parts.files_size"), 110, "number"),
        Column("state", say("moves.state"), 180, "chips"),
    ]


def _rows(found: Sequence[Waiting]) -> list[Row]:
    return [
        Row(
            f"{one.household_id}|{one.hash}",
            (
                Mark(one.head or say("sync_page.no_head"), bold=True)
                if one.household_id
                else say("sync_parts.files_of_notice"),
                one.name,
                size_words(one.size)
                if one.size >= 100_000
                else say("sync_parts.files_kb", size=one.size / 1e3),
                (
                    Mark(
                        say("sync_parts.files_to_send") if one.here else say("sync_parts.files_to_come"),
                        "neutral",
                    ),
                ),
            ),
        )
        for one in found
    ]
