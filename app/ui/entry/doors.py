"""The way into the office: what is shown before somebody is signed in, and the work behind it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from app.errors import Problem
from app.progress import Progress
from app.settings import read_settings
from app.texts import sentence
from app.ui.brands import BrandPanel
from app.ui.desks import role_word
from app.ui.entry.logins import LoginPage, Person
from app.ui.lanes import Lanes
from app.ui.pages import bring_in_pages

if TYPE_CHECKING:
    from app.operations.offices import Office
    from app.ui.entry.first_runs import FirstRun
    from app.ui.entry.recoveries import RecoveryPage, Wanted

BRAND = 0.32  # the panel's share of the window's width


class EntryDoor(QWidget):
    """`opened(office)` when somebody came in. Shows at once what this PC's settings know, then what was read."""

    opened = Signal(object)

    def __init__(self, folder: Path, lanes: Lanes) -> None:
        super().__init__()
        self._folder, self._lanes = folder, lanes
        self._page: LoginPage | RecoveryPage | None = None
        self._brand = BrandPanel()
        self._stack = QStackedWidget()
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._stack.setObjectName("ground")
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._brand)
        whole.addWidget(self._stack, 1)
        self._people = known_people(folder)
        if self._people:
            self.show_login()

    def resizeEvent(self, event: object) -> None:
        self._brand.setFixedWidth(max(340, min(436, round(self.width() * BRAND))))

    def warm_up(self) -> None:
        """Read what stands in the folder; bring in the database's libraries and the pages while somebody types."""
        self._lanes.run("errand", lambda _: _look(self._folder), self._looked, self._tell_problem)
        self._lanes.run("background", bring_in_pages)

    def _looked(self, found: tuple[bool, list[Person]]) -> None:
        there, people = found
        if not there:
            self.show_first_run()
        elif [one.name for one in people] != [one.name for one in self._people]:
            self._people = people
            self.show_login()

    # the pages

    def _exchange(self, page: QWidget) -> None:
        before = self._stack.currentWidget()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()

    def show_login(self) -> None:
        """The page to sign in."""
        settings = read_settings(self._folder)
        page = LoginPage(str(settings.get("office", "")), self._people, str(settings.get("last_backup", "")))
        page.sign_in_asked.connect(self._sign_in)
        page.recovery_asked.connect(lambda: self.show_recovery(restoring=False))
        self._page = page
        self._exchange(page)
        page.password.field.setFocus()

    def show_first_run(self) -> "FirstRun":
        """The steps that make an office."""
        from app.ui.entry.first_runs import FirstRun

        page = FirstRun(self._folder, self._lanes)
        page.opened.connect(self.opened)
        page.restore_asked.connect(lambda: self.show_recovery(restoring=True))
        self._exchange(page)
        return page

    def show_recovery(self, restoring: bool) -> None:
        """The form for the recovery code, for what stands here or for a backup."""
        from app.ui.entry.recoveries import RecoveryPage

        page = RecoveryPage([(one.name, one.full_name or one.name) for one in self._people], restoring)
        page.wanted.connect(self._recover)
        page.left.connect(self.show_login if self._people else self.show_first_run)
        self._page = page
        self._exchange(page)
        page.start()

    # the work

    def _sign_in(self, name: str, password: str) -> None:
        def work(progress: Progress) -> object:
            from app.operations.openings import sign_in

            return sign_in(self._folder, name, password)

        self._lanes.run(
            "errand", work, self._signed_in, self._tell_problem, stopped=self._give_up, owner=self
        )

    def _signed_in(self, office: "Office") -> None:
        """In, unless the recovery sheet of the first run never came to paper: then a new code first."""
        from app.ui.entry.first_runs import sheet_waits

        if office.user.role != "approve" or not sheet_waits(self._folder):
            self.opened.emit(office)
            return

        def renew(progress: Progress) -> str:
            from app.operations.users import renew_recovery

            return renew_recovery(office)

        def show(code: str) -> None:
            self.show_first_run().show_code(office, code)

        self._lanes.run("writer", renew, show, self._tell_problem, owner=self)

    def _recover(self, wanted: "Wanted") -> None:
        def work(progress: Progress) -> object:
            from app.operations.openings import sign_in

            if wanted.file:
                from app.operations.backups import restore_backup

                code = wanted.code or None
                file = Path(wanted.file)
                restore_backup(self._folder, file, wanted.password, user=wanted.user, recovery=code)
                return sign_in(self._folder, wanted.user, wanted.password)
            from app.operations.recoveries import sign_in_by_recovery

            return sign_in_by_recovery(self._folder, wanted.user, wanted.code, wanted.password)

        self._lanes.run(
            "writer", work, self.opened.emit, self._tell_problem, stopped=self._give_up, owner=self
        )

    def _give_up(self) -> None:
        """The program itself was at fault: the page can be used again."""
        if self._page is not None:
            self._page.refuse("")

    def _tell_problem(self, problem: Problem) -> None:
        if self._page is not None:
            self._page.refuse(sentence(problem))


def known_people(folder: Path) -> list[Person]:
    """Who can sign in as this PC's settings remember them, the last one first: read before anything is opened."""
    people = read_settings(folder).get("people", {})
    found = [
        Person(
            name,
            str(kept.get("full_name", "")),
            role_word(str(kept.get("role", ""))),
            str(kept.get("last", "")),
        )
        for name, kept in people.items()
    ]
    return sorted(found, key=lambda one: one.last, reverse=True)


def _look(folder: Path) -> tuple[bool, list[Person]]:
    """Whether there is an office, and who can sign in by its keys."""
    from app.operations.openings import has_office, users_of

    people = [Person(one.name, one.full_name, role_word(one.role), one.last) for one in users_of(folder)]
    return has_office(folder), people
