"""One round with the county: greet, hand over what is new, take what is new, compare.

Each step is kept before the next begins; a round that is cut goes on where it was. Typing goes on meanwhile.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from app.errors import Problem
from app.progress import Progress
from app.sync.answers import take_answer
from app.sync.applying import Feed, Tally
from app.sync.beginnings import Beginner, Begun, may_begin
from app.sync.echoes import Span, joined, keep_made, past
from app.sync.farewells import Elsewhere, go_over
from app.sync.greetings import Greeting, hello_of
from app.sync.items import items_of
from app.sync.lines import Line, Refused
from app.sync.outbox import next_push
from app.sync.repairs import begun_already, doubt_passed, drop_doubted, look_again, mend, put_all_aside
from app.sync.segments import Segment, begin_branch, newest, next_segment, segment_of
from app.sync.states import State, note, read_state
from app.sync.wire.bodies import BULK_ITEMS, BULK_OPS, ITEMS, OPS, packed
from app.sync.wire.shapes import Digest, Page, Push, Pushed, Welcome
from db.archives import Archive
from db.fillings import collected_later
from db.readers import Reader

BULK_PAGE = 5_000  # items: small enough for the next to come while one is written
_HELLOS = 6  # more greetings than any honest round needs
_CLOCK = timedelta(minutes=10)


@dataclass(slots=True)
class Round:
    """What a round came to. `refused`: ids of own changes not taken as they were; `mended`: buckets that differed.

    `rebootstrapped`: everything was taken anew; `branched`: our chain went on under a new name; `resent`: what the
    county had lost was handed over again; `moved`: the hub we belonged to sent us on to its county.
    """

    sent: int = 0
    refused: list[str] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    mended: int = 0
    equal: bool | None = None
    rebootstrapped: bool = False
    branched: bool = False
    resent: bool = False
    moved: bool = False
    clock_off: timedelta = timedelta()
    begun: Begun = ""


@dataclass(slots=True)
class Talk:
    """A round under way: what it needs, what it has come to. `known`: what the feed need not tell us."""

    archive: Archive
    line: Line
    greeting: Greeting
    clock: Callable[[], datetime]
    progress: Progress
    round: Round = field(default_factory=Round)
    known: list[Span] = field(default_factory=list)

    @property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """The columns of every record."""
        from db.records import RECORDS

        return {record: self.archive.columns(record) for record in RECORDS}

    def state(self) -> State:
        """Where we stand now."""
        with self.archive.reading() as reader:
            state = read_state(reader)
        if state is None:
            raise Problem("sync.not_enrolled")
        return state


def go_round(talk: Talk) -> Round:
    """One whole round. Raises Problem sync.*; Elsewhere, for another one there; what was done until then is kept."""
    look_again(talk.archive)
    with talk.archive.reading() as reader:
        upto = newest(reader)
    welcome = _greet(talk)
    _push(talk, welcome, upto)
    if not talk.known:
        _begin(talk, welcome)
    begins = talk.state().cursor == 0 and not talk.known
    # Who begins in a large county reads what stands there; what was done before he came, its history keeps.
    _pull(talk, bulk=begins or welcome.bulk, bare=begins and welcome.high > BULK_ITEMS)
    _compare(talk)
    return talk.round


def _begin(talk: Talk, welcome: Welcome) -> None:
    """Where we have nothing yet, take what the county made ready, so that the feed begins at its number."""
    with talk.archive.reading() as reader:
        state = talk.state()
        fits = may_begin(reader, state, welcome.high)
    if fits:
        talk.round.begun, tally = Beginner(talk.archive, state, talk.columns, talk.progress).begin(talk.line)
        talk.round.tally.add(tally)


def _greet(talk: Talk) -> Welcome:
    """Say where we stand until the county has nothing to be done first; gives its last answer."""
    for _ in range(_HELLOS):
        state = talk.state()
        with talk.archive.reading() as reader:
            hello = hello_of(reader, state, talk.greeting, talk.clock())
        talk.line.epoch, talk.line.token = hello.epoch, ""
        asked_at = talk.clock()
        welcome = talk.line.post("/v1/hello", hello, Welcome)
        talk.line.token = welcome.token
        if _settled(talk, state, welcome):
            off = datetime.fromisoformat(welcome.server_now) - asked_at
            talk.round.clock_off = off if abs(off) > _CLOCK else timedelta()
            return welcome
    raise Problem("sync.no_agreement")


def _settled(talk: Talk, state: State, welcome: Welcome) -> bool:
    """Do what the county asked for first; False where it wants to be greeted again after that."""
    if welcome.action == "upgrade_required":
        raise Problem("sync.upgrade_required")
    if welcome.action == "revoked":
        raise Problem("sync.revoked")
    if welcome.action == "new_epoch":
        _branch(talk, state, "fork")
        return False
    if welcome.action == "rebootstrap" and not begun_already(state, welcome):
        with talk.archive.syncing() as connection:
            put_all_aside(connection, state, welcome)
        talk.known.clear()
        talk.round.rebootstrapped = True
        return False
    if welcome.moved is not None:
        with talk.archive.syncing() as connection:
            known = go_over(connection, state, welcome.moved)
        raise Elsewhere(known)
    with talk.archive.syncing() as connection:
        note(
            connection,
            server_epoch=welcome.server_epoch,
            backed_up_through=welcome.backed_up_through,
            scope=",".join(welcome.scope),
            scope_version=welcome.scope_version,
            floor=welcome.floor_cursor,
        )
        if welcome.action == "resend" and welcome.resend_from is not None:
            talk.round.resent |= _step_back(connection, state, welcome.resend_from)
    return True


def _step_back(connection: object, state: State, wanted: int) -> bool:
    """Send again what the county asks for, if it asks for what it once had; True where it does.

    What it only did not tell us that it has is sent again in any case.
    """
    reader = Reader(connection)
    segment = next_segment(reader, state.acked)
    if segment.after + wanted - 1 >= state.acked:
        return False
    note(connection, acked=segment.after + wanted - 1, head=None)
    return True


def _branch(talk: Talk, state: State, why: str) -> None:
    with talk.archive.syncing() as connection:
        begin_branch(connection, Reader(connection), state, state.acked, why)
    talk.round.branched = True


def _push(talk: Talk, welcome: Welcome, upto: int) -> None:
    """Hand over own changes, oldest first, one batch at a time.

    Of a first upload the next batch is made ready while the county works on one, and what that came to is written
    down while it works on the next. A batch whose answer was lost is sent again, and known there.
    """
    start = talk.state().acked
    coming: Future[Pushed] | None = None
    batch: Batch | None = None
    with ThreadPoolExecutor(1) as line, collected_later() if welcome.bulk else nullcontext():
        while (state := talk.state()).acked < upto:
            if batch is None or coming is None:
                batch, coming = _next_batch(talk, state, upto, bulk=welcome.bulk), None
                if batch.segment.epoch != talk.line.epoch:
                    welcome, batch = _greet(talk), None
                    continue
            coming = coming or line.submit(talk.line.post_packed, "/v1/push", batch.parcel, Pushed)
            after = batch.after(state)
            following = _next_batch(talk, after, upto, bulk=True) if batch.goes_on(upto, welcome) else None
            answer = _answer(talk, state, coming)
            if answer is None:
                welcome, batch = _greet(talk), None
                continue
            coming = (
                line.submit(talk.line.post_packed, "/v1/push", following.parcel, Pushed)
                if following
                else None
            )
            _take_answer(talk, state, batch, answer)
            talk.progress.step(batch.last - start, upto - start, "sync.sending")
            batch = following


@dataclass(frozen=True, slots=True)
class Batch:
    """A push and the same as it is sent, the `change.seq` of its last change, the segment of the log that it is of."""

    push: Push
    parcel: tuple[bytes, dict[str, str]]
    last: int
    segment: Segment

    def goes_on(self, upto: int, welcome: Welcome) -> bool:
        """Whether more of a first upload follows under the same name."""
        return welcome.bulk and self.last < min(upto, self.segment.end)

    def after(self, state: State) -> State:
        """Where we stand once it is taken."""
        return replace(state, acked=self.last, head=bytes.fromhex(self.push.head_hash))


def _next_batch(talk: Talk, state: State, upto: int, *, bulk: bool) -> Batch:
    with talk.archive.reading() as reader:
        segment = segment_of(reader, state.acked + 1)
        push, last = next_push(reader, state, segment, upto, BULK_OPS if bulk else OPS)
    return Batch(push, packed(push), last, segment)


def _answer(talk: Talk, state: State, coming: Future[Pushed]) -> Pushed | None:
    """The answer to a batch; None where the county wants to be greeted before it is sent again."""
    try:
        answer = coming.result()
    except Refused as refused:
        _make_up(talk, state, refused)
        return None
    # Restored since we greeted it: these are not the numbers we count by, and the next round asks again.
    return None if _is_another(answer.server_epoch, state) else answer


def _take_answer(talk: Talk, state: State, batch: Batch, answer: Pushed) -> None:
    """Write down what the county took, in one transaction."""
    at, columns = talk.clock().isoformat(timespec="seconds"), talk.columns
    with talk.archive.syncing() as connection:
        talk.round.refused += take_answer(connection, columns, state, batch.push, answer, batch.last, at)
        talk.known += keep_made(connection, columns, batch.push, answer, batch.last)
    talk.round.sent += len(batch.push.ops.id)


def _is_another(server_epoch: str, state: State) -> bool:
    """Whether an answer came from another life of the server; an older server does not say."""
    return bool(server_epoch) and server_epoch != state.server_epoch


def _make_up(talk: Talk, state: State, refused: Refused) -> None:
    """Do what a refusal of a batch asks for."""
    if refused.code == "fork":
        _branch(talk, state, "fork")
    elif refused.code == "gap":
        with talk.archive.syncing() as connection:
            talk.round.resent |= _step_back(connection, state, int(refused.said.get("resend_from", 1)))
    elif refused.code not in ("epoch", "token"):
        raise Problem("sync.refused", said=refused.code) from refused


def _pull(talk: Talk, *, bulk: bool, bare: bool) -> None:
    """Take the feed from our cursor on; each page is kept together with the cursor after it.

    Of a long feed the next page is on its way while one is written down.
    """
    limit = BULK_PAGE if bulk else ITEMS
    with ThreadPoolExecutor(1) as ahead:
        coming: Future[Page] | None = None
        while True:
            state, upto = _moved(talk)
            wanted = Wanted(limit, upto, bare)
            page = _page(talk, coming or ahead.submit(_ask, talk.line, state.cursor, wanted))
            coming = None
            if page is None or page.server_epoch != state.server_epoch:
                _greet(talk)
                continue
            if page.more and bulk:
                coming = ahead.submit(_ask, talk.line, page.next, wanted)
            page.more |= upto is not None  # what comes after the known part is still to be read
            take_page(talk, page)
            talk.progress.step(page.next, max(page.high, page.next), "sync.receiving")
            if not page.more:
                return


def _moved(talk: Talk) -> tuple[State, int | None]:
    """Where we stand after going past what is known, and where the next of that begins."""
    talk.known = joined(talk.known)
    state = talk.state()
    cursor, upto = past(state.cursor, talk.known)
    if cursor != state.cursor:
        with talk.archive.syncing() as connection:
            note(connection, cursor=cursor)
        state = talk.state()
    return state, upto


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much of the feed is asked for at once, up to which number, and whether without its history."""

    limit: int
    upto: int | None
    bare: bool


