"""The section of changes: its lines balance and go out as a table."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.ui.monitoring.statement.sections import StatementSection
from tests.operations.test_statements import a_year
from tests.ui.household.desks import a_desk, a_window


def test_the_year_is_shown_and_written(qtbot: QtBot, tmp_path: Path) -> None:
    office, _ = a_year(tmp_path)
    desk, told = a_desk(office)
    section = StatementSection(desk)
    told.kept += [desk, a_window(qtbot, section), section.buttons()]
    section.show_scope(2026, None)
    qtbot.waitUntil(lambda: section.found is not None, timeout=30_000)
    source = section.table.rows.source
    rows = [source.row(number) for number in range(source.count())]
    assert len(rows) == 6
    for row in rows:
        assert row is not None
        before, added, _, taken, _, after = row.cells[1:]
        assert int(str(before)) + int(str(added)) - int(str(taken)) == int(str(after))
    section.write(tmp_path / "out.pdf")
    qtbot.waitUntil(lambda: bool(told.sentences), timeout=30_000)
    assert (tmp_path / "out.pdf").exists()
    desk.close()
