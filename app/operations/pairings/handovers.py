"""A change of cadre: the old line ends and the new one begins on the same day, for many households at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.errors import Problem
from app.operations.offices import Office, need_household, need_role
from app.operations.pairings.terms import (
    Kept,
    kept_pairings,
    need_in_office,
    need_near,
    need_no_fault,
    need_open_household,
    terms_of,
)
from app.progress import Progress
from app.rules.pairings import Term
from app.texts import say
from db.records import new_id
from db.works import Work


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What a handover made: the batch that takes it back, and the new lines in the order of the old ones."""

    batch: str
    pairings: tuple[str, ...]
    households: int


def hand_over(
    office: Office,
    pairing_ids: Sequence[str],
    new_cadre_id: str,
    on: date,
    reason: str,
    handed: str = "",
    progress: Progress | None = None,
    *,
    leaving: str | None = None,
) -> HandedOver:
    """Give the households of these lines to another cadre on that day, all or none, as one batch.

    `reason` (a code of `handover_reason`, or words) stays with the old lines, `handed` (what was passed on) with the
    new ones. `leaving`: a cadre whose own term of office ends that day. Raises Problem without a reason, for a line
    that has ended or begins later, for a cadre who is the same or whose term of office does not reach that day, for a
    day too far ahead.
    """
    need_role(office, "enter")
    if not reason.strip():
        raise Problem("pairings.handover_reason_missing")
    if not pairing_ids:
        raise Problem("pairings.nothing_chosen")
    need_near(office, on)
    batch = new_id()
    with office.archive.work(
        office.user.name, say("pairings.reason_handover"), at=office.clock(), batch=batch
    ) as work:
        need_in_office(office, work, Term(new_cadre_id, on))
        olds = kept_pairings(work, pairing_ids)
        _need_open(office, work, olds, new_cadre_id, on)
        made = write_handovers(
            work, [(old, new_cadre_id, on, reason.strip(), handed.strip()) for old in olds], progress
        )
        if leaving:
            work.update("cadre", leaving, {"to_on": on.isoformat()})
    return HandedOver(batch, tuple(made), len({old.household_id for old in olds}))


def hand_over_cadre(
    office: Office,
    cadre_id: str,
    new_cadre_id: str,
    on: date,
    reason: str,
    handed: str = "",
    *,
    leaves: bool = False,
) -> HandedOver:
    """Give every household of a cadre to another; with `leaves` his own term ends that day, in the same batch."""
    need_role(office, "enter")
    rows = office.archive.read(
        "SELECT p.id FROM pairing p JOIN household h ON h.id = p.household_id"
        " WHERE p.cadre_id = ? AND p.ended_on IS NULL AND h.closed_on IS NULL ORDER BY p.id",
        (cadre_id,),
    )
    if not rows:
        raise Problem("pairings.cadre_without_households")
    ids = [str(row[0]) for row in rows]
    return hand_over(office, ids, new_cadre_id, on, reason, handed, leaving=cadre_id if leaves else None)


def _need_open(office: Office, work: Work, olds: Sequence[Kept], new_cadre: str, on: date) -> None:
    """Refuse lines that cannot be handed over on that day."""
    for household in dict.fromkeys(old.household_id for old in olds):
        need_household(office, household)
        need_open_household(work, household, on)
    every = terms_of(work, [old.household_id for old in olds])
    for old in olds:
        if old.term.ended_on:
            raise Problem("pairings.ended_already", day=str(old.term.ended_on))
        if old.term.cadre == new_cadre:
            raise Problem("pairings.same_cadre", name=_name_of(work, new_cadre))
        others = [term for term in every[old.household_id, old.kind] if term.id != old.term.id]
        need_no_fault([*others, replace(old.term, ended_on=on), Term(new_cadre, on)])


def _name_of(work: Work, cadre: str) -> str:
    return str(work.read("SELECT name FROM cadre WHERE id = ?", (cadre,))[0][0])


Handover = tuple[Kept, str, date, str, str]
"""The old line, who takes over, on which day, why, and what was passed on."""


def write_handovers(work: Work, handovers: Iterable[Handover], progress: Progress | None = None) -> list[str]:
    """Close the old lines and make the new ones; gives the new lines' ids."""
    wanted = list(handovers)
    rows = []
    for done, (old, cadre, on, reason, handed) in enumerate(wanted):
        work.update(
            "pairing", old.term.id, {"ended_on": on.isoformat(), "reason": reason}, about=old.household_id
        )
        rows.append(
            {
                "household_id": old.household_id,
                "cadre_id": cadre,
                "follows_id": old.term.id,
                "kind": old.kind,
                "started_on": on.isoformat(),
                "handed": handed or None,
            }
        )
        if progress and done % 200 == 0:
            progress.step(done, len(wanted), "import.writing")
    return work.create_many("pairing", rows)
