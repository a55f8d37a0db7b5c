"""One household's pairings: the list of them, a new one, an end, a correction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.errors import Problem
from app.operations.help_needs import help_rules, needs_of
from app.operations.offices import Office, need_household
from app.operations.pairings.terms import (
    Kept,
    kept_pairings,
    need_in_office,
    need_near,
    need_no_fault,
    need_open_household,
    terms_of,
)
from app.operations.rows import RowReader, kept_answers
from app.operations.stored_help import read_cadres
from app.rules.dossiers import Answers, Value
from app.rules.pairings import Term, followed
from app.texts import say
from db.records import new_id
from db.works import Work


@dataclass(frozen=True, slots=True)
class PairingLine:
    """A pairing: who helps in which way, from when to when, and why it ended.

    `answers` are the line's own, `cadre` and `unit` those of who helps. `follows_id`: the line it took over from.
    """

    id: str
    kind: str
    cadre_id: str
    cadre: Answers
    unit: Answers
    started_on: date | None
    ended_on: date | None
    reason: str
    follows_id: str
    answers: Answers

    @property
    def name(self) -> str:
        return str(self.cadre.get("name") or "")

    def holds_on(self, day: date) -> bool:
        """Whether he helps on that day; the day of a handover is the newcomer's."""
        return Term(self.cadre_id, self.started_on, self.ended_on).holds_on(day)


def list_pairings(office: Office, household_id: str) -> list[PairingLine]:
    """A household's pairings of every kind, the newest first."""
    need_household(office, household_id, "view")
    reader = RowReader(office.forms.help["pairing"], ("id", "cadre_id", "follows_id"))
    rows = list(
        reader.rows(
            office, "household_id = ? ORDER BY coalesce(started_on, '') DESC, id DESC", (household_id,)
        )
    )
    cadres = read_cadres(office) if rows else {}
    lines = []
    for row in rows:
        one, cadre_id, follows = row.keys
        cadre, unit = cadres.get(str(cadre_id), ({}, {}))
        began, left = row.answers["started_on"], row.answers["ended_on"]
        lines.append(
            PairingLine(
                id=str(one),
                kind=str(row.answers["kind"] or ""),
                cadre_id=str(cadre_id),
                cadre=cadre,
                unit=unit,
                started_on=began if isinstance(began, date) else None,
                ended_on=left if isinstance(left, date) else None,
                reason=str(row.answers["reason"] or ""),
                follows_id=str(follows or ""),
                answers=row.answers,
            )
        )
    return lines


def pair(
    office: Office,
    household_id: str,
    cadre_id: str,
    kind: str,
    started_on: date,
    *,
    handed: str = "",
    note: str = "",
) -> str:
    """Pair a household with a cadre from that day; gives the line's id. One batch, so that it can be taken back.

    Raises Problem where somebody of that kind helps already (then it is a handover), for a day too far ahead, a
    household closed by then, and a cadre whose term of office does not reach it.
    """
    need_household(office, household_id)
    need_near(office, started_on)
    term = Term(cadre_id, started_on)
    with office.archive.work(
        office.user.name, say("pairings.reason_paired"), at=office.clock(), batch=new_id()
    ) as work:
        need_open_household(work, household_id, started_on)
        need_in_office(office, work, term)
        others = terms_of(work, [household_id]).get((household_id, kind), [])
        _need_nobody(work, others, started_on)
        need_no_fault([*others, term])
        before = followed(term, others)
        answers: dict[str, Value] = {"kind": kind, "started_on": started_on}
        answers |= {"handed": handed.strip() or None, "note": note.strip() or None}
        linked = {
            "household_id": household_id,
            "cadre_id": cadre_id,
            "follows_id": before.id if before else None,
        }
        return work.create("pairing", {**linked, **kept_answers(office.forms.help["pairing"], answers)})


