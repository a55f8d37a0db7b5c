"""备份与恢复: when the last backup was, one now, the second disk, the list, restoring, and checking the archive."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from app.errors import Problem
from app.operations.backup_lists import BackupFile, back_up_now, list_backups
from app.operations.backups import BackupMade, backup_folders
from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.bars import ProgressLine
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, ScrollPage
from app.ui.kit.cells import Column, Row
from app.ui.kit.labels import Text
from app.ui.kit.tables import Table
from app.ui.kit.theme import height
from app.ui.kit.todos import TintedIcon
from app.ui.settings.moments import moment_words, size_words
from app.ui.settings.restores import RestoreRow, VerifyRow
from app.ui.settings.rows import SettingRow, add_rows

SHOWN = 10  # backups in sight before the list scrolls
DAY = 1  # days after which a backup is old


class BackupPart(ScrollPage):
    """The state of the backups in one line with the one thing to do, then everything else."""

    def __init__(self, desk: Desk) -> None:
        super().__init__((0, 0, 0, 0))
        self._desk = desk
        self.found: list[BackupFile] = []
        self.body.addWidget(self._state())
        self.body.addWidget(self._second())
        self.table = Table([
            Column("when", say("settings.backup_when"), 130),
            Column("size", say("settings.backup_size"), 96, kind="number"),
            Column("where", say("settings.backup_where"), 96),
            Column("file", say("settings.backup_file"), 140, stretch=True),
        ])  # fmt: skip
        card = Card(say("settings.backups_card"), say("settings.backups_note"), flush=True)
        card.body.setContentsMargins(8, 0, 8, 8)
        card.body.addWidget(self.table)
        self.empty = Text(say("settings.no_backups"), "note")
        self.empty.setContentsMargins(12, 0, 12, 8)
        card.body.addWidget(self.empty)
        self.restore, self.verify = RestoreRow(desk, self), VerifyRow(desk)
        self.table.opened.connect(lambda key: self.restore.ask(Path(key)))
        self.body.addWidget(card)
        rows = Card()
        add_rows(rows, [self.restore, self.verify])
        self.body.addWidget(rows)
        self.body.addStretch(1)

    def _state(self) -> Card:
        card = Card()
        line = QHBoxLayout()
        line.setSpacing(12)
        self._line = line
        self.sign = TintedIcon("shield-check", "neutral")
        words = QVBoxLayout()
        words.setSpacing(2)
        self.last, self.advice = Text("", "strong"), Text("", "note", wrap=True)
        words.addWidget(self.last)
        words.addWidget(self.advice)
        self.now = Button(say("settings.backup_now"), "primary", "shield-check", self.back_up)
        line.addWidget(self.sign)
        line.addLayout(words, 1)
        line.addWidget(self.now)
        self.progress = ProgressLine()
        self.progress.hide()
        card.body.setContentsMargins(20, 14, 20, 14)
        card.body.addLayout(line)
        card.body.addWidget(self.progress)
        return card

    def _second(self) -> Card:
        self.choose = Button(say("settings.second_choose"), "quiet", "folder-open", self._choose_folder)
        self.drop = Button(say("settings.second_drop"), "plain", pressed_do=lambda: self.set_second(None))
        self.second = SettingRow(
            say("settings.second_card"), say("settings.second_none"), [self.drop, self.choose]
        )
        card = Card()
        card.body.setContentsMargins(20, 8, 20, 8)
        card.body.addWidget(self.second)
        return card

    def refresh(self) -> None:
        """Look into the folders again."""
        office = self._desk.office
        self._desk.lanes.run("errand", lambda _: list_backups(office), self._show, owner=self)

    def _show(self, found: list[BackupFile]) -> None:
        self.found, now = found, self._desk.office.clock()
        self._say_state(found[0].written.date() if found else None, now.date())
        if found:
            self.last.setText(say("settings.backup_last", when=moment_words(found[0].written, now)))
        self.table.show_rows([
            Row(str(one.path), (
                moment_words(one.written, now), size_words(one.size),
                say("settings.other_disk") if one.second else say("settings.here"), one.path.name,
            ))
            for one in found
        ])  # fmt: skip
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.table.setFixedHeight(height("table_head") + height("table_row") * min(SHOWN, len(found)) + 4)
        self._say_second()

    def _say_state(self, last: date | None, today: date) -> None:
        days = (today - last).days if last else 0
        if last is None:
            self.last.setText(say("settings.backup_never"))
            words, tone = say("settings.backup_first"), "warn"
        elif days > DAY:
            words, tone = say("settings.backup_old", days=days), "warn"
        else:
            words, tone = say("settings.backup_fresh"), "ok"
        self.advice.setText(words)
        self._tint(tone)

    def _tint(self, tone: str) -> None:
        fresh = TintedIcon("shield-check", tone)
        self._line.replaceWidget(self.sign, fresh)
        self.sign.hide()
        self.sign.deleteLater()
        self.sign = fresh

    def _say_second(self) -> None:
        folders = backup_folders(self._desk.office)
        self.drop.setVisible(len(folders) > 1)
        if len(folders) == 1:
            self.second.say(say("settings.second_none"), "warn")
        elif folders[1].parent.exists():
            self.second.say(say("settings.second_there", folder=folders[1]))
        else:
            self.second.say(say("settings.second_absent", folder=folders[1]), "warn")

    # doing

    def back_up(self) -> None:
        """Write a backup now, into both places."""
        office = self._desk.office
        self.now.setEnabled(False)
        self.progress.show()
        self.progress.start(say("settings.backing_up"), can_stop=False)
        self._desk.lanes.run("writer", lambda _: back_up_now(office), self._made, self._failed, owner=self)

    def _made(self, result: tuple[list[BackupMade], list[Path]]) -> None:
        made, absent = result
        self._rest()
        now = self._desk.office.clock()
        self._desk.set_setting("last_backup", moment_words(now, now))
        self._desk.changed.emit("backups")
        size = size_words(made[0].size)
        if absent:
            self._desk.tell(say("settings.backup_absent", folder=absent[0]), "warn")
        elif len(made) > 1:
            self._desk.tell(say("settings.backup_made_two", size=size))
        else:
            self._desk.tell(say("settings.backup_made", size=size))
        self.refresh()

    def _failed(self, problem: Problem) -> None:
        self._rest()
        self._desk.complain(problem)

    def _rest(self) -> None:
        self.now.setEnabled(True)
        self.progress.finish()
        self.progress.hide()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("settings.second_card"), str(Path.home()))
        if chosen:
            self.set_second(Path(chosen))

    def set_second(self, folder: Path | None) -> None:
        """Take another disk's folder for the second copy; None for none."""
        data = self._desk.office.folder.resolve()
        if folder is not None and (folder.resolve() == data or data in folder.resolve().parents):
            self._desk.tell(say("settings.second_same"), "bad")
            return
        self._desk.set_setting("backup_folder", str(folder) if folder else "")
        self.refresh()
