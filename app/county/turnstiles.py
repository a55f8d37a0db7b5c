"""How many requests are worked on at once: who finds no room is told when to come again, not kept waiting."""

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.county.refusals import Refusal

LONGEST = 60
"""Seconds after which anybody may try again, however many stand before him."""
_FORGETS, _SHORTEST = 0.3, 0.001


@dataclass(slots=True)
class Turnstile:
    """Lets `at_once` through, lets `waiting` wait for them, and sends the rest away for some seconds.

    Three hundred who are all told the same moment come again at the same moment. So each who is sent away gets an
    hour of his own, as far ahead as those before him will take by the pace of the last ones. `aim`: the seconds after
    which whoever is let in should be done; where the last ones took long, fewer are let in, but always one.
    """

    at_once: int
    waiting: int
    again_after: int = 3
    aim: float | None = None
    timer: Callable[[], float] = time.monotonic
    _turns: threading.Semaphore = field(init=False)
    _lock: threading.Lock = field(init=False, default_factory=threading.Lock)
    _pace: float = field(init=False, default=0.05)
    _booked: float = field(init=False, default=0.0)
    _inside: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._turns = threading.Semaphore(self.at_once)

    @contextmanager
    def held(self) -> Iterator[None]:
        """A place among those inside, at once. Raises Refusal 503 busy where there is none."""
        with self._lock:
            if self._inside >= self._places():
                raise Refusal(503, "busy", retry_after=self._hour())
            self._inside += 1
        try:
            yield
        finally:
            with self._lock:
                self._inside -= 1

    @contextmanager
    def turn(self) -> Iterator[None]:
        """The turn of somebody inside, as soon as one of those before him is done."""
        with self._turns:
            begun = self.timer()
            try:
                yield
            finally:
                took = (self.timer() - begun) / self.at_once
                with self._lock:
                    self._pace = max(self._pace + _FORGETS * (took - self._pace), _SHORTEST)

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Place and turn in one. Raises Refusal 503 busy."""
        with self.held(), self.turn():
            yield

    def _places(self) -> int:
        """How many may be inside now."""
        most = self.at_once + self.waiting
        return most if self.aim is None else max(1, min(most, int(self.aim / self._pace)))

    def _hour(self) -> int:
        """After how many seconds the next who is sent away may come again."""
        now = self.timer()
        self._booked = min(max(self._booked, now + self.again_after) + self._pace, now + LONGEST)
        return math.ceil(self._booked - now)
