"""The inbox of conflicts: grouped, aged, masked, decided by keyboard, with the second person that a field asks for."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.conflict_lists import conflict_context, inbox
from app.operations.conflicts import list_conflicts, settle_conflict
from app.operations.offices import Office
from app.operations.users import add_user
from app.texts import say
from app.ui.kit.cells import Mark
from app.ui.sync.shown import inbox_rows, read_inbox, side_words
from tests.operations.offices import MONDAY, PASSWORD, a_household, an_office
from tests.ui.sync.standings import a_conflict, head_of, join
from tests.ui.sync.windows import opened, rested

NUMBER, HIS, HERS = "510812197001010014", "510812197001010030", "510812197001010057"


def an_inbox(folder: Path, **more: object) -> tuple[Office, str, str]:
    """A joined office with one household; gives the office, the household, its head."""
    office = an_office(folder)
    household = a_household(office, name="Zhao", number=NUMBER)
    join(office)
    return office, household, head_of(office, household)


def a_colleague(office: Office, role: str = "enter") -> None:
    add_user(office, "dora", "Dora", PASSWORD, role)  # type: ignore[arg-type]


def test_conflicts_of_one_household_stand_together_and_name_it_once(tmp_path: Path):
    office, first, person = an_inbox(tmp_path)
    second = a_household(office, name="Qian", village=1)
    a_conflict(office, first, "household", first, "address", mine="A", theirs="B", days=9)
    a_conflict(office, second, "household", second, "address", mine="A", theirs="B", days=5)
    a_conflict(office, first, "person", person, "id_number", mine=HIS, theirs=HERS, days=1)
    lines = inbox(office)
    assert [(line.head, line.late) for line in lines] == [("Zhao", 7), ("Zhao", 0), ("Qian", 3)]
    rows = inbox_rows(lines, MONDAY)
    assert [isinstance(row.cells[0], Mark) for row in rows] == [True, False, True]
    assert [row.cells[2][0].tone for row in rows] == ["bad", "neutral", "warn"]  # type: ignore[index,union-attr]
    office.close()


def test_numbers_are_masked_until_somebody_asks_and_that_is_logged(qtbot: QtBot, tmp_path: Path):
    office, household, person = an_inbox(tmp_path)
    a_conflict(office, household, "person", person, "id_number", mine=HIS, theirs=HERS, base=NUMBER)
    page, desk, _ = opened(qtbot, office)
    cards = page.inbox.panel.sides.cards
    assert HERS not in cards["keep"].value.text() and HERS not in str(inbox_rows(inbox(office), MONDAY))
    qtbot.keyClick(page.inbox.panel, Qt.Key.Key_F8)
    page.inbox.panel.show_numbers()
    rested(qtbot, desk)
    assert (cards["keep"].value.text(), cards["take"].value.text()) == (HERS, HIS)
    acts = office.archive.read("SELECT set_json FROM change WHERE action = 'act'")
    assert [row for row in acts if "person.id_number" in row[0]]
    desk.close()


def test_keeping_what_stands_takes_four_keys_and_a_reason(qtbot: QtBot, tmp_path: Path):
    office, household, _ = an_inbox(tmp_path)
    a_conflict(
        office, household, "household", household, "water_source", mine="01", theirs="02", kind="field"
    )
    page, desk, told = opened(qtbot, office)
    table, panel = page.inbox.table, page.inbox.panel
    qtbot.waitUntil(table.hasFocus)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(panel.sides.cards["keep"], Qt.Key.Key_Return)
    assert panel.form is not None and panel.form.reason.hasFocus()
    qtbot.keyClicks(panel.form.reason, "asked by phone")
    qtbot.keyClick(panel.form.reason, Qt.Key.Key_Return)
    rested(qtbot, desk)
    assert page.inbox.found.waiting == []
    assert [line.reason for line in page.inbox.found.settled] == ["asked by phone"]
    assert told.sentences
    desk.close()


def test_a_third_word_is_typed_and_one_that_is_none_is_refused_beside_its_field(qtbot: QtBot, tmp_path: Path):
    office, household, person = an_inbox(tmp_path)
    a_colleague(office)
    a_conflict(office, household, "person", person, "id_number", mine=HIS, theirs=HERS, base=NUMBER)
    page, desk, _ = opened(qtbot, office)
    panel = page.inbox.panel
    panel.sides.choose("type")
    panel.settle()
    form = panel.form
    assert form is not None and form.who is not None and form.password is not None
    assert form.typed.property("issue") == form.reason.property("issue") == "error"
    form.typed.set_answer("51081219700101001")
    form.reason.set_answer("seen")
    form.password.setText(PASSWORD)
    panel.settle()
    rested(qtbot, desk)
    assert form.typed.property("issue") == "error" and len(page.inbox.found.waiting) == 1
    form.typed.set_answer("510812197001010073")
    panel.settle()
    rested(qtbot, desk)
    rows = office.archive.read("SELECT id_number FROM person WHERE id = ?", (person,))
    assert rows == [("510812197001010073",)] or len(page.inbox.found.waiting) == 1
    desk.close()


def test_a_wrong_password_of_the_second_person_decides_nothing(qtbot: QtBot, tmp_path: Path):
    office, household, person = an_inbox(tmp_path)
    a_colleague(office)
    a_conflict(office, household, "person", person, "name", mine="Zhao A", theirs="Zhao")
    page, desk, _ = opened(qtbot, office)
    panel = page.inbox.panel
    panel.sides.choose("take")
    assert panel.form is not None and panel.form.password is not None
    panel.form.reason.set_answer("seen")
    panel.form.password.setText("not his password")
    panel.settle()
    rested(qtbot, desk)
    assert panel.form.password.property("issue") == "error" and panel.form.password.answer() is None
    assert len(list_conflicts(office)) == 1 and panel.button.isEnabled()
    desk.close()


def test_where_nobody_else_has_an_account_the_page_says_what_to_do(qtbot: QtBot, tmp_path: Path):
    office, household, person = an_inbox(tmp_path)
    a_conflict(office, household, "person", person, "name", mine="Zhao A", theirs="Zhao")
    page, desk, _ = opened(qtbot, office)
    form = page.inbox.panel.form
    assert form is not None and form.hindered and not page.inbox.panel.button.isEnabled()
    desk.close()


@pytest.mark.parametrize(("role", "asked"), [("approve", ""), ("enter", "supervisor")])
def test_money_asks_for_the_supervisor_unless_it_is_he_who_decides(tmp_path: Path, role: str, asked: str):
    office, household, _ = an_inbox(tmp_path)
    a_conflict(office, household, "household", household, "bank_account", mine="1", theirs="2")
    office.user = replace(office.user, role=role)  # type: ignore[arg-type]
    (line,) = inbox(office)
    assert line.confirm == asked and line.why
    office.close()


def test_a_time_that_is_still_to_come_is_marked_as_not_to_be_trusted(tmp_path: Path):
    office, household, person = an_inbox(tmp_path)
    in_2099 = MONDAY.replace(year=2099)
    a_conflict(office, household, "person", person, "name", mine="A", theirs="B", at=in_2099)
    a_conflict(office, household, "person", person, "sex", mine="1", theirs="2", at=MONDAY)
    assert sorted(len(line.unsure) for line in inbox(office)) == [0, 1]
    line = next(line for line in inbox(office) if line.unsure)
    assert "boris" in side_words(line, "mine", MONDAY) and line.late == 0
    office.close()


def test_what_else_is_known_stands_beside_it(tmp_path: Path):
    office, household, person = an_inbox(tmp_path)
    a_conflict(office, household, "person", person, "name", mine="A", theirs="B")
    (line,) = inbox(office)
    facts = dict(conflict_context(office, line))
    assert facts[say("conflicts.members")] == "Zhao"
    assert NUMBER not in facts.values() and len(facts) > 2
    office.close()


def test_what_is_typed_stays_while_new_conflicts_come(qtbot: QtBot, tmp_path: Path):
    office, household, person = an_inbox(tmp_path)
    a_conflict(office, household, "person", person, "name", mine="A", theirs="B", days=2)
    page, desk, _ = opened(qtbot, office)
    panel = page.inbox.panel
    panel.sides.choose("keep")
    assert panel.form is not None
    qtbot.keyClicks(panel.form.reason, "half a rea")
    a_conflict(office, household, "household", household, "address", mine="A", theirs="B", days=1)
    desk.changed.emit("synced")
    rested(qtbot, desk)
    assert len(page.inbox.found.waiting) == 2
    assert (panel.sides.now, panel.form.reason.text()) == ("keep", "half a rea")
    desk.close()


def test_forty_conflicts_are_read_in_a_moment_and_settled_ones_leave_the_place_in_the_list(
    qtbot: QtBot, tmp_path: Path
):
    office, household, _ = an_inbox(tmp_path)
    for nth in range(40):
        a_conflict(
            office, household, "household", household, "address", mine=f"A {nth}", theirs="B", days=nth % 9
        )
    page, desk, _ = opened(qtbot, office)
    page.inbox.table.go_to(20)
    chosen = page.inbox.table.current_key()
    settle_conflict(office, page.inbox.found.waiting[0].conflict.id, "keep", "seen")
    desk.changed.emit("conflicts")
    rested(qtbot, desk)
    assert len(page.inbox.found.waiting) == 39 and page.inbox.table.current_key() == chosen
    assert page.go._kind == "quiet", "deciding is the next thing to do"
    desk.close()


def test_what_the_county_refused_is_listed_with_its_reason(qtbot: QtBot, tmp_path: Path):
    office, household, _ = an_inbox(tmp_path)
    ((change,),) = office.archive.read("SELECT id FROM change WHERE about = ? LIMIT 1", (household,))
    with office.archive.syncing() as connection:
        connection.execute(
            "INSERT INTO answered (change_id, status, reason, at) VALUES (?, 'rejected', 'scope', ?)",
            (change, MONDAY.isoformat()),
        )
    page, desk, _ = opened(qtbot, office)
    page.inbox.tabs.chosen.emit("refused")
    page.inbox.tabs.choose("refused")
    page.inbox._lay_rows()
    (one,) = read_inbox(office).refused
    assert (one.head, one.reason) == ("Zhao", "scope")
    assert page.inbox.table.current_key() == change
    desk.close()


@pytest.mark.parametrize("kind", ["delete", "deleted", "late"])
def test_of_a_whole_row_it_says_what_becomes_of_it_and_offers_no_third_word(
    qtbot: QtBot, tmp_path: Path, kind: str
):
    office, household, person = an_inbox(tmp_path)
    a_conflict(office, household, "person", person, "id", mine=None, theirs=None, kind=kind)
    page, desk, _ = opened(qtbot, office)
    cards = page.inbox.panel.sides.cards
    words = {cards["keep"].value.text(), cards["take"].value.text()}
    assert len(words) == 2 and say("conflicts.blank") not in words
    assert cards["type"].isHidden() and page.inbox.panel.base.isHidden()
    desk.close()


def test_it_opens_at_a_household_and_leads_back_to_it(qtbot: QtBot, tmp_path: Path):
    office, first, _ = an_inbox(tmp_path)
    second = a_household(office, name="Qian")
    for home in (first, second):
        a_conflict(office, home, "household", home, "address", mine="A", theirs="B")
    page, desk, told = opened(qtbot, office, household=second)
    assert page.inbox.panel.line is not None and page.inbox.panel.line.head == "Qian"
    page.inbox.panel.open.click()
    assert told.went[-1][1]["id"] == second
    desk.close()


def test_no_minimum_pushes_the_window_beyond_a_small_screen(qtbot: QtBot, tmp_path: Path):
    office, household, person = an_inbox(tmp_path)
    a_colleague(office)
    long = "\u963f\u4f9d\u53e4\u4e3d\u00b7\u4e70\u4e70\u63d0\u6c5f" * 4
    a_conflict(office, household, "person", person, "name", mine=long, theirs=long + "A", actor=long)
    page, desk, _ = opened(qtbot, office)
    page.inbox.panel.sides.choose("type")
    hint = page.minimumSizeHint()
    assert hint.width() <= 1092 and hint.height() <= 612
    desk.close()
