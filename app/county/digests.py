"""What stands here in a machine's places, as sums that the machine compares with its own."""

from app.county.databases import Connection
from app.county.places import codes_of
from app.sync.wire.fingerprints import BUCKETS, as_hex
from app.sync.wire.shapes import Digest

# One statement is one moment: the number and the sums belong together.
_SUMS = """
    SELECT f.last, s.area, s.bucket, bit_xor(s.sum)::text, min(v.epoch::text)
    FROM feed_counter f JOIN server_state v ON v.id = f.id
    LEFT JOIN area_sum s ON s.area = ANY (current_setting('app.reads')::int[])
    GROUP BY f.last, GROUPING SETS ((s.area), (s.bucket))
"""


def digest_of(connection: Connection) -> Digest:
    """The sums of every row in sight, by bucket and by the division's code, as of the newest number."""
    cursor, epoch, buckets, areas = 0, "", [0] * BUCKETS, dict[int, int]()
    for last, area, bucket, bits, life in connection.execute(_SUMS):
        cursor, epoch = last, life
        if bits and area is not None:
            areas[area] = int(bits, 2)
        elif bits:
            buckets[bucket] = int(bits, 2)
    codes = codes_of(connection, areas)
    villages = dict(zip((codes[area] for area in areas), as_hex(areas.values()), strict=True))
    return Digest(cursor=cursor, buckets=as_hex(buckets), villages=villages, server_epoch=epoch)
