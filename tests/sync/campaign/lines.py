"""A line of one laptop to the county: requests and answers may be lost, doubled, cut, or come much later."""

from collections.abc import Callable
from random import Random
from typing import Any

import httpx
import orjson

from app.sync.wire.columns import out_of_runs

Request = tuple[str, str, bytes, dict[str, str]]
DELAY = 0.5  # s that a request and its answer take on a poor line


class BadClient:
    """Stands where a laptop's `httpx.Client` does. With `faults` above 0 one request in so many goes wrong.

    `delayed`: requests of this laptop that come much later, perhaps in another round. `seconds` that all took, by a
    clock of its own.
    """

    def __init__(
        self,
        county: Any,
        rng: Random,
        faults: float,
        watch: Callable[[dict[str, Any]], None],
        delayed: list[Request],
    ) -> None:
        self.county, self.rng, self.faults, self.watch, self.delayed = county, rng, faults, watch, delayed
        self.seconds = 0.0

    def request(self, method: str, target: str, *, content: bytes, headers: dict[str, str]) -> httpx.Response:
        """One request and its answer. Raises httpx.ReadError where either is lost."""
        asked = (method, target, content, headers)
        self.wait(DELAY)
        fate = self.rng.random() / self.faults if self.faults else 1.0
        if fate < 0.3:
            raise httpx.ReadError("the request is lost")
        if fate < 0.4:
            self.delayed.append(asked)
            raise httpx.ReadError("it comes much later, after others")
        answer = self._carry(asked)
        if fate < 0.65:
            raise httpx.ReadError("the answer is lost")
        if fate < 0.8:
            self._carry(asked)
        if self.delayed and self.rng.random() < 0.3:
            self._carry(self.delayed.pop(self.rng.randrange(len(self.delayed))))
        return answer

    def wait(self, seconds: float) -> None:
        """Time passes."""
        self.seconds += seconds

    def close(self) -> None:
        """The county stays."""

    def _carry(self, asked: Request) -> httpx.Response:
        method, target, content, headers = asked
        answer: httpx.Response = self.county.request(method, target, content=content, headers=headers)
        if target.startswith("/v1/pull") and answer.is_success:
            page = orjson.loads(answer.content)
            self.watch(page["items"] | {"area": out_of_runs(page["items"]["area"])})
        return answer
