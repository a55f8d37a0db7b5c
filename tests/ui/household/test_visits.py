"""The card 走访: a visit typed with the keyboard alone, what is refused, what a power cut leaves, problems closed."""

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.operations.drafts import read_draft
from app.operations.findings import FindingQuery, list_findings
from app.operations.offices import Office
from app.operations.visit_lines import list_visits
from app.ui.household.help.visit_entries import MEND, REASON, WHO, VisitEntry
from app.ui.household.help.visits import VisitCard
from app.ui.household.pages import HouseholdPage
from tests.operations.helping import TODAY, a_cadre, a_jpeg, a_pairing, a_visit
from tests.operations.offices import a_household, an_office
from tests.ui.household.desks import leave, open_household, settle


def a_helped_household(office: Office) -> str:
    home = a_household(office, year=2026)
    a_pairing(office, home, a_cadre(office, "Chen"), started_on="2026-01-01")
    return home


def entry(qtbot: QtBot, page: HouseholdPage) -> VisitEntry:
    """The entry, opened by the key of the page."""
    page.head.visit.click()
    card = page.cards.card("visit")
    assert isinstance(card, VisitCard)
    qtbot.waitUntil(lambda: card.entry.isVisible())
    return card.entry


def press(qtbot: QtBot, key: Qt.Key, *keys: Qt.KeyboardModifier) -> None:
    """Press a key on whatever has the keyboard."""
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, *keys)


def type_on(qtbot: QtBot, text: str) -> None:
    """Type into whatever has the keyboard."""
    focused: Any = QApplication.focusWidget()
    qtbot.keyClicks(focused, text)


