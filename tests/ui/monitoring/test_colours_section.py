"""The section of colours: a line a village, its households beside it, both tables."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.operations.colour_tables import villages_table
from app.ui.monitoring.colours.sections import ColoursSection, VillagePanel
from tests.operations.helping import TODAY
from tests.operations.test_colours import six_households
from tests.ui.household.desks import a_desk, a_window


def test_a_village_opens_its_households_and_the_table_is_written(qtbot: QtBot, tmp_path: Path) -> None:
    office, homes = six_households(tmp_path)
    desk, told = a_desk(office)
    section = ColoursSection(desk)
    told.kept += [desk, a_window(qtbot, section), section.buttons()]
    section.show_scope(TODAY.year, None)
    qtbot.waitUntil(lambda: section.found is not None, timeout=30_000)
    assert section.found is not None and len(section.found.villages) == 2
    assert "监测中" in section.rule.text()
    section.show_village(section.found.villages[0].division_id)
    panel = section.place.panel
    assert isinstance(panel, VillagePanel)
    panel.opening.emit(homes["late"])
    assert told.went[-1] == ("household", {"id": homes["late"]})
    section.write(villages_table(section.found, "Town"), tmp_path / "out.xlsx")
    qtbot.waitUntil(lambda: bool(told.sentences), timeout=30_000)
    assert (tmp_path / "out.xlsx").exists()
    desk.close()
