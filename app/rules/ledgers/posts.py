"""公益性岗位: who holds a public post, whether he may still, and whether it overlaps with other work or posts."""

from collections.abc import Iterator
from datetime import date

from app.rules.ledgers.caring import works_away
from app.rules.ledgers.facts import Alert, Asked, Entry, Home, Resident, day_of, due, overdue, whole
from app.rules.ledgers.tapering import last_day


def list_posts(home: Home, asked: Asked) -> Iterator[Entry]:
    """Every holder of a post; alerts for age, term, several posts in one household, and work besides."""
    holders = [one for one in home.people if one.year.get("post_kind") or one.year.get("post_from")]
    for one in holders:
        starts, ends = day_of(one.year.get("post_from")), day_of(one.year.get("post_to"))
        alerts = (
            *_of_age(one, asked),
            *_of_term(one, starts, ends, asked),
            *_of_overlap(one, holders, asked),
        )
        own = {"age": one.age_on(asked.today), "starts_on": starts, "ends_on": ends, "posts": len(holders)}
        left = (ends - asked.today).days if ends else None
        yield Entry(one, alerts, {**own, "days_left": left})


def _of_age(one: Resident, asked: Asked) -> Iterator[Alert]:
    years, most = one.age_on(asked.today), asked.limit("post_age")
    if most and years is not None and years >= most:
        yield overdue("ledgers.post_too_old", name=one.name, years=years, most=most)


def _of_term(one: Resident, starts: date | None, ends: date | None, asked: Asked) -> Iterator[Alert]:
    if ends is None:
        yield due("ledgers.post_no_term", name=one.name)
    elif ends < asked.today:
        yield overdue("ledgers.post_over", name=one.name, days=(asked.today - ends).days)
    elif (ends - asked.today).days <= asked.limit("soon_days"):
        yield due("ledgers.post_soon", name=one.name, days=(ends - asked.today).days)
    most = asked.limit("most_months")
    if starts and ends and most and ends > last_day(starts, most):
        yield due("ledgers.post_long", name=one.name, most=most)


def _of_overlap(one: Resident, holders: list[Resident], asked: Asked) -> Iterator[Alert]:
    most = asked.limit("most_posts")
    if most and len(holders) > most:
        names = "\u3001".join(other.name for other in holders if other is not one)
        yield due("ledgers.posts_many", name=one.name, count=len(holders), others=names)
    worked, held = whole(one.year.get("work_months")), whole(one.year.get("post_months"))
    if works_away(one, asked) or (worked and worked + held > asked.limit("year_months", 12)):
        yield due("ledgers.post_and_work", name=one.name, months=worked)