def test_a_visit_is_written_with_the_keyboard_alone(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_helped_household(office)
    page, _ = open_household(qtbot, office, home)
    made = entry(qtbot, page)
    control = Qt.KeyboardModifier.ControlModifier
    for _step in range(4):  # day, who, kind and mode stand as they are
        press(qtbot, Qt.Key.Key_Return)
    assert made.form.inputs["visit.met"].hasFocus()
    type_on(qtbot, "Old Zhao")
    press(qtbot, Qt.Key.Key_Return)
    type_on(qtbot, "warm and dry")
    press(qtbot, Qt.Key.Key_Return, control)
    press(qtbot, Qt.Key.Key_Return, control)
    type_on(qtbot, "the roof leaks")
    press(qtbot, Qt.Key.Key_Return, control)
    assert made.form.inputs["visit.handled"].hasFocus()
    press(qtbot, Qt.Key.Key_S, control)
    settle(qtbot, page)
    (line,) = list_visits(office, home)
    assert (line.visited_on, line.answers["met"], line.answers["seen"]) == (TODAY, "Old Zhao", "warm and dry")
    assert [one.name for one in line.visitors] == ["Chen"]
    (found,) = list_findings(office, FindingQuery(household_id=home))
    assert (found.answers["what"], found.answers["owner"]) == ("the roof leaks", "Chen")
    assert found.answers["due_on"] == date(2026, 12, 2)
    assert made.isHidden()
    page.keeper.flush()
    assert read_draft(office, f"household:{home}") == {}
    leave(page)


def test_a_problem_that_was_mended_at_once_needs_no_owner(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_helped_household(office)
    page, _ = open_household(qtbot, office, home)
    made = entry(qtbot, page)
    made.form.inputs["visit.problem"].setPlainText("a blown fuse")
    made.form.inputs["visit.problem"].finish()
    assert made.mend.answer() is True
    made.mend.take("0")
    assert made.form.inputs["finding.owner"].isHidden()
    made.write()
    settle(qtbot, page)
    assert list_findings(office, FindingQuery(household_id=home)) == []
    assert list_visits(office, home)[0].answers["problem"] == "a blown fuse"
    leave(page)


def test_a_visit_to_come_is_refused_beside_its_day_and_nothing_is_lost(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_helped_household(office)
    page, _ = open_household(qtbot, office, home)
    made = entry(qtbot, page)
    made.form.inputs["visit.visited_on"].set_answer(date(2026, 11, 3))
    made.form.inputs["visit.seen"].setPlainText("fine")
    made.write()
    settle(qtbot, page)
    assert not made.form._rows["visit.visited_on"].issue.isHidden()
    assert (made.isVisible(), made.form.inputs["visit.seen"].answer()) == (True, "fine")
    assert list_visits(office, home) == []
    leave(page)


def test_one_whose_pairing_has_ended_needs_a_reason_which_is_then_asked(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_household(office, year=2026)
    gone = a_cadre(office, "Wang")
    a_pairing(office, home, gone, started_on="2025-01-01", ended_on="2026-06-01")
    page, _ = open_household(qtbot, office, home)
    made = entry(qtbot, page)
    made.who.set_answer((gone,))
    assert made.form._rows[REASON].field.isHidden()
    made.write()
    settle(qtbot, page)
    assert not made.form._rows[WHO].issue.isHidden()
    assert not made.reason.isHidden()
    made.reason.setPlainText("came along to hand over")
    made.write()
    settle(qtbot, page)
    assert len(list_visits(office, home)) == 1
    leave(page)


def test_a_photo_that_is_none_is_said_below_and_a_real_one_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_helped_household(office)
    page, _ = open_household(qtbot, office, home)
    made = entry(qtbot, page)
    wrong, right = tmp_path / "notes.jpg", tmp_path / "roof.jpg"
    wrong.write_text("no picture")
    a_jpeg(right)
    made.photos.take([wrong])
    made.write()
    settle(qtbot, page)
    assert "notes.jpg" in made.fault._words.text()
    made.photos.show_files([])
    made.photos.take([right])
    made.write()
    settle(qtbot, page)
    assert [one.name for one in list_visits(office, home)[0].photos] == ["roof.jpg"]
    leave(page)


def test_a_power_cut_leaves_the_half_typed_visit_and_its_photos(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_helped_household(office)
    page, _ = open_household(qtbot, office, home)
    made = entry(qtbot, page)
    made.form.inputs["visit.seen"].setFocus()
    type_on(qtbot, "half a sente")
    made.photos.take([tmp_path / "roof.jpg"])
    page.keeper.flush()  # what the draft's clock does; then the power goes

    again, _ = open_household(qtbot, office, home)
    card = again.cards.card("visit")
    assert isinstance(card, VisitCard)
    qtbot.waitUntil(lambda: card.entry.isVisible())
    assert card.entry.form.inputs["visit.seen"].answer() == "half a sente"
    assert card.entry.photos.files == [tmp_path / "roof.jpg"]
    card.entry.put_away()
    again.keeper.flush()
    assert read_draft(office, f"household:{home}") == {}
    page.keeper._dirty = False
    leave(again)


def test_a_visit_is_changed_and_taken_away_with_a_reason(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_helped_household(office)
    a_visit(office, home, date(2026, 10, 1))
    page, _ = open_household(qtbot, office, home)
    card = page.cards.card("visit")
    assert isinstance(card, VisitCard)
    (line,) = list_visits(office, home)
    card.open_visit(line)
    qtbot.waitUntil(lambda: card.entry.isVisible())
    assert card.entry.form._rows[MEND].field.isHidden()  # a problem of old has its own line
    card.entry.form.inputs["visit.needs"].setPlainText("seed")
    card.entry.write()
    settle(qtbot, page)
    (line,) = list_visits(office, home)
    assert line.answers["needs"] == "seed"
    card.open_visit(line)
    qtbot.waitUntil(lambda: card.entry.isVisible())
    card.entry.remove.click()
    settle(qtbot, page)
    assert len(list_visits(office, home)) == 1  # a reason is wanted
    card.entry.reason.setPlainText("written twice")
    card.entry.remove.click()
    settle(qtbot, page)
    assert list_visits(office, home) == []
    leave(page)


def test_a_problem_is_closed_in_its_card_and_the_head_says_how_many_are_late(
    qtbot: QtBot, tmp_path: Path
) -> None:
    office = an_office(tmp_path)
    home = a_helped_household(office)
    with office.archive.work("clerk", at=office.clock()) as work:
        line = {
            "household_id": home,
            "found_on": "2026-09-01",
            "source": "1",
            "what": "no tap",
            "owner": "Chen",
        }
        work.create("finding", {**line, "due_on": "2026-10-01"})
    page, _ = open_household(qtbot, office, home, field="finding.outcome")
    card = page.cards.card("visit")
    assert isinstance(card, VisitCard)
    closing = card.findings.closing
    qtbot.waitUntil(lambda: closing.isVisible())
    assert any(choice.key == "visit" and choice.dot == "bad" for choice in page.cards.anchors(page.shown))  # type: ignore[arg-type]
    closing.write()
    assert not closing.form._rows["finding.closed_as"].issue.isHidden()
    closing.form.set_answer("finding.closed_as", "1")
    closing.form.set_answer("finding.outcome", "a tap was put in")
    closing.write()
    settle(qtbot, page)
    (found,) = list_findings(office, FindingQuery(household_id=home))
    assert (found.state, found.answers["outcome"]) == ("closed", "a tap was put in")
    assert card.findings.isHidden()
    leave(page)


def test_who_may_only_look_sees_visits_and_no_way_to_write(qtbot: QtBot, tmp_path: Path) -> None:
    from dataclasses import replace

    office = an_office(tmp_path)
    home = a_helped_household(office)
    a_visit(office, home, date(2026, 10, 1))
    office.user = replace(office.user, role="view")
    page, _ = open_household(qtbot, office, home)
    card = page.cards.card("visit")
    assert isinstance(card, VisitCard)
    assert not card.add.isEnabled()
    assert not page.head.visit.isEnabled()
    card.open_new()
    assert card.entry.isHidden()
    leave(page)
