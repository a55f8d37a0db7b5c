"""Judging households of an archive: on a day, as of a day, again years later, and by a script."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import Problem
from app.operations.dossiers import dossier
from app.operations.edits import save_answers
from app.operations.entries import delete_entry, save_entry
from app.operations.families import add_member, end_membership
from app.operations.offices import Office
from app.operations.pasts import last_change, office_as_of
from app.operations.standards import Question, assess, rejudge, standard_named
from app.operations.subjects import Subject
from tests.operations.offices import MONDAY, a_household, a_person, an_office

ON = date(2019, 11, 30)
BY = "sichuan-household"


@pytest.fixture
def office(tmp_path):
    with_clock = an_office(tmp_path)
    yield with_clock
    with_clock.close()


def a_poor_household(
    office: Office, name: str = "Zhao", village: int = 0, amount: str | None = "9000"
) -> str:
    """A household of one that is poor, with a year's wages."""
    one = a_household(office, name=name, village=village, year=2019)
    answer(office, one, "standing", {"household_kind": "4"})
    if amount:
        earn(office, one, amount)
    return one


def answer(office: Office, one: str, record: str, answers: dict) -> None:
    save_answers(office, Subject(record, one, 2019), answers)


def earn(office: Office, one: str, amount: str) -> str:
    return save_entry(
        office, "income", one, {"kind": "wages.work", "amount": Decimal(amount)}, linked={"year": 2019}
    )


def states(office: Office, one: str, **more) -> dict[str, str]:
    found = assess(office, Question(BY, ON, households=(one,), **more)).judged[0]
    return {result.item.key: result.state for result in found.judgement.results}


def test_a_village_is_judged_item_by_item_and_what_is_not_known_passes_nowhere(office):
    rich, poor, unknown = (
        a_poor_household(office, "Zhao", amount="9000"),
        a_poor_household(office, "Qian", amount="3000"),
        a_poor_household(office, "Sun", amount=None),
    )
    a_household(office, name="Li", year=2019)  # nobody says what it is
    found = assess(office, Question(BY, ON))
    by_id = {one.household_id: one for one in found.judged}
    assert set(by_id) == {rich, poor, unknown}
    assert found.nameless == 1
    assert found.totals["income"] == {"pass": 1, "fail": 1, "unknown": 1}
    assert found.totals[""] == {"pass": 0, "fail": 1, "unknown": 2}
    assert by_id[poor].state == "fail" and by_id[unknown].state == "unknown"


def test_who_lacks_one_item_alone_is_told(office):
    one = a_poor_household(office)
    answer(office, one, "conditions", {"danger_grade": "A", "water_safe": True, "living_power": True})
    answer(office, one, "assurance", {"food": True, "clothing": True})
    person = dossier(office, one, 2019).members[0].person_id
    save_answers(office, Subject("member_year", person, 2019), {"resident_insurance": True})
    save_answers(office, Subject("person", person), {"birth_date": date(1960, 5, 1)})
    found = assess(office, Question(BY, ON))
    assert [one.household_id for one in found.one_short] == [one]
    answer(office, one, "conditions", {"broadcast": True})
    assert assess(office, Question(BY, ON)).judged[0].state == "pass"


def test_a_standard_is_asked_for_by_its_name_and_an_unknown_one_names_those_there_are(office):
    assert standard_named(office, "一超六有").key == BY
    with pytest.raises(Problem, match=r"assess\.no_standard"):
        assess(office, Question("no-such", ON))


def test_a_day_out_of_force_is_judged_and_told(office):
    a_poor_household(office)
    found = assess(office, Question(BY, date(2026, 11, 2)))
    assert not found.in_force
    assert found.judged[0].judgement.results[0].state == "unknown", "no line of 2026 is known"


def test_as_of_an_earlier_day_judges_what_was_known_then(office):
    one = a_poor_household(office, amount="3000")
    office.clock = lambda: MONDAY + timedelta(days=3)
    earn(office, one, "9000")
    answer(office, one, "conditions", {"danger_grade": "D"})
    assert states(office, one)["income"] == "pass" and states(office, one)["house"] == "fail"
    then = states(office, one, as_of=MONDAY.date())
    assert then["income"] == "fail" and then["house"] == "unknown"
    assert states(office, one, as_of=MONDAY.date() + timedelta(days=3)) == states(office, one)
    with pytest.raises(Problem, match=r"assess\.before_the_archive"):
        states(office, one, as_of=MONDAY.date() - timedelta(days=1))


def test_the_whole_office_as_of_a_day_is_the_office_of_that_day(office):
    first = a_poor_household(office)
    then = assess(office, Question(BY, ON))
    office.clock = lambda: MONDAY + timedelta(days=1)
    a_poor_household(office, "Qian", village=1)
    answer(office, first, "conditions", {"danger_grade": "D"})
    again = assess(office, Question(BY, ON, as_of=MONDAY.date()))
    assert [one.judgement for one in again.judged] == [one.judgement for one in then.judged]


EDITS = st.lists(
    st.sampled_from(["income", "house", "member", "leave", "delete", "person", "rise"]), max_size=8
)


@settings(max_examples=15, deadline=None)
@given(edits=EDITS)
def test_a_judgement_made_again_is_the_same_after_any_number_of_later_changes(tmp_path_factory, edits):
    office = an_office(tmp_path_factory.mktemp("judged"))
    try:
        one = a_poor_household(office)
        add_member(office, one, a_person("Wu", relation="02", year=2019))
        judged = assess(office, Question(BY, ON, households=(one,)))
        before = dossier(office, one, 2019)
        for edit in edits:
            change(office, one, edit)
        assert rejudge(office, judged.standard, one, ON, judged.seq) == judged.judged[0].judgement
        with office_as_of(office, judged.seq, (one,)) as then:
            past = dossier(then, one, 2019)
            assert replace(past, version=0) == replace(before, version=0)
    finally:
        office.close()


def change(office: Office, one: str, edit: str) -> None:
    """One later change of the household, whatever can still be changed of it."""
    known = dossier(office, one, 2019)
    last = known.members[-1]
    if edit == "income":
        earn(office, one, "100")
    elif edit == "house":
        answer(
            office, one, "conditions", {"danger_grade": "C" if known.conditions.get("danger_grade") else "D"}
        )
    elif edit == "member":
        add_member(office, one, a_person("Zheng", relation="03", year=2019))
    elif edit == "leave" and not last.is_head:
        end_membership(office, one, last.membership_id, date(2019, 5, 1), "1")
    elif edit == "delete" and known.incomes:
        delete_entry(office, "income", one, known.incomes[0].id)
    elif edit == "person":
        save_answers(office, Subject("person", last.person_id), {"birth_date": date(2009, 3, 1)})
    elif edit == "rise" and known.incomes:
        save_entry(office, "income", one, {"amount": Decimal("7")}, entry=known.incomes[-1].id)


def test_the_past_of_an_unchanged_office_is_the_office_itself(office):
    a_poor_household(office)
    with office_as_of(office, last_change(office)) as then:
        assert then is office
