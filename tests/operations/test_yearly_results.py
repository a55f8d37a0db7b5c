"""一年一结果: a result is made once, never rewritten, corrected by a newer one, and two years are laid side by side."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.errors import Problem
from app.operations.batches import undo_batch
from app.operations.edits import save_answers
from app.operations.entries import save_entry
from app.operations.families import add_member, end_membership
from app.operations.offices import Clerk, Office
from app.operations.places import villages
from app.operations.snapshots import (
    compare_years,
    correct_snapshot,
    current_snapshot,
    make_snapshots,
    read_snapshot,
    snapshots_of,
)
from app.operations.subjects import Subject
from app.rules.comparisons import Comparison
from db.verifications import verify
from tests.operations.offices import a_household, a_person, an_office


def earns(office: Office, household: str, year: int, amount: int, kind: str = "wages.work") -> None:
    """One line of income of a year."""
    linked = {"year": year}
    save_entry(office, "income", household, {"kind": kind, "amount": Decimal(amount)}, linked=linked)


def a_household_of_two_years(office: Office) -> str:
    """A household that earned 10,000 yuan in 2024 and 15,000 in 2025, when its house was found unsafe."""
    household = a_household(office, year=2024)
    earns(office, household, 2024, 10_000)
    earns(office, household, 2025, 15_000)
    save_answers(office, Subject("standing", household, 2024), {"house_now": False, "main_cause": "01"})
    save_answers(office, Subject("standing", household, 2025), {"house_now": True})
    return household


def told(comparison: Comparison, path: str) -> tuple[str, str]:
    line = comparison.line(path)
    assert line is not None
    return line.old, line.new


def test_two_years_stand_side_by_side_with_the_change_of_each_block_in_yuan_and_percent(tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household_of_two_years(office)
    for year in (2024, 2025):
        assert make_snapshots(office, year).made == 1
    found = compare_years(office, household, 2025, 2024)
    wages = found.line("income.wages")
    assert wages is not None
    assert (wages.old, wages.new, wages.more, wages.percent) == (
        "10,000.00", "15,000.00", Decimal("5000.00"), Decimal("50.0"),
    )  # fmt: skip
    assert told(found, "standing.house_now") == ("否", "是")
    cause = found.line("standing.main_cause")
    assert cause is not None and not cause.changed and cause.old
    assert {"income.wages", "income.net", "standing.house_now"} <= {line.path for line in found.differences}
    assert (found.old.year, found.new.year) == (2024, 2025)
    office.close()


def test_it_tells_who_joined_and_who_left(tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household_of_two_years(office)
    old = add_member(office, household, a_person("Qian", relation="02", year=2024))
    make_snapshots(office, 2024)
    membership = office.archive.read("SELECT id FROM membership WHERE person_id = ?", (old,))[0][0]
    end_membership(office, household, membership, date(2025, 6, 1), "01")
    add_member(office, household, a_person("Sun", relation="05", year=2025))
    make_snapshots(office, 2025)
    found = compare_years(office, household, 2024, 2025)
    assert [(line.who, line.what) for line in found.differences if line.path == "members"] == [
        ("Sun", "joined"), ("Qian", "left"),
    ]  # fmt: skip
    office.close()


def test_a_result_stays_as_it_was_when_the_archive_changes_and_today_is_compared_with_it(tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household_of_two_years(office)
    make_snapshots(office, 2025)
    save_answers(office, Subject("standing", household, 2025), {"house_now": False})
    assert current_snapshot(office, household, 2025).value("standing.house_now", "yes_no") is True
    assert told(compare_years(office, household, 2025, None), "standing.house_now") == ("是", "否")
    office.close()


def test_a_household_that_has_its_result_keeps_it_and_one_nothing_is_known_of_gets_none(tmp_path: Path):
    office = an_office(tmp_path)
    a_household_of_two_years(office)
    assert make_snapshots(office, 2025).made == 1
    again = make_snapshots(office, 2025)
    assert (again.batch, again.made, again.kept) == ("", 0, 1)
    before = make_snapshots(office, 2019)
    assert (before.made, before.unknown) == (0, 1)
    with pytest.raises(Problem, match="year_ahead"):
        make_snapshots(office, 2027)
    office.close()


def test_a_correction_is_a_new_result_that_names_the_old_one_and_why(tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household_of_two_years(office)
    make_snapshots(office, 2025)
    first = current_snapshot(office, household, 2025)
    with pytest.raises(Problem, match="nothing_to_correct"):
        correct_snapshot(office, household, 2025, "looked again")
    save_answers(office, Subject("standing", household, 2025), {"house_now": False})
    with pytest.raises(Problem, match="reason_missing"):
        correct_snapshot(office, household, 2025, "  ")
    second = correct_snapshot(office, household, 2025, "the house was repaired")
    assert current_snapshot(office, household, 2025).id == second
    assert read_snapshot(office, first.id).body == first.body
    assert [(one.id, one.current, one.corrects) for one in snapshots_of(office, household)] == [
        (second, True, first.id), (first.id, False, ""),
    ]  # fmt: skip
    office.close()


def test_the_batch_can_be_taken_back_and_a_corrected_one_only_after_its_correction(tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household_of_two_years(office)
    batch = make_snapshots(office, 2025).batch
    undone = undo_batch(office, batch)
    assert snapshots_of(office, household) == []
    undo_batch(office, undone.batch)
    assert len(snapshots_of(office, household)) == 1
    assert verify(office.archive) == ()
    office.close()


def test_no_unit_of_work_can_rewrite_a_result(tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household_of_two_years(office)
    make_snapshots(office, 2025)
    kept = current_snapshot(office, household, 2025)
    with (
        pytest.raises(dbapi2.IntegrityError, match="never rewritten"),
        office.archive.work("x", at=office.clock()) as work,
    ):
        work.update("snapshot", kept.id, {"body": "{}"})
    assert current_snapshot(office, household, 2025).body == kept.body
    office.close()


def test_a_damaged_result_is_a_sentence_and_is_not_used(tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household_of_two_years(office)
    make_snapshots(office, 2025)
    with office.archive.writing() as connection:
        connection.execute("DROP TRIGGER guard_snapshot_update")
        connection.execute("UPDATE snapshot SET body = replace(body, '1500000', '9500000')")
    with pytest.raises(Problem, match="damaged"):
        current_snapshot(office, household, 2025)
    with pytest.raises(Problem, match="damaged"):
        compare_years(office, household, 2025, None)
    office.close()


def test_a_users_villages_bound_what_he_makes_and_reads(tmp_path: Path):
    office = an_office(tmp_path)
    here, there = a_household(office, village=0), a_household(office, village=1, name="Qian")
    earns(office, there, 2025, 1)
    mine, other = (one.id for one in villages(office)[:2])
    office.user = Clerk("u", "min", "Min", "enter", (mine,))
    assert make_snapshots(office, 2025).made == 1
    assert len(snapshots_of(office, here)) == 1
    with pytest.raises(Problem, match="village_not_yours"):
        compare_years(office, there, 2024, 2025)
    with pytest.raises(Problem, match="village_not_yours"):
        make_snapshots(office, 2025, village=other)
    office.close()
