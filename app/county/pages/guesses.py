"""The lock on addresses from which names and passwords are guessed; names have one of their own in `county.users`."""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

MOST = 20
WITHIN = 900.0
_ADDRESSES = 10_000


@dataclass(slots=True)
class Guesses:
    """Wrong sign-ins by address. Twenty within a quarter of an hour close the address until the oldest is that old.

    `timer` counts seconds and never runs back: no wrong clock opens the lock.
    """

    timer: Callable[[], float] = time.monotonic
    _wrong: dict[str, deque[float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def too_many(self, address: str) -> bool:
        """Whether nobody is let in from there for now, whatever is said."""
        with self._lock:
            return len(self._recent(address)) >= MOST

    def note(self, address: str) -> None:
        """Count a wrong one."""
        with self._lock:
            self._recent(address)
            if len(self._wrong) >= _ADDRESSES:
                self._wrong.pop(next(iter(self._wrong)))
            self._wrong.setdefault(address, deque(maxlen=MOST)).append(self.timer())

    def _recent(self, address: str) -> deque[float]:
        found = self._wrong.get(address, deque())
        while found and found[0] <= self.timer() - WITHIN:
            found.popleft()
        if not found:
            self._wrong.pop(address, None)
        return found
