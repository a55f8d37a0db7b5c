"""Cases seen from a household and from the desk: what became of it in each, and what is to be done today."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.operations.cases.of_households import cases_of
from app.operations.cases.walking import walk
from app.operations.home_help import help_tasks
from app.operations.home_public import public_tasks
from app.operations.home_tasks import Task
from app.operations.notices.drafting import approve_notice, draft_notice
from app.operations.notices.posting import (
    answer_objection,
    end_notice,
    post_notice,
    record_objection,
    take_down,
)
from app.operations.offices import Office
from app.operations.pages import household_document
from tests.operations.offices import MONDAY
from tests.operations.public.batches import (
    OCTOBER,
    TODAY,
    a_posted_notice,
    an_office_with_twelve,
    an_open_case,
    to_the_notice,
)


def days_later(office: Office, days: int) -> Office:
    """The same office some days after Monday 2 November."""
    return replace(office, clock=lambda: MONDAY + timedelta(days=days))


def kinds(office: Office) -> list[tuple[str, str]]:
    """What the desk says of cases and notices, and how urgent it is."""
    return [(one.kind, one.urgency) for one in public_tasks(office)]


def the_task(office: Office) -> Task:
    """The one task there is."""
    (task,) = public_tasks(office)
    return task


def test_a_household_knows_its_cases_and_where_they_stand(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    assert cases_of(office, homes[0]) == []
    case = to_the_notice(office, homes[:2])
    (one,) = cases_of(office, homes[0])
    assert (one.line.id, one.line.kind, one.stays, one.closed_on) == (case, "notice", True, None)
    assert cases_of(office, homes[2]) == []
    (told,) = household_document(office, homes[0])["cases"]
    assert (told["case"], told["state"], told["left"]) == (case, "running", False)


def test_a_household_whose_objection_was_upheld_is_said_to_have_left(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes[:2])
    notice = a_posted_notice(office, case, TODAY)
    objection = record_objection(
        office, notice, {"received_on": TODAY, "way": "2", "what": "a car"}, homes[0]
    )
    office = days_later(office, 6)
    answer_objection(office, objection, investigator="Li", found="true", upheld=True)
    end_notice(office, notice)
    take_down(office, notice)
    (gone,), (staying,) = cases_of(office, homes[0]), cases_of(office, homes[1])
    assert (gone.stays, staying.stays) == (False, True)
    assert not gone.overdue
    assert gone.document()["left"] is True


def test_a_notice_is_to_be_posted_ends_today_and_hangs_too_long(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    notice = draft_notice(office, case)
    approve_notice(office, notice)
    task = the_task(office)
    assert (task.kind, task.urgency) == ("to_post", "today")
    assert (task.page, task.place) == ("public", {"case": case})
    post_notice(office, notice, "board", TODAY)
    assert [one for one in kinds(office) if one[0] != "step"] == []
    assert kinds(days_later(office, 5)) == [("ends", "today")]
    late = days_later(office, 8)
    assert kinds(late) == [("take_down", "overdue")]
    assert the_task(late).values["days"] == 3


def test_an_objection_comes_before_the_end_of_its_notice(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    notice = a_posted_notice(office, to_the_notice(office, homes), TODAY)
    record_objection(office, notice, {"received_on": TODAY, "way": "2", "what": "a car"}, homes[0])
    assert kinds(office) == [("objection", "today")]
    assert kinds(days_later(office, 8)) == [("objection", "overdue")]


def test_the_desk_lists_cases_with_help_and_counts_again_after_a_change(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    assert "to_post" not in {one.kind for one in help_tasks(office).tasks}
    approve_notice(office, draft_notice(office, to_the_notice(office, homes)))
    assert "to_post" in {one.kind for one in help_tasks(office).tasks}


def test_a_step_past_its_day_is_late(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    case = an_open_case(office, homes, "monitor-in-hainan")
    walk(office, case, "Wang", OCTOBER)
    (one,) = cases_of(office, homes[0])
    assert one.line.due_on is not None
    late = replace(office, clock=lambda: MONDAY + (one.line.due_on - TODAY) + timedelta(days=2))
    task = the_task(late)
    assert (task.kind, task.urgency, task.values["days"]) == ("step", "overdue", 2)
    assert task.place == {"case": case}
    assert cases_of(late, homes[0])[0].overdue
