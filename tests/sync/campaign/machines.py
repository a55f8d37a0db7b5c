"""A laptop with a real encrypted archive, and one round of it with the county."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from app.errors import Problem
from app.progress import Progress
from app.sync.enrolling import Invitation, enrol
from app.sync.greetings import Greeting
from app.sync.lines import Line, Patience, Refused
from app.sync.rounds import Round, Talk, go_round
from app.sync.signing import Signer
from app.sync.states import State, note, read_state
from db.archives import Archive
from db.schema import SCHEMA
from tests.sync.campaign.grounds import KEY
from tests.sync.campaign.lines import BadClient

HAMLET = "hamlet"
MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


class PulledPlug(Exception):
    """The laptop was switched off before a transaction was committed."""


class Plugged:
    """An archive whose laptop may lose its power before any of its transactions of a round is committed."""

    def __init__(self, archive: Archive, rng: Random, chance: float) -> None:
        self._archive, self._rng, self._chance = archive, rng, chance

    def __getattr__(self, name: str) -> Any:
        return getattr(self._archive, name)

    @contextmanager
    def syncing(self) -> Iterator[Any]:
        with self._archive.syncing() as connection:
            yield connection
            if self._chance and self._rng.random() < self._chance:
                raise PulledPlug


@dataclass
class Machine:
    """One laptop: its archive's file, what the PC is known by, whose it is. `saved` are copies of the file."""

    name: str
    file: Path
    pc: str
    archive: Archive
    town: str
    saved: list[Path] = field(default_factory=list)
    clock_off: timedelta = timedelta()
    device: str = ""
    newer: bool = False
    """Whether the program here is of the next version, which knows one field more (`HAMLET`)."""
    last: Round | None = None
    said: str = ""

    @property
    def state(self) -> State:
        with self.archive.reading() as reader:
            state = read_state(reader)
        assert state is not None
        return state

    def now(self) -> datetime:
        """The wall clock of this PC, right or wrong; no rule may look at it."""
        return MONDAY + self.clock_off

    def read(self, sql: str, *args: Any) -> list[tuple[Any, ...]]:
        return self.archive.read(sql, args)

    @property
    def newest(self) -> int:
        return int(self.read("SELECT coalesce(max(seq), 0) FROM change")[0][0])

    def round(self, client: BadClient, rng: Random, plug: float = 0.0) -> bool:
        """One round; True if it came to its end. `said` keeps why not."""
        state = self.state
        signer = Signer(state.device, state.secret, state.requests)
        line = Line(client, signer, Patience(tries=2, pause=client.wait))  # type: ignore[arg-type]
        archive: Any = Plugged(self.archive, rng, plug) if plug else self.archive
        talk = Talk(archive, line, Greeting(self.name, self.pc), self.now, Progress())
        try:
            self.last, self.said = go_round(talk), ""
        except (Problem, Refused, PulledPlug) as error:
            self.said = repr(error)
            return False
        with self.archive.syncing() as connection:
            note(connection, requests=signer.count)
        return True

    def join(self, client: Any, code: str) -> None:
        """Enrol at the county over a whole line."""
        invitation = Invitation("http://127.0.0.1", code)
        patience = Patience(tries=2, pause=client.wait)
        state = enrol(self.archive, invitation, self.name, lambda *_: Line(client, None, patience), self.pc)
        self.device = state.device

    def upgrade(self) -> None:
        """The next version of the program opens the archive, and brings it to its shape as any migration does."""
        self.newer = True
        if HAMLET not in self.archive.columns("household"):
            with self.archive.writing() as connection:
                connection.execute(f"ALTER TABLE household ADD COLUMN {HAMLET} TEXT")
                connection.execute("UPDATE sync_state SET shapes = ?", (SCHEMA - 1,))
            self._open()

    def _open(self) -> None:
        self.archive.close()
        self.archive = Archive.open(self.file, KEY)
        if self.newer:
            self.upgrade()

    def copy(self, target: Path) -> Path:
        """The archive's file as it is now."""
        self.archive.close()
        shutil.copyfile(self.file, target)
        self._open()
        return target

    def put_back(self, copy: Path) -> None:
        """An old copy over the file."""
        self.archive.close()
        for leftover in (self.file.with_name(self.file.name + end) for end in ("-wal", "-shm")):
            leftover.unlink(missing_ok=True)
        shutil.copyfile(copy, self.file)
        self._open()
