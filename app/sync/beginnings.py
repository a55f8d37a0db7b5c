"""A machine that joins begins with what the county made ready: signed chunks of all that stands in its places.

Each chunk is kept sealed beside the archive as it comes, so a cut costs one chunk, in this round or the next. When all
are there they become rows in one transaction, which holds only if they come to the sums that the county signed. What
is not right is left where it is: the feed, read from its beginning, brings the same.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

from sqlcipher3 import dbapi2

from app.progress import Progress
from app.sync.applying import Feed, Tally
from app.sync.chunks import Pieces, lay_chunk
from app.sync.lines import Line, Refused
from app.sync.repairs import doubt_passed
from app.sync.rows import Columns
from app.sync.states import State, note
from app.sync.wire.beginnings import Manifest, is_chunk, is_signed, read_chunk, read_manifest
from app.sync.wire.bodies import BadBody
from db.archives import Archive
from db.arrivals import Arrivals, arriving, forget_arrivals
from db.faults import Fault
from db.fillings import filling
from db.readers import Reader
from db.records import RECORDS

Begun = Literal["", "taken", "foreign", "damaged", "unfit"]
"""What became of it: nothing was there, it is ours now, or why it was left."""
_TRIES = 3
_RANK = {record: rank for rank, record in enumerate(RECORDS)}


class Left(Exception):
    """It is not taken; `why` ends the key of a sentence."""

    def __init__(self, why: Begun) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Beginner:
    """A machine that may begin so: its archive, where it stands, how its tables look."""

    archive: Archive
    state: State
    columns: Columns
    progress: Progress

    def begin(self, line: Line) -> tuple[Begun, Tally]:
        """Fetch what the county has ready for us, and make it ours. Raises Problem sync.* when the line is cut."""
        try:
            with arriving(self.archive.path, self.archive.key) as pieces:
                manifest = self._fetched(line, pieces)
                tally = self.take(manifest, pieces.piece)
        except Left as left:
            forget_arrivals(self.archive.path)
            return left.why, Tally()
        except Fault:
            forget_arrivals(
                self.archive.path
            )  # a full disk, or what was kept is damaged: begun anew the next time
            raise
        forget_arrivals(self.archive.path)
        return "taken", tally

    def proved(self, body: bytes) -> Manifest:
        """A manifest that is our county's, of this life of its server, and for our places. Raises Left."""
        try:
            manifest = read_manifest(body)
        except BadBody as error:
            raise Left("damaged") from error
        state = self.state
        ours = (state.server_id, state.server_epoch, sorted(state.scope.split(",")))
        if (manifest.server_id, manifest.server_epoch, sorted(manifest.codes)) != ours or not is_signed(
            manifest, bytes.fromhex(state.county_key)
        ):
            raise Left("foreign")
        if manifest.cursor < state.floor:
            raise Left("")
        return manifest

    def take_anyhow(self, manifest: Manifest, piece: Callable[[int], bytes]) -> Tally:
        """As `take`; what does not fit so goes row by row, as the feed would bring it. Raises Left."""
        try:
            return self.take(manifest, piece)
        except Left as left:
            if left.why != "unfit":
                raise
        return self.take(manifest, piece, slowly=True)

    def take(self, manifest: Manifest, piece: Callable[[int], bytes], *, slowly: bool = False) -> Tally:
        """All chunks as rows, and where they stand as our place in the feed: in one transaction. Raises Left."""
        try:
            with self.archive.syncing() as connection:
                state = self.state
                feed = Feed(
                    connection, self.columns, state.device, state.acked, state.sums, every=state.older
                )
                pieces = Pieces(connection, feed, self.columns, self.state.acked, slowly=slowly)
                bare = [one for one in {record for _, record, _ in manifest.chunks} if pieces.is_empty(one)]
                with filling(connection, ("synced", *bare)):
                    for nth in _in_order(manifest):
                        lay_chunk(pieces, read_chunk(piece(nth)))
                        self.progress.step(pieces.rows, manifest.rows, "sync.beginning")
                if pieces.sums.unlike(manifest.buckets) or pieces.rows != manifest.rows:
                    raise Left("damaged")
                doubt_passed(connection, manifest.cursor)
                feed.sums.join(pieces.quick)
                note(connection, cursor=manifest.cursor, sums=feed.sums.kept())
        except BadBody as error:
            raise Left("damaged") from error
        except dbapi2.IntegrityError as error:
            raise Left(
                "unfit"
            ) from error  # a row whose parent lies where we do not see it: the feed has it wait
        return feed.tally

    def _fetched(self, line: Line, pieces: Arrivals) -> Manifest:
        """The manifest whose chunks are all here: the one we began with, or the newest. Raises Left."""
        if pieces.name is not None:
            try:
                return self._filled(line, pieces, self.proved(pieces.name))
            except Left:
                pass  # begun for places or a server that are no more, or the county keeps it no longer
        try:
            said = line.fetch("/v1/snapshot")
        except Refused as refused:
            raise Left("") from refused
        manifest = self.proved(said)
        pieces.begin(said)
        return self._filled(line, pieces, manifest)

    def _filled(self, line: Line, pieces: Arrivals, manifest: Manifest) -> Manifest:
        here = pieces.numbers()
        missing = [
            nth
            for nth, (digest, _, _) in enumerate(manifest.chunks)
            if nth not in here or not is_chunk(pieces.piece(nth), digest)
        ]
        done = len(manifest.chunks) - len(missing)
        with ThreadPoolExecutor(1) as ahead:
            coming = [ahead.submit(self._chunk, line, manifest, nth) for nth in missing]
            try:
                for nth, chunk in zip(missing, coming, strict=True):
                    pieces.keep(nth, chunk.result())  # the next is on its way meanwhile
                    done += 1
                    self.progress.step(done, len(manifest.chunks), "sync.receiving")
            finally:
                ahead.shutdown(wait=True, cancel_futures=True)
        return manifest

    def _chunk(self, line: Line, manifest: Manifest, nth: int) -> bytes:
        digest = manifest.chunks[nth][0]
        for _ in range(_TRIES):
            try:
                body = line.fetch(f"/v1/snapshot/{manifest.id}/{nth}")
            except Refused as refused:
                raise Left("") from refused
            if is_chunk(body, digest):
                return body
        raise Left("damaged")


def may_begin(reader: Reader, state: State, high: int) -> bool:
    """Whether a machine has nobody yet, and the county has something; how much is worth it, the county knows."""
    empty = not reader.read("SELECT 1 FROM household UNION ALL SELECT 1 FROM person LIMIT 1")
    return state.cursor == 0 and high > 0 and empty


def _in_order(manifest: Manifest) -> list[int]:
    """The chunks by place, parents first."""
    ranks = [_RANK.get(record, len(_RANK)) for _, record, _ in manifest.chunks]
    return sorted(range(len(ranks)), key=lambda nth: (ranks[nth], nth))
