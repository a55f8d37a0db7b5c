"""The doubt list: the checks run over dossiers, with what was settled and why."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.operations.dossiers import Choice, dossiers
from app.operations.finding import village_named
from app.operations.offices import Office, need_role
from app.operations.rows import in_list
from app.paths import forms
from app.progress import Progress
from app.rules.checks import Checker, Doubt, load_thresholds
from app.rules.dossiers import Dossier

Settled = dict[tuple[str, str, str], tuple[str, str, str]]
"""Settled doubts of a household by rule, person and field: fingerprint, reason, id of the row."""


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


def find_doubts(
    office: Office, village: str | None = None, year: int | None = None, progress: Progress | None = None
) -> list[FoundDoubt]:
    """Every doubt of the office, or of one village, in the order of the village book.

    Duplicates are looked for over the whole township, also when one village is asked for.
    """
    division = village_named(office, village)
    wanted = division.id if division else None
    checker = make_checker(office)
    settled = _settled(office)
    seen: dict[str, Dossier] = {}
    doubts: dict[str, list[Doubt]] = {}
    for one in dossiers(office, Choice(), year, progress):
        checker.remember(one)
        if wanted is None or one.place.division_id == wanted:
            doubts[one.household_id] = list(checker.check(one))
            seen[one.household_id] = one
    for doubt in checker.duplicates():
        if doubt.household_id in doubts:
            doubts[doubt.household_id].append(doubt)
    return [
        _found(seen[household], doubt, settled.get(household, {}))
        for household, its in doubts.items()
        for doubt in its
    ]


def household_doubts(office: Office, household_id: str, year: int | None = None) -> list[FoundDoubt]:
    """The doubts of one household, its members' double entries in the township included."""
    known = next(dossiers(office, Choice(households=(household_id,), closed=True), year), None)
    if known is None:
        return []
    checker = make_checker(office)
    found = list(checker.check(known))
    checker.remember(known)
    for twin in dossiers(office, Choice(households=_households_of_twins(office, known))):
        checker.remember(twin)
    found += [doubt for doubt in checker.duplicates() if doubt.household_id == household_id]
    settled = _settled(office, household_id)
    return [_found(known, doubt, settled.get(household_id, {})) for doubt in found]


def make_checker(office: Office) -> Checker:
    """The checks with this office's forms and thresholds."""
    return Checker(office.forms, load_thresholds(forms()), office.clock().date())


def _households_of_twins(office: Office, known: Dossier) -> tuple[str, ...]:
    """Other households where a member's number (its first 18 digits) stands again."""
    numbers = [
        str(member.person["id_number"])[:18] for member in known.members if member.person.get("id_number")
    ]
    found: dict[str, None] = {}
    for some in in_list(numbers):
        like = " OR ".join(["p.id_number >= ? AND p.id_number < ?"] * len(some.values)) or "0"
        args = [bound for number in some.values for bound in (number, f"{number}\U0010ffff")]
        rows = office.archive.read(
            "SELECT DISTINCT m.household_id FROM person p JOIN membership m ON m.person_id = p.id"
            f" WHERE m.left_on IS NULL AND ({like})",
            args,
        )
        found.update((row[0], None) for row in rows)
    found.pop(known.household_id, None)
    return tuple(found)


def _settled(
    office: Office, household_id: str | None = None
) -> dict[str, dict[tuple[str, str, str], tuple[str, str, str]]]:
    """Settled doubts by household, then by rule, person and field: fingerprint, reason, id."""
    where, args = ("WHERE household_id = ?", (household_id,)) if household_id else ("", ())
    found: dict[str, Settled] = defaultdict(dict)
    sql = f"SELECT household_id, rule, person_id, field, fingerprint, reason, id FROM settled_doubt {where} ORDER BY id"
    for household, rule, person, field, fingerprint, reason, row in office.archive.read(sql, args):
        found[household][(rule, person or "", field or "")] = (fingerprint, reason, row)
    return found


def _found(known: Dossier, doubt: Doubt, settled: Settled) -> FoundDoubt:
    fingerprint, reason, row = settled.get((doubt.rule, doubt.person_id, doubt.field), ("", "", ""))
    still = fingerprint == doubt.fingerprint
    person = next((member.name for member in known.members if member.person_id == doubt.person_id), "")
    return FoundDoubt(
        doubt,
        known.head.name if known.head else "",
        person,
        str(known.household.get("code") or ""),
        known.place.village,
        str(known.household.get("group_name") or ""),
        reason if still else "",
        row if still else "",
    )


def settle(office: Office, doubts: Sequence[Doubt], reason: str) -> None:
    """Keep doubts as they are, for a reason that is shown; each opens again when its values change."""
    need_role(office, "enter")
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
    """Take settlements back; the doubts are open again."""
    need_role(office, "enter")
    with office.archive.work(office.user.name, at=office.clock()) as work:
        for row in settled:
            work.delete("settled_doubt", row)
