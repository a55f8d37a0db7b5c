"""How many requests are worked on at once: who finds no room is asked to come again, not kept waiting."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.county.refusals import Refusal


@dataclass(slots=True)
class Turnstile:
    """Lets `at_once` through, lets `waiting` wait for them, and sends the rest away for some seconds."""

    at_once: int
    waiting: int
    again_after: int = 3
    _room: threading.BoundedSemaphore = field(init=False)
    _turns: threading.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._room = threading.BoundedSemaphore(self.at_once + self.waiting)
        self._turns = threading.Semaphore(self.at_once)

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Hold a place for the work inside. Raises Refusal 503 busy where there is no room to wait."""
        if not self._room.acquire(blocking=False):
            raise Refusal(503, "busy", retry_after=self.again_after)
        try:
            with self._turns:
                yield
        finally:
            self._room.release()
