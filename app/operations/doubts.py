"""The doubt list: the checks run over dossiers, with what was settled and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.errors import Problem
from app.operations.dossiers import Choice, dossier, dossiers
from app.operations.doubt_help import known_help
from app.operations.finding import village_named
from app.operations.offices import Office, need_household
from app.operations.twins import twin_households
from app.progress import Progress
from app.rules.checks import Checker, Doubt, load_thresholds
from app.rules.checks.thresholds import Thresholds
from app.rules.dossiers import Dossier

Settled = dict[tuple[str, str, str, str], tuple[str, str]]
"""Settled doubts of a household by rule, person, field and fingerprint: the reason, and the id of the row."""


@dataclass(frozen=True, slots=True)
class FoundDoubt:
    """A doubt with the names a person knows it by; `settled` is the reason it was kept for, empty while open."""

    doubt: Doubt
    head: str
    person: str
    code: str
    village: str
    group: str
    settled: str = ""
    settled_id: str = ""

    def document(self) -> dict[str, Any]:
        """The line for `check --json` and `show --json`."""
        return {
            "rule": self.doubt.rule,
            "level": self.doubt.level,
            "household": self.doubt.household_id,
            "code": self.code,
            "head": self.head,
            "person": self.doubt.person_id or None,
            "name": self.person or None,
            "field": self.doubt.field,
            "year": self.doubt.year,
            "sentence": self.doubt.sentence,
            "village": self.village,
            "settled": self.settled or None,
        }


@dataclass(frozen=True, slots=True)
class _Names:
    """What a doubt's line says of its household: kept of each, where keeping dossiers would fill the memory."""

    head: str
    code: str
    village: str
    group: str
    people: Mapping[str, str]


def _names(known: Dossier) -> _Names:
    return _Names(
        known.head.name if known.head else "",
        str(known.household.get("code") or ""),
        known.place.village,
        str(known.household.get("group_name") or ""),
        {member.person_id: member.name for member in known.members},
    )


def find_doubts(
    office: Office, village: str | None = None, year: int | None = None, progress: Progress | None = None
) -> list[FoundDoubt]:
    """Every doubt of the office, or of one village, in the order of the village book.

    Duplicates are looked for over the whole township, also when one village is asked for.
    """
    division = village_named(office, village)
    wanted = division.id if division else None
    checker = make_checker(office)
    help_given = known_help(office)
    settled = _settled(office)
    names: dict[str, _Names] = {}
    found: dict[str, list[FoundDoubt]] = {}
    # All records, yet not how often each household was changed: no check asks for it.
    for one in dossiers(office, Choice(), year, progress, records=office.forms.records):
        checker.remember(one)
        if wanted is None or one.place.division_id == wanted:
            household = one.household_id
            names[household] = _names(one)
            its = settled.get(household, {})
            found[household] = [
                _found(names[household], doubt, its) for doubt in checker.check(one, help_given.of(household))
            ]
    for doubt in checker.duplicates():
        household = doubt.household_id
        if household in found:
            found[household].append(_found(names[household], doubt, settled.get(household, {})))
    return [doubt for its in found.values() for doubt in its]


def household_doubts(
    office: Office, household_id: str, year: int | None = None, known: Dossier | None = None
) -> list[FoundDoubt]:
    """The doubts of one household as a run over the township would find them, with whom stands twice.

    `known`: its dossier of that year, where it has been read already.
    """
    known = known or dossier(office, household_id, year)
    if known is None:
        return []
    checker = make_checker(office)
    found = list(checker.check(known, known_help(office, household_id).of(household_id)))
    if known.household.get("closed_on") is None:
        for twin in dossiers(office, Choice(households=twin_households(office, known)), year):
            checker.remember(twin)
        found += [doubt for doubt in checker.duplicates() if doubt.household_id == household_id]
    settled = _settled(office, household_id)
    return [_found(_names(known), doubt, settled.get(household_id, {})) for doubt in found]


def make_checker(office: Office) -> Checker:
    """The checks with this office's forms and thresholds, on this day."""
    return Checker(office.forms, thresholds_of(office), office.clock().date())


def thresholds_of(office: Office) -> Thresholds:
    """The limits and lines of the checks, read once."""
    known: Thresholds | None = office.kept.get("thresholds")
    if known is None:
        known = office.kept["thresholds"] = load_thresholds(office.shelf)
    return known


def _settled(office: Office, household_id: str | None = None) -> dict[str, Settled]:
    """The settled doubts by household; of one if given."""
    where, args = ("WHERE household_id = ?", (household_id,)) if household_id else ("", ())
    found: dict[str, Settled] = defaultdict(dict)
    sql = f"SELECT household_id, rule, person_id, field, fingerprint, reason, id FROM settled_doubt {where} ORDER BY id"
    for household, rule, person, field, fingerprint, reason, row in office.archive.read(sql, args):
        found[household][(rule, person or "", field or "", fingerprint)] = (reason, row)
    return found


def _found(known: _Names, doubt: Doubt, settled: Settled) -> FoundDoubt:
    reason, row = "", ""
    if settled:  # a fingerprint takes time, and most households have nothing settled
        key = (doubt.rule, doubt.person_id, doubt.field, doubt.fingerprint)
        reason, row = settled.get(key, ("", ""))
    return FoundDoubt(
        doubt,
        known.head,
        known.people.get(doubt.person_id, ""),
        known.code,
        known.village,
        known.group,
        reason,
        row,
    )


def settle(office: Office, doubts: Sequence[Doubt], reason: str) -> None:
    """Keep doubts as they are, for a reason that is shown; each opens again when its values change.

    Raises Problem for no reason, a user who may not enter, or a household that is not his.
    """
    if not reason.strip():
        raise Problem("edit.reason_wanted")
    for household_id in {doubt.household_id for doubt in doubts}:
        need_household(office, household_id)
    with office.archive.work(office.user.name, reason, at=office.clock()) as work:
        for doubt in doubts:
            values: dict[str, str | int | None] = {
                "rule": doubt.rule,
                "household_id": doubt.household_id,
                "person_id": doubt.person_id or None,
            }
            more: dict[str, str | int | None] = {
                "year": doubt.year,
                "field": doubt.field,
                "fingerprint": doubt.fingerprint,
                "reason": reason,
            }
            work.create("settled_doubt", {**values, **more})


def reopen(office: Office, settled: Iterable[str]) -> None:
    """Take settlements back; the doubts are open again. Those of other villages and those gone are refused."""
    rows = tuple(settled)
    for row in rows:
        known = office.archive.read("SELECT household_id FROM settled_doubt WHERE id = ?", (row,))
        need_household(office, str(known[0][0]) if known else "")
    with office.archive.work(office.user.name, at=office.clock()) as work:
        for row in rows:
            work.delete("settled_doubt", row)
