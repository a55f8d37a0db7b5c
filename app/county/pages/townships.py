"""How every township stands: its machines, when they last came, what they said still waits. Read, not kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from app.county.databases import Connection
from app.county.devices import list_devices
from app.county.places import within

LATE, LOST = timedelta(days=3), timedelta(days=7)
_TOWN = 9
Mark = Literal["ok", "late", "lost", "never"]
Device = Mapping[str, Any]


@dataclass(slots=True)
class Township:
    """One township, or what is enrolled above all of them. Counts are what its machines said at their last hello.

    `waiting`: by machine, the operations it said it had and that have not come since.
    """

    code: str
    name: str
    devices: list[Device] = field(default_factory=list)
    waiting: Mapping[str, int] = field(default_factory=dict)
    households: int = 0
    notices: int = 0
    disputed: int = 0
    oldest: datetime | None = None

    @property
    def live(self) -> list[Device]:
        """The machines that may still sync."""
        return [one for one in self.devices if one["revoked_at"] is None]

    @property
    def last_seen(self) -> datetime | None:
        return max((one["last_seen"] for one in self.live if one["last_seen"]), default=None)

    @property
    def alarms(self) -> int:
        return sum(one["alarm"] is not None for one in self.live)

    @property
    def unsent(self) -> int:
        return sum(self.waiting.get(one["id"], 0) for one in self.live)

    def said(self, count: str) -> int:
        """The sum of one count over its machines, such as doubts."""
        return sum(int(one["hello"].get("counts", {}).get(count) or 0) for one in self.live)

    def mark(self, now: datetime) -> Mark:
        return mark_of(self.last_seen, now)


def mark_of(seen: datetime | None, now: datetime) -> Mark:
    """Whether one is in time: three days without a word are late, seven are lost."""
    if seen is None:
        return "never"
    silent = now - seen
    return "lost" if silent >= LOST else "late" if silent >= LATE else "ok"


def townships(connection: Connection, code: str) -> list[Township]:
    """The townships at and below a code that have machines or households, by code."""
    found: dict[str, Township] = {}
    waiting: dict[str, int] = dict(connection.execute(_WAITING).fetchall())
    for device in list_devices(connection):
        if device["codes"] and all(within(one, [code]) for one in device["codes"]):
            own = device["codes"][0][:_TOWN]
            found.setdefault(own, Township(own, own, waiting=waiting)).devices.append(device)
    for own, households, notices, disputed, oldest in connection.execute(_ROWS).fetchall():
        if within(own, [code]):
            town = found.setdefault(own, Township(own, own))
            town.households, town.notices = households, notices
            town.disputed, town.oldest = disputed, oldest
    for own, name in _names(connection, list(found)).items():
        found[own].name = name
    return sorted(found.values(), key=lambda town: town.code)


_WAITING = """
    SELECT d.id::text, greatest((d.hello ->> 'dseq')::bigint - e.last_dseq, 0)
    FROM device d JOIN device_epoch e ON e.device = d.number AND e.epoch = d.hello ->> 'epoch'
    WHERE d.hello ? 'dseq'
"""
# When a conflict was opened stands in its id, which the server made (UUIDv7).
_ROWS = """
    SELECT left(coalesce(d.under, d.code), 9),
           count(*) FILTER (WHERE e.record = 'household' AND e.doc ->> 'closed_on' IS NULL),
           count(*) FILTER (WHERE e.record = 'notice'), count(*) FILTER (WHERE e.record = 'conflict'),
           to_timestamp(('x' || left(replace(min(e.id::text) FILTER (WHERE e.record = 'conflict'), '-', ''), 12))
                        ::bit(48)::bigint / 1000.0)
    FROM entity e JOIN division d ON d.number = e.area
    WHERE NOT e.deleted AND (e.record = 'household' OR e.record = 'conflict' AND e.doc ->> 'settled_as' IS NULL
          OR e.record = 'notice' AND e.doc ->> 'posted_on' IS NOT NULL AND e.doc ->> 'taken_down_on' IS NULL)
    GROUP BY 1
"""


def _names(connection: Connection, codes: Sequence[str]) -> dict[str, str]:
    rows = connection.execute("SELECT code, name FROM division WHERE code = ANY(%s)", (list(codes),))
    return dict(rows.fetchall())
