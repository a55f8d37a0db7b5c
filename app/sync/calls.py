"""One call to the county: the numbers of its requests set aside first, what came of it kept afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from app.errors import Problem
from app.sync.lines import Line, Patience, open_line
from app.sync.signing import Signer
from app.sync.states import State, note, read_state
from db.archives import Archive
from db.readers import Reader

_AHEAD = 10_000  # numbers of requests set aside for one call


def state_in(reader: Reader) -> State:
    """Where this machine stands. Raises Problem sync.not_enrolled."""
    state = read_state(reader)
    if state is None:
        raise Problem("sync.not_enrolled")
    return state


@contextmanager
def calling(
    archive: Archive, clock: Callable[[], datetime], patience: Patience, server: str | None = None
) -> Iterator[Line]:
    """A line to our county, or to another address of it; when it was tried and what stood in its way is kept."""
    with archive.reading() as reader:
        state = state_in(reader)
    with _kept_told(archive, clock), _numbered(archive, state) as signer:
        line = open_line(server or state.server, state.pin, signer, patience)
        try:
            yield line
        finally:
            line.close()


@contextmanager
def _numbered(archive: Archive, state: State) -> Iterator[Signer]:
    # A number is never used twice, not even after a crash: those of this call are set aside first.
    with archive.syncing() as connection:
        note(connection, requests=state.requests + _AHEAD)
    signer = Signer(state.device, state.secret, state.requests)
    try:
        yield signer
    finally:
        with archive.syncing() as connection:
            note(connection, requests=signer.count)


@contextmanager
def _kept_told(archive: Archive, clock: Callable[[], datetime]) -> Iterator[None]:
    tried = clock().isoformat(timespec="seconds")
    try:
        yield
    except Problem as problem:
        with archive.syncing() as connection:
            note(connection, last_tried=tried, last_error=problem.code)
        raise
    with archive.syncing() as connection:
        note(connection, last_tried=tried, last_ok=tried, last_error=None)
