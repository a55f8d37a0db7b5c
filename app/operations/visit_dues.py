"""Which households are to be visited now, by the rules of `forms/visiting.toml`, and for how long already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from app.operations.offices import Office
from app.operations.places import divisions
from app.operations.scopes import heads_of
from app.operations.visit_needs import ToVisit, households_to_visit
from app.operations.visiting_rules import visiting_of


@dataclass(frozen=True, slots=True)
class Due:
    """A household to be visited. `last_on` None: never. `days_over`: days past `due_on`; negative: still to come.

    `rule`: why, in words (监测对象, 关爱探访); `person`: whom the care visit is for, else "".
    """

    household_id: str
    head: str
    village: str
    group: str
    last_on: date | None
    due_on: date
    days_over: int
    helper: str
    helper_id: str
    rule: str
    person: str = ""


class _Helper(NamedTuple):
    id: str
    name: str
    since: date | None


class _Care(NamedTuple):
    person: str
    days: int


def visits_due(
    office: Office, village: str | None = None, day: date | None = None, ahead: int = 0
) -> list[Due]:
    """Households whose next visit is due on `day` (today) or was before, or comes within `ahead` days.

    `village`: a division's id; None is every village of the user. Never visited ones first, then the longest overdue.
    One never visited is counted from the day its helper began, or from the year's first day: what was before the
    archive nobody can know.
    """
    today = day or office.clock().date()
    visited, helpers, cared = _last_visits(office, today), _helpers(office, today), _cared_for(office, today)
    label = visiting_of(office).care_label
    found = []
    for one in households_to_visit(office, today.year, village):
        last, helper = visited.get(one.household_id), helpers.get(one.household_id)
        why = _next_visit(one, cared.get(one.household_id), last or _begin(one, helper, today))
        if why and (today - why[0]).days >= -ahead:
            found.append((one, why[0], last, helper, why[1]))
    found.sort(key=lambda line: (line[2] is not None, line[1]))
    heads = heads_of(office, [line[0].household_id for line in found])
    known = divisions(office)
    return [
        Due(
            household_id=one.household_id,
            head=heads.get(one.household_id, ""),
            village=known[one.division_id].name,
            group=one.group,
            last_on=last,
            due_on=due,
            days_over=(today - due).days,
            helper=helper.name if helper else "",
            helper_id=helper.id if helper else "",
            rule=label if care else one.rule.label if one.rule else "",
            person=care.person if care else "",
        )
        for one, due, last, helper, care in found
    ]


def _next_visit(one: ToVisit, care: _Care | None, begin: date) -> tuple[date, _Care | None] | None:
    """The day the next visit is due, and the care that asks for it where that comes first; None where nobody asks."""
    due = one.rule.due_after(begin) if one.rule else None
    cared = begin + timedelta(days=care.days) if care else None
    if cared and (due is None or cared < due):
        return cared, care
    return (due, None) if due else None


def _begin(one: ToVisit, helper: _Helper | None, today: date) -> date:
    """From which day a household that was never visited is counted."""
    days = [date(today.year, 1, 1)]
    if helper and helper.since:
        days.append(helper.since)
    if one.monitored_month:
        days.append(date.fromisoformat(f"{one.monitored_month}-01"))
    return max(days)


def _last_visits(office: Office, today: date) -> Mapping[str, date]:
    """The last visit that counts, by household."""
    visiting = visiting_of(office)
    found: dict[str, date] = {}
    rows = office.archive.read(
        "SELECT household_id, mode, max(visited_on) FROM visit WHERE visited_on <= ? GROUP BY household_id, mode",
        (today.isoformat(),),
    )
    for household, mode, last in rows:
        if visiting.counts(mode):
            day = date.fromisoformat(last)
            found[household] = max(day, found.get(household, day))
    return found


def _helpers(office: Office, today: date) -> Mapping[str, _Helper]:
    """Who helps each household on that day: its 帮扶责任人, else its 监测联系人."""
    rows = office.archive.read(
        "SELECT r.household_id, c.id, c.name, r.started_on FROM pairing r JOIN cadre c ON c.id = r.cadre_id"
        " WHERE r.kind IN ('1', '2') AND coalesce(r.started_on, '') <= :day"
        " AND (r.ended_on IS NULL OR r.ended_on > :day) ORDER BY r.kind DESC, r.started_on, r.id",
        {"day": today.isoformat()},
    )
    return {
        household: _Helper(cadre, name, date.fromisoformat(since) if since else None)
        for household, cadre, name, since in rows
    }


def _cared_for(office: Office, today: date) -> Mapping[str, _Care]:
    """The shortest interval of care visits in each household, and whom it is for."""
    rows = office.archive.read(
        "SELECT m.household_id, p.name, y.care_days FROM member_year y CROSS JOIN person p ON p.id = y.person_id"
        " CROSS JOIN membership m ON m.person_id = p.id AND m.left_on IS NULL"
        " WHERE y.care_days > 0 AND y.year = (SELECT max(year) FROM member_year WHERE person_id = p.id AND year <= ?)"
        " ORDER BY y.care_days DESC",
        (today.year,),
    )
    return {household: _Care(name or "", int(days)) for household, name, days in rows}
