"""Reading connections: a few, lent out one at a time, giving plain tuples."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from db.connections import Connection
from db.faults import named_faults

Row = tuple[Any, ...]
Args: TypeAlias = Sequence[object] | Mapping[str, object]


class Reader:
    """A still picture of the archive: every read sees the same state, whatever is written meanwhile."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self, sql: str, args: Args = ()) -> list[Row]:
        """All rows of a query. Only bound parameters; never build SQL from what a person typed."""
        with named_faults():
            rows: list[Row] = self._connection.execute(sql, args).fetchall()
        return rows

    def each(self, sql: str, args: Args = ()) -> Iterator[Row]:
        """The rows of a query one by one, for what does not fit in memory."""
        with named_faults():
            yield from self._connection.execute(sql, args)


class Readers:
    """Lends reading connections; grows to as many as read at the same moment."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._idle: list[Connection] = []
        self._closed = False
        self._lock = threading.Lock()

    @contextmanager
    def lend(self, *, still: bool = False) -> Iterator[Reader]:
        """A reader for one errand; with `still` all its reads see one moment."""
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        connection = connection or self._connect()
        try:
            if still:
                connection.execute("BEGIN")
            yield Reader(connection)
        finally:
            if connection.in_transaction:
                connection.rollback()
            with self._lock:
                if self._closed:
                    connection.close()
                else:
                    self._idle.append(connection)

    def close(self) -> None:
        """Close what is idle now, and what is lent out when it comes back."""
        with self._lock:
            self._closed = True
            while self._idle:
                self._idle.pop().close()
