"""The page 帮扶计划: year and village in its head, its sections below, each made when it is first gone to."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.operations.offices import Office
from app.operations.places import Division, township, villages
from app.operations.years import known_years
from app.progress import Progress
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.scopes import ScopeFields
from app.ui.help.sections import SECTIONS, Section
from app.ui.kit.cards import PageHeader
from app.ui.kit.segments import Choice, Segments

Places = tuple[str, list[Division], list[int]]


class HelpPage(QWidget):
    """Opened by `desk.go("help", section="pairing", village=…, year=…)`; without a section where it was left."""

    parts: ClassVar[tuple[Section, ...]] = SECTIONS

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sections = {section.key: section for section in self.parts}
        self._made: dict[str, Any] = {}
        self._tools: dict[str, QWidget] = {}
        self._shown: dict[str, tuple[int, str | None]] = {}
        self.now = self.parts[0].key
        self.header = PageHeader(self.title(), " ")
        self.segments = Segments([Choice(one.key, say(one.label)) for one in self._sections.values()])
        self.segments.setToolTip(say("help.segments_keys"))
        self.segments.chosen.connect(self.show_section)
        self.scope = ScopeFields(desk.office.clock().year)
        self.scope.changed.connect(self._scope_changed)
        self.stack = QStackedWidget()
        self._lay_out()
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._forward if step > 0 else self._back)
        desk.changed.connect(self._heard)
        self._read_places()

    def title(self) -> str:
        """What stands over the page; another page of sections has another, and other `parts`."""
        return say("help.title")

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 0, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(self.header)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.segments)
        line.addStretch(1)
        line.addWidget(self.scope)
        whole.addLayout(line)
        whole.addWidget(self.stack, 1)

    # where one is

    def open_at(
        self, section: str = "", village: str | None = None, year: int | None = None, **place: object
    ) -> None:
        """Come to a section, at a village and year if they are named."""
        if village is not None or year is not None:
            self.scope.go(year, village if village is not None else self.scope.division_id)
        self.show_section(section if section in self._sections else self.now)
        self.section(self.now).open_at(**place)

    def show_section(self, key: str) -> None:
        """Show that section as of the chosen year and village."""
        if key not in self._sections:
            return
        self.now = key
        self.segments.choose(key)
        section = self.section(key)
        self._take_keyboard()
        self.stack.setCurrentWidget(section)
        for name, tools in self._tools.items():
            tools.setVisible(name == key)
        self.scope.villages.set_locked(getattr(section, "no_place", False))
        self.scope.years.set_locked(getattr(section, "no_year", False))
        self.header.say(section.property("said") or " ")
        self._tell_scope()

    def _take_keyboard(self) -> None:
        """The section that goes out of sight gives the keyboard to the row of sections, not to another page."""
        now = QApplication.focusWidget()
        if now is not None and (self.stack.isAncestorOf(now) or self.header.isAncestorOf(now)):
            self.segments.setFocus()

    def section(self, key: str) -> Any:
        """The widget of a section, made when it is first asked for."""
        if key not in self._made:
            made = self._made[key] = self._sections[key].make(self._desk)
            self.stack.addWidget(made)
            self._tools[key] = self._lay_tools(made)
            if hasattr(made, "said"):
                made.said.connect(self._say_line)
        return self._made[key]

    def _lay_tools(self, section: Any) -> QWidget:
        tools = QWidget()
        line = QHBoxLayout(tools)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for button in section.buttons() if hasattr(section, "buttons") else ():
            line.addWidget(button)
        self.header.tools.addWidget(tools)
        return tools

    def _say_line(self, words: str) -> None:
        section = self.sender()
        if section is None:
            return
        section.setProperty("said", words)
        if section is self.stack.currentWidget():
            self.header.say(words or " ")

    def _step(self, step: int) -> None:
        keys = list(self._sections)
        if self.now in keys:
            self.show_section(keys[(keys.index(self.now) + step) % len(keys)])

    def _forward(self) -> None:
        self._step(1)

    def _back(self) -> None:
        self._step(-1)

    # year and village

    def _scope_changed(self) -> None:
        self._tell_scope()

    def _tell_scope(self) -> None:
        """Tell the section in sight, unless it was told this very year and village last."""
        scope = (self.scope.year, self.scope.division_id)
        if self._shown.get(self.now) != scope:
            self._shown[self.now] = scope
            self.section(self.now).show_scope(*scope)

    def _read_places(self) -> None:
        office = self._desk.office
        self._desk.lanes.run(
            "errand", lambda progress: _read(office, progress), self._show_places, owner=self
        )

    def _show_places(self, found: Places) -> None:
        self.scope.show_places(*found)

    def _heard(self, what: str) -> None:
        if what in ("households", "imports", "settings"):
            self._read_places()


def _read(office: Office, progress: Progress) -> Places:
    """What the fields offer: the township's name, its villages, the years from the next one back."""
    town = township(office)
    now = office.clock().year
    years = sorted({*known_years(office), now - 1, now, now + 1}, reverse=True)
    return town.name if town else say("help.whole"), villages(office), years
