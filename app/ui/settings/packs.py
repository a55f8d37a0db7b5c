"""政策包: what is in use here, what the county published, a pack's differences before it is installed, deadlines."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.deadlines import Deadline, deadlines
from app.operations.offices import Office
from app.operations.packs import (
    FileCompared,
    Installed,
    Offer,
    PackList,
    compare_pack,
    install_pack,
    list_packs,
    offers,
    open_pack,
    remove_pack,
)
from app.rules.packs import ShippedPack
from app.rules.values import show
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card
from app.ui.kit.cells import Column, Mark, Row
from app.ui.kit.dialogs import ask
from app.ui.kit.tables import Table
from app.ui.settings.pack_differences import DifferencesCard, span_words

DUE_SOON = 7  # days
Known = tuple[PackList, list[Deadline]]


def read_known(office: Office) -> Known:
    """The packs and the deadlines."""
    return list_packs(office), deadlines(office)


class PacksPart(QWidget):
    """The lists, or in their place what a pack would change. `known` is what is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.known: Known | None = None
        self.published = False
        self.open = Button(say("pack_page.open"), "primary", "folder-open", self.choose)
        self.table = Table([
            Column("name", say("pack_page.name"), 200, stretch=True),
            Column("version", say("pack_page.version"), 56, kind="number"),
            Column("days", say("pack_page.days"), 250),
            Column("place", say("pack_page.place"), 84),
            Column("state", say("pack_page.state"), 150, kind="chips"),
        ], row_height="two_line_row")  # fmt: skip
        self.table.opened.connect(self.opened)
        self.packs = Card(say("pack_page.part"), say("pack_page.note"), (self.open,), flush=True)
        self.packs.body.setContentsMargins(8, 0, 8, 8)
        self.packs.body.addWidget(self.table, 1)
        self.due = Table([
            Column("title", say("pack_page.deadline"), 200, stretch=True),
            Column("due", say("pack_page.due_on"), 140),
            Column("left", say("pack_page.left"), 120, kind="chips"),
        ], row_height="two_line_row")  # fmt: skip
        self.deadlines = Card(say("pack_page.deadlines"), flush=True)
        self.deadlines.body.setContentsMargins(8, 0, 8, 8)
        self.deadlines.body.addWidget(self.due)
        lists = QWidget()
        whole = QVBoxLayout(lists)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.packs, 2)
        whole.addWidget(self.deadlines, 1)
        self.differences = DifferencesCard()
        self.differences.install_asked.connect(self.install)
        self.differences.left.connect(self.leave)
        self.stack = QStackedWidget()
        self.stack.addWidget(lists)
        self.stack.addWidget(self.differences)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def refresh(self) -> None:
        """Read what there is; a pack that is looked at stays."""
        office = self._desk.office
        self._desk.lanes.run("errand", lambda _: read_known(office), self._show, owner=self)

    def _show(self, known: Known) -> None:
        self.known, (found, due) = known, known
        rows = [
            Row(f"offer:{one.id}", _cells(one, Mark(say("packs.state_offered"), "warn")))
            for one in found.offers
        ]
        rows += [Row(f"installed:{one.id}", _cells(one, _state(one, found))) for one in found.installed]
        rows += [
            Row(f"shipped:{one.key}", _cells(one, Mark(say("packs.state_shipped"), "neutral")))
            for one in found.shipped
        ]
        self.table.show_rows(rows)
        self.due.show_rows([Row(one.id, _due_cells(one)) for one in due])
        self.deadlines.setVisible(bool(due))

    def choose(self) -> None:
        """Ask for a pack's file."""
        path, _ = QFileDialog.getOpenFileName(
            self, say("pack_page.open"), str(Path.home()), f"{say('pack_page.files')} (*.zip)"
        )
        if path:
            self.look_at(Path(path))

    def look_at(self, path: Path) -> None:
        """Show what a file would change."""
        office = self._desk.office
        self._look(lambda: compare_pack(office, path.name, open_pack(path)), published=False)

    def opened(self, key: str) -> None:
        """What the county offers is looked at; what is in use may be taken off."""
        kind, _, one = key.partition(":")
        found = self.known[0] if self.known else None
        if kind == "offer":
            office = self._desk.office
            self._look(lambda: _compare_offer(office, one), published=True)
        elif kind == "installed" and found is not None:
            pack = next((pack for pack in found.installed if pack.id == one and pack.in_force), None)
            if pack is not None:
                body = say("pack_page.remove_body", pack=pack.label, version=pack.version)
                ask(self, say("pack_page.remove_title"), body, say("pack_page.remove_yes"),
                    say("pack_page.remove_no"), lambda: self.remove(pack.key), grave=True)  # fmt: skip

    def _look(self, compare: Callable[[], FileCompared], *, published: bool) -> None:
        self.published = published
        self._desk.lanes.run("errand", lambda _: compare(), self._compared, self._desk.complain, owner=self)

    def _compared(self, found: FileCompared) -> None:
        self.differences.show_found(found)
        self.stack.setCurrentWidget(self.differences)
        self.differences.table.setFocus()  # installing is never a mere Enter

    def leave(self) -> None:
        """Back to the lists; nothing was installed."""
        self.stack.setCurrentIndex(0)
        self.refresh()

    def install(self) -> None:
        """Install what is looked at."""
        found, office, published = self.differences.found, self._desk.office, self.published
        if found is None:
            return
        self.differences.install.setEnabled(False)

        def done(made: FileCompared) -> None:
            self._desk.tell(say("packs.installed", pack=made.pack.label, version=made.pack.version))
            self._changed()

        def refused(problem: Problem) -> None:
            self.differences.install.setEnabled(True)
            self._desk.complain(problem)

        self._desk.lanes.run(
            "writer",
            lambda _: install_pack(office, found.name, found.data, published=published),
            done,
            refused,
            owner=self,
        )

    def remove(self, key: str) -> None:
        """Take a pack off."""
        office = self._desk.office

        def done(one: Installed) -> None:
            self._desk.tell(say("packs.removed", pack=one.label))
            self._changed()

        self._desk.lanes.run(
            "writer", lambda _: remove_pack(office, key), done, self._desk.complain, owner=self
        )

    def _changed(self) -> None:
        """Everything that judges reads anew."""
        self._desk.changed.emit("imports")
        self.leave()


