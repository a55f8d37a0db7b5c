"""Coming in: the first run to the recovery code, signing in, the lost password, locking. On a real archive."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from app.documents.previews import Preview
from app.errors import Problem
from app.operations.openings import NewOffice, create_office, has_office, sign_in
from app.settings import read_settings, write_settings
from app.ui.entry.first_runs import WAITING, FirstRun, sheet_waits
from app.ui.entry.locks import IdleWatch
from app.ui.entry.logins import LoginPage
from app.ui.entry.recoveries import RecoveryPage
from app.ui.windows import Window

PASSWORD = "春天的油菜花开了"
LONG = 20_000  # ms: keys are made slowly on purpose


def made_office(folder: Path) -> str:
    """An office with one user, closed again; gives its recovery code."""
    wanted = NewOffice("青石镇人民政府", "周敏", "周敏", PASSWORD, ("云泽省", "清溪市", "云岭县", "青石镇"))
    office, code = create_office(folder, wanted)
    office.close()
    return code


def opened_window(qtbot: QtBot, folder: Path) -> Window:
    window = Window(folder)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.visit is not None)
    return window


def page_of(qtbot: QtBot, window: Window, kind: type):
    """The entry page of that kind, once it is shown."""
    qtbot.waitUntil(lambda: window.findChild(kind) is not None, timeout=LONG)
    return window.findChild(kind)


def commit(field: QWidget, words: str) -> None:
    """Chinese as an input method hands it over."""
    event = QInputMethodEvent("", [])
    event.setCommitString(words)
    QApplication.sendEvent(field, event)


def text_of(pdf: Path) -> str:
    """The words of the first page, without the breaks between lines and groups."""
    with Preview(pdf.read_bytes()) as pages:
        return pages.text(0).replace("\r\n", "").replace("\n", "").replace("-", "")


def signed_in(window: Window) -> bool:
    return window.visit is not None and window.visit.desk is not None


def test_the_first_run_leads_from_the_place_to_the_recovery_code_and_in(qtbot: QtBot, tmp_path: Path):
    folder = tmp_path / "office"
    window = opened_window(qtbot, folder)
    run: FirstRun = page_of(qtbot, window, FirstRun)
    assert not run.next.isEnabled()
    run.place.choose("140214016")
    run.next.click()
    assert run.name.name.answer() == "新泉路街道办事处"
    run.next.click()
    assert not run.next.isEnabled()
    commit(run.user.full_name, "周敏")
    assert run.user.login.answer() == "周敏"
    run.user.password.setText(PASSWORD)
    run.user.again.setText(PASSWORD)
    run.user.again.typed.emit()
    run.next.click()
    qtbot.waitUntil(lambda: len(run.recovery.plate.accessibleName()) == 29, timeout=LONG)
    assert not run.next.isEnabled()
    run.recovery.save_asked.emit(str(tmp_path / "sheet.pdf"))
    qtbot.waitUntil(lambda: (tmp_path / "sheet.pdf").exists(), timeout=LONG)
    assert run.recovery.plate.accessibleName().replace("-", "") in text_of(tmp_path / "sheet.pdf")
    run.recovery.confirmed.click()
    run.next.click()
    qtbot.waitUntil(lambda: signed_in(window), timeout=LONG)
    assert has_office(folder)
    window.close()


def test_a_recovery_sheet_that_never_came_to_paper_is_made_anew_at_the_next_sign_in(
    qtbot: QtBot, tmp_path: Path
):
    folder = tmp_path / "office"
    old = made_office(folder)
    write_settings(folder, {**read_settings(folder), WAITING: True})
    window = opened_window(qtbot, folder)
    page: LoginPage = page_of(qtbot, window, LoginPage)
    page.password.field.setText(PASSWORD)
    page.open.click()
    run: FirstRun = page_of(qtbot, window, FirstRun)
    qtbot.waitUntil(lambda: len(run.recovery.plate.accessibleName()) == 29, timeout=LONG)
    assert run.recovery.plate.accessibleName() != old
    run.recovery.confirmed.click()
    run.next.click()
    qtbot.waitUntil(lambda: signed_in(window), timeout=LONG)
    assert not sheet_waits(folder)
    window.close()


def test_two_different_passwords_do_not_pass(qtbot: QtBot, tmp_path: Path):
    window = opened_window(qtbot, tmp_path / "office")
    run: FirstRun = page_of(qtbot, window, FirstRun)
    run.user.full_name.set_answer("周敏")
    run.user.login.set_answer("周敏")
    run.user.password.setText(PASSWORD)
    run.user.again.setText(PASSWORD + "x")
    with qtbot.waitSignal(run.user.settled) as settled:
        run.user.again.typed.emit()
    assert settled.args == [False]
    window.close()


def test_a_wrong_password_is_said_beside_the_field_and_a_right_one_opens(qtbot: QtBot, tmp_path: Path):
    folder = tmp_path / "office"
    made_office(folder)
    window = opened_window(qtbot, folder)
    page: LoginPage = page_of(qtbot, window, LoginPage)
    page.password.field.setText("falsch")
    qtbot.keyClick(page.password.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.password.field.property("issue") == "error", timeout=LONG)
    page.password.field.setText(PASSWORD)
    qtbot.keyClick(page.password.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: signed_in(window), timeout=LONG)
    assert "青石镇" in window.windowTitle()
    window.close()
    assert read_settings(folder)["window"]


def test_the_recovery_code_opens_the_archive_with_a_new_password(qtbot: QtBot, tmp_path: Path):
    folder = tmp_path / "office"
    code = made_office(folder)
    window = opened_window(qtbot, folder)
    page_of(qtbot, window, LoginPage).recovery_asked.emit()
    page: RecoveryPage = page_of(qtbot, window, RecoveryPage)
    page.code.setText(code.lower().replace("-", " "))
    page.password.setText("秋天的稻谷都黄了")
    page.again.setText("秋天的稻谷都黄了")
    page.open.click()
    qtbot.waitUntil(lambda: signed_in(window), timeout=LONG)
    window.close()
    sign_in(folder, "周敏", "秋天的稻谷都黄了").close()
    with pytest.raises(Problem):
        sign_in(folder, "周敏", PASSWORD)


def test_a_locked_window_opens_only_to_the_password_and_keeps_the_page(qtbot: QtBot, tmp_path: Path):
    folder = tmp_path / "office"
    made_office(folder)
    window = opened_window(qtbot, folder)
    page: LoginPage = page_of(qtbot, window, LoginPage)
    page.password.field.setText(PASSWORD)
    page.open.click()
    qtbot.waitUntil(lambda: signed_in(window), timeout=LONG)
    visit = window.visit
    assert visit is not None
    assert visit.desk is not None
    frame = visit.frame
    with qtbot.waitSignal(visit.desk.locking):
        visit.lock_screen()
    lock = visit.lock
    assert lock is not None
    assert lock.geometry() == window.rect()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert frame is not None
    assert not frame.search.hasFocus()
    lock.password.field.setText("falsch")
    lock.open.click()
    qtbot.waitUntil(lambda: lock.password.field.property("issue") == "error", timeout=LONG)
    lock.password.field.setText(PASSWORD)
    lock.open.click()
    qtbot.waitUntil(lambda: visit.lock is None, timeout=LONG)
    assert visit.frame is frame
    window.close()


def test_the_window_fits_the_smallest_screen_of_an_office(qtbot: QtBot, tmp_path: Path):
    made_office(tmp_path / "office")
    window = opened_window(qtbot, tmp_path / "office")
    page_of(qtbot, window, LoginPage)
    least = window.minimumSizeHint()
    assert (least.width() <= 1280, least.height() <= 672) == (True, True)
    window.close()


def test_hands_on_the_window_keep_it_open_and_none_lock_it(qtbot: QtBot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    handle = window.windowHandle()
    assert handle is not None
    watch = IdleWatch(handle, 0)
    assert not watch.waits()
    with qtbot.waitSignal(watch.tired):
        watch.set_minutes(0.001)
    watch.set_minutes(1)
    assert watch.waits()
