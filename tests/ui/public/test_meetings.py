"""A meeting on screen: representatives ticked by keyboard, quorum and sums judged at once, names remembered."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.cases.viewing import case_view
from app.operations.cases.walking import walk
from app.operations.offices import Office
from app.texts import say
from app.ui.public.attendances import split_names
from app.ui.public.case_panels import CasePanel
from app.ui.public.meeting_forms import MeetingForm
from app.ui.public.pages import PublicPage
from tests.operations.offices import MONDAY
from tests.operations.public.batches import OCTOBER, an_office_with_twelve, an_open_case
from tests.ui.household.desks import Told
from tests.ui.public.test_public_page import a_case_panel, a_page, wait_for_step

NAMES = ["阿依古丽·买买提江", *(f"代表{at}" for at in range(1, 30))]


def at_the_meeting(office: Office, homes: list[str], procedure: str = "monitor-in-qinan") -> str:
    """A case that waits for its meeting."""
    case = an_open_case(office, homes, procedure)
    walk(office, case, "户主", OCTOBER)
    walk(office, case, "工作队", OCTOBER + timedelta(days=2))
    return case


def a_meeting_form(
    qtbot: QtBot, office: Office, case: str
) -> tuple[PublicPage, CasePanel, MeetingForm, Told]:
    """The panel of a case that asks for its meeting."""
    page, told = a_page(qtbot, office)
    panel = a_case_panel(qtbot, page, case)
    assert panel.meeting_form is not None
    return page, panel, panel.meeting_form, told


def fill_in(form: MeetingForm) -> None:
    """Where it was and who led it."""
    for key, value in (("place", "村委会"), ("chair", "李书记"), ("recorder", "张文书")):
        form.form.set_answer(f"meeting.{key}", value)


def test_representatives_are_ticked_by_keyboard_and_counted(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    _, _, form, _ = a_meeting_form(qtbot, office, at_the_meeting(office, homes))
    form.people.show_names(NAMES)
    form.people.table.go_to(0)
    for _ in range(19):
        qtbot.keyClick(form.people.table, Qt.Key.Key_Space)
    assert form.people.table.currentIndex().row() == 19
    assert form.quorum.property("tone") == "bad"  # 19 of 30 are no two thirds
    qtbot.keyClick(form.people.table, Qt.Key.Key_Space)
    assert form.quorum.text() == say("public_meetings.quorum", entitled=30, present=20, needed=20)
    assert form.answers()["present"] == 20
    assert {one.in_favour for one in form.votes().values()} == {20}


def test_names_are_typed_in_one_line_and_taken_out(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    _, _, form, _ = a_meeting_form(qtbot, office, at_the_meeting(office, homes[:2]))
    form.people.more.setText("王强、李芳 阿依古丽·买买提江")
    qtbot.keyClick(form.people.more, Qt.Key.Key_Return)
    assert form.attendance() == (("王强", True), ("李芳", True), ("阿依古丽·买买提江", True))
    form.people.table.go_to(1)
    qtbot.keyClick(form.people.table, Qt.Key.Key_Delete)
    assert [name for name, _ in form.attendance()] == ["王强", "阿依古丽·买买提江"]


@pytest.mark.parametrize("text", ["王强、李芳", "王强 李芳", "王强，李芳,", "王强\n李芳"])
def test_names_are_divided_as_people_write_them(text: str):
    assert split_names(text) == ["王强", "李芳"]


def test_votes_are_typed_and_judged_at_once(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    _, _, form, _ = a_meeting_form(qtbot, office, at_the_meeting(office, homes))
    form.numbers.set_answer("meeting.entitled", 30)
    form.numbers.set_answer("meeting.present", 24)
    form._judge()
    grid = form.ballot.grid
    grid.go_to_cell(homes[0], "against")
    for key in "12":
        qtbot.keyClick(grid if key == "1" else grid._editor, key)
    qtbot.keyClick(grid._editor, Qt.Key.Key_Return)
    assert form.votes()[homes[0]].in_favour == 12  # half of those present is not more than half
    assert grid.column_key() == "abstained"
    told = say("public_meetings.outcome", count=12, passed=11, rejected=1)
    assert form.ballot.word.text() == told
    form.ballot._answered(homes[1], "in_favour", 20)
    assert form.ballot.word.text() == say("public_meetings.bad_sums", count=1, present=24)


def test_a_meeting_without_quorum_is_kept_once_and_carries_nothing(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = at_the_meeting(office, homes)
    _, panel, form, _ = a_meeting_form(qtbot, office, case)
    fill_in(form)
    form.people.show_names(NAMES, [at < 19 for at in range(30)])
    panel.keep_meeting()
    qtbot.waitUntil(lambda: bool(panel.told.shown) and bool(panel.shown and panel.shown.case.meetings))
    form.people.tick_all(True)
    panel.keep_meeting()
    wait_for_step(qtbot, panel, "notice")
    (meeting,) = case_view(office, case).meetings
    assert (meeting.meeting.present, len(meeting.attendance)) == (30, 30)


def test_the_next_meeting_of_the_village_begins_with_the_same_people(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    _, panel, form, _ = a_meeting_form(qtbot, office, at_the_meeting(office, homes[:2]))
    fill_in(form)
    form.people.show_names(NAMES, [True] * 30)
    panel.keep_meeting()
    wait_for_step(qtbot, panel, "notice")
    later = replace(office, clock=lambda: MONDAY + timedelta(days=1))
    _, _, form, _ = a_meeting_form(qtbot, later, at_the_meeting(later, homes[2:4]))
    assert [name for name, _ in form.attendance()] == NAMES
    assert form.answers()["chair"] == "李书记"
    assert form.answers()["present"] == 0


def test_enter_leads_from_the_words_to_the_votes_and_ctrl_enter_keeps_the_meeting(
    qtbot: QtBot, tmp_path: Path
):
    office, homes = an_office_with_twelve(tmp_path)
    case = at_the_meeting(office, homes)
    _, panel, form, _ = a_meeting_form(qtbot, office, case)
    first = form.form.inputs["meeting.clock"]
    qtbot.waitUntil(first.hasFocus)  # the first that is blank
    fill_in(form)
    recorder = form.form.inputs["meeting.recorder"]
    recorder.setFocus()
    for field, typed in ((recorder, ""), (form.numbers.inputs["meeting.entitled"], "30")):
        qtbot.keyClicks(field, typed)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    present = form.numbers.inputs["meeting.present"]
    qtbot.waitUntil(present.hasFocus)
    qtbot.keyClicks(present, "24")
    qtbot.keyClick(present, Qt.Key.Key_Return)
    qtbot.waitUntil(form.ballot.grid.hasFocus)
    assert form.ballot.grid.column_key() == "against"
    qtbot.keyClick(form.ballot.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_for_step(qtbot, panel, "notice")
