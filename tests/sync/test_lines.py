"""What can stand where the county should: each is a sentence of its own, and what passes is tried again."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from app.errors import Problem
from app.sync.enrolling import Invitation, read_invitation
from app.sync.lines import Patience, open_line
from app.sync.wire.shapes import Digest
from app.texts import sentence

COUNTY = {"X-Hudang-County": "1"}
ANSWER = b'{"cursor": 7, "buckets": []}'


@contextmanager
def somebody(*answers: tuple[int, dict[str, str], bytes]) -> Iterator[str]:
    """The address of somebody who gives these answers, the last one for ever, whatever is asked."""
    left = list(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, content = left.pop(0) if len(left) > 1 else left[0]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def asked(url: str, waits: list[float] | None = None, tries: int = 3) -> Digest:
    patience = Patience(tries=tries, pause=(waits if waits is not None else []).append, dice=lambda: 1.0)
    line = open_line(url, None, None, patience)
    try:
        return line.get("/v1/digest", Digest, cursor=0)
    finally:
        line.close()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((200, {"Content-Type": "text/html"}, b"<html>sign in</html>"), "sync.portal"),
        ((302, {"Location": "http://portal.invalid/"}, b""), "sync.portal"),
        ((502, {}, b"bad gateway"), "sync.proxy"),
        ((200, COUNTY, ANSWER[:9]), "sync.strange_answer"),
        ((200, COUNTY | {"Content-Encoding": "gzip"}, b"no gzip"), "sync.cut"),
        ((200, COUNTY | {"Content-Length": "99"}, ANSWER), "sync.cut"),
        ((403, COUNTY, b'{"code": "revoked", "message": ""}'), "sync.revoked"),
        ((503, COUNTY, b'{"code": "busy", "message": ""}'), "sync.busy"),
        ((500, COUNTY, b'{"code": "bug", "message": ""}'), "sync.server_broken"),
    ],
)
def test_what_is_no_answer_is_told_in_a_sentence(answer, code):
    with somebody(answer) as url, pytest.raises(Problem) as told:
        asked(url)
    assert told.value.code == code
    assert sentence(told.value)


def test_nobody_there_is_told_after_some_tries():
    with somebody((200, COUNTY, ANSWER)) as url:
        pass
    waits: list[float] = []
    with pytest.raises(Problem, match=r"sync\.no_line"):
        asked(url, waits, tries=4)
    assert waits == [1.0, 2.0, 4.0]


def test_a_busy_county_is_asked_again_when_it_said():
    waits: list[float] = []
    busy = (503, COUNTY | {"Retry-After": "7"}, b'{"code": "busy", "message": ""}')
    with somebody(busy, (200, COUNTY, ANSWER)) as url:
        assert asked(url, waits).cursor == 7
    assert waits == [7.0]


def test_waiting_grows_to_five_minutes_and_never_falls_on_one_moment():
    low, high = [], []
    for waits, dice in ((low, 0.0), (high, 1.0)):
        for tried in range(1, 12):
            Patience(pause=waits.append, dice=lambda dice=dice: dice).wait(tried)
    assert (low[0], high[0]) == (0.5, 1.0) and (low[-1], high[-1]) == (150.0, 300.0)


@pytest.mark.parametrize(
    ("address", "code"),
    [("county.example", "sync.bad_address"), ("http://county.example", "sync.not_secret")],
)
def test_an_address_that_is_none_or_open_to_all_is_refused(address, code):
    with pytest.raises(Problem, match=code.replace(".", r"\.")):
        open_line(address, None, None, Patience())


def test_the_line_of_the_county_holds_address_code_and_fingerprint():
    pin = "ab" * 32
    assert read_invitation(f"https://10.0.0.8:8443/#ABCD-EFGH.{pin}\n") == Invitation(
        "https://10.0.0.8:8443", "ABCD-EFGH", pin
    )
    assert read_invitation("http://127.0.0.1:80/#ABCD-EFGH").pin is None
    with pytest.raises(Problem, match=r"sync\.bad_invitation"):
        read_invitation("ABCD-EFGH")