def _compare_offer(office: Office, pack_id: str) -> FileCompared:
    found = next((one for one in offers(office) if one.id == pack_id), None)
    if found is None:
        raise Problem("packs.gone")
    return compare_pack(office, found.label, found.data(office))


def _state(one: Installed, found: PackList) -> Mark:
    if one.id in found.faults:
        return Mark(say("packs.state_fault"), "bad", sentence(found.faults[one.id]))
    if one.removed_on:
        return Mark(say("packs.state_removed"), "neutral")
    return (
        Mark(say("packs.state_in_force"), "ok") if one.in_force else Mark(say("packs.state_older"), "neutral")
    )


def _cells(one: ShippedPack | Installed | Offer, state: Mark) -> tuple[Mark, str, str, str, tuple[Mark, ...]]:
    name = Mark(one.label, note=one.era)
    place = one.region or say("pack_page.everywhere")
    return name, str(one.version), span_words(one.first, one.last), place, (state,)


def _due_cells(one: Deadline) -> tuple[Mark, str, tuple[Mark, ...]]:
    tone = "bad" if one.days < 0 else "warn" if one.days <= DUE_SOON else "neutral"
    left = (
        say("pack_page.days_past", days=-one.days)
        if one.days < 0
        else say("pack_page.days_left", days=one.days)
        if one.days
        else say("pack_page.due_today")
    )
    return Mark(one.title, note=one.remark), show("date", one.due), (Mark(left, tone),)
