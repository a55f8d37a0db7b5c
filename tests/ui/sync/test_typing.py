"""Marks on every household of the list, and typing that goes on while a slow line is under way."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.upload_marks import household_mark, household_marks
from app.texts import say
from app.ui.households.pages import HouseholdsPage
from app.ui.sync.couriers import courier_of
from tests.operations.offices import a_household, an_office
from tests.sync.laptops import AT_ONCE
from tests.ui.household.desks import a_desk, a_window, leave, open_household, settle
from tests.ui.household.test_fields import field
from tests.ui.sync.standings import OTHER, join


@contextmanager
def a_silent_county() -> Iterator[tuple[str, threading.Event, threading.Event]]:
    """A county that hears a greeting and says nothing until it is let: its address, `heard`, `let`."""
    heard, let = threading.Event(), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            heard.set()
            let.wait(60)
            self.send_response(503)
            self.send_header("X-Hudang-County", "1")
            self.end_headers()
            self.wfile.write(b'{"code": "busy", "message": ""}')

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", heard, let
        finally:
            let.set()
            server.shutdown()
            thread.join()


def test_fields_are_typed_and_saved_while_the_line_waits_for_its_answer(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, name="Zhao", phone="13900000001")
    with a_silent_county() as (url, heard, let):
        join(office, url)
        page, _ = open_household(qtbot, office, household)
        desk = page._desk
        courier = courier_of(desk)
        courier.patience = AT_ONCE
        courier.go()
        qtbot.waitUntil(heard.is_set, timeout=20_000)
        for words in ("Bridge 7", "Bridge 8"):
            typed = field(page, "household.address").input
            typed.setFocus()
            typed.selectAll()
            qtbot.keyClicks(typed, words)
            assert typed.text() == words, "every key is on the screen at once"
            qtbot.keyClick(typed, Qt.Key.Key_Return)
            qtbot.waitUntil(
                lambda words=words: office.archive.read("SELECT address FROM household") == [(words,)],
                timeout=20_000,
            )
            assert courier.under_way and not let.is_set(), "the round is still out"
        qtbot.waitUntil(lambda: page.head.mark.text() == say("marks.saved"), timeout=20_000)
        let.set()
        qtbot.waitUntil(lambda: not courier.under_way, timeout=20_000)
        settle(qtbot, page)
        assert courier.problem is not None and courier.problem.code == "sync.busy"
        leave(page)


def test_each_household_of_the_list_says_how_safe_it_is(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    homes = [a_household(office, name=name) for name in ("Zhao", "Qian", "Sun")]
    ends = [
        office.archive.read("SELECT max(seq) FROM change WHERE about = ?", (home,))[0][0] for home in homes
    ]
    desk, told = a_desk(office)
    page = HouseholdsPage(desk)
    told.kept += [desk, a_window(qtbot, page)]
    qtbot.waitUntil(lambda: not desk.lanes.busy(), timeout=20_000)
    assert "mark" not in [one.key for one in page.table.rows.columns], "no county is joined"
    assert household_marks(office, homes) is None

    join(office, acked=ends[1], backed_up_through=5)
    with office.archive.syncing() as connection:
        connection.execute("INSERT INTO sent VALUES (1, ?, 1, 5)", (ends[0],))
    desk.changed.emit("synced")
    qtbot.waitUntil(lambda: "mark" in [one.key for one in page.table.rows.columns], timeout=20_000)
    qtbot.waitUntil(lambda: not desk.lanes.busy(), timeout=20_000)
    shown = {row.key: row.cells[1].words for nth in range(3) if (row := page.table.rows.source.row(nth))}
    assert [shown[home] for home in homes] == [
        say("marks.backed_up"),
        say("marks.reported"),
        say("marks.saved"),
    ]
    assert household_marks(office, homes) == {home: household_mark(office, home) for home in homes}
    desk.close()


def test_a_household_that_only_others_wrote_on_is_as_safe_as_the_feed_tells(tmp_path: Path):
    office = an_office(tmp_path)
    join(office, backed_up_through=5)
    with office.archive.syncing() as connection:
        for one, nth in ((OTHER, 4), ("another", 9)):
            connection.execute(
                "INSERT INTO synced (id, record, area, feed_seq, gone, hash, through) VALUES (?, 'household', '', ?, 0,"
                " x'00', 0)",
                (one, nth),
            )
    found = household_marks(office, [OTHER, "another"])
    assert found == {OTHER: "backed_up", "another": "reported"}
    assert found == {one: household_mark(office, one) for one in found or {}}
    office.archive.close()
