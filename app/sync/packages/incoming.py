"""A package from the county, taken in: its answers first, then its pages, each in a transaction of its own.

It is bound to this machine, to the name its changes have, and to where it stands in the feed: what is older is passed
over whole, what begins later waits for the one before.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from app.progress import Progress
from app.sync.answers import take_answer
from app.sync.applying import Feed, Tally
from app.sync.beginnings import Beginner, Left
from app.sync.farewells import go_over
from app.sync.items import items_of
from app.sync.packages.boxes import Box
from app.sync.packages.headers import BadPackage, Header
from app.sync.packages.notes import Answer, Reply, first_of, read_as
from app.sync.repairs import begun_already, doubt_passed, drop_doubted, put_all_aside
from app.sync.segments import CHANGES, begin_branch, hash_at, newest, segment_of, segments
from app.sync.states import State, note, read_state
from app.sync.sums import Sums
from app.sync.wire.beginnings import is_chunk
from app.sync.wire.columns import short
from app.sync.wire.shapes import Digest, Moved, Ops, Page, Push, Welcome
from db.archives import Archive
from db.arrivals import arriving, forget_arrivals
from db.readers import Reader

Outcome = Literal["taken", "old", "early"]


@dataclass(slots=True)
class Gain:
    """What packages brought: changes confirmed, those not taken as they were, rows, what the county misses.

    `anew`: everything is read from the beginning; `moved`: the hub sent us on to its county.
    """

    taken: int = 0
    confirmed: int = 0
    refused: list[str] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    missing: tuple[int, ...] = ()
    equal: bool | None = None
    anew: bool = False
    moved: bool = False


@dataclass(slots=True)
class Taker:
    """Takes the county's packages into one archive."""

    archive: Archive
    clock: Callable[[], datetime]
    progress: Progress
    gain: Gain = field(default_factory=Gain)

    def take(self, box: Box) -> Outcome:
        """Take one package in, or say that it is old, or that an earlier one must come first. Raises BadPackage."""
        state = self._state()
        if box.header.kind == "snapshot" and box.header.server_epoch != state.server_epoch:
            return "old"
        messages = box.messages(state.secret)
        reply = first_of(messages, Reply)
        with self.archive.reading() as reader:
            if not _fits(reader, state, box.header, reply):
                return "old"
        if reply.welcome.action == "rebootstrap" and not begun_already(state, reply.welcome):
            self._begin_again(state, reply.welcome)
        elif box.header.low > state.cursor:
            return "early"
        self._note(reply.welcome)
        self.gain.missing = tuple(reply.missing)
        self._answers(reply)
        self._pages(reply.welcome, messages, whole=box.header.kind == "snapshot")
        self.gain.taken += 1
        if reply.welcome.moved is not None and reply.welcome.action == "ok":
            self._go_over(reply.welcome.moved)
        return "taken"

    def _state(self) -> State:
        with self.archive.reading() as reader:
            state = read_state(reader)
        assert state is not None
        return state

    def _columns(self) -> Mapping[str, Sequence[str]]:
        from db.records import RECORDS

        return {record: self.archive.columns(record) for record in RECORDS}

    def _begin_again(self, state: State, welcome: Welcome) -> None:
        with self.archive.syncing() as connection:
            put_all_aside(connection, state, welcome)
        self.gain.anew = True

    def _go_over(self, moved: Moved) -> None:
        """The hub has joined its county: from here on packages are the county's."""
        with self.archive.syncing() as connection:
            state = read_state(Reader(connection))
            assert state is not None
            go_over(connection, state, moved)
        self.gain.moved = True

    def _note(self, welcome: Welcome) -> None:
        """Keep what the server said of itself; of two words on our places the newer one stands."""
        with self.archive.syncing() as connection:
            state = read_state(Reader(connection))
            assert state is not None
            at = self.clock().isoformat(timespec="seconds")
            backed_up = max(state.backed_up_through, welcome.backed_up_through)
            note(connection, backed_up_through=backed_up, floor=welcome.floor_cursor, last_ok=at)
            if welcome.scope_version > state.scope_version:
                note(connection, scope=",".join(welcome.scope), scope_version=welcome.scope_version)

    def _answers(self, reply: Reply) -> None:
        """Take the answers in the order of the log, as far as they follow on what is confirmed."""
        columns = self._columns()
        with self.archive.reading() as reader:
            places = {one.epoch: one.after for one in segments(reader)}
        known = [one for one in reply.answers if one.epoch in places]
        forked = reply.welcome.action == "new_epoch"
        for answer in sorted(known, key=lambda one: places[one.epoch] + one.from_dseq):
            with self.archive.syncing() as connection:
                told = self._answer(connection, columns, answer)
            forked |= told == "fork"
            if told != "taken":
                break
        if forked:
            with self.archive.syncing() as connection:
                _branch(connection)

    def _answer(self, connection: Any, columns: Mapping[str, Sequence[str]], answer: Answer) -> str:
        reader = Reader(connection)
        state = read_state(reader)
        segment = next((one for one in segments(reader) if one.epoch == answer.epoch), None)
        if state is None or segment is None:
            return "fork"
        first, last = segment.after + answer.from_dseq, segment.after + answer.last_dseq
        if last <= state.acked:
            return "taken"
        if first > state.acked + 1:
            return "early"
        if last > segment.end or hash_at(reader, segment, last, state).hex() != answer.head_hash:
            return (
                "fork"  # the county has another continuation of our chain: a file that was put back or copied
            )
        push = _as_sent(reader, answer, first, last)
        at = self.clock().isoformat(timespec="seconds")
        self.gain.refused += take_answer(connection, columns, state, push, answer, last, at)
        self.gain.confirmed += last - state.acked
        return "taken"

    def _pages(self, welcome: Welcome, messages: Iterator[bytes], *, whole: bool) -> None:
        with self.archive.reading() as reader:
            sent = reader.read("SELECT coalesce(max(feed_to), 0) FROM sent")[0][0]
        if sent > welcome.high:
            return  # told before the county took what it has confirmed since: rows would fall back behind our own
        if whole:
            self._beginning(messages)
        more = True
        while more:
            page = first_of(messages, Page)
            more = page.more
            self._page(page)
            self.progress.step(page.next, max(page.high, page.next), "packages.receiving")
        for said in messages:
            self._compare(read_as(Digest, said))

    def _beginning(self, messages: Iterator[bytes]) -> None:
        """All that stands in our places at one number, in chunks; where we are past it already, it is passed over."""
        state, said = self._state(), next(messages, b"")
        beginner = Beginner(self.archive, state, self._columns(), self.progress)
        try:
            manifest = beginner.proved(said)
            with arriving(self.archive.path, self.archive.key) as pieces:
                pieces.begin(said)
                for nth, (digest, _, _) in enumerate(manifest.chunks):
                    body = next(messages, b"")
                    if not is_chunk(body, digest):
                        raise BadPackage("damaged")
                    pieces.keep(nth, body)
                if state.cursor < manifest.cursor:
                    self.gain.tally.add(beginner.take_anyhow(manifest, pieces.piece))
        except Left as left:
            raise BadPackage("foreign" if left.why == "foreign" else "damaged") from left
        finally:
            forget_arrivals(self.archive.path)

    def _page(self, page: Page) -> None:
        """A page with its cursor, in one transaction; one that we have passed is passed over whole."""
        items = list(items_of(page.items))
        with self.archive.syncing() as connection:
            state = read_state(Reader(connection))
            if state is None or page.next <= state.cursor or page.server_epoch != state.server_epoch:
                return
            feed = Feed(connection, self._columns(), state.device, state.acked, state.sums, every=state.older)
            feed.take(items)
            doubt_passed(connection, page.next)
            if not page.more:
                drop_doubted(connection, feed)
            note(connection, cursor=page.next, sums=feed.sums.kept())
        self.gain.tally.add(feed.tally)

    def _compare(self, digest: Digest) -> None:
        state = self._state()
        if digest.cursor == state.cursor:
            self.gain.equal = not Sums(state.sums).unlike(digest.buckets)


