"""Two people change a phone number, a week apart: the later word stands, and whoever gave way is told what he had."""

from pathlib import Path

from app.operations.conflict_lists import inbox
from app.operations.conflicts import list_conflicts
from app.operations.doubt_lists import doubt_list
from app.operations.histories import household_history
from app.operations.replacements import list_replaced
from app.operations.sync_views import sync_view
from db.verifications import verify
from tests.county.servers import Town
from tests.operations.offices import a_household
from tests.sync.laptops import a_laptop, shared

MINE, HIS, BEFORE = "13900000001", "13900000002", "13900000000"


def test_what_a_later_word_replaced_is_told_to_him_who_said_it(town: Town, tmp_path: Path):
    a, b = a_laptop(tmp_path, "anna"), a_laptop(tmp_path, "boris")
    household = a_household(a.office, name="Zhao", phone=BEFORE)
    for one in (a, b):
        one.join(town)
        one.sync()
    a.edit("household", household, phone=MINE, address="Bridge 7")
    b.edit("household", household, phone=HIS)

    for one in (a, b, a):
        one.sync()

    (told,) = list_replaced(a.office)
    assert (told.head, told.field, told.household) == ("Zhao", "phone", household)
    assert (told.mine.value, told.mine.actor) == (MINE, "anna")
    assert (told.theirs.value, told.theirs.actor) == (HIS, "boris")
    assert list_replaced(b.office) == [], "his word stands"
    for one in (a, b):
        assert one.row("household", household)["phone"] == HIS
        assert inbox(one.office) == inbox(one.office, settled=True) == []
        assert list_conflicts(one.office) == [] and sync_view(one.office).conflicts == 0
        (last,) = [line for line in household_history(one.office, household) if line.actor == "boris"]
        assert (last.fields[0].old, last.fields[0].new) == (MINE, HIS) and "anna" in last.reason
        assert one.reports[-1].equal and verify(one.office.archive) == ()
    assert shared(a) == shared(b)


def test_the_county_hears_what_waits_here_and_keeps_what_was_not_counted_since(town: Town, tmp_path: Path):
    a = a_laptop(tmp_path, "anna")
    a_household(a.office, name="Zhao", year=2024)
    a.join(town)
    found = sum(not one.settled for one in doubt_list(a.office).all())
    a.sync()
    a.office.kept.clear()  # as after a new start
    a.sync()
    assert found and town.rows("SELECT hello -> 'counts' FROM device WHERE name <> 'county'") == [
        ({"unsent": 0, "conflicts": 0, "doubts": found, "notices": 0},)
    ]


def test_a_word_whose_maker_had_seen_the_other_replaces_nothing_unseen(town: Town, tmp_path: Path):
    a, b = a_laptop(tmp_path, "anna"), a_laptop(tmp_path, "boris")
    household = a_household(a.office, name="Zhao", phone=BEFORE)
    for one in (a, b):
        one.join(town)
        one.sync()
    a.edit("household", household, phone=MINE)
    a.sync()
    b.sync()
    b.edit("household", household, phone=HIS)
    b.sync()
    a.sync()
    assert list_replaced(a.office) == [] and a.row("household", household)["phone"] == HIS
