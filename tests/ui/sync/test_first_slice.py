"""The first slice in the real window: two laptops a week apart, one conflict decided by keyboard, both sides equal."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.operations.conflicts import list_conflicts
from app.operations.histories import household_history
from app.texts import say
from app.ui.desks import Desk
from app.ui.sync.couriers import courier_of
from app.ui.sync.pages import SyncPage
from app.ui.windows import Window
from tests.county.servers import Town
from tests.operations.offices import a_household
from tests.sync.laptops import AT_ONCE, PASSWORD, PLACE, Laptop, a_laptop, shared

NUMBER, HIS, HERS = "510812197001010014", "510812197001010030", "510812197001010057"


def a_window_of(qtbot: QtBot, laptop: Laptop) -> tuple[Window, Desk, SyncPage]:
    """The program's own window, signed in, with the page of sync open."""
    window = Window(laptop.office.folder)
    qtbot.addWidget(window)
    window.resize(1280, 672)
    window.show()
    qtbot.waitUntil(lambda: window.visit is not None)
    assert window.visit is not None
    window.visit.enter(laptop.office)
    desk, frame = window.visit.desk, window.visit.frame
    assert desk is not None and frame is not None
    courier = courier_of(desk)
    courier.machine, courier.patience = laptop.machine, AT_ONCE
    qtbot.waitUntil(window.isActiveWindow)
    desk.go("sync")
    page = frame.stack.currentWidget()
    assert isinstance(page, SyncPage)
    return window, desk, page


def rounds_over(qtbot: QtBot, desk: Desk) -> None:
    """Wait until the round is made and every page has read what came."""
    courier = courier_of(desk)
    qtbot.waitUntil(lambda: not courier.under_way and not desk.lanes.busy(), timeout=60_000)


def has_keyboard(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.waitUntil(widget.hasFocus)
    return widget


def type_in(qtbot: QtBot, words: str) -> None:
    """Type into whatever has the keyboard, and Enter."""
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClicks(focused, words)
    qtbot.keyClick(focused, Qt.Key.Key_Return)


def test_a_conflict_of_two_laptops_is_settled_in_the_window_by_keyboard(
    qtbot: QtBot, town: Town, tmp_path: Path
):
    anna, boris = a_laptop(tmp_path, "anna"), a_laptop(tmp_path, "boris")
    boris.colleague()
    household = a_household(anna.office, name="Zhao", number=NUMBER)
    anna.join(town)
    anna.sync()
    window, desk, page = a_window_of(qtbot, boris)

    has_keyboard(qtbot, page.enrol.line)
    type_in(qtbot, f"{town.url}/#{town.code_for(PLACE)}")
    qtbot.waitUntil(lambda: boris.row("household", household) is not None, timeout=60_000)
    rounds_over(qtbot, desk)

    person = anna.rows("SELECT person_id FROM membership WHERE household_id = ?", household)[0][0]
    for day in range(7):
        anna.edit("household", household, phone=f"1390000001{day}")
        boris.edit("household", household, address=f"Bridge {day}")
    anna.edit("person", person, about=household, id_number=HIS)
    boris.edit("person", person, about=household, id_number=HERS)
    anna.sync()
    qtbot.keyClick(page, Qt.Key.Key_F5)
    rounds_over(qtbot, desk)

    inbox = page.inbox
    (line,) = inbox.found.waiting
    assert (line.head, line.confirm, line.conflict.mine.actor) == ("Zhao", "second", "boris")
    inbox.table.setFocus()
    qtbot.keyClick(has_keyboard(qtbot, inbox.table), Qt.Key.Key_Return)
    card = has_keyboard(qtbot, inbox.panel.sides.cards["keep"])
    qtbot.keyClick(card, Qt.Key.Key_2)
    qtbot.keyClick(has_keyboard(qtbot, inbox.panel.sides.cards["take"]), Qt.Key.Key_Return)
    form = inbox.panel.form
    assert form is not None and form.who is not None and form.password is not None
    has_keyboard(qtbot, form.reason)
    type_in(qtbot, "seen on the card")
    qtbot.keyClick(has_keyboard(qtbot, form.who), Qt.Key.Key_Return)
    has_keyboard(qtbot, form.password)
    type_in(qtbot, PASSWORD)
    qtbot.waitUntil(lambda: not inbox.found.waiting and bool(inbox.found.settled), timeout=20_000)
    assert inbox.found.settled[0].reason == say("conflicts.agreed", reason="seen on the card", name="Dora")

    qtbot.keyClick(page, Qt.Key.Key_F5)
    rounds_over(qtbot, desk)
    report = page.courier.report
    assert report is not None and report.equal and not page.courier.problem
    anna.sync()
    assert anna.reports[-1].equal
    assert shared(anna) == shared(boris)
    assert anna.row("person", person)["id_number"] == HERS
    assert list_conflicts(anna.office) == []
    heard = [line for line in household_history(boris.office, household) if line.device]
    assert {line.actor for line in heard} == {"anna"}
    window.close()
    anna.office.close()
