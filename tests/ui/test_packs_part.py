"""政策包 in the settings: what differs is seen first, then installed, taken off; the county's offers and deadlines."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.offices import Office
from app.operations.packs import install_pack, installations
from app.operations.packs.stored import pack_columns
from app.ui.settings.packs import PacksPart
from tests.operations.offices import MONDAY, an_office
from tests.rules.packs.builders import LINE, LINES, TOWN, a_pack
from tests.ui.test_settings_page import opened, settled


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path, TOWN)


def a_part(qtbot: QtBot, office: Office) -> PacksPart:
    page, desk, _ = opened(qtbot, office, "packs")
    part = page.part("packs")
    assert isinstance(part, PacksPart)
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: part.known is not None)
    return part


def a_file(folder: Path, **head) -> Path:
    pack, data = a_pack(folder / "p", **head)
    path = folder / f"{pack.version}.zip"
    path.write_bytes(data)
    return path


def looked_at(part: PacksPart) -> bool:
    return part.stack.currentWidget() is part.differences


def test_a_file_is_looked_at_installed_and_taken_off(qtbot: QtBot, office: Office, tmp_path: Path):
    part = a_part(qtbot, office)
    part.look_at(a_file(tmp_path))
    qtbot.waitUntil(lambda: looked_at(part))
    assert not part.differences.install.hasFocus()
    qtbot.keyClick(part.differences.table, Qt.Key.Key_Return)
    assert not installations(office.archive.read), "a mere Enter installs nothing"
    part.differences.install.click()
    qtbot.waitUntil(lambda: not looked_at(part))
    settled(qtbot, part._desk)
    (one,) = installations(office.archive.read)
    assert one.in_force and part.known is not None
    qtbot.waitUntil(lambda: part.known is not None and bool(part.known[0].installed))
    part.remove("hanyin")
    qtbot.waitUntil(lambda: not installations(office.archive.read)[0].in_force)
    settled(qtbot, part._desk)
    part._desk.close()


def test_who_thinks_better_of_it_installs_nothing(qtbot: QtBot, office: Office, tmp_path: Path):
    part = a_part(qtbot, office)
    part.look_at(a_file(tmp_path))
    qtbot.waitUntil(lambda: looked_at(part))
    part.differences.leave.click()
    assert not looked_at(part) and not installations(office.archive.read)
    settled(qtbot, part._desk)
    part._desk.close()


def test_a_file_that_cannot_be_right_is_told_and_the_lists_stay(qtbot: QtBot, office: Office, tmp_path: Path):
    part = a_part(qtbot, office)
    _, data = a_pack(tmp_path / "p", {LINE: LINES.replace("2020-01-01", "2019-12-31")})
    (tmp_path / "bad.zip").write_bytes(data)
    part.look_at(tmp_path / "bad.zip")
    settled(qtbot, part._desk)
    assert not looked_at(part)
    part._desk.close()


def test_what_the_county_published_is_offered_with_its_deadlines(
    qtbot: QtBot, office: Office, tmp_path: Path
):
    first, data = a_pack(tmp_path / "1")
    install_pack(office, "a.zip", data)
    newer, data = a_pack(tmp_path / "2", {LINE: LINES.replace("3600", "3700")}, version=2)
    with office.archive.work("county", at=MONDAY) as work:
        row = work.create("pack", {**pack_columns(newer, data), "published_by": "li"})
        work.create("deadline", {"title": "lists", "due_on": date(2026, 11, 5).isoformat()})
    part = a_part(qtbot, office)
    assert part.known is not None
    assert [one.version for one in part.known[0].offers] == [2] and [one.days for one in part.known[1]] == [3]
    part.opened(f"offer:{row}")
    qtbot.waitUntil(lambda: looked_at(part))
    part.differences.install.click()
    qtbot.waitUntil(lambda: not looked_at(part))
    settled(qtbot, part._desk)
    assert [(one.version, one.in_force) for one in installations(office.archive.read)] == [
        (2, True),
        (1, False),
    ]
    assert first.version == 1
    part._desk.close()
