"""Differences kept as doubts with an owner and a deadline, applied as one batch, or left as the archive has them."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.answering import Refused
from app.operations.batches import undo_batch
from app.operations.crosschecks.comparing import CrossChecked
from app.operations.crosschecks.keeping import CrossCheckKept, keep_crosscheck, usual_due
from app.operations.crosschecks.listing import (
    DifferenceLine,
    DifferenceQuery,
    DifferenceState,
    count_states,
    list_differences,
)
from app.operations.crosschecks.profiles import profile_named, remembered
from app.operations.crosschecks.runs import crosscheck_named, crosschecks
from app.operations.crosschecks.settling import apply_differences, conflict_words, keep_as_archived
from app.operations.edits import save_answers
from app.operations.findings import close_finding, list_findings
from app.operations.histories import household_history
from app.operations.offices import Clerk, Office
from app.operations.subjects import Subject
from tests.imports.rosters import number
from tests.operations.crosschecks.lists import (
    YEAR,
    a_list,
    compared,
    fares,
    listed,
    person_of,
    somebody,
    stands,
)
from tests.operations.offices import MONDAY

DUE = MONDAY.date() + timedelta(days=15)


def kept(office: Office, done: CrossChecked, due: date = DUE) -> CrossCheckKept:
    return keep_crosscheck(office, done, "王主任", due)


def two_wrong(office: Office, folder: Path) -> tuple[str, str]:
    """Two households whose member is on the list of civil affairs and whose archive says no, kept as doubts."""
    one, other = somebody(office, 1, "甲"), somebody(office, 2, "乙")
    for home in (one, other):
        fares(office, home, dibao=False)
    kept(office, compared(office, a_list(folder, [listed("甲", 1), listed("乙", 2)])))
    return one, other


def line_of(office: Office, household: str) -> DifferenceLine:
    (line,) = list_differences(office, DifferenceQuery(household_id=household))
    return line


def _said(office: Office, household: str) -> object:
    rows = office.archive.read(
        "SELECT dibao FROM member_year WHERE person_id = ? AND year = ?", (person_of(office, household), YEAR)
    )
    return rows[0][0]


def test_differences_become_doubts_and_the_archive_stays_as_it_is(office: Office, tmp_path: Path):
    one, _ = two_wrong(office, tmp_path)
    assert _said(office, one) == 0
    line = line_of(office, one)
    assert (line.state, line.owner, line.due_on, line.was, line.value) == ("open", "王主任", DUE, "否", "是")
    (finding,) = list_findings(office, None)[:1]
    assert finding.answers["source"] == "7" and "甲" in str(finding.answers["what"])
    (run,) = crosschecks(office)
    assert (run.differences, run.waiting, run.counts["matched"], len(run.hash)) == (2, 2, 2, 64)


def test_accepted_differences_are_one_batch_with_its_source_and_can_be_taken_back(
    office: Office, tmp_path: Path
):
    one, other = two_wrong(office, tmp_path)
    done = apply_differences(office, [line_of(office, home).id for home in (one, other)])
    assert (done.applied, done.already, done.left) == (2, 0, ())
    assert _said(office, one) == _said(office, other) == 1
    reasons = office.archive.read("SELECT DISTINCT reason FROM change WHERE batch = ?", (done.batch,))
    assert [("农村低保名单" in str(reason)) for (reason,) in reasons] == [True]
    assert {row.state for row in list_findings(office)} == {"closed"}
    undo_batch(office, done.batch)
    assert _said(office, one) == _said(office, other) == 0
    assert {row.state for row in list_findings(office)} == {"open"}
    assert line_of(office, one).state == "open"


def test_keeping_the_archive_needs_a_reason_and_closes_the_doubt_as_unfounded(office: Office, tmp_path: Path):
    one, _ = two_wrong(office, tmp_path)
    line = line_of(office, one)
    with pytest.raises(Problem, match=r"crosscheck\.reason_missing"):
        keep_as_archived(office, [line.id], " ")
    keep_as_archived(office, [line.id], "入户看过低保证，是同名的人")
    found = line_of(office, one)
    assert (found.state, found.outcome, _said(office, one)) == ("kept", "入户看过低保证，是同名的人", 0)
    assert [row.answers["closed_as"] for row in list_findings(office) if row.household_id == one] == ["2"]


def test_a_problem_stays_open_until_its_last_difference_is_settled(office: Office, tmp_path: Path):
    home = somebody(office, 1, "甲")
    fares(office, home, health=("1",))
    kept(
        office,
        compared(office, a_list(tmp_path, [listed("甲", 1, 残疾类别="肢体", 残疾等级="二级")]), "disability"),
    )
    lines = list_differences(office)
    assert len(lines) == 3 and len(list_findings(office)) == 1
    apply_differences(office, [one.id for one in lines[:2]])
    assert [row.state for row in list_findings(office)] == ["open"]
    keep_as_archived(office, [lines[2].id], "看过")
    assert [row.state for row in list_findings(office)] == ["closed"]
    assert count_states(list_differences(office)) == {
        "open": 0,
        "overdue": 0,
        "applied": 2,
        "kept": 1,
        "closed": 0,
    }


def test_what_changed_since_waits_until_it_is_asked_for_by_name(office: Office, tmp_path: Path):
    home = somebody(office, 1, "甲")
    rows = [{"户主姓名": "甲", "户主身份证号": number(1), "鉴定等级": "C级"}]
    kept(office, compared(office, a_list(tmp_path, rows), "housing"))
    save_answers(office, Subject("conditions", home, YEAR), {"danger_grade": "B"})
    line = line_of(office, home)
    assert line.conflict == "changed" and "B" in conflict_words(line)
    done = apply_differences(office, [line.id])
    assert (done.applied, done.batch, len(done.left)) == (0, "", 1)
    assert apply_differences(office, [line.id], anyway={line.id}).applied == 1


def test_what_the_archive_says_already_is_settled_without_a_change(office: Office, tmp_path: Path):
    one, _ = two_wrong(office, tmp_path)
    fares(office, one, dibao=True)
    done = apply_differences(office, [line_of(office, one).id])
    assert (done.applied, done.already, line_of(office, one).state) == (0, 1, "applied")


def test_a_contradiction_has_no_field_and_is_only_a_persons_to_settle(office: Office, tmp_path: Path):
    home = somebody(office, 1, "甲")
    kept(office, compared(office, a_list(tmp_path, [listed("甲", 1, 死亡日期="2026-10-01")]), "deaths"))
    line = line_of(office, home)
    assert line.conflict == "person"
    assert len(apply_differences(office, [line.id]).left) == 1
    close_finding(office, line.finding_id, MONDAY.date(), "1", "已核实，减少成员")
    found = line_of(office, home)
    assert (found.state, found.outcome) == ("closed", "已核实，减少成员")


def test_a_flag_of_the_four_kinds_is_set_when_it_is_accepted(office: Office, tmp_path: Path):
    home = somebody(office, 1, "甲")
    stands(office, home, attribute="05")
    rows = [{"车主": "甲", "车主身份证号": number(1), "车辆类型": "小型轿车"}]
    kept(office, compared(office, a_list(tmp_path, rows), "vehicles"))
    assert apply_differences(office, [line_of(office, home).id]).applied == 1
    assert office.archive.read("SELECT owns_car FROM household WHERE id = ?", (home,)) == [(1,)]


def test_the_same_list_again_raises_nothing_twice(office: Office, tmp_path: Path):
    two_wrong(office, tmp_path)
    again = compared(office, tmp_path / "list.xlsx")
    with pytest.raises(Problem, match=r"crosscheck\.all_waiting"):
        kept(office, again)


@pytest.mark.parametrize(("days", "state"), [(1, "open"), (0, "open"), (-1, "overdue")])
def test_on_the_day_of_its_deadline_a_doubt_is_not_overdue(
    office: Office, tmp_path: Path, days: int, state: DifferenceState
):
    one, _ = two_wrong(office, tmp_path)
    today = DUE - timedelta(days=days)
    office.clock = lambda: MONDAY.replace(day=today.day, month=today.month)
    assert line_of(office, one).state == state


def test_nobody_answers_for_a_doubt_without_a_name_or_after_its_deadline(office: Office, tmp_path: Path):
    fares(office, somebody(office, 1, "甲"), dibao=False)
    done = compared(office, a_list(tmp_path, [listed("甲", 1)]))
    with pytest.raises(Refused):
        keep_crosscheck(office, done, " ", DUE)
    with pytest.raises(Refused):
        keep_crosscheck(office, done, "王主任", MONDAY.date() - timedelta(days=1))


def test_who_may_only_look_keeps_and_applies_nothing(office: Office, tmp_path: Path):
    one, _ = two_wrong(office, tmp_path)
    office.user = Clerk("x", "viewer", "Viewer", "view")
    with pytest.raises(Problem, match=r"office\.role_too_small"):
        apply_differences(office, [line_of(office, one).id])


def test_what_was_chosen_for_a_department_is_there_for_its_next_list(office: Office, tmp_path: Path):
    fares(office, somebody(office, 1, "甲"), dibao=True)
    fares(office, somebody(office, 2, "乙"), dibao=False)
    path = a_list(tmp_path, [{"享受对象": "乙", "号": number(2)}])
    done = compared(office, path, columns={"享受对象": "name", "号": "number"}, whole=False)
    keep_crosscheck(office, done, "李四", MONDAY.date() + timedelta(days=7))
    known = remembered(office, profile_named(office, "dibao"))
    assert (known.columns, known.whole, known.owner) == ({"享受对象": "name", "号": "number"}, False, "李四")
    assert usual_due(office, profile_named(office, "dibao")) == MONDAY.date() + timedelta(days=7)
    assert compared(office, path).counts()["matched"] == 1


def test_a_run_is_found_by_its_id_or_its_profile(office: Office, tmp_path: Path):
    two_wrong(office, tmp_path)
    run = crosscheck_named(office, "dibao")
    assert crosscheck_named(office, run.id) == run
    with pytest.raises(Problem, match=r"crosscheck\.no_such"):
        crosscheck_named(office, "unheard")


def test_the_history_of_a_household_tells_what_the_list_said(office: Office, tmp_path: Path):
    one, _ = two_wrong(office, tmp_path)
    lines = [line for line in household_history(office, one) if line.record == "difference"]
    (field,) = lines[0].fields
    assert (lines[0].label, field.label, field.old, field.new) == ("比对不同之处", "是否享受低保", "否", "是")
