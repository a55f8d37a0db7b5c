"""Holding a department's list against the archive. Nothing is written: what differs is shown, and kept when asked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app.operations.crosschecks.knowing import known_of
from app.operations.crosschecks.profiles import profile_named, remembered
from app.operations.crosschecks.reading import ListRead, read_lists
from app.operations.imports.collecting import collector_resting
from app.operations.offices import Office, need_role
from app.operations.years import working_year
from app.progress import Progress
from app.rules.crosschecks.comparing import Comparing
from app.rules.crosschecks.definitions import Profile
from app.rules.crosschecks.entries import Entries
from app.rules.crosschecks.outcomes import Compared, Spot


@dataclass(frozen=True, slots=True)
class CrossCheckAsked:
    """What to compare: files of one list, by a profile (key or name), with the answers known up to a year.

    `as_of`: the day the list speaks of. `whole`: whether the list is whole, else as the office said last, else as the
    profile says. `columns`: the profile's column by heading, over what is remembered. `accepted`: guesses a person
    accepted, the person's id by the row. `division_id`: only people of this village.
    """

    files: tuple[Path, ...]
    profile: str
    year: int | None = None
    as_of: date | None = None
    whole: bool | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    accepted: Mapping[Spot, str] = field(default_factory=dict)
    division_id: str | None = None


@dataclass(frozen=True, slots=True)
class CrossChecked:
    """What came out of a comparison, with what it was made of. `unread`: cells of compared columns that say nothing."""

    asked: CrossCheckAsked
    profile: Profile
    year: int
    whole: bool
    read: ListRead
    compared: Compared
    unread: int

    @property
    def lists(self) -> Sequence[Entries]:
        """The lists that were read."""
        return self.read.lists

    def counts(self) -> dict[str, int]:
        """How the rows came out, and how many differences of each way and check there are."""
        found = self.compared
        ways = Counter(one.how for one in found.differences)
        return {
            "rows": found.rows,
            "matched": found.matched,
            "accepted": found.accepted,
            "guesses": len(found.guesses),
            "strangers": len(found.strangers),
            "damaged": found.damaged,
            "repeated": found.repeated,
            "outside": found.outside,
            "left_out": found.left_out,
            "unread": self.unread,
            "differences": len(found.differences),
            **{f"how_{how}": ways[how] for how in sorted(ways)},
        }


def cross_check(office: Office, asked: CrossCheckAsked, progress: Progress | None = None) -> CrossChecked:
    """Compare as asked. Raises Problem for an unknown profile, a file that cannot be read or that names nobody."""
    need_role(office, "view")
    progress = progress or Progress()
    profile = profile_named(office, asked.profile)
    known = remembered(office, profile)
    whole = next((one for one in (asked.whole, known.whole) if one is not None), profile.whole)
    year = asked.year or working_year(office)
    with collector_resting():
        read = read_lists(office, asked.files, profile, {**known.columns, **asked.columns}, progress)
        progress.step(0, 1, "import.comparing")
        scope = {asked.division_id} if asked.division_id else None
        comparing = Comparing(profile, known_of(office, profile, year), office.forms, scope, whole)
        compared = comparing.compare(read.lists, asked.accepted)
    unread = sum(len(one.unread) for one in read.lists)
    return CrossChecked(asked, profile, year, whole, read, compared, unread)
