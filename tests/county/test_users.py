"""People of the county office: the right password in, guessing locked out, nobody by default."""

import pytest

from app.county.databases import NOTHING
from app.county.users import (
    GUESSES,
    LOCKED_FOR,
    CountyUser,
    add_user,
    check_password,
    close_user,
    list_users,
    unlock_user,
)
from app.errors import Problem
from tests.county.servers import Town

PASSWORD = "a long enough one"
READER = CountyUser("li", "reader", "331102")


def let_in(town: Town, password: str = PASSWORD, name: str = "li") -> CountyUser | None:
    return town.county.database.run(NOTHING, lambda c: check_password(c, name, password, town.at[0]))


@pytest.fixture
def office(town: Town) -> Town:
    town.county.database.run(NOTHING, lambda c: add_user(c, READER, PASSWORD))
    return town


def test_nobody_may_sign_in_by_default(town: Town):
    assert town.county.database.run(NOTHING, list_users) == []
    assert let_in(town) is None


def test_the_right_password_lets_in_and_a_wrong_one_does_not(office: Town):
    assert let_in(office) == READER
    assert let_in(office, "a wrong enough one") is None
    assert let_in(office, name="nobody") is None


def test_five_wrong_passwords_lock_the_name_for_a_while(office: Town):
    for _ in range(GUESSES):
        assert let_in(office, "a wrong enough one") is None
    assert let_in(office) is None
    office.at[0] += LOCKED_FOR
    assert let_in(office) == READER


def test_the_county_unlocks_a_name_by_hand(office: Town):
    for _ in range(GUESSES):
        let_in(office, "a wrong enough one")
    office.county.database.run(NOTHING, lambda c: unlock_user(c, "li"))
    assert let_in(office) == READER


def test_who_was_closed_is_not_let_in(office: Town):
    office.county.database.run(NOTHING, lambda c: close_user(c, "li", office.at[0]))
    assert let_in(office) is None


@pytest.mark.parametrize(
    ("user", "password", "problem"),
    [
        (READER, "short", "county.password_short"),
        (CountyUser("li", "king", ""), PASSWORD, "county.user_role"),
    ],
)
def test_what_cannot_be_let_in_is_said(town: Town, user: CountyUser, password: str, problem: str):
    with pytest.raises(Problem, match=problem):
        town.county.database.run(NOTHING, lambda c: add_user(c, user, password))
