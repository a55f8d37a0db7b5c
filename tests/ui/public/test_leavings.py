"""One household leaves a case, or all of it ends: never without a reason; a meeting half typed is kept."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.operations.cases.viewing import case_view
from app.operations.drafts import read_draft
from app.operations.notices.calendar import month_view
from app.ui.public.leavings import NOTE, WHY
from app.ui.public.works import draft_key
from tests.operations.public.batches import TODAY, an_office_with_twelve
from tests.ui.public.test_meetings import NAMES, a_meeting_form, at_the_meeting, fill_in
from tests.ui.public.test_public_page import a_case_panel, a_page


def test_a_household_leaves_and_the_others_go_on(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = at_the_meeting(office, homes)
    page, told = a_page(qtbot, office)
    panel = a_case_panel(qtbot, page, case)
    leavings = panel.leavings
    assert leavings is not None
    leavings.begin_leaving()
    assert leavings.who is not None and leavings.form is not None
    leavings.who.set_answer(homes[3])
    leavings.leave()
    assert {one.state for one in case_view(office, case).households} == {"in"}
    leavings.form.set_answer(WHY, "自愿放弃")
    leavings.leave()
    qtbot.waitUntil(lambda: panel.leavings is not leavings)
    states = {one.household_id: one.state for one in case_view(office, case).households}
    assert states[homes[3]] == "out" and list(states.values()).count("in") == 11
    assert told.problems == []


def test_a_case_is_ended_with_a_reason_and_its_day_stands_in_the_calendar(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = at_the_meeting(office, homes)
    page, _ = a_page(qtbot, office)
    panel = a_case_panel(qtbot, page, case)
    assert panel.leavings is not None
    panel.leavings.begin_ending()
    panel.leavings.end()
    assert case_view(office, case).outcome == ""
    assert panel.leavings.form is not None
    panel.leavings.form.set_answer(NOTE, "全部撤回")
    panel.leavings.end()
    qtbot.waitUntil(lambda: panel.shown is not None and panel.shown.case.now is None)
    assert panel.leavings is None
    assert [one.what for one in month_view(office, TODAY, TODAY).events] == ["dropped"]


def test_a_meeting_half_typed_is_there_again(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = at_the_meeting(office, homes)
    _, panel, form, _ = a_meeting_form(qtbot, office, case)
    fill_in(form)
    form.people.show_names(NAMES, [True] * 25)
    form.ballot._answered(homes[0], "against", 20)
    panel.close_panel()
    key = draft_key(case, "review")
    qtbot.waitUntil(lambda: bool(read_draft(office, key)))
    _, panel, again, _ = a_meeting_form(qtbot, office, case)
    assert again.form.answer("meeting.chair") == "李书记"
    assert again.attendance()[24:26] == ((NAMES[24], True), (NAMES[25], False))
    assert (again.votes()[homes[0]].against, again.votes()[homes[0]].in_favour) == (20, 5)
    panel.keep_meeting()
    qtbot.waitUntil(lambda: panel.shown is not None and panel.shown.case.now is not None
                    and panel.shown.case.now.step.key != "review")  # fmt: skip
    assert read_draft(office, key) == {}
