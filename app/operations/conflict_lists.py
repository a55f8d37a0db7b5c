"""The inbox of conflicts: household by household, the longest waiting first, with what helps to decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from app.operations.confirmations import asks_for, class_of
from app.operations.conflicts import LATE, REPLACED, ROW, Conflict, Side, list_conflicts
from app.operations.offices import Office
from app.operations.places import divisions
from app.rules.forms import Record
from app.rules.masking import mask
from app.rules.merging.classes import Confirm
from app.rules.values import loaded, show
from app.texts import say

WRONG_CLOCK = timedelta(minutes=10)
"""Dated this much after now though it has already come here: a clock was wrong."""
MOST_ANSWERS = 6
Who = Literal["mine", "theirs"]


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A conflict as the inbox shows it. `head`: of the household, else the name of the case it is about.

    `late`: 0, 3 or 7, the days after which it is told louder. `sensitive`: how its values are masked. `confirm`: who
    must agree with the signed-in user, `why` the reason. `unsure`: whose time is not to be trusted; `here`: who said
    it on this machine.
    """

    conflict: Conflict
    head: str
    village: str
    sensitive: str
    confirm: Confirm
    why: str
    late: int
    unsure: frozenset[Who]
    here: frozenset[Who]
    settled_by: str = ""
    settled_at: str = ""
    reason: str = ""

    @property
    def whole_row(self) -> bool:
        """Whether a whole row is in question and no third word can be typed."""
        return self.conflict.field == ROW


def inbox(office: Office, settled: bool = False) -> list[InboxLine]:
    """The conflicts that wait, or those that are settled; what belongs to one household stands together."""
    found = [
        one
        for one in list_conflicts(office, settled=settled)
        if bool(one.settled_as) == settled and one.kind != REPLACED
    ]
    facts, ends = _households(office) | _cases(office), _ends(office)
    own = {device for (device,) in office.archive.read("SELECT device FROM epoch")}
    first: dict[str, int] = {}
    for nth, one in enumerate(found):
        first.setdefault(one.household or one.id, nth)
    found.sort(key=lambda one: first[one.household or one.id])
    lines = [
        _line(office, one, *facts.get(one.household or one.record_id, ("", "")), ends[one.id], own)
        for one in found
    ]
    return lines[::-1] if settled else lines


def _line(
    office: Office, one: Conflict, head: str, village: str, end: tuple[str, str, str], own: set[str]
) -> InboxLine:
    form = form_of(office, one.record)
    field = form.by_key.get(one.field) if form else None
    kind = class_of(office, one.record, one.field)
    return InboxLine(
        conflict=one,
        head=head,
        village=village,
        sensitive=field.sensitive if field else "",
        confirm=asks_for(office, kind.confirm),
        why=kind.reason if kind.confirm else "",
        late=max((days for days in LATE if one.days >= days), default=0),
        unsure=_unsure(office, one),
        here=frozenset(who for who, side in sides(one) if side.device in own),
        settled_by=end[0],
        settled_at=end[1],
        reason=end[2],
    )


def sides(one: Conflict) -> tuple[tuple[Who, Side], tuple[Who, Side]]:
    """Both who spoke, by what they are called here."""
    return ("mine", one.mine), ("theirs", one.theirs)


def form_of(office: Office, record: str) -> Record | None:
    """The form of a record, whichever part of the forms it stands in."""
    forms = office.forms
    return forms.records.get(record) or forms.help.get(record) or forms.public.get(record)


def _unsure(office: Office, one: Conflict) -> frozenset[Who]:
    """Whose word is dated after now, though it has been to the county and back."""
    limit = office.clock() + WRONG_CLOCK
    return frozenset(
        who for who, side in sides(one) if side.at and datetime.fromisoformat(side.at).astimezone() > limit
    )


def _households(office: Office) -> dict[str, tuple[str, str]]:
    rows = office.archive.read(
        "SELECT h.id, coalesce((SELECT p.name FROM membership m JOIN person p ON p.id = m.person_id"
        " WHERE m.household_id = h.id AND m.relation = '01' AND m.left_on IS NULL LIMIT 1), ''),"
        " h.division_id, coalesce(h.group_name, '') FROM household h"
        " WHERE h.id IN (SELECT household_id FROM conflict)"
    )
    known = divisions(office)
    return {
        one: (head, (known[place].name if place in known else "") + group) for one, head, place, group in rows
    }


def _cases(office: Office) -> dict[str, tuple[str, str]]:
    """By step in question the name of its case, and its village."""
    rows = office.archive.read(
        "SELECT x.record_id, coalesce(c.name, ''), c.division_id FROM conflict x JOIN case_step s ON s.id = x.record_id"
        ' JOIN "case" c ON c.id = s.case_id'
    )
    known = divisions(office)
    return {one: (name, known[place].name if place in known else "") for one, name, place in rows}


def _ends(office: Office) -> dict[str, tuple[str, str, str]]:
    # The reason is known where it was settled: it travels with the change, not with the row.
    rows = office.archive.read(
        "SELECT id, coalesce(settled_by, ''), coalesce(settled_at, ''), coalesce((SELECT c.reason FROM change c"
        " WHERE c.id = json_extract(conflict.since, '$.settled_as')), '') FROM conflict"
    )
    return {one: (by, at, reason) for one, by, at, reason in rows}


def conflict_context(office: Office, line: InboxLine) -> list[tuple[str, str]]:
    """What else is known: the other answers of the same row, who lives there, who was there last."""
    return [*_same_row(office, line.conflict), *_household_facts(office, line.conflict.household or "")]


def _same_row(office: Office, one: Conflict) -> Iterator[tuple[str, str]]:
    form, names = form_of(office, one.record), office.archive.columns(one.record)
    if form is None:
        return
    rows = office.archive.read(
        f'SELECT {", ".join(names)} FROM "{one.record}" WHERE id = ?', (one.record_id,)
    )
    known = dict(zip(names, rows[0], strict=True)) if rows else {}
    fields = [
        field for field in form.fields if field.key != one.field and known.get(field.key) not in (None, "")
    ]
    for field in fields[:MOST_ANSWERS]:
        words = show(field.kind, loaded(field.kind, known[field.key]), office.forms.code_list(field))
        yield field.label, mask(field.sensitive, words)


def _household_facts(office: Office, household: str) -> Iterator[tuple[str, str]]:
    members = office.archive.read(
        "SELECT p.name FROM membership m JOIN person p ON p.id = m.person_id WHERE m.household_id = ?"
        " AND m.left_on IS NULL ORDER BY m.relation, m.id",
        (household,),
    )
    if members:
        yield say("conflicts.members"), say("window.list_comma").join(name or "" for (name,) in members)
    visits = office.archive.read(
        "SELECT visited_on, seen FROM visit WHERE household_id = ? ORDER BY visited_on DESC LIMIT 1",
        (household,),
    )
    for day, seen in visits:
        yield say("conflicts.last_visit"), " ".join(part for part in (day, seen) if part)
