"""The hub has joined its county: this machine goes on there, with all it had and all it has not sent yet.

The county has the hub's log under the hub's own numbers and a sum. What we know of the feed stays true, moved by it.
"""

from typing import Any

from app.sync.echoes import Span
from app.sync.states import State, note
from app.sync.sums import count_all
from app.sync.wire.shapes import Moved
from db.readers import Reader


class Elsewhere(Exception):
    """The county is elsewhere now; the round begins anew there. `known`: what its feed need not tell us again."""

    def __init__(self, known: Span) -> None:
        super().__init__("moved")
        self.known = known


def go_over(connection: Any, state: State, moved: Moved) -> Span:
    """Belong to the county from here on. Its feed is read from the beginning, for what it had before the hub came;
    gives the part of it that is the hub's and known.
    """
    by = moved.after
    connection.execute("UPDATE synced SET feed_seq = feed_seq + ? WHERE feed_seq > 0", (by,))
    connection.execute("UPDATE sent SET feed_from = feed_from + ?1, feed_to = feed_to + ?1", (by,))
    connection.execute("UPDATE received SET feed_seq = feed_seq + ? WHERE feed_seq > 0", (by,))
    note(
        connection,
        server=moved.server,
        pin=moved.pin,
        server_id=moved.server_id,
        server_epoch=moved.server_epoch,
        county=moved.county_name,
        county_key=moved.county_public_key,
        cursor=0,
        floor=0,
        backed_up_through=0,  # the county's backups hold nothing of the hub yet
        sums=count_all(Reader(connection)).kept(),
    )
    return by + 1, by + state.cursor
