"""The lock on addresses from which names and passwords are guessed; names have one of their own in `county.users`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.county.databases import NOTHING, Connection, Database

MOST = 20
WITHIN = timedelta(minutes=15)


@dataclass(slots=True)
class Guesses:
    """Wrong sign-ins by address. Twenty within a quarter of an hour close the address until the oldest is that old.

    They stand in the database: who brings the server down has not brought the lock down.
    """

    database: Database
    clock: Callable[[], datetime]

    def too_many(self, address: str) -> bool:
        """Whether nobody is let in from there for now, whatever is said."""
        row = self.database.run(
            NOTHING,
            lambda c: c.execute(
                "SELECT count(*) FROM guess WHERE address = %s AND at > %s", (address, self.clock() - WITHIN)
            ).fetchone(),
        )
        return bool(row and row[0] >= MOST)

    def note(self, address: str) -> None:
        """Count a wrong one."""
        now = self.clock()

        def write(connection: Connection) -> None:
            connection.execute("DELETE FROM guess WHERE at <= %s", (now - WITHIN,))
            connection.execute("INSERT INTO guess VALUES (%s, %s)", (address, now))

        self.database.run(NOTHING, write)
