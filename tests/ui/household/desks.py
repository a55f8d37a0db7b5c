"""Builders for tests of the household's page: a desk on an open office, and the page opened on a household."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from app.errors import Problem
from app.operations.offices import Office
from app.ui.desks import Desk
from app.ui.household.pages import HouseholdPage
from app.ui.lanes import Lanes


@dataclass
class Told:
    """What was said at the foot of the page, where the page wanted to go, and what went wrong."""

    sentences: list[str] = field(default_factory=list)
    undo: list[object] = field(default_factory=list)
    went: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    kept: list[object] = field(default_factory=list)


def a_desk(office: Office) -> tuple[Desk, Told]:
    """A desk whose sayings are written down."""
    told = Told()

    def tell(sentence: str, tone: str = "ok", verb: str = "", do: object = None) -> None:
        told.sentences.append(sentence)
        if do is not None:
            told.undo.append(do)

    desk = Desk(office, Path(office.folder), Lanes(told.problems.append), tell)
    desk.went.connect(lambda page, place: told.went.append((page, place)))
    return desk, told


def a_window(qtbot: QtBot, page: QWidget, wide: int = 1178, high: int = 708) -> QMainWindow:
    """A window that has the keyboard, with the page in it."""
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(page)
    window.resize(wide, high)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def open_household(
    qtbot: QtBot, office: Office, household: str, **place: object
) -> tuple[HouseholdPage, Told]:
    """The page of a household with all of its cards made."""
    desk, told = a_desk(office)
    page = HouseholdPage(desk)
    told.kept += [desk, a_window(qtbot, page)]  # else Python lets them go
    page.open_at(id=household, **place)  # type: ignore[arg-type]
    page.cards.make_all()
    return page, told


def settle(qtbot: QtBot, page: HouseholdPage) -> None:
    """Wait until everything typed is written and shown again."""
    qtbot.waitUntil(lambda: not page._desk.lanes.busy() and not page.keeper.under_way)


def leave(page: HouseholdPage) -> None:
    """Close the office as the window does: drafts are kept, running work ends first."""
    page._desk.close()
