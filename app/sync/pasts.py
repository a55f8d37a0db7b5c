"""What was done to a household before this machine began: not in its feed, but at the county, for who asks."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson

from app.errors import Problem
from app.sync.calls import state_in
from app.sync.greetings import Greeting, hello_of
from app.sync.lines import Line, Refused
from app.sync.wire.columns import long
from app.sync.wire.shapes import Past, Welcome
from db.archives import Archive
from db.readers import Reader


def ask_past(
    archive: Archive, line: Line, greeting: Greeting, clock: Callable[[], datetime], household: str
) -> int:
    """Fetch a household's past; gives how many changes of it were new here. Raises Problem sync.*."""
    with archive.reading() as reader:
        hello = hello_of(reader, state_in(reader), greeting, clock())
    line.epoch = hello.epoch
    try:
        line.token = line.post("/v1/hello", hello, Welcome).token
        past = line.get(f"/v1/past/{household}", Past)
    except Refused as refused:
        raise Problem("sync.refused", said=refused.code) from refused
    with archive.syncing() as connection:
        return keep_past(connection, Reader(connection), household, past)


def keep_past(connection: Any, reader: Reader, household: str, past: Past) -> int:
    """Keep what was done to a household before we began, each where it stands among our own changes.

    Gives how much of it we had not heard.
    """
    ids = [long(op[0]) for op in past.ops]
    own: dict[str, int] = dict(
        reader.read(
            "SELECT id, seq FROM change WHERE id IN (SELECT value FROM json_each(?))",
            (orjson.dumps(ids).decode(),),
        )
    )
    before, after, rows = reader.read("SELECT count(*) FROM received")[0][0], 0, []
    for nth, (one, op) in enumerate(zip(ids, past.ops, strict=True)):
        if one in own:
            after = own[one]
            continue
        _, by, actor, at, action, record, record_id, said = op
        text = orjson.dumps(said).decode()
        # Beside what came with the feed they stand below it: that is newer, whatever it says.
        rows.append(
            (
                one,
                nth - len(ids),
                after,
                record,
                long(record_id),
                household,
                long(by),
                actor,
                at,
                action,
                text,
            )
        )
    connection.executemany(
        "INSERT OR IGNORE INTO received (id, feed_seq, after_seq, record, record_id, about, device, actor, at, action,"
        " set_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    return int(reader.read("SELECT count(*) FROM received")[0][0]) - int(before)


def begins_here(reader: Reader, household: str) -> bool:
    """Whether we never heard who made a household: its row came without its past."""
    return bool(
        reader.read(
            "SELECT 1 FROM household h JOIN synced s ON s.id = h.id WHERE h.id = ?"
            " AND NOT EXISTS (SELECT 1 FROM change WHERE id = h.born)"
            " AND NOT EXISTS (SELECT 1 FROM received WHERE id = h.born)",
            (household,),
        )
    )
