"""Progress of long work, without Qt: a report of steps done, and a way to stop."""

from collections.abc import Callable
from dataclasses import dataclass, field

Report = Callable[[int, int, str], None]


class Stopped(Exception):
    """The person pressed stop; nothing of the work was kept."""


def _say_nothing(done: int, total: int, what: str) -> None:
    return None


def _go_on() -> None:
    return None


@dataclass(slots=True)
class Progress:
    """`step(done, total, what)` tells how far the work is; raises `Stopped` once `stop()` was called.

    `pause` is called at each step and comes back when the work may go on.
    """

    report: Report = _say_nothing
    pause: Callable[[], None] = _go_on
    _stopped: bool = field(default=False, init=False)

    def stop(self) -> None:
        """Ask the work to end at its next step."""
        self._stopped = True

    def step(self, done: int, total: int, what: str = "") -> None:
        """Report `done` of `total` (rows, pages, files); `what` is a message key or empty."""
        self.pause()
        if self._stopped:
            raise Stopped
        self.report(done, total, what)
