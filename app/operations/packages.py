"""A stick between this office and the county, as a clerk sees it: one round, told in sentences."""

from dataclasses import dataclass
from pathlib import Path

from app.errors import Problem
from app.operations.cases.arriving import finish_decided
from app.operations.greetings import greeting_of
from app.operations.offices import Office
from app.progress import Progress
from app.sync.calls import state_in
from app.sync.greetings import open_conflicts
from app.sync.packages.visits import Visit, visit
from app.sync.segments import newest
from app.texts import say


@dataclass(frozen=True, slots=True)
class UsbDone:
    """What one round by stick came to.

    `wrote`: the numbers of the packages written now (0: only a greeting); `waiting`: those on the stick that the
    county has not confirmed, with `unsent` changes in them; `missing`: those the county asks for; `bad`: files that
    could not be used, with the sentence. `said` is all of it in sentences, the most important first.
    """

    wrote: tuple[int, ...]
    waiting: tuple[int, ...]
    missing: tuple[int, ...]
    taken: int
    confirmed: int
    received: int
    deleted: int
    left: int
    refused: int
    conflicts: int
    unsent: int
    equal: bool | None
    bad: tuple[tuple[str, str], ...]
    said: tuple[str, ...]


def usb_round(
    office: Office, folder: Path, progress: Progress | None = None, *, machine: str | None = None
) -> UsbDone:
    """Take in what the county sent by this stick, and write onto it all that the county has not confirmed.

    Only `*.fpkg` on it is looked at. Raises Problem sync.not_enrolled, sync.other_machine, packages.no_folder,
    packages.stick_full, packages.stick_refused; what was taken in until then is kept.
    """
    greeting = greeting_of(office, machine)
    try:
        done = visit(office.archive, folder, greeting, office.clock, progress or Progress())
    except OSError as error:
        raise Problem(_refused(error), folder=folder) from error
    if done.gain.taken:
        # What is kept in memory follows our own log, and none of this stands there.
        office.kept.clear()
        finish_decided(office)
    with office.archive.reading() as reader:
        unsent, conflicts = newest(reader) - state_in(reader).acked, open_conflicts(reader)
    return _told(done, unsent, conflicts)


def _refused(error: OSError) -> str:
    import errno

    full = error.errno in (errno.ENOSPC, errno.EFBIG)
    return "packages.stick_full" if full else "packages.stick_refused"


def _told(done: Visit, unsent: int, conflicts: int) -> UsbDone:
    gain = done.gain
    bad = tuple((path.name, say(f"packages.{why}")) for path, why in done.bad)
    return UsbDone(
        wrote=tuple(header.number for header in done.wrote),
        waiting=tuple(one.number for one in done.due),
        missing=gain.missing,
        taken=gain.taken,
        confirmed=gain.confirmed,
        received=gain.tally.states,
        deleted=gain.tally.tombstones,
        left=gain.tally.evicted,
        refused=len(gain.refused),
        conflicts=conflicts,
        unsent=unsent,
        equal=gain.equal,
        bad=bad,
        said=tuple(_sentences(done, unsent, conflicts, bad)),
    )


def _sentences(done: Visit, unsent: int, conflicts: int, bad: tuple[tuple[str, str], ...]) -> list[str]:
    gain, said = done.gain, []
    if gain.missing:
        said.append(say("packages.lacks", numbers=numbers_told(gain.missing)))
    if gain.taken:
        counts = {"confirmed": gain.confirmed, "received": gain.tally.states, "conflicts": conflicts}
        said.append(say("packages.took", **counts))
    elif done.early:
        said.append(say("packages.early"))
    elif done.old:
        said.append(say("packages.old"))
    if gain.moved:
        said.append(say("packages.moved"))
    if gain.anew:
        said.append(say("packages.anew"))
    if gain.equal is False:
        said.append(say("packages.unlike"))
    if done.due:
        numbers = numbers_told([one.number for one in done.due])
        said.append(say("packages.bring", numbers=numbers, changes=unsent))
    else:
        said.append(say("packages.greeting"))
    return said + [say("packages.bad_file", file=name, why=why) for name, why in bad]


def numbers_told(numbers: tuple[int, ...] | list[int]) -> str:
    """Numbers of packages as people say them: 3、5–7."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return say("packages.comma").join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