def _ask(line: Line, cursor: int, wanted: Wanted) -> Page:
    upto = {} if wanted.upto is None else {"upto": wanted.upto}
    return line.get(
        "/v1/pull", Page, cursor=cursor, limit=wanted.limit, **upto, **({"bare": 1} if wanted.bare else {})
    )


def _page(talk: Talk, coming: Future[Page]) -> Page | None:
    """The page that was asked for; None where the county wants to be greeted first."""
    try:
        return coming.result()
    except Refused as refused:
        if refused.code != "token":
            raise Problem("sync.refused", said=refused.code) from refused
        return None


def take_page(talk: Talk, page: Page) -> None:
    """A page and its cursor, in one transaction."""
    items = list(items_of(page.items))
    with talk.archive.syncing() as connection:
        state = read_state(Reader(connection))
        assert state is not None
        feed = Feed(connection, talk.columns, state.device, state.acked, state.sums, every=state.older)
        feed.take(items)
        doubt_passed(connection, page.next)
        if not page.more and page.next >= page.high:
            drop_doubted(connection, feed)
        note(connection, cursor=page.next, sums=feed.sums.kept())
    talk.round.tally.add(feed.tally)


def _compare(talk: Talk) -> None:
    """Hold what we were told to what the county has, where nobody has written there meanwhile; mend what differs."""
    state = talk.state()
    digest = talk.line.get("/v1/digest", Digest, cursor=state.cursor)
    if digest.cursor != state.cursor or _is_another(digest.server_epoch, state):
        return
    from app.sync.sums import Sums

    unlike = Sums(state.sums).unlike(digest.buckets)
    for bucket in unlike:
        talk.progress.step(0, 0, "sync.mending")
        page = talk.line.get("/v1/pull", Page, cursor=0, limit=BULK_ITEMS, bucket=bucket)
        with talk.archive.syncing() as connection:
            sums = talk.state().sums
            feed = Feed(connection, talk.columns, state.device, state.acked, sums, every=state.older)
            mend(connection, feed, bucket, list(items_of(page.items)))
            note(connection, sums=feed.sums.kept())
    talk.round.mended = len(unlike)
    talk.round.equal = not (unlike and Sums(talk.state().sums).unlike(digest.buckets))