def _fits(reader: Reader, state: State, header: Header, reply: Reply) -> bool:
    """Whether a package speaks to us as we are: of this server's life, or of a new one that has heard of this.

    One made before the floor for which all is being read anew is older than what we read; one made for the places
    we had before names rows that are no longer ours.
    """
    if state.server_epoch not in (reply.welcome.server_epoch, reply.heard):
        return False
    same = reply.welcome.server_epoch == state.server_epoch
    if same and (
        reply.welcome.floor_cursor < state.floor or reply.welcome.scope_version < state.scope_version
    ):
        return False
    if header.kind == "snapshot":
        return state.cursor < header.high
    names = {one.epoch for one in segments(reader) if one.end > state.acked}
    return header.epoch in names | {segment_of(reader, newest(reader)).epoch}


def _branch(connection: Any) -> None:
    """Go on under a new name, once: where nothing was written since the last time, that one will do."""
    reader = Reader(connection)
    state = read_state(reader)
    assert state is not None
    place = (state.acked, newest(reader))
    if not reader.read("SELECT 1 FROM branch WHERE after_seq = ? AND upto_seq = ?", place):
        begin_branch(connection, reader, state, state.acked, "fork")


def _as_sent(reader: Reader, answer: Answer, first: int, last: int) -> Push:
    """Of a batch that was sent, what its answer is about."""
    rows = reader.read(CHANGES, (first - 1, last))
    ops = Ops.model_construct(
        id=[short(row[1]) for row in rows],
        record=[row[4] for row in rows],
        record_id=[short(row[5]) for row in rows],
    )
    return Push.model_construct(ops=ops, head_hash=answer.head_hash)
