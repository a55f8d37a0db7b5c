"""The desk: what the frame hands to every page. The office is always asked from it, never kept."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from app.errors import Problem
from app.settings import Settings, read_settings, write_settings
from app.texts import say, sentence
from app.ui.lanes import Lanes

if (
    TYPE_CHECKING
):  # the office brings the database's libraries: 0.5 s that must not stand before the first paint
    from app.operations.offices import Office


class Teller(Protocol):
    """Says one sentence at the foot of the page."""

    def __call__(
        self, sentence: str, tone: str = "ok", verb: str = "", do: Callable[[], object] | None = None
    ) -> None: ...


class Desk(QObject):
    """What a page needs of its window.

    `office` is the open office; `lanes` take long work; `tell` says a sentence at the foot; `go(page, **place)`
    opens another page; `changed(what)` is emitted by whoever wrote something ("households", "imports", "users",
    "settings", …) and heard by every page that shows it; `locking` comes before the screen is locked: keep drafts now.
    """

    changed = Signal(str)
    locking = Signal()
    went = Signal(str, dict)
    counted = Signal(str, int)

    def __init__(self, office: "Office", folder: Path, lanes: Lanes, tell: Teller) -> None:
        super().__init__()
        self.office, self.folder, self.lanes, self.tell = office, folder, lanes, tell
        self.ended = False  # the office is closed: a field that is left now writes nothing any more

    def go(self, page: str, **place: object) -> None:
        """Open a page at a place: `go("household", id=…)`."""
        self.went.emit(page, place)

    def show_count(self, page: str, waiting: int) -> None:
        """Put a grey count beside a page's name in the navigation; 0 takes it away."""
        self.counted.emit(page, waiting)

    def complain(self, problem: Problem) -> None:
        """Say a problem at the foot; it stays until closed."""
        self.tell(sentence(problem), "bad")

    def keep_draft(
        self, key: str, body: dict[str, Any], kept: Callable[[object], object] | None = None
    ) -> None:
        """Keep what is half typed on a page, beside the screen; an empty body forgets it. Nothing once it has ended."""
        if self.ended:
            return
        from app.operations.drafts import keep_draft

        office = self.office
        self.lanes.run(
            "writer", lambda _: keep_draft(office, key, body), kept, owner=self, minor=True, whole=True
        )

    def close(self) -> None:
        """Keep drafts, let running work end, close the office."""
        self.locking.emit()
        self.ended = True
        self.lanes.end()
        self.office.close()

    def settings(self) -> Settings:
        """This PC's settings as they stand."""
        return read_settings(self.folder)

    def set_setting(self, name: str, value: object) -> None:
        """Change one setting of this PC."""
        write_settings(self.folder, {**read_settings(self.folder), name: value})


def role_word(role: str) -> str:
    """The word of a role; "" for one that is not known."""
    words = {
        "view": say("window.role_view"),
        "enter": say("window.role_enter"),
        "approve": say("window.role_approve"),
    }
    return words.get(role, "")