def _need_nobody(work: Work, others: list[Term], day: date) -> None:
    """Refuse a second helper: whoever is there must hand over."""
    standing = next((term for term in others if term.last > day), None)
    if standing is not None:
        (name,) = work.read("SELECT name FROM cadre WHERE id = ?", (standing.cadre,))[0]
        raise Problem("pairings.helped_already", name=name, day=str(standing.started_on or ""))


def end_pairing(office: Office, pairing_id: str, on: date, reason: str) -> None:
    """End a pairing without a successor on that day. `reason`: a code of `handover_reason`, or words.

    Raises Problem for one that has ended, an end before its beginning, and a household that needs help losing its
    helper without a reason: what is given is kept with the line and in the history.
    """
    with office.archive.work(
        office.user.name, reason.strip() or None, at=office.clock(), batch=new_id()
    ) as work:
        (kept,) = kept_pairings(work, [pairing_id])
        need_household(office, kept.household_id)
        if kept.term.ended_on:
            raise Problem("pairings.ended_already", day=str(kept.term.ended_on))
        if not reason.strip() and _is_needed(office, kept, on):
            raise Problem("pairings.reason_needed")
        need_no_fault([replace(kept.term, ended_on=on)])
        work.update("pairing", pairing_id, {"ended_on": on.isoformat(), "reason": reason.strip() or None})


def _is_needed(office: Office, kept: Kept, day: date) -> bool:
    if kept.kind not in help_rules(office).kinds:
        return False
    return kept.household_id in needs_of(office, day, kept.household_id)


_CORRECTED = frozenset({"started_on", "ended_on", "reason", "handed", "note"})


def change_pairing(
    office: Office, pairing_id: str, answers: Mapping[str, Value], *, reason: str | None = None
) -> None:
    """Correct what a line says. The line before it, or behind it, moves with the day of their handover.

    Raises Problem where two would help at once, or a line would end before it begins; KeyError for other fields than
    the days, the reason, what was handed over and the note; an end is only corrected, never taken away or set.
    """
    if set(answers) - _CORRECTED:
        raise KeyError(sorted(set(answers) - _CORRECTED)[0])
    with office.archive.work(office.user.name, reason, at=office.clock(), batch=new_id()) as work:
        (kept,) = kept_pairings(work, [pairing_id])
        need_household(office, kept.household_id)
        started, ended = (answers.get(key, getattr(kept.term, key)) for key in ("started_on", "ended_on"))
        if (ended is None) != (kept.term.ended_on is None):
            raise Problem("pairings.end_apart")
        term = replace(
            kept.term,
            started_on=started if isinstance(started, date) else None,
            ended_on=ended if isinstance(ended, date) else None,
        )
        if term.started_on:
            need_near(office, term.started_on)
        moved = _moved(work, kept, term)
        others = terms_of(work, [kept.household_id])[kept.household_id, kept.kind]
        settled = {one.id: one for one in (*moved, term)}
        need_no_fault([settled.get(one.id, one) for one in others])
        for one in settled.values():
            need_in_office(office, work, one)
            work.update(
                "pairing", one.id, {"started_on": _iso(one.started_on), "ended_on": _iso(one.ended_on)}
            )
        work.update("pairing", pairing_id, kept_answers(office.forms.help["pairing"], answers))


def _moved(work: Work, kept: Kept, term: Term) -> list[Term]:
    """The neighbours of a corrected line whose handover moves with it."""
    moved = []
    if kept.follows_id and term.started_on and term.started_on != kept.term.started_on:
        (before,) = kept_pairings(work, [kept.follows_id])
        if before.term.ended_on == kept.term.started_on:
            moved.append(replace(before.term, ended_on=term.started_on))
    if term.ended_on != kept.term.ended_on:
        behind = work.read("SELECT id FROM pairing WHERE follows_id = ?", (term.id,))
        for one in kept_pairings(work, [str(row[0]) for row in behind]):
            if one.term.started_on == kept.term.ended_on:
                moved.append(replace(one.term, started_on=term.ended_on))
    return moved


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
