"""The comparison itself: whom each row means, what differs, and what being on (or off) the list contradicts.

Pure: the archive comes as `Known`, the list as `Entries`. A row without a usable number is at most a guess by name
and village, which counts only when a person accepted it; nothing is ever matched by likeness.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from app.rules.checks.meanings import HEALTHY
from app.rules.crosschecks.definitions import Group, ListCheck, Profile
from app.rules.crosschecks.entries import Entries
from app.rules.crosschecks.outcomes import (
    EXPECTED_CHECK,
    GONE_CHECK,
    NAME_CHECK,
    NUMBER_CHECK,
    Compared,
    Difference,
    Guess,
    Known,
    Somebody,
    Spot,
    Stranger,
)
from app.rules.forms import Forms
from app.rules.names import has_lost_character
from app.rules.values import Stored, stored


@dataclass(slots=True)
class Comparing:
    """One comparison under way. `scope`: the villages it is about, all where None."""

    profile: Profile
    known: Known
    forms: Forms
    scope: Collection[str] | None = None
    whole: bool = False
    found: Compared = field(default_factory=Compared)
    _listed: set[str] = field(default_factory=set)
    _maybe: set[str] = field(default_factory=set)
    _sums: defaultdict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def compare(self, lists: Sequence[Entries], accepted: Mapping[Spot, str]) -> Compared:
        """All lists of a call together. `accepted`: the person whom somebody said a row means, by its place."""
        everybody = {one.id: one for one in self.known.people}
        meant: list[tuple[Entries, int, Somebody]] = []
        for entries in lists:
            for row in range(len(entries)):
                who = self._meant(entries, row, accepted, everybody)
                if who is not None:
                    meant.append((entries, row, who))
        self._sum(meant)
        for entries, row, who in meant:
            self._compare(entries, row, who)
        if self.whole:
            self._compare_absent()
        return self.found

    # whom a row means

    def _meant(
        self, entries: Entries, row: int, accepted: Mapping[Spot, str], everybody: Mapping[str, Somebody]
    ) -> Somebody | None:
        found = self.found
        found.rows += 1
        if row in entries.left_out:
            found.left_out += 1
            return None
        key = entries.keys[row]
        who = self.known.by_number.get(key) if key else None
        if who is None:
            spot = (entries.file, entries.sheet, entries.rows[row])
            chosen = accepted.get(spot)
            who = everybody.get(chosen) if chosen else None
            if who is None:
                self._note_unknown(entries, row, spot, key)
                return None
            found.accepted += 1
        else:
            found.matched += 1
        if self.scope is not None and who.division_id not in self.scope:
            return None
        if who.id in self._listed and not self._sums_something():
            found.repeated += 1
            return None
        self._listed.add(who.id)
        return who

    def _sums_something(self) -> bool:
        return any(one.summed for one in self.profile.checks)

    def _note_unknown(self, entries: Entries, row: int, spot: Spot, key: str | None) -> None:
        """A row nobody answers to: of another place, a guess, or a stranger."""
        found, damaged = self.found, row in entries.damaged
        found.damaged += damaged
        name, division = entries.names[row] or "", entries.divisions[row]
        if row in entries.outside:
            found.outside += 1
            return
        if self.scope is not None and division is not None and division not in self.scope:
            found.outside += 1
            return
        fitting = self._fitting(entries, row, name, division, key) if name and division else ()
        if fitting:
            self._maybe.update(one.id for one in fitting)
            found.guesses.append(Guess(spot, name, division or "", fitting, damaged))
        else:
            found.strangers.append(Stranger(spot, name, division, damaged))

    def _fitting(
        self, entries: Entries, row: int, name: str, division: str, key: str | None
    ) -> tuple[Somebody, ...]:
        """Those of that name in that village; of a sound number only who has none here."""
        same = [one for one in self.known.by_name.get((division, name), ()) if not (key and one.number)]
        group = entries.groups[row]
        in_group = [one for one in same if group and one.group == group]
        return tuple(in_group or same)

    # what differs

    def _sum(self, meant: Sequence[tuple[Entries, int, Somebody]]) -> None:
        """Amounts of a household together, for the checks that ask so."""
        for check in self.profile.checks:
            if not check.summed:
                continue
            for entries, row, who in meant:
                amount = _cell(entries, check.column, row)
                if isinstance(amount, int):
                    self._sums[check.key, who.household_id] += amount

    def _compare(self, entries: Entries, row: int, who: Somebody) -> None:
        spot = (entries.file, entries.sheet, entries.rows[row])
        if who.left:
            self._add(Difference(GONE_CHECK, "gone", who, subject=who.id, spot=spot))
            return
        name, number = entries.names[row], entries.keys[row]
        if number and not who.number:
            self._add(Difference(NUMBER_CHECK, "blank", who, "person.id_number", who.id, None, number, spot))
        if (
            self.profile.names
            and number
            and name
            and who.name
            and name != who.name
            and not has_lost_character(name)
        ):
            path = "person.name"
            self._add(Difference(NAME_CHECK, "differs", who, path, who.id, who.name, name, spot))
        for check in self.profile.checks:
            if check.only != "every" and not self.known.is_in(check.only, who.household_id):
                continue
            found = self._checked(check, entries, row, who, spot)
            if found is not None:
                self._add(found)

    def _checked(
        self, check: ListCheck, entries: Entries, row: int, who: Somebody, spot: Spot
    ) -> Difference | None:
        """What a check finds of somebody on the list; None where nothing differs or the list does not say."""
        said = _cell(entries, check.column, row) if check.column else None
        if check.summed:
            said = self._sums.get((check.key, who.household_id))
        if check.column and said is None:
            return None
        if check.at_least is not None and not _reaches(said, check.at_least, self._kind(check)):
            return None
        if check.clash or not check.path:
            subject = who.household_id if check.summed else who.id
            return Difference(check.key, "clash", who, subject=subject, value=said, spot=spot)
        asked = self.forms.by_path[check.path]
        subject = self.subject_of(check.path, who)
        was = self.known.fields[check.path].get(subject)
        value = said if check.value is None else stored(asked.kind, check.value)
        if value is None:  # the check only speaks of who is not on the list
            return None
        if asked.kind == "codes":
            value = joined(was, value) if check.value is not None else value
        if agrees(asked.kind, was, value):
            return None
        return Difference(
            check.key, "blank" if was is None else "differs", who, check.path, subject, was, value, spot
        )

    def _kind(self, check: ListCheck) -> str:
        return next((one.kind for one in self.profile.columns if one.key == check.column), "text")

    def subject_of(self, path: str, who: Somebody) -> str:
        """Whose a field is: the household's, the membership's or the person's."""
        scope = self.forms.records[path.partition(".")[0]].scope
        if scope in ("household", "household_year"):
            return who.household_id
        return who.membership_id if scope == "membership" else who.id

    def _compare_absent(self) -> None:
        """Who is not on a list that should name him: a field claims it, or the profile expects it."""
        for check in self.profile.checks:
            if check.unlisted is None or not check.path:
                continue
            kind = self.forms.by_path[check.path].kind
            claimed, value = stored(kind, check.value), stored(kind, check.unlisted)
            said = self.known.fields[check.path]
            for who in self._absent(check.only):
                subject = self.subject_of(check.path, who)
                was = said.get(subject)
                if was is not None and was != value and (claimed is None or was == claimed):
                    self._add(Difference(check.key, "unlisted", who, check.path, subject, was, value))
        if self.profile.expected is not None:
            for who in self._absent(self.profile.expected):
                self._add(Difference(EXPECTED_CHECK, "absent", who, subject=who.id))

    def _absent(self, group: Group) -> Iterator[Somebody]:
        """Who lives here and neither is nor may be on the list; whoever a guess may mean is not called absent."""
        for who in self.known.people:
            if who.left or who.id in self._listed or who.id in self._maybe:
                continue
            if self.scope is not None and who.division_id not in self.scope:
                continue
            if group == "every" or self.known.is_in(group, who.household_id):
                yield who

    def _add(self, one: Difference) -> None:
        """Note a difference once for each check and subject: a second car is no second difference."""
        key = (one.check, one.subject)
        if key not in self._seen:
            self._seen.add(key)
            self.found.differences.append(one)


def _cell(entries: Entries, column: str, row: int) -> Stored:
    values = entries.values.get(column)
    return values[row] if values else None


def _reaches(said: Stored, least: Decimal, kind: str) -> bool:
    if not isinstance(said, int):
        return False
    scale = {"money": 2, "quantity": 3}.get(kind, 0)
    return Decimal(said).scaleb(-scale) >= least


def agrees(kind: str, was: Stored, value: Stored) -> bool:
    """Whether the archive says what the list says: several codes as sets."""
    if kind == "codes":
        return _codes(was) == _codes(value)
    return was == value


def joined(was: Stored, value: Stored) -> Stored:
    """Several codes with those of the list added; who has an illness is not healthy."""
    known = [code for code in str(was or "").split(",") if code and code != HEALTHY]
    more = [code for code in str(value or "").split(",") if code and code not in known]
    return ",".join([*known, *more]) or None


def _codes(kept: Stored) -> frozenset[str]:
    return frozenset(filter(None, str(kept or "").split(",")))
