"""One visit of a stick at this machine: the county's packages for it are read, its own are written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.errors import Problem
from app.progress import Progress
from app.sync.calls import state_in
from app.sync.greetings import Greeting
from app.sync.packages.boxes import look_into, prove
from app.sync.packages.headers import BadPackage, Clear, Header
from app.sync.packages.incoming import Gain, Taker
from app.sync.packages.outgoing import Due, Packer, due_packages
from app.sync.packages.seals import key_name, public_of
from app.sync.packages.sticks import packages_in, take_off
from app.sync.repairs import look_again
from app.sync.states import State, note
from db.archives import Archive


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of it. `bad`: (file, why) of packages that could not be used; `due`: all that waits to be confirmed."""

    gain: Gain
    wrote: list[Header]
    due: list[Due]
    bad: list[tuple[Path, str]]
    old: int
    early: int


def visit(
    archive: Archive,
    folder: Path,
    greeting: Greeting,
    clock: Callable[[], datetime],
    progress: Progress,
) -> Visit:
    """Read what the county sent us, write what it has not confirmed.

    Raises Problem sync.not_enrolled, sync.other_machine, packages.no_folder; what was taken in until then is kept.
    """
    state = _ours(archive, greeting)
    look_again(archive)
    bad, old, early = list[tuple[Path, str]](), 0, 0
    taker = Taker(archive, clock, progress)
    for path, clear in _for_us(folder, state, bad):
        try:
            outcome = taker.take(prove(path, bytes.fromhex(state.county_key)))
        except BadPackage as found:
            bad.append((path, found.why))
            continue
        early += outcome == "early"
        old += outcome == "old"
        if outcome == "taken" or clear.header.high <= state.cursor:
            take_off(path)
    with archive.reading() as reader:
        state = state_in(reader)
    wrote = Packer(archive, state, greeting, clock, folder, progress).pack()
    with archive.syncing() as connection:
        note(connection, last_tried=clock().isoformat(timespec="seconds"))
    with archive.reading() as reader:
        due = due_packages(reader, state)
    return Visit(taker.gain, wrote, due, bad, old, early)


def _ours(archive: Archive, greeting: Greeting) -> State:
    with archive.reading() as reader:
        state = state_in(reader)
        device = reader.read("SELECT device FROM epoch ORDER BY number DESC LIMIT 1")
    if state.machine != greeting.machine:
        raise Problem("sync.other_machine")
    if device != [(state.device,)]:
        raise Problem("sync.other_device")
    return state


def _for_us(folder: Path, state: State, bad: list[tuple[Path, str]]) -> list[tuple[Path, Clear]]:
    """The county's packages for this machine, in the order of the feed. Others' are none of our business."""
    found = []
    for path in packages_in(folder):
        try:
            clear = look_into(path)
        except BadPackage as problem:
            bad.append((path, problem.why))
            continue
        header = clear.header
        if header.kind == "push" or header.device != state.device:
            continue
        if (header.server_id, header.recipient) != (state.server_id, key_name(public_of(state.secret))):
            bad.append((path, "foreign"))
            continue
        found.append((path, clear))
    return sorted(found, key=lambda one: (one[1].header.cursor, one[1].header.high))
