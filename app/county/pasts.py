"""The past of one household, for a machine that began with its rows alone."""

from app.county.databases import Connection
from app.sync.wire.columns import short
from app.sync.wire.shapes import Past

MOST = 5_000
"""Operations of one household: decades of them; what is beyond is read at the county."""

# Rows in sight only: what a household did where the machine has no business stays there.
_PAST = """
    SELECT l.op_id::text, d.id::text, l.actor, l.at, l.action, l.record, l.record_id, l.set::jsonb
    FROM op_log l JOIN device_epoch e ON e.number = l.epoch JOIN device d ON d.number = e.device
    WHERE l.record_id IN (SELECT id::text FROM entity WHERE root = %(root)s) AND l.action <> 'act'
    ORDER BY l.feed_seq DESC LIMIT %(most)s
"""


def past_of(connection: Connection, household: str) -> Past:
    """What was done to a household's rows, as far as the transaction's scope lets it see them."""
    rows = connection.execute(_PAST, {"root": household, "most": MOST}).fetchall()
    return Past(
        ops=[
            (short(op), short(device), actor, at, action, record, short(record_id), said)
            for op, device, actor, at, action, record, record_id, said in reversed(rows)
        ]
    )
