"""Own changes into packages: numbered for people, written until the county confirms them, nothing left out.

A stick holds after each round every package that is not confirmed. A stick that is lost therefore costs nothing, and
one that lies in a drawer is read a year later without harm.
"""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app.progress import Progress
from app.sync.greetings import Greeting, hello_of
from app.sync.outbox import next_push
from app.sync.packages.boxes import look_into, prove, write_box
from app.sync.packages.headers import BadPackage, Header
from app.sync.packages.notes import Standing, written
from app.sync.packages.seals import public_of
from app.sync.packages.sticks import packages_in, take_off
from app.sync.segments import Segment, newest, segment_of, segments
from app.sync.states import State
from app.sync.wire.bodies import OPS
from db.archives import Archive
from db.readers import Reader

_BULK = 5_000
"""Changes in a batch of a first upload: each is one transaction at the county, and others want their turn."""


@dataclass(frozen=True, slots=True)
class Due:
    """A numbered package that is not confirmed: which own changes go into it, and under which name."""

    number: int
    epoch: str
    after: int
    from_seq: int
    to_seq: int


@dataclass(slots=True)
class Packer:
    """Writes the packages of one machine into one folder."""

    archive: Archive
    state: State
    greeting: Greeting
    clock: Callable[[], datetime]
    folder: Path
    progress: Progress

    def pack(self) -> list[Header]:
        """Write what is missing in the folder, and take off what is of no more use; gives what was written."""
        due = self._numbered()
        lying = self._lying(due)
        wrote = [self._write(one, len(due)) for one in due if one.number not in lying]
        if not wrote and self.state.cursor not in lying.values():
            wrote.append(self._write(None, 1))
        return wrote

    def _numbered(self) -> list[Due]:
        """All that is not confirmed, in packages; what was in none yet gets a number."""
        with self.archive.syncing() as connection:
            reader = Reader(connection)
            due = due_packages(reader, self.state)
            covered = due[-1].to_seq if due else self.state.acked
            number = int(reader.read("SELECT coalesce(max(number), 0) FROM packed")[0][0])
            for segment in segments(reader):
                if segment.end <= covered:
                    continue
                number += 1
                first = max(covered, segment.after) + 1
                due.append(Due(number, segment.epoch, segment.after, first, segment.end))
                at = self.clock().isoformat(timespec="seconds")
                connection.execute(
                    "INSERT INTO packed (number, epoch, from_seq, to_seq, server_epoch, at) VALUES (?, ?, ?, ?, ?, ?)",
                    (number, segment.epoch, first, segment.end, self.state.server_epoch, at),
                )
        return due

    def _lying(self, due: list[Due]) -> dict[int, int]:
        """The due packages that lie in the folder whole, by number, with the cursor they tell.

        What of ours is no longer due, or is damaged, is taken off.
        """
        public, wanted = public_of(self.state.secret), {one.number: one for one in due}
        found: dict[int, int] = {}
        for path in packages_in(self.folder):
            try:
                ours = look_into(path).header.sender == self.state.device
                header = prove(path, public).header if ours else None
            except BadPackage:
                continue  # damaged: the county tells, and it is written again under its number
            if header is None:
                continue
            one = wanted.get(header.number)
            told = one and (one.epoch, one.from_seq - one.after, one.to_seq - one.after)
            fresh = header.server_epoch == self.state.server_epoch
            greets = not header.number and header.cursor == self.state.cursor
            if (
                not fresh
                or header.number in found
                or not (told == (header.epoch, header.low, header.high) or greets)
            ):
                take_off(path)
            else:
                found[header.number] = header.cursor
        return found

    def _write(self, one: Due | None, count: int) -> Header:
        """Write a package, or a greeting alone where nothing is due."""
        state = self.state
        with self.archive.reading() as reader:
            last = newest(reader)
            segment = segment_of(reader, one.from_seq if one else last)
            start = replace(state, acked=one.from_seq - 1) if one else state
            hello = hello_of(reader, start, self.greeting, self.clock())
            standing = Standing(hello=hello, unsent=unsent_of(reader, state))
        said: dict[str, Any] = {
            "id": str(uuid.uuid4()),
            "kind": "push",
            "sender": state.device,
            "device": state.device,
            "epoch": segment.epoch,
            "number": one.number if one else 0,
            "low": one.from_seq - one.after if one else 1,
            "high": one.to_seq - one.after if one else 0,
            "cursor": state.cursor,
            "server_id": state.server_id,
            "server_epoch": state.server_epoch,
        }
        messages = self._messages(standing, one, segment)
        _, header = write_box(
            self.folder, said, messages, secret=state.secret, recipient=bytes.fromhex(state.county_key)
        )
        return header

    def _messages(self, standing: Standing, one: Due | None, segment: Segment) -> Iterator[bytes]:
        yield written(standing)
        if one is None:
            return
        known = self.state.head if one.from_seq - 1 == self.state.acked else None
        state = replace(self.state, acked=one.from_seq - 1, head=known)
        most = _BULK if one.to_seq - one.from_seq >= OPS else OPS
        while state.acked < one.to_seq:
            with self.archive.reading() as reader:
                push, last = next_push(reader, state, segment, one.to_seq, most)
            yield written(push)
            state = replace(state, acked=last, head=bytes.fromhex(push.head_hash))
            self.progress.step(last - one.from_seq + 1, one.to_seq - one.from_seq + 1, "packages.writing")


def due_packages(reader: Reader, state: State) -> list[Due]:
    """The packages that were numbered and are not confirmed, oldest first, as far as they still have their names."""
    found: list[Due] = []
    covered = state.acked
    for number, epoch, first, last, server_epoch in reader.read(
        "SELECT number, epoch, from_seq, to_seq, server_epoch FROM packed WHERE to_seq > ? ORDER BY number",
        (state.acked,),
    ):
        segment = segment_of(reader, last)
        same = (segment.epoch, state.server_epoch) == (epoch, server_epoch)
        if same and segment.after < first <= covered + 1 and last > covered:
            found.append(Due(number, epoch, segment.after, first, last))
            covered = last
    return found


def unsent_of(reader: Reader, state: State) -> dict[str, int]:
    """The first change that the county has not confirmed, by the names they have, in dseq."""
    return {
        one.epoch: max(state.acked - one.after, 0) + 1 for one in segments(reader) if one.end > state.acked
    }
