"""How long a township's first upload takes, its first download on a second laptop, and 1,000 edits each way.

The county serves from a process of its own; what the second laptop begins with it makes ready with that one's code,
as ever, before the clock runs. Beside it Anki's sync server in the same run, with as many rows of the same content. It
is no library of ours: `pip install anki` into any Python and name that in HUDANG_BENCH_ANKI; without it the ratios are
left out.

Where the time goes (seconds of one core for 131,400 rows; Anki sends its whole file, unread, in about one second):
first upload 8.4: PostgreSQL 2.8 (three tables with nine indexes, the sums), the county's Python 2.5 (reading 0.4, ids
0.3, proving the chain 0.4, COPY's text 0.4, places 0.3, HTTP), which take turns; the laptop's 3.1 beside them (reading
its log 0.9, columns 0.8, packing 0.3, noting what was taken 1.2). First download 2.0: inserts 0.9, indexes and commit
0.6, hashes, sums and ids 0.6.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from app.operations.offices import Office
from app.operations.openings import NewOffice, create_office
from app.operations.syncing import Report, enrol_office, sync_now
from bench.counties import a_county
from bench.offices import PASSWORD, TOWN, filled_office

Measure = tuple[str, float, str, float | None, str]

HOUSEHOLDS, EDITS, BATCH = 15_000, 1_000, 500


def measure(households: int = HOUSEHOLDS) -> list[Measure]:
    """Name, figure, unit, ratio to Anki's, and what must be reached."""
    with tempfile.TemporaryDirectory(prefix="hudang-bench-") as folder, a_county() as county:
        desk = Path(folder)
        first, persons = filled_office(desk / "first", households)
        enrol_office(first, county.invitation(TOWN), machine="first")
        up, sent = _timed(first)
        second = _newcomer(desk / "second")
        start = time.perf_counter()
        invitation = county.invitation(TOWN)
        ready = time.perf_counter() - start
        enrol_office(second, invitation, machine="second")
        down, got = _timed(second)
        _edit(first, EDITS)
        push, _ = _timed(first)
        pull, heard = _timed(second)
        _edit(first, BATCH)
        wire = _timed(first)[1].sent_bytes / BATCH
        rows = first.archive.read("SELECT (SELECT count(*) FROM synced)")[0][0]
        _check(got, heard, rows)
        _notes(first, desk / "notes.txt")
        peer = _anki(desk)
        first.close()
        second.close()
    size = f"{households:,} households, {persons:,} persons"
    return [
        (f"sync: first upload, {size}", up, "s", _ratio(up, peer, 0), "2 x Anki"),
        (f"sync: first download, {got.received:,} rows", down, "s", _ratio(down, peer, 1), "2 x Anki"),
        ("sync: what it begins with made ready, with its code", ready, "s", None, ""),
        (f"sync: {EDITS:,} edits handed over", push, "s", _ratio(push, peer, 2), ""),
        (f"sync: {EDITS:,} edits received", pull, "s", _ratio(pull, peer, 3), ""),
        (f"sync: {EDITS:,} edits over and back", push + pull, "s", _both(push + pull, peer), "1 x Anki"),
        (f"sync: a changed field on the wire, {BATCH} at once", wire, "bytes", None, "80 bytes"),
        ("sync: first upload on the wire", sent.sent_bytes / 1e6, "MB", None, ""),
        ("sync: first download on the wire", got.received_bytes / 1e6, "MB", None, ""),
        *((f"peer: Anki, {name}", one, "s", None, "") for name, one in zip(_PEER, peer, strict=False)),
    ]


_PEER = ("first upload", "first download", "1,000 edits up", "1,000 edits down")


def _ratio(figure: float, peer: list[float], nth: int) -> float | None:
    return figure / peer[nth] if peer else None


def _both(figure: float, peer: list[float]) -> float | None:
    return figure / (peer[2] + peer[3]) if peer else None


def _timed(office: Office) -> tuple[float, Report]:
    start = time.perf_counter()
    report = sync_now(office, machine=office.folder.name)
    return time.perf_counter() - start, report


def _newcomer(folder: Path) -> Office:
    return create_office(folder, NewOffice("bench", "second", "", PASSWORD, TOWN))[0]


def _edit(office: Office, count: int) -> None:
    """One field of as many persons, each in a unit of work of its own as a clerk saves it, under one signed-in name."""
    known = office.archive.read("SELECT id FROM person")
    random = Random(count)
    for (one,) in random.sample(known, count):
        with office.archive.work("clerk", at=office.clock()) as work:
            work.update("person", one, {"phone": f"13{random.randrange(10**9):09}"})


def _check(got: Report, heard: Report, rows: int) -> None:
    if not (
        got.begun == "taken"
        and got.equal
        and heard.equal
        and heard.received >= EDITS
        and got.received + 10 > rows
    ):
        raise SystemExit(f"the two laptops differ: {got}, {heard}, {rows}")


def _notes(office: Office, file: Path) -> None:
    """What the township's households and persons say, a line each."""
    lines = [
        " ".join(str(value) for value in row if value is not None)
        for record in ("household", "person")
        for row in office.archive.read(f'SELECT * FROM "{record}"')
    ]
    file.write_text("\n".join(line.replace("\n", " ") for line in lines), "utf-8")


def _anki(desk: Path) -> list[float]:
    """The peer's seconds; nothing where there is no Anki."""
    python = os.environ.get("HUDANG_BENCH_ANKI", sys.executable)
    if subprocess.run([python, "-c", "import anki.syncserver"], capture_output=True).returncode:
        return []
    script = Path(__file__).with_name("anki_sync.py")
    done = subprocess.run(
        [python, str(script), str(desk), str(EDITS)], check=True, stdout=subprocess.PIPE, text=True
    )
    return [float(figure) for figure in done.stdout.split()]
