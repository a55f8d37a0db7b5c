"""The section of visits: who is due, writing one down with the keyboard, the log, leaders' rounds."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.finding_lists import list_findings
from app.operations.offices import Office
from app.operations.visits import list_visits
from app.ui.desks import Desk
from app.ui.help.visits.entries import EntryPanel
from app.ui.help.visits.panels import LeftPanel, VisitPanel
from app.ui.help.visits.sections import VisitsSection
from tests.operations.helping import TODAY, a_cadre, a_pairing, a_posting, a_standing, a_visit
from tests.operations.offices import a_household, an_office
from tests.ui.household.desks import Told, a_desk, a_window


def opened(qtbot: QtBot, office: Office, **place: str) -> tuple[VisitsSection, Desk, Told]:
    desk, told = a_desk(office)
    section = VisitsSection(desk)
    told.kept += [desk, a_window(qtbot, section), section.buttons()]
    section.show_scope(TODAY.year, None)
    section.open_at(**place)
    settled(qtbot, desk)
    return section, desk, told


def settled(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.lanes.busy())


def a_watched(office: Office, name: str) -> str:
    household = a_household(office, name=name)
    a_standing(office, household, monitor_class="1")
    return household


def entry_of(qtbot: QtBot, section: VisitsSection) -> EntryPanel:
    panel = section.place.panel
    assert isinstance(panel, EntryPanel)
    qtbot.waitUntil(lambda: panel.entry.isVisible())
    return panel


def test_never_visited_households_stand_first_and_are_counted(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    late, never = a_watched(office, "Late"), a_watched(office, "Never")
    a_visit(office, late, date(2026, 9, 1))
    section, desk, _ = opened(qtbot, office)
    heard: list[str] = []
    section.said.connect(heard.append)
    section.dues.narrow("never")
    assert [one.household_id for one in section.dues.lines] == [never]
    section.dues.narrow("all")
    assert [one.household_id for one in section.dues.lines] == [never, late]
    section._counted()
    assert "2" in heard[-1] and "1" in heard[-1]
    desk.close()


def test_enter_writes_a_visit_of_the_household_and_it_leaves_the_list(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household, li = a_watched(office, "Zhao"), a_cadre(office, "Li")
    a_pairing(office, household, li, started_on="2026-01-01")
    section, desk, _ = opened(qtbot, office)
    section.dues.table.go_to(0)
    qtbot.keyClick(section.dues.table, Qt.Key.Key_Return)
    panel = entry_of(qtbot, section)
    assert panel.entry.who.answer() == (li,)  # its helper
    panel.entry.form.inputs["visit.seen"].setPlainText("two goats")
    panel.entry.write()
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: section.place.panel is None)
    (visit,) = list_visits(office, household)
    assert visit.visited_on == TODAY and visit.answers["seen"] == "two goats"
    settled(qtbot, desk)
    assert section.dues.lines == []
    desk.close()


def test_a_day_to_come_is_said_beside_its_field_and_nothing_is_lost(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_watched(office, "Zhao")
    section, desk, _ = opened(qtbot, office, write=household)
    panel = entry_of(qtbot, section)
    panel.entry.form.set_answer("visit.visited_on", date(2026, 11, 9))
    panel.entry.form.inputs["visit.seen"].setPlainText("two goats")
    panel.entry.write()
    settled(qtbot, desk)
    row = panel.entry.form.rows[0]
    assert not row.issue.isHidden()
    assert panel.entry.form.inputs["visit.seen"].toPlainText() == "two goats"
    assert list_visits(office, household) == []
    desk.close()


def test_who_cannot_have_gone_is_told_while_one_types(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household, gone = a_watched(office, "Zhao"), a_cadre(office, "Gone", to_on="2026-10-01")
    section, desk, _ = opened(qtbot, office, write=household)
    panel = entry_of(qtbot, section)
    settled(qtbot, desk)
    assert [one.tone for one in panel.told.shown] == ["warn"]  # nobody is named yet
    panel.entry.who.take(gone)
    settled(qtbot, desk)
    row = next(one for one in panel.entry.form.rows if one.field is panel.entry.who)
    assert not row.issue.isHidden() and panel.told.shown == []
    panel.entry.photos.take([tmp_path / "none.jpg"])
    settled(qtbot, desk)
    assert [one.tone for one in panel.told.shown] == ["bad"]
    panel.entry.form.inputs["visit.visited_on"].set_answer(date(2026, 9, 1))
    panel.check()
    settled(qtbot, desk)
    assert row.issue.isHidden()
    desk.close()


def test_a_problem_becomes_a_finding_with_owner_and_deadline(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household, li = a_watched(office, "Zhao"), a_cadre(office, "Li")
    a_pairing(office, household, li, started_on="2026-01-01")
    section, desk, _ = opened(qtbot, office, write=household)
    panel = entry_of(qtbot, section)
    problem = panel.entry.form.inputs["visit.problem"]
    problem.setPlainText("the roof leaks")
    problem.answered.emit()
    panel.entry.write()
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: section.place.panel is None)
    (finding,) = list_findings(office)
    assert finding.answers["owner"] == "Li" and finding.answers["due_on"] == date(2026, 12, 2)
    desk.close()


def test_without_a_chosen_household_one_is_picked_by_name(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    a_household(office, name="\u8d75\u5927\u6708")  # nobody asks for visits to it
    section, desk, _ = opened(qtbot, office)
    section.write_here()
    panel = section.place.panel
    assert isinstance(panel, EntryPanel)
    qtbot.keyClicks(panel.pick.field, "zhao")
    qtbot.waitUntil(lambda: panel.pick.list.option() is not None)
    qtbot.keyClick(panel.pick.field, Qt.Key.Key_Return)
    entry_of(qtbot, section)
    assert panel.visited is not None and panel.visited.head == "\u8d75\u5927\u6708"
    desk.close()


def test_the_log_is_the_years_and_shows_one_visit_whole(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household, li = a_household(office, name="Zhao"), a_cadre(office, "Li")
    a_visit(office, household, date(2026, 3, 1), [li], problem="no water")
    a_visit(office, household, date(2025, 3, 1), [li])
    section, desk, _ = opened(qtbot, office, view="log")
    assert (section.log.every, section.log.problems) == (1, 1)
    section.log.table.go_to(0)
    qtbot.keyClick(section.log.table, Qt.Key.Key_Return)
    settled(qtbot, desk)
    assert isinstance(section.place.panel, VisitPanel)
    section.search.set_answer("nobody")
    section._search()
    settled(qtbot, desk)
    assert section.log.every == 0
    desk.close()


def test_a_leader_shows_whom_he_has_yet_to_see(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one, other = a_watched(office, "Zhao"), a_watched(office, "Qian")
    leader = a_cadre(office, "Leader")
    a_posting(office, leader, "5", started_on="2026-01-01")
    a_visit(office, one, date(2026, 5, 1), [leader])
    section, desk, _ = opened(qtbot, office, view="rounds")
    assert [(line.name, line.percent) for line in section.rounds.every] == [("Leader", 50)]
    section.rounds.table.go_to(0)
    qtbot.keyClick(section.rounds.table, Qt.Key.Key_Return)
    panel = section.place.panel
    assert isinstance(panel, LeftPanel)
    settled(qtbot, desk)
    assert panel.table.rows.rowCount() == 1
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    entry = entry_of(qtbot, section)
    assert entry.visited is not None and entry.visited.household_id == other
    assert entry.entry.who.answer() == (leader,)
    desk.close()


def test_the_section_fits_the_smallest_window(qtbot: QtBot, tmp_path: Path) -> None:
    section, desk, _ = opened(qtbot, an_office(tmp_path))
    assert section.minimumSizeHint().width() <= 1280 - 188 - 48
    assert section.minimumSizeHint().height() <= 480
    desk.close()
