"""What may stand between a PC and its county, over real sockets: each is a sentence in the window that says what to do.

Nothing of it leaves the PC half joined: the same line, pasted once, may be tried again.
"""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.county.certificates import certificate_of, fingerprint
from app.operations.offices import Office
from app.operations.sync_views import sync_view
from app.sync.lines import Patience
from app.texts import say
from app.ui.sync.couriers import courier_of
from app.ui.sync.pages import SyncPage
from app.ui.sync.words import bar_sign
from tests.county.servers import Town
from tests.operations.offices import a_household, an_office
from tests.sync.laptops import AT_ONCE, PLACE, a_laptop
from tests.sync.proxies import CUT, GATEWAY, LOSE_ANSWER, PORTAL, a_proxy
from tests.ui.sync.standings import join
from tests.ui.sync.windows import opened, rested

COUNTY = {"X-Hudang-County": "1"}
HTML = (200, {"Content-Type": "text/html"}, b"<html>sign in</html>")
Answer = tuple[int, dict[str, str], bytes]


@contextmanager
def somebody_secret(certificate: tuple[Path, Path], answer: Answer = HTML) -> Iterator[str]:
    """The https address of somebody with this certificate, who gives one answer to everything."""
    status, headers, content = answer

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:
            """Somebody hung up: that is what is tried here."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with Server(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"https://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def a_certificate(folder: Path, begins_in: timedelta = timedelta()) -> tuple[Path, Path]:
    """A county's own certificate, which holds from then on."""
    folder.mkdir(parents=True, exist_ok=True)
    return certificate_of(folder, "127.0.0.1", datetime.now(UTC) + begins_in)


def pasted(qtbot: QtBot, page: SyncPage, line: str) -> None:
    """The line pasted into the field, Enter, and all that comes of it."""
    page.enrol.line.set_answer(line)
    page.enrol.line.setFocus()
    qtbot.keyClick(page.enrol.line, Qt.Key.Key_Return)
    rested(qtbot, page._desk)


def said_beside(page: SyncPage) -> str:
    return page.enrol.row.issue._words.text()


def stays_out(page: SyncPage, office: Office, code: str) -> None:
    """The sentence stands beside the field, what was pasted stays, and the PC has joined nothing."""
    assert said_beside(page) == say(code) and page.enrol.line.answer()
    assert page.enrol.button.isEnabled() and not sync_view(office).enrolled


