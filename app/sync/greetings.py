"""What this machine says of itself when it greets the county."""

from dataclasses import dataclass
from datetime import datetime

from app.errors import Problem
from app.sync.segments import hash_at, newest, next_segment
from app.sync.states import State
from app.sync.wire.columns import short
from app.sync.wire.shapes import Counts, Hello
from db.readers import Reader
from db.schema import SCHEMA

VERSION = "0.1.0"


@dataclass(frozen=True, slots=True)
class Greeting:
    """Who greets: the signed-in user, this PC, and what waits here beside unsent changes (None: not counted)."""

    user: str
    machine: str
    doubts: int | None = None
    notices: int | None = None


def hello_of(reader: Reader, state: State, greeting: Greeting, now: datetime) -> Hello:
    """The hello for the next change that is to be sent, or that will be when somebody types again.

    Raises Problem sync.other_machine, sync.other_device: a file that was copied here must be enrolled first.
    """
    last = newest(reader)
    segment = next_segment(reader, state.acked)
    if state.machine != greeting.machine:
        raise Problem("sync.other_machine")
    if reader.read("SELECT device FROM epoch ORDER BY number DESC LIMIT 1") != [(state.device,)]:
        raise Problem("sync.other_device")
    return Hello(
        device=short(state.device),
        epoch=segment.epoch,
        parent_epoch=segment.parent_epoch,
        parent_dseq=segment.parent_dseq,
        parent_hash=segment.parent_hash.hex() if segment.parent_hash else None,
        dseq=segment.end - segment.after,
        head_hash=hash_at(reader, segment, segment.end, state).hex(),
        server_epoch=state.server_epoch,
        scope_version=state.scope_version,
        cursor=state.cursor,
        app=VERSION,
        schema=(1, SCHEMA),
        client_now=now.isoformat(timespec="seconds"),
        user=greeting.user,
        machine_hash=greeting.machine,
        counts=Counts(
            unsent=last - state.acked,
            conflicts=open_conflicts(reader),
            doubts=greeting.doubts,
            notices=greeting.notices,
        ),
    )


def open_conflicts(reader: Reader) -> int:
    """How many conflicts wait for a person here."""
    return int(reader.read("SELECT count(*) FROM conflict WHERE settled_as IS NULL")[0][0])
