"""Browsers that are signed in, and addresses that guess: a restart of the server changes nothing for either."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import httpx

from app.county.counties import County
from app.county.pages.entrances import COOKIE
from app.county.pages.guesses import MOST, WITHIN
from app.county.pages.visitors import IDLE, LONGEST
from app.county.users import GUESSES
from tests.county.browsers import Person, a_person
from tests.county.servers import Town, served


@contextmanager
def restarted(town: Town, person: Person) -> Iterator[Person]:
    """The same person with the same cookies at a server that knows nothing but its database."""
    anew = County(town.county.database, town.county.keepsakes, clock=town.county.clock)
    with served(anew) as url:
        old = person.client
        person.client = httpx.Client(base_url=url, timeout=60, follow_redirects=True)
        for one in old.cookies.jar:
            person.client.cookies.set(one.name, one.value or "")
        with person.client:
            yield person
        person.client = old


def test_a_restart_signs_nobody_out_and_keeps_his_forms(town: Town):
    person = a_person(town, "reader")
    person.open("/me")
    with restarted(town, person):
        person.send("/me", password="a wrong enough one", new="another long one", again="another long one")
        assert person.is_in and "told bad" in person.page.text
        assert "told" not in person.open("/me")


def test_what_is_to_be_told_waits_for_the_next_page_across_a_restart(town: Town):
    person = a_person(town, "reader")
    person.open("/me")
    person.client.follow_redirects = False
    person.send("/me", password="a wrong enough one", new="another long one", again="another long one")
    with restarted(town, person):
        assert "told bad" in person.open("/me")


def test_a_restart_opens_no_lock(town: Town):
    person, guesser = Person(town).known(), Person(town, "nobody")
    for _ in range(GUESSES):
        person.come("a wrong enough one")
    with restarted(town, person):
        assert not person.come().is_in
    town.at[0] += timedelta(minutes=20)
    for _ in range(MOST):
        guesser.come()
    with restarted(town, person):
        assert not person.come().is_in
        town.at[0] += WITHIN
        assert person.come().is_in


def test_who_is_away_for_long_is_out_and_nobody_stays_for_a_day(town: Town):
    person = a_person(town, "reader")
    town.at[0] += IDLE + timedelta(seconds=1)
    person.open("/me")
    assert not person.is_in
    person.come()
    for _ in range(LONGEST // timedelta(minutes=10)):
        assert person.open("/me") and person.is_in
        town.at[0] += timedelta(minutes=10)
    person.open("/me")
    assert not person.is_in


def test_the_database_keeps_no_cookie(town: Town):
    person = a_person(town, "reader")
    word = person.client.cookies[COOKIE]
    assert (
        word not in str(town.rows("SELECT * FROM visit"))
        and word.encode() not in town.rows("SELECT word FROM visit")[0]
    )
    person.open("/me")
    person.send("/logout")
    assert town.rows("SELECT count(*) FROM visit") == [(0,)]
