"""What the schedules of one process share because it is dear to make, and in which no schedule leaves anything behind.

A PostgreSQL, the county's service, and an archive that has all tables and nobody in it.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg

from app.county.counties import County
from app.county.databases import NOTHING, database_at
from app.county.places import number_of
from app.county.services import build
from db.archives import Archive
from db.epochs import begin_epoch
from tests.county.servers import MONDAY, TEMPLATE, Clusters

KEY = bytes(range(32))
KNOWN = "campaign_places"


class Door:
    """The county's service, asked in this process: the same bytes in and out, without a socket between."""

    def __init__(self, service: Any) -> None:
        self._service = service
        self._loop = asyncio.new_event_loop()

    def request(self, method: str, target: str, *, content: bytes, headers: dict[str, str]) -> httpx.Response:
        """One request and its answer. What the service does not catch is raised here, as a fault of the program."""
        return self._loop.run_until_complete(self._asked(method, target, content, headers))

    def close(self) -> None:
        self._loop.close()

    async def _asked(
        self, method: str, target: str, content: bytes, headers: dict[str, str]
    ) -> httpx.Response:
        path, _, query = target.partition("?")
        said: dict[str, Any] = {}
        parts: list[bytes] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": content, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            said.update(message)
            parts.append(message.get("body", b""))

        await self._service(_scope(method, path, query, headers), receive, send)
        return httpx.Response(said["status"], headers=said["headers"], content=b"".join(parts))


def _scope(method: str, path: str, query: str, headers: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(b"host", b"127.0.0.1"), *((k.lower().encode(), v.encode()) for k, v in headers.items())],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "state": {},
    }  # fmt: skip


@dataclass
class Ground:
    """A process's county and its PostgreSQL. `county` is turned to a database of its own by each schedule."""

    clusters: Clusters
    folder: Path
    county: County
    door: Door
    root: psycopg.Connection

    def database(self, name: str, source: str = KNOWN) -> str:
        """A database like another one that nobody is connected to; else one that knows places and nothing more."""
        self.root.execute(
            f"CREATE DATABASE {name} OWNER hudang_owner TEMPLATE {source} STRATEGY FILE_COPY".encode()
        )
        return name

    def drop(self, name: str) -> None:
        self.root.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())

    def turn_to(self, name: str) -> None:
        """From now on the county has this database."""
        self.county.database.close()
        self.county.database = database_at(
            self.clusters.owner(name), self.clusters.keepsakes, self.clusters.cluster
        )

    def archive(self, file: Path, device: str) -> Archive:
        """A new archive with a life of its own, as `Archive.create` makes it."""
        shutil.copyfile(self._stencil(), file)
        archive = Archive.open(file, KEY)
        with archive.writing() as connection:
            begin_epoch(connection, device)
        return archive

    def _stencil(self) -> Path:
        from db.upgrades import build as build_tables

        file = self.folder / "stencil.db"
        if not file.exists():
            build_tables(file, KEY)
        return file

    def know(self, codes: Iterable[str]) -> None:
        """Make the database that the others are copies of."""
        self.database(KNOWN, TEMPLATE)
        self.turn_to(KNOWN)
        for code in codes:
            self.county.database.run(NOTHING, lambda c, code=code: number_of(c, code))  # type: ignore[misc]
        self.county.database.close()


@contextmanager
def prepared_ground(clusters: Clusters, codes: Iterable[str]) -> Iterator[Ground]:
    """The ground of a process's schedules in these places, on a PostgreSQL that stands already."""
    folder = Path(tempfile.mkdtemp(prefix="hudang-campaign-"))
    idle = database_at(clusters.owner(TEMPLATE), clusters.keepsakes, clusters.cluster)
    idle.close()
    county = County(idle, clusters.keepsakes, clock=lambda: MONDAY)
    door = Door(build(county))
    try:
        with psycopg.connect(clusters.root(), autocommit=True) as root:
            ground = Ground(clusters, folder, county, door, root)
            ground.know(codes)
            yield ground
            ground.drop(KNOWN)
    finally:
        county.database.close()
        door.close()
        shutil.rmtree(folder, ignore_errors=True)
