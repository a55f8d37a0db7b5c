"""Where a table's rows come from: all in memory, or page by page out of 100,000 without loading them all."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from app.ui.kit.cells import Row

PAGE = 100  # rows; a page comes out of the archive in 2–4 ms
KEPT = 40  # pages remembered


class Page(NamedTuple):
    """The rows wanted: from `offset`, at most `limit`; `after` is the row before the first, when it is known.

    A source that pages by key uses `after` and falls back on `offset` after a jump.
    """

    offset: int
    limit: int
    after: Row | None


Give = Callable[[Sequence[Row]], None]


class Source(Protocol):
    """Rows by number. `changed` is called by the source when rows came later than they were asked for."""

    changed: Callable[[int, int], None]

    def count(self) -> int:
        """How many rows there are."""
        ...

    def row(self, number: int) -> Row | None:
        """That row, or None while it is on its way."""
        ...


def tell_nobody(first: int, last: int) -> None:
    return None


class Listed:
    """All rows in memory: for some hundreds at most."""

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        self._rows = list(rows)
        self.changed: Callable[[int, int], None] = tell_nobody

    def count(self) -> int:
        return len(self._rows)

    def row(self, number: int) -> Row | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None


class Paged:
    """`count` rows fetched by `fetch(page, give)`, which calls `give(rows)` at once or later, from the screen's thread.

    `Paged(count, at_once(read))` takes a plain `read(page) -> rows`. `first`: the first page, if it was read already.
    """

    def __init__(
        self, count: int, fetch: Callable[[Page, Give], None], first: Sequence[Row] | None = None
    ) -> None:
        self._count, self._fetch = count, fetch
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._asked: set[int] = set()
        self.changed: Callable[[int, int], None] = tell_nobody
        if first is not None:
            self._pages[0] = first

    def count(self) -> int:
        return self._count

    def row(self, number: int) -> Row | None:
        if not 0 <= number < self._count:
            return None
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            self._ask(page)
            rows = self._pages.get(page)
        if rows is None or place >= len(rows):
            return None
        return rows[place]

    def restate(self, change: Callable[[Row], Row]) -> None:
        """Show the rows that are here as `change` makes them, without reading them again."""
        for page, rows in self._pages.items():
            self._pages[page] = [change(row) for row in rows]
        if self._pages:
            self.changed(0, self._count - 1)

    def _ask(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        before = self._pages.get(page - 1)
        after = before[-1] if before else None
        self._fetch(Page(page * PAGE, PAGE, after), lambda rows: self._take(page, rows))

    def _take(self, page: int, rows: Sequence[Row]) -> None:
        self._pages[page] = rows
        self._asked.discard(page)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        self.changed(page * PAGE, min(self._count, page * PAGE + len(rows)) - 1)


def at_once(read: Callable[[Page], Sequence[Row]]) -> Callable[[Page, Give], None]:
    """A fetch that reads on the screen's thread: for what answers within a few milliseconds."""
    return lambda page, give: give(read(page))
