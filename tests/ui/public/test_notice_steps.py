"""A notice in its case: objections answered one by one, a correction with its reason, what is asked when."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.operations.notices.posting import record_objection
from app.operations.notices.stored import read_notice
from app.operations.notices.viewing import list_notices, notice_view
from app.operations.offices import Office
from app.ui.public.case_panels import CasePanel
from app.ui.public.notice_steps import NoticeStep
from tests.operations.offices import MONDAY
from tests.operations.public.batches import TODAY, a_posted_notice, an_office_with_twelve, to_the_notice
from tests.ui.household.desks import Told
from tests.ui.public.test_public_page import a_case_panel, a_page


def a_hanging(folder: Path) -> tuple[Office, list[str], str, str]:
    """An office, its households, a case and the notice that hangs since today."""
    office, homes = an_office_with_twelve(folder)
    case = to_the_notice(office, homes)
    return office, homes, case, a_posted_notice(office, case, TODAY)


def a_step(qtbot: QtBot, office: Office, case: str) -> tuple[CasePanel, NoticeStep, Told]:
    """The step of a case's notice, with its page kept alive."""
    page, told = a_page(qtbot, office)
    panel = a_case_panel(qtbot, page, case)
    assert panel.notice_step is not None
    return panel, panel.notice_step, told


def anew(qtbot: QtBot, panel: CasePanel, before: NoticeStep) -> NoticeStep:
    """The step when the case was read again."""
    qtbot.waitUntil(lambda: panel.notice_step not in (None, before))
    assert panel.notice_step is not None
    return panel.notice_step


def test_two_objections_are_each_answered(qtbot: QtBot, tmp_path: Path):
    office, homes, case, notice = a_hanging(tmp_path)
    first, second = (
        record_objection(office, notice, {"received_on": TODAY, "way": "2", "what": what}, home)
        for what, home in (("a car", homes[0]), ("a shop", homes[1]))
    )
    panel, step, _ = a_step(qtbot, office, case)
    for one in (first, second):
        assert step.objections is not None
        made = step.objections.answers[one]
        made.form.set_answer("objection.investigator", "李")
        made.form.set_answer("objection.found", f"found {one}")
        made.upheld.set_answer(one == first)
        step.objections.answer(one)
        step = anew(qtbot, panel, step)
    told = {line.id: line.answers for line in notice_view(office, notice).objections}
    assert [told[one]["upheld"] for one in (first, second)] == [True, False]
    assert told[first]["found"] == f"found {first}"


def test_a_new_objection_is_asked_for_by_a_press(qtbot: QtBot, tmp_path: Path):
    office, _, case, notice = a_hanging(tmp_path)
    panel, step, _ = a_step(qtbot, office, case)
    step.buttons["object"].click()
    assert step.objections is not None and step.objections.form is not None
    step.objections.form.set_answer("objection.way", "2")
    step.objections.form.set_answer("objection.what", "a car")
    step.objections.keep()
    anew(qtbot, panel, step)
    assert [one.answers["what"] for one in notice_view(office, notice).objections] == ["a car"]


def test_while_it_hangs_nothing_ends_it_and_after_it_can(qtbot: QtBot, tmp_path: Path):
    office, _, case, notice = a_hanging(tmp_path)
    _, step, _ = a_step(qtbot, office, case)
    assert {"look", "correct", "object"} <= set(step.buttons)
    assert not {"end", "down"} & set(step.buttons)
    later = replace(office, clock=lambda: MONDAY + timedelta(days=6))
    panel, step, _ = a_step(qtbot, later, case)
    step.buttons["end"].click()
    step = anew(qtbot, panel, step)
    assert "end" not in step.buttons and "down" in step.buttons
    assert read_notice(office, notice).state == "ended"


def test_a_correction_asks_why_and_drafts_the_new_one(qtbot: QtBot, tmp_path: Path):
    office, _, case, notice = a_hanging(tmp_path)
    panel, step, _ = a_step(qtbot, office, case)
    step.buttons["correct"].click()
    step.correct()
    assert panel.notice_step is step and len(list_notices(office)) == 1
    assert step.form is not None
    step.form.set_answer("notice.reason", "a wrong name")
    step.buttons["again"].click()
    step = anew(qtbot, panel, step)
    assert "approve" in step.buttons and step.view is not None
    assert step.view.notice.corrects_id == notice
