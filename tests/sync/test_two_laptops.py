"""Two laptops of one township and the county, over real sockets: weeks apart, nothing lost."""

from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.conflicts import list_conflicts, settle_conflict
from app.operations.histories import household_history
from app.operations.syncing import marks_of
from db.verifications import verify
from tests.county.servers import Town
from tests.operations.offices import a_household
from tests.sync.laptops import Laptop, a_laptop, shared

NUMBER, HIS, HERS = "510812197001010014", "510812197001010030", "510812197001010057"


@pytest.fixture
def two(town: Town, tmp_path: Path) -> tuple[Laptop, Laptop, str]:
    """Laptop A with a household that B has got from the county."""
    a, b = a_laptop(tmp_path, "anna"), a_laptop(tmp_path, "boris")
    household = a_household(a.office, name="Zhao", number=NUMBER, phone="13900000000")
    for one in (a, b):
        one.join(town)
        one.sync()
    return a, b, household


def head_of(laptop: Laptop, household: str) -> str:
    return laptop.rows("SELECT person_id FROM membership WHERE household_id = ?", household)[0][0]


def test_a_laptop_without_data_gets_its_township_from_the_county(two):
    a, b, household = two
    assert b.row("household", household) == a.row("household", household)
    assert shared(a) == shared(b)
    assert b.reports[-1].equal and b.unsent == 0
    assert verify(a.office.archive) == () and verify(b.office.archive) == ()


def test_different_fields_of_one_household_both_stand(two):
    a, b, household = two
    a.edit("household", household, phone="13900000001")
    b.edit("household", household, address="Bridge 7")
    for one in (a, b, a):
        one.sync()
    assert a.row("household", household)["phone"] == "13900000001"
    assert a.row("household", household)["address"] == "Bridge 7"
    assert shared(a) == shared(b) and list_conflicts(a.office) == []


def test_of_two_phone_numbers_the_one_accepted_later_stands(two):
    a, b, household = two
    a.edit("household", household, phone="13900000001")
    b.edit("household", household, phone="13900000002")
    for one in (a, b, a):
        one.sync()
    assert a.row("household", household)["phone"] == b.row("household", household)["phone"] == "13900000002"
    assert list_conflicts(a.office) == []
    assert b.rows("SELECT status FROM answered") == [("merged",)]


def test_two_id_numbers_are_a_conflict_that_a_person_settles(two):
    a, b, household = two
    person = head_of(a, household)
    a.edit("person", person, about=household, id_number=HIS)
    b.edit("person", person, about=household, id_number=HERS)
    for one in (a, b, a):
        one.sync()
    assert a.row("person", person)["id_number"] == b.row("person", person)["id_number"] == HIS
    (here,), (there,) = list_conflicts(a.office), list_conflicts(b.office)
    assert (here.id, here.base, here.theirs) == (there.id, there.base, there.theirs)
    assert (here.mine.actor, here.theirs.actor) == ("boris", "anna")
    with pytest.raises(Problem, match=r"conflicts\.second_wanted"):
        settle_conflict(a.office, here.id, "take", "seen on the card")
    settle_conflict(a.office, here.id, "take", "seen on the card", witness=a.colleague())
    for one in (a, b):
        one.sync()
    assert b.row("person", person)["id_number"] == HERS
    assert list_conflicts(a.office) == list_conflicts(b.office) == []
    assert shared(a) == shared(b) and b.reports[-1].equal
    assert verify(a.office.archive) == () and verify(b.office.archive) == ()


def test_a_week_apart_leaves_both_names_in_both_histories(two):
    a, b, household = two
    for day in range(7):
        a.edit("household", household, phone=f"1390000001{day}")
        b.edit("household", household, address=f"Bridge {day}")
    for one in (a, b, a):
        one.sync()
    for one in (a, b):
        assert {line.actor for line in household_history(one.office, household)} == {"anna", "boris"}
    assert marks_of(a.office, household) == "reported"


def test_what_one_deletes_and_the_other_edits_is_asked_of_a_person(two):
    a, b, household = two
    income = a.rows("SELECT id FROM member_year")[0][0]
    a.edit("member_year", income, about=household, work_place="Chengdu")
    with b.office.archive.work("boris", at=b.office.clock()) as work:
        work.delete("member_year", income)
    for one in (a, b, a):
        one.sync()
    assert b.row("member_year", income) is not None, "the deletion had not seen the edit"
    assert [one.kind for one in list_conflicts(b.office)] == ["delete"]
    assert shared(a) == shared(b)


def test_the_same_year_made_on_both_is_one_row(two):
    a, b, household = two
    for one, answers in ((a, {"attribute": "01"}), (b, {"phone": None})):
        with one.office.archive.work(one.office.user.name, at=one.office.clock()) as work:
            row = {"household_id": household, "year": 2019} | {
                k: v for k, v in answers.items() if k != "phone"
            }
            work.create("standing", row)
    for one in (a, b, a):
        one.sync()
    assert len(a.rows("SELECT id FROM standing WHERE year = 2019")) == 1
    assert shared(a) == shared(b)
    assert verify(b.office.archive) == ()


def test_a_household_whose_deletion_was_refused_stands_again_with_all_its_rows(two):
    a, b, household = two
    person = head_of(b, household)
    with a.office.archive.work("anna", at=a.office.clock()) as work:
        work.create("visit", {"household_id": household, "visited_on": "2026-11-01"})
    a.sync()
    before = {record: b.rows(f'SELECT id FROM "{record}" ORDER BY id') for record in ("person", "membership")}
    with b.office.archive.work("boris", at=b.office.clock()) as work:
        for record in ("member_year", "standing", "membership"):
            for (one,) in work.read(f'SELECT id FROM "{record}"'):
                work.delete(record, one, about=household)
        work.delete("person", person, about=household)
        work.delete("household", household, about=household)
    for one in (b, a, b):
        one.sync()
    assert b.row("household", household) is not None
    assert {record: b.rows(f'SELECT id FROM "{record}" ORDER BY id') for record in before} == before
    assert shared(a) == shared(b) and b.reports[-1].equal
    assert verify(a.office.archive) == () and verify(b.office.archive) == ()


def test_a_unit_longer_than_a_batch_is_handed_over_whole(two, monkeypatch):
    a, _, _ = two
    monkeypatch.setattr("app.sync.rounds.OPS", 2)
    a_household(a.office, name="Sun")
    a.sync()
    cut = a.rows(
        "SELECT txn FROM change c JOIN sent s ON c.seq BETWEEN s.from_seq AND s.to_seq"
        " GROUP BY txn HAVING count(DISTINCT s.from_seq) > 1"
    )
    assert cut == [] and a.unsent == 0


def test_a_row_that_a_restored_county_makes_anew_is_written_with_its_new_words(two):
    from app.sync.rows import Rows
    from db.receipts import Receipt

    a, _, household = two
    archive, names = a.office.archive, {"transfer": a.office.archive.columns("transfer")}
    doc = {"household_id": household, "from_code": "1", "to_code": "2"}
    for said in (doc, doc | {"from_code": "3"}):
        with archive.syncing() as connection:
            Rows(connection, names).lay([Receipt("transfer", household, said, {"id": household})])
    assert a.rows("SELECT from_code FROM transfer") == [("3",)]
