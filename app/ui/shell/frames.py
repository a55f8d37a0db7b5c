"""The signed-in window: navigation, top bar, the pages in a stack, the status line over their foot."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.texts import say
from app.ui.desks import Desk, role_word
from app.ui.kit.bars import StatusLine
from app.ui.kit.buttons import IconButton
from app.ui.kit.dialogs import is_deciding
from app.ui.kit.fields import SearchField
from app.ui.kit.theme import scaled, width
from app.ui.pages import PAGES, SEARCH, SIGNS, PageEntry, load_class
from app.ui.shell.navigations import Navigation
from app.ui.shell.top_bars import TopBar, Who

if TYPE_CHECKING:
    from app.ui.manual.windows import ManualWindow

TOAST = 720  # pixels the status line is at most wide


class Frame(QWidget):
    """Everything a signed-in person sees. `asked(key)`: password, lock or leave out of the person's menu."""

    asked = Signal(str)

    def __init__(
        self,
        desk: Desk,
        place: str,
        entries: tuple[PageEntry, ...] = PAGES,
        search: str = SEARCH,
        signs: tuple[str, ...] = SIGNS,
    ) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._entries = {entry.key: entry for entry in entries}
        self._pages: dict[str, QWidget] = {}
        self.now = ""
        self.manual: ManualWindow | None = None
        self.navigation = Navigation(entries, place)
        self.search = load_class(search)(desk) if search else _idle_search()
        self.search.setFixedWidth(width("search"))
        self.who = Who(desk.office.user.shown, role_word(desk.office.user.role))
        self.signs = [load_class(sign)(desk) for sign in signs]
        self.stack = QStackedWidget()
        self.status = StatusLine()
        self._lay_out()
        desk.counted.connect(self.navigation.show_count)
        self.navigation.chosen.connect(self.open_page)
        self.who.picked.connect(self.asked)
        desk.went.connect(self.open_page)
        QShortcut(QKeySequence("Ctrl+K"), self, self.focus_search)
        QShortcut(QKeySequence("F1"), self, self.open_manual)

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.navigation)
        right = QVBoxLayout()
        right.setSpacing(0)
        bar = TopBar(self.search, self.who)
        for sign in self.signs:
            bar.facts.addWidget(sign)
        bar.facts.addWidget(IconButton("question", say("manual.hint"), self.open_manual))
        right.addWidget(bar)
        right.addWidget(self.stack, 1)
        whole.addLayout(right, 1)
        self.status.setParent(self)
        self.status.raise_()

    def minimumSizeHint(self) -> QSize:
        """The window may be smaller than a page wants: pages scroll."""
        return QSize(1024, 600)

    def open_first(self) -> None:
        """Open the first page there is."""
        if self._entries:
            self.open_page(next(iter(self._entries)))

    def open_page(self, key: str, place: dict[str, object] | None = None) -> None:
        """Go to a page, unless the one that is open wants to be settled first."""
        page_now = self._pages.get(self.now)
        if page_now is not None and key != self.now and not _may_leave(page_now):
            self.navigation.mark(self._marked(self.now))
            return
        page = self._page(key)
        self.now = key
        self.navigation.mark(self._marked(key))
        self.stack.setCurrentWidget(page)
        opens = getattr(page, "open_at", None)
        if opens is not None:
            opens(**(place or {}))

    def _page(self, key: str) -> QWidget:
        if key not in self._pages:
            page = self._entries[key].make(self._desk)
            self._pages[key] = page
            self.stack.addWidget(page)
        return self._pages[key]

    def _marked(self, key: str) -> str:
        return self._entries[key].under or key

    def focus_search(self) -> None:
        """Put the keyboard into the search box, unless a decision lies over it."""
        if is_deciding(self.window()):
            return
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(self.search, QLineEdit):
            self.search.selectAll()

    def open_manual(self) -> None:
        """Open the manual at the chapter of the page in use."""
        if self.manual is None:
            from app.ui.manual.windows import ManualWindow

            self.manual = ManualWindow(self._desk, self)
        self.manual.show_page(self.now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        left, high = width("navigation"), self.status.height()
        wide = min(TOAST, self.width() - left - 48)
        middle = left + (self.width() - left - wide) // 2
        self.status.setGeometry(middle, self.height() - high - scaled(28), wide, high)


def _may_leave(page: QWidget) -> bool:
    asks = getattr(page, "may_leave", None)
    return bool(asks()) if asks is not None else True


def _idle_search() -> QWidget:
    return SearchField(say("window.search_hint"), scaled(36), "Ctrl+K")
