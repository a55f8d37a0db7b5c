"""The page of sync: joining by one line, what stands between this PC and the county, said in sentences."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.errors import Problem
from app.sync.lines import Patience
from app.texts import say
from app.ui.sync.couriers import LINE_SOUGHT, LONGEST, SOON, STALLED, Courier
from app.ui.sync.signs import SyncSign
from app.ui.sync.words import bar_sign, figures_of, state_said
from tests.operations.offices import a_household, an_office
from tests.sync.proxies import CUT, PORTAL, a_proxy
from tests.sync.test_lines import somebody
from tests.ui.household.desks import a_desk
from tests.ui.sync.standings import a_conflict, join
from tests.ui.sync.windows import opened, rested

COUNTY = {"X-Hudang-County": "1"}


def test_a_pc_without_a_county_shows_one_field_and_the_keyboard_is_in_it(qtbot: QtBot, tmp_path: Path):
    page, desk, _ = opened(qtbot, an_office(tmp_path))
    assert page.enrol.line.hasFocus()
    assert page.go.isHidden() and page.figures.isHidden() and not page.enrol.isHidden()
    assert page.header.line.text() == say("sync_page.line_alone")
    desk.close()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((200, {"Content-Type": "text/html"}, b"<html>sign in</html>"), "sync.portal"),
        ((403, COUNTY, b'{"code": "code", "message": ""}'), "sync.code_wrong"),
    ],
)
def test_a_line_that_does_not_lead_to_the_county_is_told_beside_the_field(
    qtbot: QtBot, tmp_path: Path, answer: tuple[int, dict[str, str], bytes], code: str
):
    page, desk, _ = opened(qtbot, an_office(tmp_path))
    with somebody(answer) as url:
        qtbot.keyClicks(page.enrol.line, f"{url}/#ABCD-EFGH")
        qtbot.keyClick(page.enrol.line, Qt.Key.Key_Return)
        rested(qtbot, desk)
    assert said_beside(page) == say(code)
    assert page.enrol.line.answer() == f"{url}/#ABCD-EFGH", "what was pasted stays"
    desk.close()


def said_beside(page) -> str:
    return page.enrol.row.issue._words.text()


def test_half_a_line_is_refused_before_anybody_is_called(qtbot: QtBot, tmp_path: Path):
    page, desk, _ = opened(qtbot, an_office(tmp_path))
    page.enrol.join()
    assert said_beside(page) == say("sync_page.join_wanted")
    qtbot.keyClicks(page.enrol.line, "ABCD-EFGH")
    page.enrol.button.click()
    rested(qtbot, desk)
    assert said_beside(page) == say("sync.bad_invitation")
    desk.close()


def test_who_may_not_approve_cannot_join(qtbot: QtBot, tmp_path: Path):
    from dataclasses import replace

    office = an_office(tmp_path)
    office.user = replace(office.user, role="enter")
    page, desk, _ = opened(qtbot, office)
    assert not page.enrol.button.isEnabled() and page.enrol.about.text() == say("sync_page.join_role")
    desk.close()


def test_a_captive_portal_is_said_with_what_to_do_and_tried_again(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    with somebody((200, {"Content-Type": "text/html"}, b"<html>sign in</html>")) as url:
        join(office, url)
        page, desk, _ = opened(qtbot, office)
        qtbot.keyClick(page, Qt.Key.Key_F5)
        rested(qtbot, desk)
    assert page.band.words.text().startswith(say("sync.portal"))
    assert 0 < page.courier.waits_for < LONGEST * 1.1
    assert bar_sign(page.courier, office.clock())[1].startswith(say("sync_page.bar_failed"))
    desk.close()


def test_a_revoked_pc_waits_for_a_person_and_is_told_in_red(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    with somebody((403, COUNTY, b'{"code": "revoked", "message": ""}')) as url:
        join(office, url)
        page, desk, _ = opened(qtbot, office)
        page.sync()
        rested(qtbot, desk)
    assert state_said(page.courier) == (say("sync.revoked"), "bad")
    assert page.courier.waits_for == 0
    desk.close()


def test_a_pc_the_county_does_not_know_is_asked_for_a_new_line(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    join(office, last_error="sync.unknown_device")
    page, desk, _ = opened(qtbot, office)
    assert page.enrol.isVisible() and page.enrol.about.text() == say("sync_page.join_again")
    desk.close()


def waits_after(qtbot: QtBot, folder: Path, problem: str) -> list[float]:
    """How long the courier of an office waits after each of nine rounds that failed."""
    office = an_office(folder)
    join(office)
    desk, told = a_desk(office)
    courier = Courier(desk)
    told.kept.append(courier)
    waits = []
    for _ in range(9):
        courier._failed(Problem(problem))
        waits.append(courier.waits_for)
    rested(qtbot, desk)
    desk.close()
    return waits


def test_each_failure_makes_the_next_try_later_up_to_five_minutes(qtbot: QtBot, tmp_path: Path):
    waits = waits_after(qtbot, tmp_path, "sync.busy")
    assert waits[0] < 20 and waits[-1] < LONGEST * 1.1 and waits[-1] > waits[0] * 5


def test_a_line_that_appears_is_found_within_a_minute(qtbot: QtBot, tmp_path: Path):
    assert 0 < waits_after(qtbot, tmp_path, "sync.no_line")[-1] <= LINE_SOUGHT


def test_the_first_round_comes_by_itself_soon_after_signing_in(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    join(office)
    page, desk, _ = opened(qtbot, office)
    assert 0 < page.courier.waits_for < SOON  # a coarse clock gives some hundredths more than FIRST
    desk.close()


def test_ten_minutes_without_progress_are_said_though_there_is_a_line(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    join(office)
    desk, told = a_desk(office)
    now = [0.0]
    courier = Courier(desk, ticks=lambda: now[0])
    told.kept.append(courier)
    courier.look()
    rested(qtbot, desk)
    assert not courier.stalled
    now[0] = STALLED + 60
    assert courier.stalled and state_said(courier)[0] == say("sync_page.stalled", minutes=11)
    courier.problem = Problem("sync.busy")
    assert say("sync.busy") in state_said(courier)[0]
    courier.problem = Problem("sync.no_line")
    assert not courier.stalled, "without a line nothing can move"
    desk.close()


def test_a_round_that_waits_for_the_county_blocks_no_typing_and_can_be_stopped(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    with somebody((503, COUNTY, b'{"code": "busy", "message": ""}')) as url:
        join(office, url)
        page, desk, _ = opened(qtbot, office)
        page.courier.patience = None  # the real one: tries, waits, tries
        page.sync()
        qtbot.waitUntil(page.band.stop.isVisible)
        done: list[str] = []
        desk.lanes.run("writer", lambda _: a_household(office, name="Zhao"), done.append)
        qtbot.waitUntil(lambda: bool(done))
        assert page.courier.under_way
        page.band.stop.click()
        assert state_said(page.courier)[0] == say("sync_page.stopping")
        rested(qtbot, desk)
    assert not page.courier.under_way and page.band.stop.isHidden()
    assert state_said(page.courier)[0] == say("sync_page.stopped")
    desk.close()


def test_figures_and_bar_say_how_safe_the_work_is(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, name="Zhao")
    newest = office.archive.read("SELECT max(seq) FROM change")[0][0]
    now = office.clock()
    join(office, acked=newest - 2, backed_up_through=5, last_ok=now.isoformat())
    with office.archive.syncing() as connection:
        connection.execute("INSERT INTO sent VALUES (1, 3, 1, 5), (4, ?, 6, 20)", (newest - 2,))
    a_conflict(office, household, "household", household, "bank_account", mine="1", theirs="2")
    page, desk, _ = opened(qtbot, office)
    view = page.courier.view
    assert view is not None
    assert (view.unsent, view.reported, view.backed_up, view.conflicts) == (2, newest - 5, 3, 1)
    assert [one.number for one in figures_of(view, now)][1:] == ["2", str(newest - 5), "3", "1"]
    words = SyncSign(desk).text()
    assert words == " · ".join(
        (
            say("sync_page.bar_synced", time="9:12"),
            say("sync_page.bar_unsent", count="2"),
            say("sync_page.bar_conflicts", count="1"),
        )
    )
    rested(qtbot, desk)
    desk.close()


def test_cuts_and_a_portal_on_the_way_leave_nothing_half_done(qtbot: QtBot, town, tmp_path: Path):
    from tests.sync.laptops import a_laptop

    anna = a_laptop(tmp_path, "anna")
    a_household(anna.office, name="Zhao")
    with a_proxy(town.url) as (proxy, url):
        page, desk, _ = opened(qtbot, anna.office)
        page.courier.machine = anna.machine
        page.courier.patience = Patience(tries=1, pause=lambda seconds: None)
        qtbot.keyClicks(page.enrol.line, f"{url}/#{town.code_for('510812103')}")
        proxy.faults = {"push": [CUT], "hello": [PORTAL]}
        page.enrol.join()
        qtbot.waitUntil(lambda: page.courier.problem is not None, timeout=20_000)
        rested(qtbot, desk)
        assert page.band.words.text().startswith(say("sync.portal"))
        page.sync()
        rested(qtbot, desk)
        assert page.courier.problem is not None and page.courier.problem.code == "sync.cut"
        page.sync()
        rested(qtbot, desk)
    assert page.courier.problem is None and anna.unsent == 0
    assert page.courier.report is not None and page.courier.report.equal
    desk.close()
