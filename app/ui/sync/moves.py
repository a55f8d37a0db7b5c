"""Households on the move: those that come and wait to be taken, those that go, and what came to nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.operations.faults import faults_told
from app.operations.move_facts import FailedMove, list_failed_moves
from app.operations.moves import Coming, Leaving, answer_move, list_coming, list_leaving
from app.operations.offices import ROLES, Office
from app.operations.places import villages
from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, EmptyPage
from app.ui.kit.choices import ChoiceField
from app.ui.kit.dialogs import Dialog, ask
from app.ui.kit.labels import Hairline, Text
from app.ui.kit.popups import Option
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.tables import Table
from app.ui.kit.theme import height
from app.ui.sync.move_rows import (
    coming_columns,
    coming_rows,
    failed_columns,
    failed_rows,
    head_of,
    leaving_columns,
    leaving_rows,
)


@dataclass(frozen=True, slots=True)
class Moving:
    """Everything the part lists."""

    coming: Sequence[Coming] = ()
    leaving: Sequence[Leaving] = ()
    failed: Sequence[FailedMove] = ()

    @property
    def waiting(self) -> int:
        """How many wait for somebody here."""
        return sum(not one.taken for one in self.coming)


def read_moving(office: Office) -> Moving:
    """Everything the part lists, in one go."""
    return Moving(list_coming(office), list_leaving(office), list_failed_moves(office))


class MovesCard(Card):
    """`read` once the lists were read anew. Enter on a household that comes asks where to put it."""

    read = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(say("moves.title"), say("moves.note"), flush=True)
        self._desk = desk
        self.found, self.loaded = Moving(), False
        self.may = ROLES.index(desk.office.user.role) >= ROLES.index("approve")
        self.tabs = Segments([Choice(key, "") for key in ("coming", "leaving", "failed")])
        self.tabs.chosen.connect(self._lay_rows)
        self.tools.addWidget(self.tabs)
        self.table = Table(coming_columns())
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(self._show_deeds)
        self.empty = {
            "coming": EmptyPage("house", say("moves.nothing_coming")),
            "leaving": EmptyPage("house", say("moves.nothing_leaving")),
            "failed": EmptyPage("check-circle", say("moves.nothing_failed")),
        }
        self._build_foot()
        self._stack = QStackedWidget()
        for part in (self.table, *self.empty.values()):
            self._stack.addWidget(part)
        self.body.setSpacing(0)
        for part in (Hairline(), self._stack, Hairline(), self.foot):
            self.body.addWidget(part)
        self.body.setStretch(1, 1)
        self._say_counts()
        self._lay_rows()

    def _build_foot(self) -> None:
        self.take = Button(say("moves.take"), "primary", "check", self.take_in)
        self.decline = Button(say("moves.decline"), "quiet", "", self.ask_declining)
        self.recall = Button(say("moves.recall"), "quiet", "arrow-counter-clockwise", self.ask_recalling)
        self.open = Button(say("moves.open"), "quiet", "house", self._open_household)
        self.hint = Text("" if self.may else say("moves.approve_only"), "note")
        self.foot = QWidget()
        self.foot.setFixedHeight(height("action_bar"))
        line = QHBoxLayout(self.foot)
        line.setContentsMargins(20, 0, 12, 0)
        line.setSpacing(8)
        line.addWidget(self.hint, 1)
        for button in (self.open, self.recall, self.decline, self.take):
            line.addWidget(button)

    # what is shown

    @property
    def tab(self) -> str:
        """Which list is shown: coming, leaving, failed."""
        return self.tabs.key()

    def refresh(self) -> None:
        """Read the lists again; the place in them stays."""
        office = self._desk.office
        self._desk.lanes.run("errand", lambda _: read_moving(office), self._show, owner=self)

    def _show(self, found: Moving) -> None:
        self.found, self.loaded = found, True
        self._say_counts()
        self._lay_rows()
        self.read.emit()

    def show_tab(self, tab: str) -> None:
        """Go to one of the lists."""
        self.tabs.choose(tab)
        self._lay_rows()

    def _say_counts(self) -> None:
        found = self.found
        choices = [
            Choice("coming", say("moves.coming_tab", count=len(found.coming))),
            Choice("leaving", say("moves.leaving_tab", count=len(found.leaving))),
        ]
        if found.failed:
            choices.append(Choice("failed", say("moves.failed_tab", count=len(found.failed))))
        elif self.tab == "failed" and self.loaded:
            self.tabs.choose("coming")
        self.tabs.show_choices(choices)

    def _lay_rows(self, _: str = "") -> None:
        found, tab = self.found, self.tab
        columns, rows = {
            "coming": (coming_columns, coming_rows(found.coming)),
            "leaving": (leaving_columns, leaving_rows(found.leaving)),
            "failed": (failed_columns, failed_rows(found.failed)),
        }[tab]
        wanted = columns()
        if [one.key for one in wanted] != [one.key for one in self.table.rows.columns]:
            self.table.show_columns(wanted)
        self.table.show_rows(rows)
        self._stack.setCurrentWidget(self.table if rows else self.empty[tab])
        if rows and self.table.current_key() not in [row.key for row in rows]:
            self.table.go_to(0)
        self._show_deeds()

    def _show_deeds(self, _: str = "") -> None:
        coming, leaving, failed = self._coming(), self._leaving(), self._failed()
        waits = coming is not None and not coming.taken
        self.take.setVisible(self.tab == "coming")
        self.decline.setVisible(self.tab == "coming")
        self.take.setEnabled(waits and self.may)
        self.decline.setEnabled(waits and self.may)
        self.recall.setVisible(self.tab == "leaving")
        self.recall.setEnabled(leaving is not None and self.may)
        here = leaving is not None or (failed is not None and failed.leaving)
        self.open.setVisible(self.tab != "coming")
        self.open.setEnabled(here)
        self.foot.setVisible(self._stack.currentWidget() is self.table)

    def _coming(self) -> Coming | None:
        key = self.table.current_key() if self.tab == "coming" else ""
        return next((one for one in self.found.coming if one.id == key), None)

    def _leaving(self) -> Leaving | None:
        key = self.table.current_key() if self.tab == "leaving" else ""
        return next((one for one in self.found.leaving if one.household == key), None)

    def _failed(self) -> FailedMove | None:
        key = self.table.current_key() if self.tab == "failed" else ""
        return next((one for one in self.found.failed if one.household == key), None)

    # what a person does

    def _open(self, _: str) -> None:
        if self.tab == "coming":
            self.take_in()
        else:
            self._open_household()

    def _open_household(self) -> None:
        going, failed = self._leaving(), self._failed()
        home = going.household if going else failed.household if failed and failed.leaving else ""
        if home:
            self._desk.go("household", id=home)

    def take_in(self) -> Dialog | None:
        """Ask into which of our villages the household comes, and take it."""
        one, office = self._coming(), self._desk.office
        if one is None or one.taken or not self.may:
            return None
        field = ChoiceField([Option(place.code, place.name, place.code) for place in villages(office)])
        field.setAccessibleName(say("moves.take_village"))

        def decided(key: str) -> None:
            village = str(field.answer() or "")
            if key == "take" and village:
                words = say("moves.taken", head=head_of(one.head))
                self._write(lambda: answer_move(office, one.id, "taken", village), words)

        body = say("moves.take_body", members=one.members, place=one.from_name or one.from_code, by=one.by)
        answers = [("no", say("moves.take_not"), "quiet"), ("take", say("moves.take_now"), "primary")]
        dialog = Dialog(self, say("moves.take_title", head=head_of(one.head)), body, answers, decided)
        dialog.content.addWidget(Text(say("moves.take_village"), "label"))
        dialog.content.addWidget(field)
        dialog.accepts = lambda key: key == "no" or bool(field.answer())
        dialog.ask(field)
        return dialog

    def ask_declining(self) -> Dialog | None:
        """Ask whether the household is to stay where it is."""
        one, office = self._coming(), self._desk.office
        if one is None or one.taken or not self.may:
            return None

        def declined() -> None:
            words = say("moves.declined", head=head_of(one.head))
            self._write(lambda: answer_move(office, one.id, "declined"), words)

        title = say("moves.decline_title", head=head_of(one.head))
        body = say("moves.decline_body", place=one.from_name or one.from_code)
        return ask(self, title, body, say("moves.decline"), say("moves.decline_not"), declined)

    def ask_recalling(self) -> Dialog | None:
        """Ask why the household stays after all."""
        from app.ui.household.departures import ask_recalling

        one = self._leaving()
        if one is None or not self.may:
            return None
        return ask_recalling(self, self._desk.office, one.household, one.to_name, self._write)

    def _write(self, deed: Callable[[], object], words: str) -> None:
        """Write in the writer's lane; the other pages hear of it."""

        def work(_: object) -> None:
            with faults_told():
                deed()

        def over(_: object) -> None:
            self._desk.tell(words)
            self.refresh()
            self._desk.changed.emit("households")

        self._desk.lanes.run("writer", work, over, owner=self)
