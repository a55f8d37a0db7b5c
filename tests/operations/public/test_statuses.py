"""What a procedure decides is not typed: no page, paste or check changes it, a correction says why, an import may."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.answering import Refused
from app.operations.batches import undo_batch
from app.operations.corrections import correct_household, correct_status
from app.operations.dossiers import dossier
from app.operations.edits import save_answers
from app.operations.histories import household_history
from app.operations.offices import Office
from app.operations.pages import household_document, household_text
from app.operations.statuses import locked_fields, status_writers
from app.operations.subjects import Subject
from app.rules.dossiers import Dossier
from tests.operations.offices import a_household, an_office
from tests.operations.public.batches import an_office_with_twelve, an_open_case

CLASS = "standing.monitor_class"


def known(office: Office, home: str, year: int = 2026) -> Dossier:
    """The household of that year."""
    found = dossier(office, home, year)
    assert found is not None
    return found


def test_every_field_a_procedure_writes_is_locked_and_names_its_procedures(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    writers = status_writers(office)
    assert {"standing.monitor_class", "standing.poverty_status", "standing.risk_cleared"} <= set(writers)
    assert writers["standing.risk_cleared"] == "监测对象纳入、风险消除、风险消除回退"
    assert "standing.main_cause" not in writers


def test_what_is_recorded_is_changed_by_no_hand_in_any_year(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_household(office)
    save_answers(office, Subject("standing", home, 2025), {"poverty_status": "0", "main_cause": "1"})
    for year in (2025, 2026):  # 2026 would begin with what 2025 says
        with pytest.raises(Refused) as refused:
            save_answers(office, Subject("standing", home, year), {"poverty_status": "1"})
        assert [issue.field for issue in refused.value.issues] == ["standing.poverty_status"]
        with pytest.raises(Refused):
            correct_household(office, home, [(Subject("standing", home, year), {"poverty_status": None})])
    save_answers(office, Subject("standing", home, 2026), {"poverty_status": "0", "main_cause": "2"})
    assert known(office, home).standing["main_cause"] == "2"


def test_a_blank_is_filled_by_hand_only_until_the_first_case(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    save_answers(office, Subject("standing", homes[0], 2026), {"monitor_class": "1"})
    assert CLASS not in locked_fields(office, known(office, homes[1]))
    an_open_case(office, homes[2:4])
    assert CLASS in locked_fields(office, known(office, homes[1]))
    with pytest.raises(Refused):
        save_answers(office, Subject("standing", homes[1], 2026), {"monitor_class": "1"})
    save_answers(office, Subject("standing", homes[1], 2026), {"main_cause": "2"})


def test_nothing_of_a_refused_batch_is_written(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_household(office)
    save_answers(office, Subject("standing", home, 2026), {"monitor_class": "1"})
    wanted = [
        (Subject("household", home), {"address": "somewhere else"}),
        (Subject("standing", home, 2026), {"monitor_class": "2"}),
    ]
    with pytest.raises(Refused):
        correct_household(office, home, wanted)
    assert known(office, home).household["address"] is None


def test_a_correction_says_why_stands_in_the_history_and_can_be_taken_back(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_household(office)
    save_answers(office, Subject("standing", home, 2026), {"monitor_class": "1"})
    made = correct_status(office, home, {CLASS: "3", "standing.monitored_month": "2026-03"}, "typed wrongly")
    assert known(office, home).standing["monitor_class"] == "3"
    newest = household_history(office, home)[0]
    assert newest.reason == "更正登记：typed wrongly"
    assert {one.field for one in newest.fields} == {CLASS, "standing.monitored_month"}
    undo_batch(office, made.batch)
    assert known(office, home).standing["monitor_class"] == "1"


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("standing.main_cause", "1", "statuses.not_locked"),
        ("standing.nothing", "1", "statuses.not_locked"),
        (CLASS, "99", "answering.no_code"),
        ("standing.monitored_month", "yesterday", "values.month_unreadable"),
    ],
)
def test_a_correction_is_of_statuses_and_says_what_cannot_be(
    tmp_path: Path, path: str, value: str, code: str
) -> None:
    office = an_office(tmp_path)
    with pytest.raises(Refused) as refused:
        correct_status(office, a_household(office), {path: value}, "why")
    assert [issue.code for issue in refused.value.issues] == [code]


def test_a_correction_wants_a_reason_and_somebody_who_may_approve(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_household(office)
    with pytest.raises(Problem, match="no_reason"):
        correct_status(office, home, {CLASS: "1"}, "  ")
    with pytest.raises(Problem, match="role_too_small"):
        correct_status(replace(office, user=replace(office.user, role="enter")), home, {CLASS: "1"}, "why")


def test_a_history_is_told_in_lines_too(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_household(office)
    correct_status(office, home, {CLASS: "3"}, "typed wrongly")
    text = household_text(household_document(office, home, history=True))
    line = next(one for one in text.split("\n") if "typed wrongly" in one)
    assert line.startswith("  2026-11-02 09:12 clerk") and "监测对象类别 — → 突发严重困难户" in line
    assert "typed wrongly" not in household_text(household_document(office, home))
