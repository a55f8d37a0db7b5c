"""Laptops and a county that know each other by stick alone: what is typed arrives, what is answered comes back."""

from app.operations.conflicts import list_conflicts
from app.operations.syncing import marks_of
from db.verifications import verify
from tests.county.servers import Town
from tests.operations.offices import a_household
from tests.sync.laptops import shared
from tests.sync.packages.sticks import carried

NUMBER, HIS, HERS = "510812197001010014", "510812197001010030", "510812197001010057"


def test_by_stick_alone_a_household_gets_to_the_county_and_the_mark_comes_back(a, town: Town, stick):
    household = a_household(a.office, name="Zhao", number=NUMBER)
    done = stick.at_office(a)
    assert (done.wrote, done.waiting, done.confirmed) == ((1,), (1,), 0)
    assert marks_of(a.office, household) == "saved", "written is not reported"
    (came,) = stick.at_county(town)
    assert (came.state, came.number, came.new) == ("taken", 1, done.unsent)
    assert marks_of(a.office, household) == "saved", "arrived is not confirmed"
    back = stick.at_office(a)
    assert (back.taken, back.confirmed, back.unsent, back.waiting) == (1, done.unsent, 0, ())
    assert marks_of(a.office, household) == "reported" and back.equal
    assert verify(a.office.archive) == ()


def test_two_laptops_meet_at_the_county_by_stick(a, b, town, stick):
    household = a_household(a.office, name="Zhao", number=NUMBER, phone="13900000000")
    carried(stick, town, a, b)
    assert b.row("household", household) == a.row("household", household)
    person = a.rows("SELECT person_id FROM membership")[0][0]
    a.edit("person", person, about=household, id_number=HIS)
    b.edit("person", person, about=household, id_number=HERS)
    b.edit("household", household, address="Bridge 7")
    carried(stick, town, a, b, a, b)
    assert a.row("person", person)["id_number"] == b.row("person", person)["id_number"] == HIS
    assert a.row("household", household)["address"] == "Bridge 7"
    assert [one.mine.actor for one in list_conflicts(a.office)] == ["boris"]
    assert shared(a) == shared(b)
    assert verify(a.office.archive) == () and verify(b.office.archive) == ()


def test_what_went_by_stick_and_what_went_by_line_are_one_chain(a, b, town, stick):
    household = a_household(a.office, name="Zhao", phone="13900000000")
    stick.at_office(a)
    a.sync()
    a.edit("household", household, phone="13900000001")
    done = stick.at_office(a)
    assert done.waiting == (2,), "what the line confirmed is taken off the stick"
    (came,) = stick.at_county(town)
    assert (came.state, came.new) == ("taken", 1)
    b.sync()
    assert b.row("household", household)["phone"] == "13900000001"
    a.edit("household", household, phone="13900000002")
    a.sync()
    back = stick.at_office(a)
    assert back.unsent == 0 and a.row("household", household)["phone"] == "13900000002"
    for one in (a, b):
        one.sync()
    assert shared(a) == shared(b) and a.reports[-1].equal


def test_with_nothing_to_report_a_greeting_brings_back_what_others_did(a, b, town, stick):
    household = a_household(a.office, name="Zhao")
    a.sync()
    carried(stick, town, b)
    a.edit("household", household, phone="13900000001")
    a.sync()
    carried(stick, town, b)
    assert b.row("household", household)["phone"] == "13900000001"
