"""One county's server from start to stop: database, certificate, socket, service, log."""

import gc
import json
import logging
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg

from app.county.addresses import own_addresses
from app.county.beginnings import make_all
from app.county.carryovers import keep_decisions
from app.county.certificates import Pair, certificate_of, fingerprint
from app.county.clusters import keep_up
from app.county.counties import County, now
from app.county.databases import NOTHING, Busy, Database, opened
from app.county.keepsakes import keepsakes_of
from app.county.servers import listen, server_of
from app.county.services import build
from app.county.upgrades import make_months
from app.errors import Problem
from app.log import start_log

SERVED = "served.json"
log = logging.getLogger(__name__)
_DAY = 86_400.0
_MOMENT, _MINUTE = 2.0, 60.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen, how machines reach it, and by which certificate."""

    host: str
    port: int
    address: str = ""
    name: str = ""
    certificate: Pair | None = None
    plain: bool = False


def serve_county(folder: Path, at: Address) -> Iterator[tuple[str, str]]:
    """Serve; gives (address, fingerprint) once, when the socket listens, and ends when the server is stopped.

    Raises Problem county.port_taken.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handler = start_log(folder)
    try:
        with opened(folder) as database:
            yield from _serve(folder, at, database)
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()


def _serve(folder: Path, at: Address, database: Database) -> Iterator[tuple[str, str]]:
    if at.name:
        database.run(NOTHING, lambda c: c.execute("UPDATE server_state SET county_name = %s", (at.name,)))
    named = at.address or (
        at.host if at.host not in ("0.0.0.0", "::") else next(iter(own_addresses()), "127.0.0.1")
    )
    pair = None if at.plain else at.certificate or certificate_of(folder, named, now())
    try:
        socket = listen(at.host, at.port)
    except OSError as error:
        raise Problem("county.port_taken", port=at.port) from error
    with socket:
        url = f"{'http' if at.plain else 'https'}://{named}:{socket.getsockname()[1]}"
        mark = fingerprint(pair[0]) if pair else ""
        (folder / SERVED).write_text(json.dumps({"url": url, "fingerprint": mark}), "utf-8")
        stopped = threading.Event()
        county = County(database, keepsakes_of(folder), served=(url, mark), folder=folder)
        watches = [
            threading.Thread(target=see_to, args=(given, stopped), daemon=True)
            for see_to, given in (
                (_see_to_months, database),
                (_see_to_cluster, database),
                (_see_to_beginnings, county),
                (_see_to_decisions, county),
            )
        ]
        for watch in watches:
            watch.start()
        yield url, mark
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _stop_quietly)
        # The loop that answers 503 would else wait 5 ms for each of those at work, every time it is called.
        sys.setswitchinterval(0.001)
        gc.set_threshold(
            100_000, 20, 20
        )  # a first upload is tens of thousands of rows, none of them in circles
        try:
            server_of(build(county), pair).run(sockets=[socket])
        finally:
            stopped.set()
            for watch in watches:
                watch.join()


def _stop_quietly(number: int, frame: object) -> None:
    """uvicorn stops by itself and then sends itself the signal again; the database still has to be stopped."""


def served_at(folder: Path) -> tuple[str, str]:
    """Address and fingerprint of the server that last served this folder. Raises Problem county.not_served."""
    try:
        found = json.loads((folder / SERVED).read_text("utf-8"))
    except FileNotFoundError as error:
        raise Problem("county.not_served") from error
    return found["url"], found["fingerprint"]


def _see_to_months(database: Database, stopped: threading.Event) -> None:
    """Make the next months' partitions once a day, as long as the server runs."""
    while not stopped.wait(_DAY):
        with suppress(OSError):
            make_months(database.owner_url, now().date())


def _see_to_beginnings(county: County, stopped: threading.Event) -> None:
    """Make ready, once a day, what new machines begin with, as long as the server runs."""
    while not stopped.wait(_DAY):
        with suppress(OSError, psycopg.Error, Busy):
            make_all(county)


def _see_to_decisions(county: County, stopped: threading.Event) -> None:
    """Keep what was decided outside the database too, whichever way it was decided."""
    while county.folder is not None:
        keep_decisions(county.database, county.keepsakes, county.folder)
        if stopped.wait(_MINUTE):
            return


def _see_to_cluster(database: Database, stopped: threading.Event) -> None:
    """Start our own PostgreSQL again when it went down, as long as the server runs."""
    while database.cluster is not None and not stopped.wait(_MOMENT):
        if keep_up(database.cluster):
            database.cluster = replace(database.cluster, ours=True)
            log.warning("PostgreSQL was down and runs again")
