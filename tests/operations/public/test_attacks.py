"""What may go wrong around a case: two windows, a wrong clock, a household gone meanwhile, an empty batch, an undo."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.answering import Refused
from app.operations.batches import list_batches, undo_batch
from app.operations.cases import walking
from app.operations.cases.listing import CaseQuery, list_cases
from app.operations.cases.meetings import record_meeting
from app.operations.cases.opening import drop_case, leave_case, open_case
from app.operations.cases.stored import read_case
from app.operations.cases.viewing import case_view
from app.operations.cases.walking import walk
from app.operations.dossiers import dossier
from app.operations.families import close_household, move_household
from app.operations.faults import faults_told
from app.operations.notices.contents import content_of
from app.operations.notices.drafting import approve_notice, draft_notice
from app.operations.notices.posting import answer_objection, post_notice, record_objection, take_down
from app.operations.notices.stored import read_notice
from app.operations.offices import Office
from app.operations.openings import sign_in
from app.operations.places import villages
from app.rules.meetings import Votes
from tests.operations.offices import MONDAY, PASSWORD, a_household, an_office
from tests.operations.public.batches import (
    OCTOBER,
    TODAY,
    a_meeting,
    a_posted_notice,
    an_office_with_twelve,
    an_open_case,
    to_the_notice,
)


def later(office: Office, days: int) -> Office:
    """The same office some days after (or before) Monday 2 November."""
    return replace(office, clock=lambda: MONDAY + timedelta(days=days))


def walked_to_the_end(office: Office, homes: list[str]) -> tuple[Office, str]:
    """A finished case, ten days later."""
    case = to_the_notice(office, homes)
    a_posted_notice(office, case, TODAY)
    office = later(office, 10)
    for by in ("village", "township", "county"):
        walk(office, case, by, opinion="yes")
    return office, case


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    """The codes of what was refused."""
    return [issue.code for issue in refused.value.issues]


def watched(office: Office, home: str) -> object:
    """The class a household is watched for."""
    known = dossier(office, home, 2026)
    return known.standing.get("monitor_class") if known else None


def test_two_windows_that_take_the_same_step_take_it_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    case = an_open_case(office, homes)
    as_it_was = read_case(office, case)
    walk(office, case, "household", OCTOBER)
    # The other window read the case before that, and presses now.
    monkeypatch.setattr(walking, "read_case", lambda *_: as_it_was)
    with pytest.raises(Problem, match="changed_meanwhile"):
        walk(office, case, "household", OCTOBER)
    monkeypatch.undo()
    assert [one.step for one in read_case(office, case).walked] == ["apply"]


def test_two_windows_post_a_notice_once(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    notice = a_posted_notice(office, to_the_notice(office, homes), TODAY)
    frozen = read_notice(office, notice).frozen
    with pytest.raises(Problem, match="not_approved"):
        post_notice(later(office, 1), notice, "another board")
    assert read_notice(office, notice).frozen == frozen


def test_a_clock_that_went_back_takes_no_step_and_posts_nothing(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    past = later(office, -40)
    approve_notice(past, draft_notice(past, case))
    notice = str(office.archive.read("SELECT id FROM notice")[0][0])
    with pytest.raises(Refused) as refused:
        post_notice(past, notice, "board")
    assert codes(refused) == ["cases.before_last"]
    post_notice(office, notice, "board")
    with pytest.raises(Refused) as refused:
        walk(later(office, -1), case, "village")
    assert "cases.still_hanging" in codes(refused)
    with pytest.raises((Refused, Problem)):
        take_down(later(office, -1), notice)
    assert case_view(past, case).steps[3].state == "now"


def test_a_batch_without_households_is_neither_drafted_nor_walked(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes[:2])
    for home in homes[:2]:
        leave_case(office, case, home, "moved away")
    with pytest.raises(Problem, match="nobody_left"):
        draft_notice(office, case)
    with pytest.raises(Refused) as refused:
        walk(office, case, "village")
    assert codes(refused) == ["cases.nobody_left"]
    drop_case(office, case, "nobody left")
    with pytest.raises(Refused):
        open_case(office, "monitor-in", villages(office)[3].id, [])


@pytest.mark.parametrize("how", ["closed", "moved"])
def test_a_household_that_is_gone_meanwhile_leaves_before_the_others_go_on(tmp_path: Path, how: str) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    notice = draft_notice(office, case)
    approve_notice(office, notice)
    if how == "closed":
        close_household(office, homes[4], TODAY, "1")
    else:
        move_household(office, homes[4], villages(office)[1].id)
    with pytest.raises(Refused) as refused:
        post_notice(office, notice, "board")
    assert codes(refused) == ["cases.strays"]
    assert "丁一" in str(refused.value.issues[0].values)
    leave_case(office, case, homes[4], "no longer in the village")
    post_notice(office, notice, "board")
    assert len(content_of(office, read_notice(office, notice)).rows) == 11


def test_a_finished_case_can_be_taken_back_with_all_it_wrote(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    office, case = walked_to_the_end(office, homes)
    assert watched(office, homes[0]) == "3"
    undo_batch(office, list_batches(office)[0].batch)
    assert watched(office, homes[0]) is None
    view = case_view(office, case)
    assert view.now is not None and (view.now.step.key, view.closed_on) == ("county", None)
    assert {one.state for one in view.households} == {"in"}
    walk(office, case, "county", opinion="yes, again")
    assert watched(office, homes[0]) == "3"


def test_an_opening_is_not_taken_back_under_a_case_that_went_on(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    asked = {home: {"standing.monitor_class": "3"} for home in homes}
    made = open_case(office, "monitor-in", villages(office)[0].id, homes, asked=asked, on=OCTOBER)
    walk(office, made.id, "household", OCTOBER)
    with pytest.raises(Problem, match="undo_blocked"), faults_told():
        undo_batch(office, made.batch)
    assert len(read_case(office, made.id).staying) == 12


def test_who_went_to_the_end_does_not_leave_afterwards(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    office, case = walked_to_the_end(office, homes)
    with pytest.raises(Problem, match="not_in_it"):
        leave_case(office, case, homes[0], "too late")
    notice = str(office.archive.read("SELECT id FROM notice")[0][0])
    late = record_objection(office, notice, {"received_on": TODAY, "way": "2", "what": "a car"}, homes[0])
    answer_objection(office, late, investigator="Li", found="true", upheld=True)
    assert {one.state for one in case_view(office, case).households} == {"done"}


def test_a_case_goes_on_as_it_began_when_its_file_is_gone(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    office.close()
    again = sign_in(office.folder, "clerk", PASSWORD, clock=lambda: MONDAY + timedelta(days=10))
    again.kept["procedures"] = {}  # the forms folder has no procedure any more
    assert case_view(again, case).label == "监测对象纳入（秦安）"
    (line,) = list_cases(again, CaseQuery())
    assert line.step_key == "notice"
    with pytest.raises(Problem, match="unknown_procedure"):
        open_case(again, "monitor-in", villages(again)[0].id, homes)
    a_posted_notice(again, case, TODAY + timedelta(days=10))


def test_a_household_does_not_enter_twice_though_its_procedure_was_renamed(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    an_open_case(office, homes[:3])
    office.kept["procedures"] = {
        key: one for key, one in office.kept["procedures"].items() if key != "monitor-in-qinan"
    }
    with pytest.raises(Refused) as refused:
        an_open_case(office, homes[2:5], "monitor-in")
    assert codes(refused) == ["cases.runs_already"]


def test_names_of_one_character_and_twins_stand_apart_on_the_board(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    heads = (("丁", "一组"), ("丁", "二组"), ("王强", "一组"))
    homes = [a_household(office, name=name, group_name=group) for name, group in heads]
    rows = content_of(office, read_notice(office, draft_notice(office, to_the_notice(office, homes)))).rows
    assert len({row[1:] for row in rows}) == 3


def test_two_that_nothing_tells_apart_are_refused_and_not_printed(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    homes = [a_household(office, name="王强", group_name="一组") for _ in range(2)]
    notice = draft_notice(office, to_the_notice(office, homes))
    with pytest.raises(Problem, match="confused"):
        approve_notice(office, notice)


def test_a_meeting_held_twice_votes_as_the_last_says(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    case = an_open_case(office, homes[:2])
    walk(office, case, "household", OCTOBER)
    walk(office, case, "team", OCTOBER)
    a_meeting(office, case, homes[:2], on=OCTOBER, against=20)
    answers = {"kind": "1", "held_on": OCTOBER + timedelta(days=1), "place": "x", "chair": "Li", "recorder": "Wu",
               "entitled": 30, "present": 20}  # fmt: skip
    record_meeting(office, case, answers, {homes[0]: Votes(11, 9, 0), homes[1]: Votes(10, 10, 0)})
    walk(office, case, "village", date(2026, 10, 20))
    (left,) = [one for one in case_view(office, case).households if one.state == "out"]
    assert left.household_id == homes[1]