def test_a_pc_whose_clock_is_wrong_is_told_to_look_at_it(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    certificate = a_certificate(tmp_path / "county", timedelta(days=400))  # to this PC it is not yet valid
    page, desk, _ = opened(qtbot, office)
    with somebody_secret(certificate) as url:
        pasted(qtbot, page, f"{url}/#ABCD-EFGH.{fingerprint(certificate[0])}")
    stays_out(page, office, "sync.certificate")
    desk.close()


def test_another_certificate_than_the_line_s_is_not_spoken_to(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    page, desk, _ = opened(qtbot, office)
    with somebody_secret(a_certificate(tmp_path / "portal")) as url:
        pasted(qtbot, page, f"{url}/#ABCD-EFGH.{'ab' * 32}")
    stays_out(page, office, "sync.certificate_changed")
    desk.close()


def test_a_portal_behind_the_right_door_and_one_that_speaks_no_tls_are_told_apart(
    qtbot: QtBot, tmp_path: Path
):
    from tests.sync.test_lines import somebody

    office = an_office(tmp_path)
    certificate = a_certificate(tmp_path / "county")
    page, desk, _ = opened(qtbot, office)
    with somebody_secret(certificate) as url:
        pasted(qtbot, page, f"{url}/#ABCD-EFGH.{fingerprint(certificate[0])}")
    stays_out(page, office, "sync.portal")
    with somebody(HTML) as url:
        for pin in (f".{'ab' * 32}", ""):
            page.enrol.row.say_issue("")
            pasted(qtbot, page, f"{url.replace('http:', 'https:')}/#ABCD-EFGH{pin}")
            stays_out(page, office, "sync.portal")
    desk.close()


def test_a_certificate_that_changed_since_asks_for_a_new_line_and_offers_the_field(
    qtbot: QtBot, tmp_path: Path
):
    office = an_office(tmp_path)
    certificate = a_certificate(tmp_path / "county")
    with somebody_secret(certificate) as url:
        join(office, url, pin="ab" * 32)
        page, desk, _ = opened(qtbot, office)
        page.sync()
        rested(qtbot, desk)
    assert page.band.words.text() == say("sync.certificate_changed")
    assert page.enrol.isVisible() and page.enrol.about.text() == say("sync_page.join_again")
    assert bar_sign(page.courier, office.clock())[2] == "bad" and page.courier.waits_for == 0
    desk.close()


@pytest.mark.parametrize(
    ("fault", "code"),
    [(CUT, "sync.cut"), (LOSE_ANSWER, "sync.cut"), (PORTAL, "sync.portal"), (GATEWAY, "sync.proxy")],
)
def test_a_joining_that_broke_off_is_said_and_the_same_line_joins_later(
    qtbot: QtBot, town: Town, tmp_path: Path, fault: str, code: str
):
    anna = a_laptop(tmp_path, "anna")
    a_household(anna.office, name="Zhao")
    with a_proxy(town.url) as (proxy, url):
        page, desk, _ = opened(qtbot, anna.office)
        page.courier.machine = anna.machine
        proxy.faults["enrol"] = [fault] * AT_ONCE.tries
        pasted(qtbot, page, f"{url}/#{town.code_for(PLACE)}")
        stays_out(page, anna.office, code)
        proxy.faults.clear()
        qtbot.keyClick(page.enrol.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page.courier.report is not None, timeout=60_000)
        rested(qtbot, desk)
    assert page.courier.report is not None and page.courier.report.equal and anna.unsent == 0
    assert town.rows("SELECT count(*) FROM device WHERE name <> 'county'") == [(1,)]
    desk.close()


def test_after_a_lost_answer_another_line_joins_too(qtbot: QtBot, town: Town, tmp_path: Path):
    anna = a_laptop(tmp_path, "anna")
    with a_proxy(town.url) as (proxy, url):
        page, desk, _ = opened(qtbot, anna.office)
        page.courier.machine = anna.machine
        proxy.faults["enrol"] = [LOSE_ANSWER] * AT_ONCE.tries
        pasted(qtbot, page, f"{url}/#{town.code_for(PLACE)}")
        stays_out(page, anna.office, "sync.cut")
        pasted(qtbot, page, f"{url}/#{town.code_for(PLACE)}")
        qtbot.waitUntil(lambda: page.courier.report is not None, timeout=60_000)
        rested(qtbot, desk)
    assert town.rows("SELECT count(*) FROM device WHERE name <> 'county'") == [(1,)]
    desk.close()


def test_a_wrong_code_is_said_and_a_used_one_too(qtbot: QtBot, town: Town, tmp_path: Path):
    office, other = an_office(tmp_path), a_laptop(tmp_path, "boris")
    used = f"{town.url}/#{town.code_for(PLACE)}"
    from app.operations.syncing import enrol_office

    enrol_office(other.office, used, patience=AT_ONCE, machine=other.machine)
    page, desk, _ = opened(qtbot, office)
    for line in (f"{town.url}/#AAAA-AAAA-AAAA-AAAA", used):
        page.enrol.row.say_issue("")
        pasted(qtbot, page, line)
        stays_out(page, office, "sync.code_wrong")
    other.office.close()
    desk.close()


def test_a_revoked_pc_is_told_keeps_its_work_and_comes_back_by_a_new_line(
    qtbot: QtBot, town: Town, tmp_path: Path
):
    anna = a_laptop(tmp_path, "anna")
    anna.join(town)
    anna.sync()
    a_household(anna.office, name="Zhao")
    town.rows("UPDATE device SET revoked_at = now() WHERE name <> 'county' RETURNING 1")
    page, desk, _ = opened(qtbot, anna.office)
    page.courier.machine = anna.machine
    page.sync()
    rested(qtbot, desk)
    assert page.band.words.text() == say("sync.revoked") and page.enrol.isVisible()
    assert bar_sign(page.courier, anna.office.clock())[1].startswith(say("sync_page.bar_halted"))
    pasted(qtbot, page, f"{town.url}/#{town.code_for(PLACE)}")
    qtbot.waitUntil(lambda: page.courier.report is not None, timeout=60_000)
    rested(qtbot, desk)
    assert page.courier.problem is None and anna.unsent == 0
    desk.close()


def test_a_clock_that_differs_from_the_county_s_is_said_after_the_round(
    qtbot: QtBot, town: Town, tmp_path: Path
):
    anna = a_laptop(tmp_path, "anna")
    anna.join(town)
    town.at[0] = anna.office.clock() + timedelta(minutes=47)
    page, desk, _ = opened(qtbot, anna.office)
    page.courier.machine, page.courier.patience = anna.machine, Patience(tries=1)
    page.sync()
    rested(qtbot, desk)
    assert say("sync_page.clock_off", minutes=47) in page.band.words.text()
    assert courier_of(desk).problem is None
    desk.close()
