"""Papers of meetings and notices from the panel of a case, and the register's ticked notices printed together."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.ui.public.proceeding_lines import ProceedingLines
from app.ui.public.proceeding_panels import ProceedingPanel
from app.ui.public.runs import RunPanel
from tests.operations.public.batches import TODAY, a_posted_notice, an_office_with_twelve, to_the_notice
from tests.operations.public.test_notice_runs import leaking, villages_with_notices
from tests.ui.public.test_public_page import a_case_panel, a_page


def test_minutes_are_looked_at_and_written_from_their_case(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    a_posted_notice(office, case, TODAY)
    page, told = a_page(qtbot, office)
    panel = a_case_panel(qtbot, page, case)
    lines = panel.findChild(ProceedingLines)
    assert lines is not None
    qtbot.waitUntil(lambda: len(lines.links) == 2)
    assert {paper for paper, _ in lines.links} == {"minutes", "posting-photos"}
    key = next(key for key in lines.links if key[0] == "minutes")
    lines.links[key].click()
    sheet = page.place.panel
    assert isinstance(sheet, ProceedingPanel)
    qtbot.waitUntil(lambda: sheet.save.isEnabled())
    with qtbot.waitSignal(sheet.printed):
        sheet.write(tmp_path / "minutes.xlsx")
    assert (tmp_path / "minutes.xlsx").read_bytes().startswith(b"PK")
    sheet.close_panel()
    assert page.place.panel is not sheet and told.problems == []


def test_ticked_notices_are_printed_together_and_a_held_one_is_named(qtbot: QtBot, tmp_path: Path):
    office, notices = villages_with_notices(tmp_path, 3)
    leaking(office, notices[1])
    page, _ = a_page(qtbot, office)
    qtbot.waitUntil(lambda: len(page.read.notices) == 3)
    page.show_view("register")
    page.table.ticked_all.emit(True)
    page.print_ticked()
    panel = page.place.panel
    assert isinstance(panel, RunPanel)
    with qtbot.waitSignal(panel.printed):
        panel.write(tmp_path / "all.pdf")
    assert panel.run is not None and (panel.run.printed, len(panel.run.held)) == (2, 1)
    assert len(panel.told.shown) == 2
    qtbot.waitUntil(lambda: panel.whole.isEnabled())
