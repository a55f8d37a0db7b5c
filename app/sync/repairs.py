"""Beginning again with a county that was restored, and mending what a comparison found unlike."""

from typing import Any

from app.sync.applying import DOUBTED, LEFT, UNHEARD, Feed
from app.sync.items import Item
from app.sync.segments import begin_branch
from app.sync.states import SUMS, State, note, read_state
from app.sync.wire.shapes import Welcome
from db.archives import Archive
from db.readers import Reader
from db.records import RECORDS
from db.schema import SCHEMA


def put_all_aside(connection: Any, state: State, welcome: Welcome) -> None:
    """Forget the county's numbers, keep all rows: the feed is read from its beginning.

    Where its server was restored, every own change that was not in its backup is offered again, under a new name.
    """
    same = welcome.server_epoch == state.server_epoch
    safe = min(state.backed_up_through, welcome.backed_up_through)
    doubt_all(connection, state, None if same else safe)
    connection.execute("DELETE FROM shadow")
    note(
        connection, cursor=0, sums=SUMS, server_epoch=welcome.server_epoch, floor=welcome.floor_cursor,
        scope_version=welcome.scope_version, scope=",".join(welcome.scope),
    )  # fmt: skip
    if same:
        return
    own = tuple(welcome.scope)
    elsewhere = [
        (DOUBTED, one)
        for one, area in Reader(connection).read("SELECT id, area FROM synced WHERE gone = ?", (UNHEARD,))
        if area is not None and not any(area.startswith(code) or code.startswith(area) for code in own)
    ]
    connection.executemany("UPDATE synced SET gone = ? WHERE id = ?", elsewhere)
    ((kept,),) = connection.execute("SELECT coalesce(max(to_seq), 0) FROM sent WHERE feed_to <= ?", (safe,))
    ((lost,),) = connection.execute("SELECT coalesce(min(from_seq), 0) FROM sent WHERE feed_to > ?", (safe,))
    after = min(kept, lost - 1) if lost else kept
    connection.execute("DELETE FROM sent WHERE to_seq > ?", (after,))
    # What is offered again is answered again, perhaps otherwise.
    connection.execute(
        "DELETE FROM answered WHERE change_id IN (SELECT id FROM change WHERE seq > ?)", (after,)
    )
    begin_branch(connection, Reader(connection), state, min(after, state.acked), "county")


def doubt_all(connection: Any, state: State, safe: int | None) -> None:
    """Hold every row for gone until the feed names it, read from its beginning.

    `safe`: where the county's server was restored, up to which number it knows what it knew. Of what is newer nobody
    can say that it is gone: it may still be offered again, so it stays. What we handed over and never heard of again
    may have left as well.
    """
    connection.execute("UPDATE synced SET tomb = NULL WHERE tomb IS NOT NULL")
    # What left us may come back under a smaller number: a restored county counts on from its backup.
    connection.execute("UPDATE synced SET feed_seq = 0 WHERE gone = ?", (LEFT,))
    connection.execute(
        "UPDATE synced SET gone = CASE WHEN ?1 IS NULL OR (gone < 2 AND feed_seq <= ?1) THEN ?2 ELSE ?3 END"
        " WHERE gone != ?4 AND NOT (gone = ?3 AND ?1 IS NULL)",
        (safe, DOUBTED, UNHEARD, LEFT),
    )
    if safe is None:
        doubt_made(connection, 1, state.acked)


def look_again(archive: Archive) -> None:
    """After an upgrade of the program: what the county said and an older one could not show is shown.

    Rows that the feed has still to name once more, read from its beginning, are shown when it does.
    """
    with archive.reading() as reader:
        state = read_state(reader)
    if state is None or not state.older:
        return
    columns = {record: archive.columns(record) for record in RECORDS}
    with archive.syncing() as connection:
        Feed(connection, columns, state.device, state.acked, state.sums, every=True).look_again()
        coming = connection.execute("SELECT 1 FROM synced WHERE gone IN (?, ?) LIMIT 1", (UNHEARD, DOUBTED))
        if coming.fetchone() is None:
            note(connection, shapes=SCHEMA)


def begun_already(state: State, welcome: Welcome) -> bool:
    """Whether we read the feed from its beginning for this very reason: a slow line need not begin anew."""
    same = welcome.server_epoch == state.server_epoch and state.floor == welcome.floor_cursor
    return same and state.scope_version == welcome.scope_version and state.cursor < welcome.floor_cursor


def doubt_passed(connection: Any, upto: int) -> None:
    """The feed is read up to `upto`: of what we made, doubt what the county took until there and did not name."""
    passed = Reader(connection).read(
        "SELECT from_seq, to_seq FROM sent WHERE feed_to > (SELECT cursor FROM sync_state) AND feed_to <= ?",
        (upto,),
    )
    for first, last in passed:
        doubt_made(connection, first, last)


def doubt_made(connection: Any, first: int, last: int) -> None:
    """Hold rows that own changes made for gone, until the feed names them: they may lie where we see nothing any more.

    What the feed has named before is not in doubt.
    """
    connection.execute(
        "INSERT OR IGNORE INTO synced (id, record, area, feed_seq, gone, tomb, hash, through)"
        " SELECT record_id, record, NULL, 0, ?, NULL, x'', 0 FROM change WHERE seq BETWEEN ? AND ?"
        " AND action = 'create' AND record NOT IN ('office', 'user', 'division')",
        (DOUBTED, first, last),
    )


def drop_doubted(connection: Any, feed: Feed) -> None:
    """The feed has been read to its end: rows that it did not name have left our places while we were away."""
    rows = Reader(connection).read("SELECT record, id FROM synced WHERE gone = ?", (DOUBTED,))
    if rows:
        feed.drop(rows)


def mend(connection: Any, feed: Feed, bucket: int, items: list[Item]) -> None:
    """Take one bucket as the county has it; rows in it that the county does not name are no longer counted."""
    reader = Reader(connection)
    named = {item.id for item in items}
    known = [
        one for (one,) in reader.read(
            "SELECT id FROM synced WHERE gone < 2 AND substr(id, -2) = ?", (f"{bucket:02x}",)
        )
    ]  # fmt: skip
    # What is told again is taken again, whatever its number was said to be.
    connection.executemany("UPDATE synced SET gone = ? WHERE id = ?", [(UNHEARD, one) for one in known])
    feed.take(items)
    strange = [one for one in known if one not in named]
    connection.executemany("UPDATE synced SET gone = ? WHERE id = ?", [(UNHEARD, one) for one in strange])
    feed.sums.count_again(reader, bucket)
