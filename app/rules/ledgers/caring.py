"""留守、独居、孤儿、事实无人抚养、残疾: who is looked after, by whom, and when somebody must call next.

Who is registered in the group is listed; who only looks like it is listed too, to be asked after.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from app.rules.dossiers import Value
from app.rules.ledgers.facts import Alert, Asked, Entry, Home, Resident, due, overdue, whole

_WORKING_FROM, _WORKING_TO = 16, 59


def list_cared(home: Home, asked: Asked) -> Iterator[Entry]:
    """Everybody of the ledger's groups, health or ages, with the last and the next call and what is missing."""
    for one in home.people:
        registered = one.has("special", asked.listed("groups")) or one.has("health", asked.listed("health"))
        if not registered and not _seems(one, home, asked):
            continue
        years, last = one.age_on(asked.today), home.last_visit(asked.listed("visits"))
        own: dict[str, Value] = {"age": years, "last_visit": last}
        if not registered and asked.limit("seem_left"):
            yield Entry(one, (due("ledgers.seems_left", name=one.name),), own)
            continue
        following = _next_visit(one, last, asked)
        alerts = (*_of_record(one, years, asked), *_of_visits(one, last, following, asked))
        yield Entry(one, alerts, {**own, "next_visit": following})


def _seems(one: Resident, home: Home, asked: Asked) -> bool:
    """Whether somebody not registered lives as those of the group do."""
    if not (asked.limit("alone") or asked.limit("seem_left")):
        return False
    years = one.age_on(asked.today)
    if years is None or not asked.limit("age_from") <= years <= asked.limit("age_to", 200):
        return False
    if asked.limit("alone"):
        return len(home.people) == 1
    return _all_away(one, home, asked)


def _all_away(one: Resident, home: Home, asked: Asked) -> bool:
    """Whether everybody of working age, and at least one, works away from home."""
    grown = [
        other
        for other in home.people
        if other is not one and _WORKING_FROM <= (other.age_on(asked.today) or 0) <= _WORKING_TO
    ]
    return bool(grown) and all(works_away(other, asked) for other in grown)


def works_away(one: Resident, asked: Asked) -> bool:
    """Whether he works outside the county, as far as somebody wrote it down."""
    works = whole(one.year.get("work_months")) > 0
    return works and (
        one.has("job_channel", asked.listed("away")) or one.has("work_region", asked.listed("away_region"))
    )


def _next_visit(one: Resident, last: date | None, asked: Asked) -> date | None:
    """The last day for the next call; today where nobody ever came; None where no interval is set."""
    days = whole(one.year.get("care_days")) or asked.limit("every_days")
    if not days:
        return None
    return last + timedelta(days=days) if last else asked.today


def _of_record(one: Resident, years: int | None, asked: Asked) -> Iterator[Alert]:
    most = asked.limit("age_to")
    if most and years is not None and years > most:
        yield due("ledgers.over_age", name=one.name, years=years)
    if asked.limit("guarded") and not one.year.get("guardian"):
        yield due("ledgers.no_guardian", name=one.name)
    if asked.limit("card") and not (one.own.get("disability_number") or one.year.get("disability_card_year")):
        yield due("ledgers.no_card", name=one.name)


def _of_visits(one: Resident, last: date | None, following: date | None, asked: Asked) -> Iterator[Alert]:
    if following is None:
        return
    if last is None:
        yield overdue("ledgers.never_visited", name=one.name)
    elif following < asked.today:
        yield overdue("ledgers.visit_overdue", name=one.name, days=(asked.today - following).days)
    elif (following - asked.today).days <= asked.limit("soon_days"):
        yield due("ledgers.visit_soon", name=one.name, days=(following - asked.today).days)
