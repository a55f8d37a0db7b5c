"""Which pages there are, in the order of the navigation. A new page is one line here.

A page is made by `make(desk)` when it is first gone to. It may have `open_at(**place)`, called each time somebody
goes there, and `may_leave() -> bool`. `under` names the entry that is marked while a page without an own entry is
open. Nothing is imported before it is needed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from PySide6.QtWidgets import QWidget

from app.progress import Progress
from app.ui.desks import Desk


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: its key, its word (a message key), its icon, where its class lies as `module:Class`."""

    key: str
    label: str
    icon: str
    place: str
    under: str = ""
    at_foot: bool = False

    def make(self, desk: Desk) -> QWidget:
        """Make the page."""
        page: QWidget = load_class(self.place)(desk)
        return page


PAGES: tuple[PageEntry, ...] = (
    PageEntry("home", "home.title", "squares-four", "app.ui.home.pages:HomePage"),
    PageEntry(
        "import", "imports.title", "upload-simple", "app.ui.imports.pages:ImportPage", under="households"
    ),
    PageEntry("households", "households.title", "house", "app.ui.households.pages:HouseholdsPage"),
    PageEntry("print", "printing.title", "", "app.ui.printing.pages:PrintPage", under="households"),
    PageEntry("help", "help.title", "clipboard-text", "app.ui.help.pages:HelpPage"),
    PageEntry("public", "public.title", "megaphone-simple", "app.ui.public.pages:PublicPage"),
    PageEntry("monitoring", "monitoring.title", "bell-ringing", "app.ui.monitoring.pages:MonitoringPage"),
    PageEntry("standards", "standards_page.title", "shield-check", "app.ui.standards.pages:StandardsPage"),
    PageEntry("funds", "funds.title", "currency-cny", "app.ui.funds.pages:FundsPage"),
    PageEntry("doubts", "doubtlist.title", "warning-circle", "app.ui.doubts.pages:DoubtsPage"),
    PageEntry(
        "crosschecks", "crosscheck_page.title", "git-merge", "app.ui.crosschecks.pages:CrossChecksPage"
    ),
    PageEntry("spotchecks", "spotcheck_page.title", "list-bullets", "app.ui.spotchecks.pages:SpotChecksPage"),
    PageEntry("sync", "sync_page.title", "arrows-clockwise", "app.ui.sync.pages:SyncPage"),
    PageEntry("household", "household.title", "", "app.ui.household.pages:HouseholdPage", under="households"),
    PageEntry("settings", "settings.title", "gear", "app.ui.settings.pages:SettingsPage", at_foot=True),
)

SEARCH = "app.ui.search.boxes:SearchBox"  # `module:Class` of the search box, made with the desk
SIGNS = ("app.ui.sync.signs:SyncSign",)  # what stands at the right of the top bar, made with the desk
FRAME = "app.ui.shell.frames:Frame"


def load_class(place: str) -> Callable[[Desk], QWidget]:
    """The class that `module:Class` names."""
    module, _, name = place.partition(":")
    found: Callable[[Desk], QWidget] = getattr(import_module(module), name)
    return found


def bring_in_pages(progress: Progress) -> None:
    """Import the frame and the pages beside the screen, those first that are seen first: else 0.3 s of waiting."""
    first = ("home", "households")
    pages = sorted(PAGES, key=lambda entry: entry.key not in first)
    for done, place in enumerate((FRAME, SEARCH, *SIGNS, *(entry.place for entry in pages))):
        progress.step(done, len(pages))
        load_class(place)
