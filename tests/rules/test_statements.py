"""A statement of changes balances, whatever is on record; a reason nobody wrote down is told."""

from hypothesis import given
from hypothesis import strategies as st

from app.rules.statements import Group, Homes, state_changes

PEOPLE = st.dictionaries(st.sampled_from("abcdefghij"), st.sampled_from("ABCDE"), max_size=10)
REASONS = st.dictionaries(st.sampled_from("abcdefghijABCDE"), st.sampled_from(["born", "died"]), max_size=15)


def homes(people: dict[str, str]) -> Homes:
    found: dict[str, set[str]] = {}
    for person, home in people.items():
        found.setdefault(home, set()).add(person)
    return {home: frozenset(some) for home, some in found.items()}


@given(PEOPLE, PEOPLE, REASONS, REASONS)
def test_it_always_balances(
    before: dict[str, str], after: dict[str, str], came: dict[str, str], went: dict[str, str]
) -> None:
    said = state_changes(Group("g", "G", homes(before), homes(after), came, went, came, went, "?"))
    assert said.households.balances and said.persons.balances
    assert (said.persons.before, said.persons.after) == (len(before), len(after))
    assert set(said.persons.added) <= {"born", "died", "?"}


def test_each_change_is_told_by_its_reason() -> None:
    before = homes({"a": "A", "b": "A", "c": "B", "d": "C"})
    after = homes({"a": "A", "c": "A", "e": "A", "f": "D"})
    group = Group(
        "g",
        "G",
        before,
        after,
        {"D": "new"},
        {"B": "joined another", "C": "moved"},
        {"e": "born"},
        {"b": "died"},
        "?",
    )
    said = state_changes(group)
    assert dict(said.households.added) == {"new": 1}
    assert dict(said.households.taken) == {"joined another": 1, "moved": 1}
    assert dict(said.persons.added) == {"born": 1, "new": 1}
    assert dict(said.persons.taken) == {"died": 1, "moved": 1}
    assert said.moved == 1  # c went from B to A: neither came nor went
