"""At the hub: attachments go after all else, part by part; what lies at the county already is passed over."""

from app.county.blobs import part_of
from app.county.counties import County
from app.county.databases import Connection
from app.county.statuses import everywhere
from app.progress import Progress
from app.sync.lines import Line, Refused
from app.sync.wire.shapes import PART, Kept


def hand_over_files(county: County, line: Line, progress: Progress) -> int:
    """Bring every file that is here to the county; gives how many went. What is cut goes on the next time."""
    if county.folder is None:
        return 0
    scope = everywhere(county.database)
    files = county.database.run(scope, _files)
    gone = 0
    for nth, (digest, size) in enumerate(files):
        progress.step(nth, len(files), "hub.bringing_files")
        gone += _hand_over(county, line, digest, size)
    return gone


def _files(connection: Connection) -> list[tuple[str, int]]:
    return connection.execute(
        "SELECT encode(hash, 'hex'), min(size) FROM blob WHERE present GROUP BY hash ORDER BY 2"
    ).fetchall()


def _hand_over(county: County, line: Line, digest: str, size: int) -> bool:
    """One file, from where the county has it. False for one that is there, or that no row at the county names."""
    scope = everywhere(county.database)
    try:
        kept = line.get(f"/v1/blob/{digest}/kept", Kept)
        went = not kept.present
        while not kept.present and not kept.damaged:
            at = kept.received
            part = county.database.run(scope, lambda c, at=at: part_of(c, county.shelf, digest, at))  # type: ignore[misc]
            kept = line.send(f"/v1/blob/{digest}?offset={at}", part[: min(PART, size - at)], Kept)
    except Refused as refused:
        if refused.code not in ("no_blob", "blob_offset"):
            raise
        return False
    return went
