"""Builders: an office that has joined a county, with conflicts the county opened, without a county to talk to."""

from datetime import datetime, timedelta
from typing import Any

import uuid_utils

from app.operations.offices import Office
from app.sync.machines import machine_hash
from app.sync.states import SUMS, State, begin_state, note
from db.schema import SCHEMA

OTHER = "0190a000-0000-7000-8000-000000000001"
"""Another laptop."""


def join(office: Office, server: str = "http://127.0.0.1:9", **said: Any) -> None:
    """The office as it is once it has joined; `said` are columns of its standing."""
    device = office.archive.read("SELECT device FROM epoch ORDER BY number DESC LIMIT 1")[0][0]
    state = State(
        device=device, device_name="Office PC", machine=machine_hash(), secret=bytes(32), server=server, pin=None,
        server_id=OTHER, server_epoch=OTHER, county="云岭县", county_key="", scope="510812103", scope_version=0,
        cursor=0, acked=0, head=None, backed_up_through=0, floor=0, requests=0, sums=SUMS, shapes=SCHEMA,
        last_ok=None, last_tried=None, last_error=None,
    )  # fmt: skip
    with office.archive.syncing() as connection:
        begin_state(connection, state)
        if said:
            note(connection, **said)


def a_conflict(
    office: Office, household: str, record: str, record_id: str, field: str, *,
    mine: Any, theirs: Any, base: Any = None, actor: str = "boris", days: int = 0, at: datetime | None = None,
    kind: str = "field",
) -> str:  # fmt: skip
    """A conflict as it comes by the feed; gives its id."""
    said_at = at or office.clock() - timedelta(days=days)
    row = {
        "id": str(uuid_utils.uuid7()), "born": OTHER, "household_id": household, "record": record,
        "record_id": record_id, "field": field, "kind": kind, "base": base, "mine": mine, "theirs": theirs,
        "actor": actor, "at": said_at.isoformat(timespec="seconds"),
    }  # fmt: skip
    with office.archive.syncing() as connection:
        names, marks = ", ".join(row), ", ".join("?" for _ in row)
        connection.execute(f"INSERT INTO conflict ({names}) VALUES ({marks})", tuple(row.values()))
    return str(row["id"])


def head_of(office: Office, household: str) -> str:
    """The id of the person who is the head."""
    return str(
        office.archive.read("SELECT person_id FROM membership WHERE household_id = ?", (household,))[0][0]
    )
