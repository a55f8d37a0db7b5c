"""Builders for tests of the page 帮扶计划: households that must be helped, and the page open on a real small office."""

from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from app.operations.offices import Office
from app.ui.desks import Desk
from app.ui.help.pages import HelpPage
from tests.operations.helping import a_standing
from tests.operations.offices import a_household, an_office
from tests.ui.household.desks import Told, a_desk, a_window

YEAR = 2026


def a_needing(office: Office, name: str, village: int = 0, cause: str = "01", **standing: str) -> str:
    """A household that was lifted out of poverty, with a cause: it must have a helper and a plan."""
    household = a_household(office, name=name, village=village, year=YEAR)
    a_standing(office, household, YEAR, poverty_status="1", main_cause=cause, **standing)
    return household


def three_needing(folder: Path) -> tuple[Office, list[str]]:
    """An office with two such households in its first village and one in its second."""
    office = an_office(folder)
    return office, [a_needing(office, "Zhao"), a_needing(office, "Qian"), a_needing(office, "Sun", village=1)]


def settled(qtbot: QtBot, desk: Desk) -> None:
    """Wait until nothing is read or written any more."""
    qtbot.waitUntil(lambda: not desk.lanes.busy(), timeout=20_000)


def open_help(
    qtbot: QtBot, office: Office, section: str, wide: int = 1178, high: int = 708, **place: object
) -> tuple[HelpPage, Any, Desk, Told]:
    """The page at a section: page, section, desk, what was told."""
    desk, told = a_desk(office)
    page = HelpPage(desk)
    told.kept += [desk, a_window(qtbot, page, wide, high)]  # else Python lets them go
    page.open_at(section=section, **place)  # type: ignore[arg-type]
    settled(qtbot, desk)
    return page, page.section(section), desk, told


def firsts(table: Any) -> list[str]:
    """The first column of the rows shown, top down."""
    source = table.rows.source
    rows = [source.row(number) for number in range(source.count())]
    return [str(row.cells[0]) for row in rows if row is not None]
