"""Who is signed in: one entry for each browser, kept in this process alone, ended by time or by a word."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from app.county.users import CountyUser

IDLE = 15 * 60.0
LONGEST = 10 * 3600.0


@dataclass(slots=True)
class Visitor:
    """Somebody signed in at one browser. `csrf` stands in each of his forms; `told` waits for his next page."""

    user: CountyUser
    address: str
    came: float
    seen: float
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    told: list[tuple[str, str]] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Visitors:
    """The browsers that are signed in, by the word in their cookie. A restart signs everybody out."""

    timer: Callable[[], float] = time.monotonic
    _known: dict[str, Visitor] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def let_in(self, user: CountyUser, address: str) -> str:
        """Sign somebody in; gives the word for his cookie, new each time."""
        now, word = self.timer(), secrets.token_urlsafe(32)
        with self._lock:
            self._known = {one: who for one, who in self._known.items() if not self._over(who)}
            self._known[word] = Visitor(user, address, now, now)
        return word

    def find(self, word: str) -> Visitor | None:
        """Who holds this word; None when it is none of ours, or his time is over."""
        with self._lock:
            found = self._known.get(word)
            if found is None or self._over(found):
                self._known.pop(word, None)
                return None
            found.seen = self.timer()
            return found

    def let_out(self, word: str) -> None:
        """End one browser's visit."""
        with self._lock:
            self._known.pop(word, None)

    def let_out_all(self, name: str, but: str = "") -> None:
        """End every visit of a person (his role, password or place changed), but for one browser's."""
        with self._lock:
            self._known = {
                word: one for word, one in self._known.items() if one.user.name != name or word == but
            }

    def _over(self, one: Visitor) -> bool:
        now = self.timer()
        return now - one.seen > IDLE or now - one.came > LONGEST
