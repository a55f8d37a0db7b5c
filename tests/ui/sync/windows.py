"""Builders: the page of sync in a window of its own, with a courier that goes only when it is told to."""

from pytestqt.qtbot import QtBot

from app.operations.offices import Office
from app.ui.desks import Desk
from app.ui.sync.couriers import courier_of
from app.ui.sync.pages import SyncPage
from tests.sync.laptops import AT_ONCE
from tests.ui.household.desks import Told, a_desk, a_window


def opened(qtbot: QtBot, office: Office, **place: str) -> tuple[SyncPage, Desk, Told]:
    """The page, with what it shows read."""
    desk, told = a_desk(office)
    courier = courier_of(desk)
    courier.patience = AT_ONCE
    page = SyncPage(desk)
    told.kept += [desk, a_window(qtbot, page, 1092, 612)]
    page.open_at(**place)
    rested(qtbot, desk)
    return page, desk, told


def rested(qtbot: QtBot, desk: Desk) -> None:
    """Wait until nothing is under way."""
    courier = courier_of(desk)
    qtbot.waitUntil(lambda: not desk.lanes.busy() and not courier.under_way, timeout=20_000)
