"""What stands here in a machine's places, as sums that the machine compares with its own."""

from collections import defaultdict

from app.county.databases import Connection
from app.county.hellos import server_of
from app.county.places import codes_of
from app.sync.wire.fingerprints import BUCKETS, as_hex, bucket_of, fingerprint
from app.sync.wire.shapes import Digest


def digest_of(connection: Connection) -> Digest:
    """The sums of every row in sight, by bucket and by the division's code, as of the newest number."""
    cursor = server_of(connection).high
    buckets, areas = [0] * BUCKETS, defaultdict[int, int](int)
    with connection.cursor(name="digest") as rows:
        rows.itersize = 5_000
        rows.execute(
            "SELECT id::text, feed_seq, deleted, hash, area FROM entity WHERE feed_seq <= %s",
            (cursor,),
        )
        for entity, feed_seq, deleted, content, area in rows:
            one = fingerprint(entity, feed_seq, deleted, content)
            buckets[bucket_of(entity)] ^= one
            areas[area] ^= one
    codes = codes_of(connection, areas)
    villages = dict(zip((codes[area] for area in areas), as_hex(areas.values()), strict=True))
    return Digest(cursor=cursor, buckets=as_hex(buckets), villages=villages)
