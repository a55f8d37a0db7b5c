"""关于: the version, where the data lies, the report for support, and the licences of what the program is made of."""

import tomllib
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from app import __version__
from app.operations.support_reports import support_report
from app.paths import resources
from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, ScrollPage
from app.ui.kit.cells import Column, Row
from app.ui.kit.tables import Table
from app.ui.kit.theme import height
from app.ui.settings.rows import SettingRow, add_rows


class AboutPart(ScrollPage):
    """What the program is, for whoever asks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__((0, 0, 0, 0))
        self._desk = desk
        folder = Button(say("settings.open_folder"), "quiet", "folder-open", self._open_folder)
        copy = Button(say("settings.copy_report"), "quiet", "copy", self.copy_report)
        save = Button(say("settings.save_report"), "quiet", "download-simple", self._save_report)
        card = Card(say("settings.about_card", version=__version__), say("settings.about_note"))
        add_rows(card, [
            SettingRow(say("settings.folder"), str(desk.office.folder), [folder]),
            SettingRow(say("settings.report"), say("settings.report_note"), [copy, save]),
        ])  # fmt: skip
        self.body.addWidget(card)
        self.body.addWidget(self._licences())
        self.body.addStretch(1)

    def _licences(self) -> Card:
        parts = tomllib.loads((resources() / "licences.toml").read_text(encoding="utf-8"))["part"]
        table = Table([
            Column("name", say("settings.licence_part"), 240),
            Column("use", say("settings.licence_use"), 110, stretch=True),
            Column("licence", say("settings.licence"), 180),
        ])  # fmt: skip
        table.show_rows([Row(one["name"], (one["name"], one["use"], one["licence"])) for one in parts])
        table.setFixedHeight(height("table_head") + height("table_row") * len(parts) + 4)
        card = Card(say("settings.licences_card"), flush=True)
        card.body.setContentsMargins(8, 0, 8, 8)
        card.body.addWidget(table)
        return card

    def refresh(self) -> None:
        """Nothing here changes by itself."""

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._desk.office.folder)))

    def copy_report(self) -> None:
        """Put the report on the clipboard."""
        office = self._desk.office
        self._desk.lanes.run("errand", lambda _: support_report(office), self._copy, owner=self)

    def _copy(self, report: str) -> None:
        QGuiApplication.clipboard().setText(report)
        self._desk.tell(say("settings.report_copied"))

    def _save_report(self) -> None:
        name = say("settings.report_file", day=f"{self._desk.office.clock():%m%d}")
        path, _ = QFileDialog.getSaveFileName(
            self, say("settings.report"), str(Path.home() / name), say("settings.text_kinds")
        )
        if path:
            self.save_report(Path(path))

    def save_report(self, file: Path) -> None:
        """Write the report to a file."""
        office = self._desk.office

        def work(_: object) -> None:
            file.write_text(support_report(office), encoding="utf-8")

        def done(_: object) -> None:
            self._desk.tell(say("settings.report_saved", file=file.name))

        self._desk.lanes.run("errand", work, done, owner=self)
