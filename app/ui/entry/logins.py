"""Signing in: who uses the program, the password, and the way out for those who lost it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import __version__
from app.texts import say
from app.ui.entry.faces import PersonCard
from app.ui.entry.passwords import PasswordEntry
from app.ui.kit.bars import WaitingBar
from app.ui.kit.buttons import Button
from app.ui.kit.cards import ScrollPage
from app.ui.kit.labels import Text
from app.ui.kit.theme import height, scaled

FEW = 2  # people shown before somebody asks for the others


@dataclass(frozen=True, slots=True)
class Person:
    """Who can sign in, as the page shows it: login name, full name, role's word, when he was last here."""

    name: str
    full_name: str
    role: str
    last: str

    def line(self, today: datetime) -> str:
        """What is said below the name: role and when."""
        when = last_seen(self.last, today)
        return say("login.person", role=self.role, when=when) if when else self.role


def last_seen(moment: str, today: datetime) -> str:
    """When somebody was last here: today with the time, else the day; "" where it is not known."""
    try:
        then = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    if then.date() == today.date():
        return say("login.seen_today", time=f"{then.hour}:{then.minute:02}")
    if then.year == today.year:
        return say("login.seen_day", month=then.month, day=then.day)
    return say("window.date", year=then.year, month=then.month, day=then.day)


class LoginPage(QWidget):
    """`sign_in_asked(name, password)`, `recovery_asked`. Enter in the password signs in."""

    sign_in_asked = Signal(str, str)
    recovery_asked = Signal()

    def __init__(self, office: str, people: Sequence[Person], last_backup: str = "") -> None:
        super().__init__()
        self._people, self._chosen = list(people), people[0].name if people else ""
        self._cards: dict[str, PersonCard] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 24)
        self._column = QWidget()
        self._column.setFixedWidth(scaled(400))
        inner = QVBoxLayout(self._column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        whole.addStretch(3)
        whole.addWidget(self._column, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(4)
        whole.addWidget(Text(self._foot(last_backup), "quiet"), 0, Qt.AlignmentFlag.AlignHCenter)
        self._fill(inner, office)

    def _fill(self, inner: QVBoxLayout, office: str) -> None:
        inner.addWidget(Text(office, "label"))
        inner.addSpacing(2)
        inner.addWidget(Text(say("login.title"), "headline"))
        inner.addSpacing(24)
        inner.addWidget(Text(say("login.who"), "label"))
        inner.addSpacing(6)
        self._list = ScrollPage((0, 0, 0, 0), 8)
        inner.addWidget(self._list)
        inner.addSpacing(20)
        self.password = PasswordEntry()
        self.password.entered.connect(self._ask)
        inner.addWidget(self.password)
        inner.addSpacing(16)
        self.open = Button(say("login.open"), "primary", pressed_do=self._ask, high=height("login_control"))
        inner.addWidget(self.open)
        self._bar = WaitingBar()
        inner.addSpacing(6)
        inner.addWidget(self._bar)
        inner.addSpacing(10)
        links = QHBoxLayout()
        links.addWidget(Button(say("login.forgot"), "link", pressed_do=self.recovery_asked.emit))
        links.addStretch(1)
        self._others = Button(say("login.others"), "link", pressed_do=self.show_all)
        links.addWidget(self._others)
        inner.addLayout(links)
        self._show_people(FEW)

    def _foot(self, last_backup: str) -> str:
        if last_backup:
            return say("login.foot_backup", version=__version__, when=last_backup)
        return say("login.foot", version=__version__)

    def _show_people(self, count: int) -> None:
        today = datetime.now().astimezone()
        for person in self._people[len(self._cards) : count]:
            card = PersonCard(person.full_name or person.name, person.line(today), person.name)
            card.clicked.connect(lambda _=False, name=person.name: self.choose(name))
            self._list.body.addWidget(card)
            self._cards[person.name] = card
        shown = max(1, min(len(self._cards), 3))
        self._list.setFixedHeight(shown * scaled(64) + (shown - 1) * 8)
        self._others.setVisible(len(self._cards) < len(self._people))
        self.choose(self._chosen)

    def show_all(self) -> None:
        """Show everybody who can sign in."""
        self._show_people(len(self._people))

    def choose(self, name: str) -> None:
        """Choose a person and put the keyboard into the password."""
        self._chosen = name
        for key, card in self._cards.items():
            card.choose(key == name)
        self.password.empty()
        self.password.field.setFocus()

    def _ask(self) -> None:
        if not self.open.isEnabled():
            return
        if not self.password.field.text():
            self.password.refuse(say("login.password_wanted"))
            return
        self._wait(True)
        self.sign_in_asked.emit(self._chosen, self.password.field.text())

    def refuse(self, sentence: str) -> None:
        """Say why the archive stays closed."""
        self._wait(False)
        self.password.refuse(sentence)

    def _wait(self, waiting: bool) -> None:
        self.open.setEnabled(not waiting)
        self.open.setText(say("login.opening") if waiting else say("login.open"))
        self.password.field.setEnabled(not waiting)
        self._bar.setVisible(waiting)
