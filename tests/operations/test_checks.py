"""一年一核查: opened over a scope, entered sheet by sheet, followed by village, applied as one batch, locked."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.answering import Refused
from app.operations.batches import undo_batch
from app.operations.campaigns import (
    campaign,
    campaigns,
    change_campaign,
    close_campaign,
    open_campaign,
    progress_of,
)
from app.operations.dossiers import dossier
from app.operations.edits import save_answers
from app.operations.entries import save_entry
from app.operations.families import add_member
from app.operations.histories import household_history
from app.operations.marking import Marked, entered_sheet
from app.operations.marks import apply_marks, conflict_words, marks_of, refuse_mark
from app.operations.offices import Clerk, Office
from app.operations.places import villages
from app.operations.subjects import Subject
from app.operations.tasks import save_task, task, task_of, tasks
from app.rules.dossiers import Answers
from tests.operations.checks import a_check, a_sheet
from tests.operations.offices import a_household, a_person, an_office

PHONE, NEW_PHONE = "13900000001", "13900000002"


def phone_of(household: str, number: str = NEW_PHONE) -> Marked:
    return Marked("household", household, "phone", number)


def known(office: Office, household: str, record: str) -> Answers:
    found = dossier(office, household, 2025)
    assert found is not None
    return found.answers(record)


def test_every_household_of_the_scope_gets_a_task_and_the_rest_none(tmp_path: Path):
    office = an_office(tmp_path)
    here, there = a_household(office, village=0), a_household(office, village=1)
    first, second = villages(office)[:2]
    one, whole = a_check(office, first.id), a_check(office)
    assert [line.household_id for line in tasks(office, one.id)] == [here]
    assert [line.household_id for line in tasks(office, whole.id)] == [here, there]
    assert [line.household_id for line in tasks(office, whole.id, second.id)] == [there]
    assert [(line.village, line.total, line.percent) for line in progress_of(office, whole.id)] == [
        (first.name, 1, 0), (second.name, 1, 0),
    ]  # fmt: skip
    with pytest.raises(Problem, match="nobody_in_scope"):
        a_check(office, villages(office)[2].id)
    office.close()


def test_a_check_without_a_name_or_that_ends_before_it_begins_is_refused_field_by_field(tmp_path: Path):
    office = an_office(tmp_path)
    a_household(office)
    with pytest.raises(Refused) as refused:
        open_campaign(
            office, {"kind": "1", "from_on": date(2026, 11, 2), "to_on": date(2026, 11, 1)}, (), 2025
        )
    assert [issue.field for issue in refused.value.issues] == ["name", "to_on"]
    assert campaigns(office) == []
    office.close()


def test_only_what_was_marked_becomes_a_difference_with_what_the_archive_said(tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, phone=PHONE, address="North lane 3")
    check = a_check(office)
    saved = a_sheet(
        office,
        check.id,
        household,
        phone_of(household),
        Marked("household", household, "address", "North lane 3"),
    )
    assert saved.marks == 1
    (line,) = marks_of(office, check.id)
    assert (line.was, line.now, line.value, line.head, line.conflict) == (PHONE, PHONE, NEW_PHONE, "Zhao", "")
    assert known(office, household, "household")["phone"] == PHONE
    office.close()


def test_a_sheet_entered_again_replaces_its_marks(tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, phone=PHONE)
    check = a_check(office)
    a_sheet(office, check.id, household, phone_of(household))
    a_sheet(office, check.id, household, Marked("household", household, "address", "South lane"))
    assert [line.spot.field for line in marks_of(office, check.id)] == ["address"]
    a_sheet(office, check.id, household)
    assert marks_of(office, check.id) == []
    assert task(office, task_of(office, check.id, household)).answers["outcome"] == "same"
    office.close()


def test_what_cannot_be_read_is_a_sentence_beside_its_field_and_nothing_is_kept(tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    check = a_check(office)
    wrong = [
        Marked("conditions", household, "house_area", "large"),
        Marked("conditions", household, "house_structure", "chocolate"),
        Marked("income", household, "wages.work", "-5"),
        Marked("household", "somebody", "phone", "1"),
        Marked("nothing", household, "phone", "1"),
    ]
    with pytest.raises(Refused) as refused:
        a_sheet(office, check.id, household, *wrong)
    assert [issue.code for issue in refused.value.issues] == [
        "campaigns.not_readable", "campaigns.not_readable", "campaigns.odd_value",
        "campaigns.not_asked", "campaigns.not_asked",
    ]  # fmt: skip
    assert tasks(office, check.id)[0].outcome == ""
    office.close()


def test_a_conclusion_is_asked_for_and_agrees_with_what_was_marked(tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, phone=PHONE)
    check = a_check(office)
    task_id = task_of(office, check.id, household)
    for answers, marks, code in (
        ({"checked_on": date(2026, 11, 2)}, (), "campaigns.outcome_missing"),
        (
            {"checked_on": date(2026, 11, 2), "outcome": "same"},
            (phone_of(household),),
            "campaigns.same_but_marked",
        ),
        ({"checked_on": date(2026, 11, 2), "outcome": "differs"}, (), "campaigns.differs_but_nothing_marked"),
        ({"outcome": "same"}, (), "campaigns.day_missing"),
        ({"checked_on": date(2026, 11, 3), "outcome": "same"}, (), "campaigns.day_ahead"),
        ({"checked_on": date(2026, 10, 3), "outcome": "same"}, (), "campaigns.day_outside"),
    ):
        with pytest.raises(Refused) as refused:
            save_task(office, task_id, answers, marks)
        assert code in [issue.code for issue in refused.value.issues]
    office.close()


def test_entering_is_refused_before_and_after_the_window_until_it_is_made_longer(tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    check = a_check(office)
    office.clock = lambda: datetime(2026, 12, 1, tzinfo=UTC)
    with pytest.raises(Problem, match="window_over"):
        a_sheet(office, check.id, household)
    change_campaign(office, check.id, {"to_on": date(2026, 12, 5)})
    a_sheet(office, check.id, household)
    office.clock = lambda: datetime(2026, 10, 31, tzinfo=UTC)
    with pytest.raises(Problem, match="not_begun"):
        a_sheet(office, check.id, household)
    office.close()


def test_differences_of_every_kind_are_applied_as_one_batch_that_undo_takes_back(tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, phone=PHONE)
    save_answers(office, Subject("standing", household, 2024), {"main_cause": "01"})
    income = {"kind": "wages.work", "amount": Decimal(900)}
    save_entry(office, "income", household, income, linked={"year": 2025})
    found = dossier(office, household, 2025)
    assert found is not None
    person = found.members[0].person_id
    check = a_check(office)
    a_sheet(
        office, check.id, household,
        phone_of(household),
        Marked("standing", household, "house_now", True),
        Marked("member_year", person, "work_months", "7"),
        Marked("income", household, "wages.work", "1,200"),
        Marked("income", household, "costs.crops", Decimal(300)),
    )  # fmt: skip
    done = apply_marks(office, check.id)
    assert (done.applied, done.already, done.conflicts) == (5, 0, ())
    after = dossier(office, household, 2025)
    assert after is not None
    assert after.household["phone"] == NEW_PHONE and after.members[0].year["work_months"] == 7
    assert after.standing["house_now"] is True and after.standing["main_cause"] == "01"
    assert {one.kind: one.amount for one in after.incomes} == {
        "wages.work": Decimal(1200),
        "costs.crops": Decimal(300),
    }
    assert {line.settled for line in marks_of(office, check.id)} == {"applied"}
    assert any(line.batch == done.batch and line.reason for line in household_history(office, household))
    undo_batch(office, done.batch)
    assert known(office, household, "household")["phone"] == PHONE
    assert {line.settled for line in marks_of(office, check.id, waiting=True)} == {""}
    office.close()


def test_what_changed_since_the_check_is_shown_and_never_overwritten_silently(tmp_path: Path):
    office = an_office(tmp_path)
    household, other = a_household(office, phone=PHONE), a_household(office, name="Qian", phone=PHONE)
    check = a_check(office)
    for one in (household, other):
        a_sheet(office, check.id, one, phone_of(one))
    save_answers(office, Subject("household", household), {"phone": "13900000009"})
    done = apply_marks(office, check.id)
    assert done.applied == 1
    (left,) = done.conflicts
    assert (left.household_id, left.now, left.conflict) == (household, "13900000009", "changed")
    assert "13900000009" in conflict_words(left)
    assert known(office, household, "household")["phone"] == "13900000009"
    assert apply_marks(office, check.id, [left.id], anyway=[left.id]).applied == 1
    assert known(office, household, "household")["phone"] == NEW_PHONE
    office.close()


def test_an_income_in_several_lines_is_left_for_the_household_page(tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office)
    for amount in (100, 200):
        answers = {"kind": "wages.work", "amount": Decimal(amount)}
        save_entry(office, "income", household, answers, linked={"year": 2025})
    check = a_check(office)
    a_sheet(office, check.id, household, Marked("income", household, "wages.work", "500"))
    (left,) = apply_marks(office, check.id).conflicts
    assert (left.was, left.conflict) == ("300.00", "several")
    assert apply_marks(office, check.id, anyway=[left.id]).applied == 0
    office.close()


def test_a_difference_about_somebody_who_is_gone_is_left_and_the_others_are_written(tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, phone=PHONE)
    person = add_member(office, household, a_person("Qian", relation="02"))
    check = a_check(office)
    a_sheet(office, check.id, household, phone_of(household), Marked("member_year", person, "work_months", 5))
    with office.archive.work("clerk", at=office.clock()) as work:
        (membership,) = work.read("SELECT id FROM membership WHERE person_id = ?", (person,))[0]
        work.delete("membership", membership)
    done = apply_marks(office, check.id)
    assert done.applied == 1
    assert [(one.conflict, bool(conflict_words(one))) for one in done.conflicts] == [("gone", True)]
    office.close()


def test_a_refused_difference_keeps_why_and_leaves_the_archive_alone(tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, phone=PHONE)
    check = a_check(office)
    a_sheet(office, check.id, household, phone_of(household))
    (line,) = marks_of(office, check.id)
    with pytest.raises(Problem, match="reason_missing"):
        refuse_mark(office, check.id, line.id, " ")
    refuse_mark(office, check.id, line.id, "wrong number")
    assert [(one.settled, one.reason) for one in marks_of(office, check.id)] == [("refused", "wrong number")]
    with pytest.raises(Problem, match="nothing_chosen"):
        apply_marks(office, check.id)
    office.close()


def test_a_check_is_locked_when_all_is_done_or_with_a_reason_and_then_takes_nothing_more(tmp_path: Path):
    office = an_office(tmp_path)
    household, other = a_household(office, phone=PHONE), a_household(office, name="Qian")
    check = a_check(office)
    a_sheet(office, check.id, household, phone_of(household))
    with pytest.raises(Problem, match="not_done") as refused:
        close_campaign(office, check.id)
    assert (refused.value.values["households"], refused.value.values["marks"]) == (1, 1)
    a_sheet(office, check.id, other, outcome="absent")
    apply_marks(office, check.id)
    batch = close_campaign(office, check.id)
    assert campaign(office, check.id).state == "closed"
    for deed in (
        lambda: a_sheet(office, check.id, household),
        lambda: apply_marks(office, check.id),
        lambda: close_campaign(office, check.id),
        lambda: change_campaign(office, check.id, {"name": "Other"}),
    ):
        with pytest.raises(Problem, match="locked"):
            deed()
    undo_batch(office, batch)
    a_sheet(office, check.id, household)
    close_campaign(office, check.id, "the rest are away until spring")
    office.close()


def test_a_villages_user_sees_and_enters_only_his_own(tmp_path: Path):
    office = an_office(tmp_path)
    here, there = a_household(office, village=0, phone=PHONE), a_household(office, village=1, phone=PHONE)
    check = a_check(office)
    for one in (here, there):
        a_sheet(office, check.id, one, phone_of(one))
    office.user = Clerk("u", "min", "Min", "enter", (villages(office)[0].id,))
    assert [line.household_id for line in tasks(office, check.id)] == [here]
    assert [line.household_id for line in marks_of(office, check.id)] == [here]
    assert campaign(office, check.id).tasks == len(progress_of(office, check.id)) == 1
    with pytest.raises(Problem, match="village_not_yours"):
        a_sheet(office, check.id, there)
    assert apply_marks(office, check.id).applied == 1
    with pytest.raises(Problem, match="role_too_small"):
        a_check(office)
    office.user = replace(office.user, villages=())
    assert [line.household_id for line in marks_of(office, check.id, waiting=True)] == [there]
    office.close()


def test_the_sheet_shows_the_archive_and_in_its_place_what_was_marked(tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, phone=PHONE)
    check = a_check(office)
    a_sheet(office, check.id, household, phone_of(household))
    blocks = entered_sheet(office, task_of(office, check.id, household), household, 2025)
    assert [one.block.key for one in blocks] == ["looked", "searched", "reckoned", "asked"]
    lines = {line.spot.field: line for one in blocks for line in one.lines if line.spot.form == "household"}
    assert (lines["phone"].archive, lines["phone"].value, lines["phone"].marked) == (PHONE, NEW_PHONE, True)
    assert lines["address"].marked is False
    office.close()
