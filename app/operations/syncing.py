"""The line to the county as a clerk sees it: joining, one round, what is reported."""

from dataclasses import dataclass
from datetime import timedelta

from app.operations.carrying import carry_files
from app.operations.cases.arriving import finish_decided
from app.operations.greetings import greeting_of
from app.operations.offices import Office, need_role
from app.operations.packs.laying import lay_packs
from app.operations.sync_views import SyncView, sync_view
from app.operations.upload_marks import Mark, household_mark
from app.progress import Progress
from app.sync.attachments import Carried
from app.sync.calls import calling, state_in
from app.sync.echoes import Span
from app.sync.enrolling import enrol, read_invitation
from app.sync.farewells import Elsewhere
from app.sync.greetings import open_conflicts
from app.sync.lines import Line, Patience, open_line
from app.sync.rounds import Round, Talk, go_round
from app.sync.segments import newest


@dataclass(frozen=True, slots=True)
class Report:
    """What one round came to: changes sent, rows received, what waits for a person, what still waits here.

    `equal`: whether both sides hold the same; None where the county was written to meanwhile. `clock_off`: how far
    this PC's clock is behind the county's, where it is more than ten minutes. Files: sent, fetched, and left for
    another day by the budget. The others as in `rounds.Round`.
    """

    sent: int
    received: int
    deleted: int
    left: int
    conflicts: int
    refused: int
    waiting: int
    mended: int
    equal: bool | None
    sent_bytes: int
    received_bytes: int
    clock_off: timedelta
    rebootstrapped: bool = False
    branched: bool = False
    resent: bool = False
    begun: str = ""
    moved: bool = False
    files_sent: int = 0
    files_fetched: int = 0
    files_left: int = 0


def enrol_office(
    office: Office, line: str, *, patience: Patience | None = None, machine: str | None = None
) -> SyncView:
    """Join the county by the line it printed (address, code, fingerprint).

    Raises Problem sync.*; office.role_too_small for who may not approve.
    """
    need_role(office, "approve")
    invitation, patience = read_invitation(line), patience or Patience()
    enrol(
        office.archive,
        invitation,
        office.name,
        lambda server, pin: open_line(server, pin, None, patience),
        machine,
    )
    return sync_view(office)


def sync_now(
    office: Office,
    progress: Progress | None = None,
    *,
    patience: Patience | None = None,
    machine: str | None = None,
    server: str | None = None,
    budget: int | None = None,
) -> Report:
    """One round with the county: hand over, take, compare, then files. What was done before a cut stays done.

    `budget`: bytes of files that may go over a metered line in a day.

    Raises Problem sync.*; the sentence of the last one is kept for `sync_view`.
    """
    progress, greeting = progress or Progress(), greeting_of(office, machine)

    def once(at: str | None, known: list[Span]) -> tuple[Round, Line, Carried]:
        with calling(office.archive, office.clock, patience or Patience(), at) as line:
            talk = Talk(office.archive, line, greeting, office.clock, progress, known=known)
            done = go_round(talk)
            return done, line, carry_files(office, line, progress, budget)

    try:
        done, line, carried = once(server, [])
    except Elsewhere as elsewhere:
        done, line, carried = once(None, [elsewhere.known])
        done.moved = True
    if done.tally.states or done.tally.tombstones or done.tally.evicted or done.refused:
        # What is kept in memory follows our own log, and none of this stands there.
        office.kept.clear()
        lay_packs(office)
        finish_decided(office)
    with office.archive.reading() as reader:
        waiting, conflicts = newest(reader) - state_in(reader).acked, open_conflicts(reader)
    return _report(done, line, carried, waiting, conflicts)


def marks_of(office: Office, household_id: str) -> Mark:
    """How safe the newest word on a household is: on this disk, at the county, in the county's backup."""
    return household_mark(office, household_id) or "saved"


def _report(done: Round, line: Line, carried: Carried, waiting: int, conflicts: int) -> Report:
    return Report(
        sent=done.sent,
        received=done.tally.states,
        deleted=done.tally.tombstones,
        left=done.tally.evicted,
        conflicts=conflicts,
        refused=len(done.refused),
        waiting=waiting,
        mended=done.mended,
        equal=done.equal,
        sent_bytes=line.sent_bytes,
        received_bytes=line.got_bytes,
        clock_off=done.clock_off,
        rebootstrapped=done.rebootstrapped,
        branched=done.branched,
        resent=done.resent,
        begun=done.begun,
        moved=done.moved,
        files_sent=carried.up,
        files_fetched=carried.down,
        files_left=carried.left,
    )
