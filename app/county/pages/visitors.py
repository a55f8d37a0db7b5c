"""Who is signed in: one entry for each browser, kept in the database, ended by time or by a word."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from psycopg.types.json import Jsonb

from app.county.databases import NOTHING, Connection, Database
from app.county.users import CountyUser

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=10)
Told = list[tuple[str, str]]


@dataclass(slots=True)
class Visitor:
    """Somebody signed in at one browser. `csrf` stands in each of his forms; `told` waits for his next page.

    `opened`: when he looked at a household within the last hour.
    """

    word: str = field(repr=False)
    user: CountyUser
    seen: datetime
    csrf: str = field(repr=False)
    told: Told = field(default_factory=list)
    opened: list[datetime] = field(default_factory=list)


@dataclass(slots=True)
class Visitors:
    """The browsers that are signed in, by the word in their cookie; the database has the word's hash alone."""

    database: Database
    clock: Callable[[], datetime]

    def let_in(self, user: CountyUser, address: str) -> str:
        """Sign somebody in; gives the word for his cookie, new each time."""
        word, now = secrets.token_urlsafe(32), self.clock()

        def write(connection: Connection) -> None:
            connection.execute(
                "DELETE FROM visit WHERE seen <= %s OR came <= %s", (now - IDLE, now - LONGEST)
            )
            connection.execute(
                "INSERT INTO visit (word, name, role, code, address, csrf, came, seen)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
                (_hash(word), user.name, user.role, user.code, address, secrets.token_urlsafe(24), now, now),
            )

        self.database.run(NOTHING, write)
        return word

    def find(self, word: str) -> Visitor | None:
        """Who holds this word; None when it is none of ours, or his time is over."""
        if not word:
            return None
        now = self.clock()
        row = self.database.run(
            NOTHING,
            lambda c: c.execute(
                "UPDATE visit SET seen = %s WHERE word = %s AND seen > %s AND came > %s"
                " RETURNING name, role, code, csrf, told, opened",
                (now, _hash(word), now - IDLE, now - LONGEST),
            ).fetchone(),
        )
        if row is None:
            return None
        name, role, code, csrf, told, opened = row
        return Visitor(
            word, CountyUser(name, role, code), now, csrf, [(kind, said) for kind, said in told], opened
        )

    def keep(self, one: Visitor) -> None:
        """Keep what waits for his next page, and what he looked at."""
        self.database.run(
            NOTHING,
            lambda c: c.execute(
                "UPDATE visit SET told = %s, opened = %s WHERE word = %s",
                (Jsonb(one.told), one.opened, _hash(one.word)),
            ),
        )

    def let_out(self, word: str) -> None:
        """End one browser's visit."""
        self.database.run(NOTHING, lambda c: c.execute("DELETE FROM visit WHERE word = %s", (_hash(word),)))

    def let_out_all(self, name: str, but: str = "") -> None:
        """End every visit of a person (his role, password or place changed), but for one browser's."""
        self.database.run(
            NOTHING,
            lambda c: c.execute("DELETE FROM visit WHERE name = %s AND word <> %s", (name, _hash(but))),
        )


def _hash(word: str) -> bytes:
    return hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()
