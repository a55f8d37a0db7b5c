"""The page 公示公告 as a clerk uses it: a batch from twelve households to the changed status, all on screen."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.operations.cases.viewing import case_view
from app.operations.notices.stored import read_notice
from app.operations.offices import Office
from app.operations.places import villages
from app.ui.public.case_panels import CasePanel
from app.ui.public.openings import NewBatchPanel
from app.ui.public.pages import PublicPage
from app.ui.public.proofs import ProofPanel
from app.ui.public.sheets import SheetPanel
from tests.operations.offices import MONDAY
from tests.operations.public.batches import TODAY, a_posted_notice, an_office_with_twelve, to_the_notice
from tests.ui.household.desks import Told, a_desk, a_window


def a_page(qtbot: QtBot, office: Office) -> tuple[PublicPage, Told]:
    """The page in a window, read."""
    desk, told = a_desk(office)
    page = PublicPage(desk)
    told.kept += [desk, a_window(qtbot, page)]
    qtbot.waitUntil(lambda: bool(page.header.line.text().strip()))
    return page, told


def a_case_panel(qtbot: QtBot, page: PublicPage, case: str) -> CasePanel:
    """The panel of a case, read."""
    page.open_case(case)
    panel = page.place.panel
    assert isinstance(panel, CasePanel)
    qtbot.waitUntil(lambda: panel.shown is not None)
    return panel


def wait_for_step(qtbot: QtBot, panel: CasePanel, step: str) -> None:
    """Until the panel asks for that step."""

    def asks() -> bool:
        now = panel.shown.case.now if panel.shown else None
        return now is not None and now.step.key == step

    qtbot.waitUntil(asks)


def test_a_batch_begins_with_ticked_households(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    page, _ = a_page(qtbot, office)
    assert not page.empty.isHidden()
    page.open_at(new=True, village=villages(office)[0].id, households=homes[:3])
    panel = page.place.panel
    assert isinstance(panel, NewBatchPanel)
    qtbot.waitUntil(lambda: len(panel.table.ticked) == 3)
    panel.take()
    qtbot.waitUntil(lambda: bool(panel.told.shown))
    assert len(panel.told.shown) == 3  # each lacks the class that the procedure asks
    panel.asked["standing.monitor_class"].set_answer("3")
    panel.take()
    qtbot.waitUntil(lambda: len(page.read.cards) == 1)
    assert isinstance(page.place.panel, CasePanel)


def test_steps_a_meeting_and_a_notice_are_done_beside_the_board(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    page, told = a_page(qtbot, office)
    panel = a_case_panel(qtbot, page, case)
    assert panel.notice_step is not None
    panel.notice_step.draft()
    qtbot.waitUntil(lambda: panel.notice_step is not None and "approve" in panel.notice_step.buttons)
    panel.notice_step.approve()
    qtbot.waitUntil(lambda: panel.notice_step is not None and "post" in panel.notice_step.buttons)
    panel.notice_step.post()
    qtbot.waitUntil(lambda: panel.notice_step is not None and "object" in panel.notice_step.buttons)
    panel.walk()
    qtbot.waitUntil(lambda: bool(panel.told.shown))
    assert "2026-11-07" in panel.told.shown[0].sentence or "11月7日" in panel.told.shown[0].sentence
    assert told.problems == []


def test_a_decision_ends_in_the_changed_status(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes[:2])
    a_posted_notice(office, case, TODAY)
    office = replace(office, clock=lambda: MONDAY + timedelta(days=7))
    page, _ = a_page(qtbot, office)
    panel = a_case_panel(qtbot, page, case)
    for step in ("notice", "township", "county"):
        wait_for_step(qtbot, panel, step)
        if step == "township":
            panel.send_it_back()  # the usual opinion is no reason to send it back
            qtbot.waitUntil(lambda: bool(panel.told.shown))
        panel.walk()
    qtbot.waitUntil(lambda: panel.shown is not None and panel.shown.case.now is None)
    assert case_view(office, case).outcome == "finished"


def test_the_sheet_is_shown_with_what_the_gate_says(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    notice = a_posted_notice(office, to_the_notice(office, homes), TODAY)
    page, _ = a_page(qtbot, office)
    page.open_at(notice=notice)
    panel = page.place.panel
    assert isinstance(panel, SheetPanel)
    qtbot.waitUntil(lambda: panel.seen is not None)
    assert panel.seen is not None and panel.seen.found == () and panel.seen.rows == 12
    assert panel.save.isEnabled()
    with qtbot.waitSignal(panel.printed):
        panel.write(tmp_path / "notice.pdf")
    assert (tmp_path / "notice.pdf").read_bytes().startswith(b"%PDF")


def test_a_code_is_proved_genuine_on_screen(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    notice = a_posted_notice(office, to_the_notice(office, homes), TODAY)
    page, _ = a_page(qtbot, office)
    page.prove()
    panel = page.place.panel
    assert isinstance(panel, ProofPanel)
    panel.check(read_notice(office, notice).signature or "")
    qtbot.waitUntil(lambda: bool(panel.told.shown))
    assert panel.told.shown[0].tone == "ok"
