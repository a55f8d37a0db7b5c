"""By stick: where there is no line, a stick carries what the county has not confirmed, and brings back its answer."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.drives import stick_drives
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.jobs import Job
from app.ui.kit.bars import ProgressLine
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, ScrollPage, Surface
from app.ui.kit.labels import Line, Sign, Text
from app.ui.kit.theme import scaled
from app.ui.sync.couriers import Courier

if TYPE_CHECKING:
    from app.operations.packages import UsbDone
    from app.progress import Progress

FOLDER_SETTING = "stick_folder"
_WIDE = 720
_ICONS = {"ok": "check-circle", "warn": "warning", "bad": "warning-circle"}
Said = tuple[str, str]
"""A sentence and its tone: ok, warn, bad."""


class StickCard(Card):
    """Choose a stick, press once: the county's answers on it are read, all that is not confirmed is written."""

    def __init__(self, desk: Desk, courier: Courier) -> None:
        super().__init__(say("sync_parts.stick"), say("sync_parts.stick_note"))
        self._desk, self._courier = desk, courier
        self.folder: Path | None = None
        self.told: Sequence[Said] = ()
        self.choose = Button(say("sync_parts.stick_choose"), "quiet", "folder-open", self._choose)
        self.go = Button(say("sync_parts.stick_do"), "primary", "hard-drive", self.carry)
        self.where = Line("", "body")
        self.progress = ProgressLine()
        self.job = Job(desk, self.progress)
        self.job.rested.connect(self._show)
        self._page = ScrollPage((0, 0, 0, 12), 12)
        self._lay_out()
        self.open_folder(self._first_folder())

    def _lay_out(self) -> None:
        body = self._page.body
        for nth, words in enumerate(
            (say("sync_parts.stick_one"), say("sync_parts.stick_two"), say("sync_parts.stick_three")), 1
        ):
            body.addLayout(_step(nth, words))
        line = QHBoxLayout()
        line.setContentsMargins(16, 8, 12, 8)
        line.setSpacing(12)
        place = Surface("sunken", "line", 6)
        place.setLayout(line)
        place.setMaximumWidth(scaled(_WIDE))
        line.addWidget(Sign("hard-drive", "text2", 18))
        line.addWidget(self.where, 1)
        line.addWidget(self.choose)
        line.addWidget(self.go)
        body.addWidget(place)
        self.progress.setMaximumWidth(scaled(_WIDE))
        body.addWidget(self.progress)
        self._results = QVBoxLayout()
        self._results.setSpacing(8)
        body.addLayout(self._results)
        body.addStretch(1)
        self.body.addWidget(self._page)

    # which stick

    def refresh(self) -> None:
        """Somebody comes: a stick that was put in meanwhile is taken, one that was pulled out is let go."""
        if not self.job.under_way and (self.folder is None or not self.folder.is_dir()):
            self.open_folder(self._first_folder())

    def _first_folder(self) -> Path | None:
        """The folder of the last time while it is there, else the one stick that is in the PC."""
        last = str(self._desk.settings().get(FOLDER_SETTING) or "")
        if last and Path(last).is_dir():
            return Path(last)
        drives = stick_drives(self._desk.office.folder)
        return drives[0] if len(drives) == 1 else None

    def _choose(self) -> None:
        drives = stick_drives(self._desk.office.folder)
        start = self.folder or (drives[0] if drives else Path.home())
        chosen = QFileDialog.getExistingDirectory(self, say("sync_parts.stick_choose"), str(start))
        if chosen:
            self.open_folder(Path(chosen))

    def open_folder(self, folder: Path | None) -> None:
        """Take this stick or folder."""
        if folder != self.folder:
            self.say(())
        self.folder = folder
        self._show()

    def _show(self) -> None:
        busy = self.job.under_way
        self.where.setText(str(self.folder) if self.folder else say("sync_parts.stick_none"))
        self.go.setEnabled(self.folder is not None and not busy)
        self.go.setToolTip("" if self.folder else say("sync_parts.stick_none"))
        self.choose.setEnabled(not busy)

    # the round

    def carry(self) -> None:
        """Read and write the stick, in the lane of the line: never while a round is made."""
        folder, office, machine = self.folder, self._desk.office, self._courier.machine
        if folder is None or self.job.under_way:
            return

        def work(progress: "Progress") -> "UsbDone":
            from app.operations.faults import faults_told
            from app.operations.packages import usb_round

            with faults_told():
                return usb_round(office, folder, progress, machine=machine)

        self.say(())
        self.job.run("line", say("sync_parts.stick_doing"), work, self._done, self._failed)
        self._show()

    def _done(self, done: "UsbDone") -> None:
        self._desk.set_setting(FOLDER_SETTING, str(self.folder))
        self.say(told_of(done))
        if done.taken:
            self._desk.changed.emit("households")
        self._desk.changed.emit("synced")

    def _failed(self, problem: Problem) -> None:
        self.say([(sentence(problem), "bad")])
        self._desk.changed.emit("synced")  # what was taken in until then is kept

    def say(self, told: Sequence[Said]) -> None:
        """Show what came of it; nothing takes the last one's words away."""
        self.told = tuple(told)
        while (item := self._results.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for words, tone in told:
            self._results.addWidget(_Result(words, tone))


def told_of(done: "UsbDone") -> list[Said]:
    """The sentences of a round, each with its tone: what asks for another way is amber, what could not be read red."""
    bad = {say("packages.bad_file", file=name, why=why) for name, why in done.bad}
    grave = {say("packages.early"), say("packages.unlike")}
    if done.missing:
        grave.add(done.said[0])
    return [(words, "bad" if words in bad else "warn" if words in grave else "ok") for words in done.said]


class _Result(QWidget):
    """One sentence with its sign."""

    def __init__(self, words: str, tone: str) -> None:
        super().__init__()
        self.setMaximumWidth(scaled(_WIDE))
        line = QHBoxLayout(self)
        line.setContentsMargins(2, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(Sign(_ICONS[tone], tone, 18))
        line.addWidget(Text(words, "label" if tone == "ok" else "body", wrap=True), 1)


def _step(number: int, words: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(Text(f"{number}.", "label", tone="accent"))
    line.addWidget(Text(words, "label"))
    line.addStretch(1)
    return line
