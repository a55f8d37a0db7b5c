"""The page 设置: its parts at the left, the chosen one at the right, made when it is first gone to."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.cards import PageHeader
from app.ui.kit.part_lists import PartList, beside


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the settings: key, icon, word and line (message keys), and its class as `module:Class`."""

    key: str
    icon: str
    words: str
    line: str
    place: str


PARTS = (
    Part(
        "office",
        "house-line",
        "settings.part_office",
        "settings.line_office",
        "app.ui.settings.offices:OfficePart",
    ),
    Part("users", "users", "settings.part_users", "settings.line_users", "app.ui.settings.users:UsersPart"),
    Part(
        "password",
        "key",
        "settings.part_password",
        "settings.line_password",
        "app.ui.settings.passwords:PasswordPart",
    ),
    Part(
        "backup",
        "shield-check",
        "settings.part_backup",
        "settings.line_backup",
        "app.ui.settings.backups:BackupPart",
    ),
    Part(
        "batches",
        "clock-counter-clockwise",
        "settings.part_batches",
        "settings.line_batches",
        "app.ui.settings.batches:BatchesPart",
    ),
    Part(
        "years", "calendar", "settings.part_years", "settings.line_years", "app.ui.settings.years:YearsPart"
    ),
    Part(
        "wordings",
        "note-pencil",
        "wordings.part",
        "wordings.part_line",
        "app.ui.settings.wordings:WordingsPart",
    ),
    Part(
        "packs",
        "clipboard-text",
        "pack_page.part",
        "pack_page.part_line",
        "app.ui.settings.packs:PacksPart",
    ),
    Part("fonts", "text-aa", "settings.part_fonts", "settings.line_fonts", "app.ui.settings.fonts:FontsPart"),
    Part("look", "eye", "settings.part_look", "settings.line_look", "app.ui.settings.looks:LookPart"),
    Part("about", "info", "settings.part_about", "settings.line_about", "app.ui.settings.abouts:AboutPart"),
)
ALSO = {"recovery": "password"}  # words other pages use for a part


class SettingsPage(QWidget):
    """Opened by `desk.go("settings", part="backup")`. A part has `refresh()`, called each time it is gone to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._parts = {part.key: part for part in PARTS}
        self._made: dict[str, Any] = {}
        self.now = PARTS[0].key
        self.header = PageHeader(say("settings.title"), " ")
        self.list = PartList([(part.key, part.icon, say(part.words)) for part in PARTS])
        self.list.chosen.connect(self.show_part)
        self.stack = QStackedWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 0, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(self.header)
        whole.addLayout(beside(self.list, self.stack, 176), 1)
        desk.changed.connect(self._heard)

    def open_at(self, part: str = "", **_: object) -> None:
        """Come to a part; without one to where it was left."""
        self.show_part(ALSO.get(part, part) or self.now)
        self.list.setFocus()

    def show_part(self, key: str) -> None:
        """Show that part."""
        self.now = key if key in self._parts else PARTS[0].key
        self.list.choose(self.now)
        self.header.say(say(self._parts[self.now].line))
        self.stack.setCurrentWidget(self.part(self.now))
        self.part(self.now).refresh()

    def part(self, key: str) -> Any:
        """The widget of a part, made when it is first asked for."""
        if key not in self._made:
            module, _, name = self._parts[key].place.partition(":")
            self._made[key] = getattr(import_module(module), name)(self._desk)
            self.stack.addWidget(self._made[key])
        return self._made[key]

    def _heard(self, what: str) -> None:
        if self.isVisible() and what in ("households", "imports", "users", "backups"):
            self.part(self.now).refresh()
