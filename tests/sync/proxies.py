"""What may stand between a laptop and the county: something that loses, doubles, cuts, or answers for it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

PASS, LOSE_REQUEST, LOSE_ANSWER, DOUBLE, CUT, PORTAL, GATEWAY = (
    "pass", "lose request", "lose answer", "double", "cut", "portal", "gateway",
)  # fmt: skip
_HOP = {"host", "connection", "content-length", "transfer-encoding", "content-encoding"}


class Proxy:
    """A way to the county that does something to each request of a path: `faults` are used up in order."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.faults: dict[str, list[str]] = {}
        self.seen: list[str] = []

    def fault_of(self, path: str) -> str:
        kind = path.split("?")[0].rsplit("/", 1)[-1]
        self.seen.append(kind)
        waiting = self.faults.get(kind, [])
        return waiting.pop(0) if waiting else PASS


def _handler(proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._pass()

        def do_POST(self) -> None:
            self._pass()

        def log_message(self, *_: object) -> None:
            pass

        def _pass(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            fault = proxy.fault_of(self.path)
            if fault == PORTAL:
                return self._say(200, {"Content-Type": "text/html"}, b"<html>Please sign in</html>")
            if fault == GATEWAY:
                return self._say(502, {}, b"bad gateway")
            if fault == LOSE_REQUEST:
                return self._hang_up()
            answer = self._forward(body)
            if fault == DOUBLE:
                self._forward(body)
            if fault == LOSE_ANSWER:
                return self._hang_up()
            headers = {k: v for k, v in answer.headers.items() if k.lower() not in _HOP}
            if "Content-Encoding" in answer.headers:
                headers["Content-Encoding"] = answer.headers["Content-Encoding"]
            content = answer.extensions["raw"]
            if fault == CUT:
                self._say(answer.status_code, headers, content[: len(content) // 2], len(content))
                return self._hang_up()
            return self._say(answer.status_code, headers, content)

        def _forward(self, body: bytes) -> httpx.Response:
            headers = {k: v for k, v in self.headers.items() if k.lower() not in _HOP - {"content-encoding"}}
            with httpx.Client(trust_env=False) as client, client.stream(
                self.command, proxy.target + self.path, content=body, headers=headers
            ) as answer:  # fmt: skip
                answer.extensions["raw"] = b"".join(answer.iter_raw())
            return answer

        def _say(
            self, status: int, headers: dict[str, str], content: bytes, length: int | None = None
        ) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content) if length is None else length))
            self.end_headers()
            self.wfile.write(content)

        def _hang_up(self) -> None:
            self.close_connection = True

    return Handler


@contextmanager
def a_proxy(target: str) -> Iterator[tuple[Proxy, str]]:
    """A proxy before a county's address, and its own address."""
    proxy = Proxy(target)
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(proxy)) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield proxy, f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
