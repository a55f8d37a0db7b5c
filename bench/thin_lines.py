"""A day of 50 edits over a line as villages have it: 64 kbit/s, 500 ms there and back, one exchange in 20 cut.

A shaping proxy stands between the laptop and the county: bytes wait for their turn, each way has its delay, and in
one exchange of 20, on its way there or back, the connection ends. A cut round is begun again, as the program does it.
"""

import random
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from app.errors import Problem
from app.operations.offices import Office
from app.operations.syncing import enrol_office, sync_now
from app.sync.lines import PASSING, Patience
from bench.counties import a_county
from bench.offices import TOWN, filled_office

Measure = tuple[str, float, str, float | None, str]

HOUSEHOLDS, EDITS = 500, 50
BITS, DELAY, CUTS = 64_000, 0.25, 0.05  # bits a second each way, seconds each way, share of exchanges
DAYS = 12


@dataclass(slots=True)
class Line:
    """What a line is like, and what it carried. Both ways have their own 64 kbit/s."""

    target: tuple[str, int]
    dice: random.Random = field(default_factory=lambda: random.Random(7))
    cuts: int = 0
    carried: int = 0
    free_at: dict[str, float] = field(default_factory=lambda: {"up": 0.0, "down": 0.0})
    lock: threading.Lock = field(default_factory=threading.Lock)

    def wait_for(self, way: str, size: int) -> None:
        """Wait until so many bytes have passed."""
        with self.lock:
            begin = max(time.monotonic(), self.free_at[way])
            self.free_at[way] = end = begin + size * 8 / BITS
            self.carried += size
        time.sleep(max(end + DELAY - time.monotonic(), 0))


@contextmanager
def a_thin_line(url: str) -> Iterator[tuple[Line, str]]:
    """The line and the address at its near end."""
    parts = urlsplit(url)
    line = Line((str(parts.hostname), int(parts.port or 80)))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_accept, args=(listener, line), daemon=True).start()
        yield line, f"http://127.0.0.1:{listener.getsockname()[1]}"


def _accept(listener: socket.socket, line: Line) -> None:
    with suppress(OSError):
        while True:
            near, _ = listener.accept()
            threading.Thread(target=_connect, args=(near, line), daemon=True).start()


def _connect(near: socket.socket, line: Line) -> None:
    time.sleep(2 * DELAY)  # the handshake
    far = socket.create_connection(line.target)
    for way, source, sink in (("up", near, far), ("down", far, near)):
        threading.Thread(target=_carry, args=(line, way, source, sink), daemon=True).start()


def _carry(line: Line, way: str, source: socket.socket, sink: socket.socket) -> None:
    """Carry one way of a connection. The delay is of the line, not of each piece: pieces follow each other."""
    with suppress(OSError):
        while content := source.recv(65_536):
            line.wait_for(way, len(content))
            if line.dice.random() < CUTS / 2:
                line.cuts += 1
                break
            sink.sendall(content)
    for end in (source, sink):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


def measure(days: int = DAYS) -> list[Measure]:
    """Name, figure, unit, no ratio, and what must be reached."""
    with tempfile.TemporaryDirectory(prefix="hudang-bench-") as folder, a_county() as county:
        office, _ = filled_office(Path(folder) / "first", HOUSEHOLDS)
        enrol_office(office, county.invitation(TOWN), machine="first")
        sync_now(office, machine="first")
        with a_thin_line(county.url) as (line, near):
            figures = [_a_day(office, near, day) for day in range(days)]
        office.close()
    name = f"thin line: a day of {EDITS} edits"
    return [
        (f"{name}, the slowest of {days} days", max(figures), "s", None, "30 s"),
        (f"{name}, median", sorted(figures)[len(figures) // 2], "s", None, ""),
        (f"{name}, on the wire", line.carried / days / 1024, "KB", None, ""),
        ("thin line: exchanges cut", line.cuts, "times", None, ""),
    ]


def _a_day(office: Office, near: str, day: int) -> float:
    """Seconds of line time until the day's edits are at the county."""
    known = office.archive.read("SELECT id FROM person")
    for (one,) in random.Random(day).sample(known, EDITS):
        with office.archive.work("clerk", at=office.clock()) as work:
            work.update("person", one, {"phone": f"13{day}{random.randrange(10**8):08}"})
    start = time.perf_counter()
    while True:
        try:
            sync_now(office, machine="first", server=near, patience=Patience(first=1.0))
            return time.perf_counter() - start
        except Problem as problem:
            if problem.code not in PASSING:
                raise
