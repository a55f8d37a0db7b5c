"""The section of problems found: by state, closed and opened again beside the list, a new one with the keyboard."""

from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.operations.findings import close_finding, list_findings, open_finding
from app.operations.offices import Office
from app.rules.dossiers import Value
from app.ui.desks import Desk
from app.ui.help.findings.panels import CLOSED, DUE, OUTCOME, OWNER, SOURCE, WHAT, FindingPanel, NewPanel
from app.ui.help.findings.sections import FindingsSection
from tests.operations.helping import TODAY, a_cadre, a_pairing
from tests.operations.offices import a_household, an_office
from tests.ui.household.desks import Told, a_desk, a_window


def opened(qtbot: QtBot, office: Office, **place: str) -> tuple[FindingsSection, Desk, Told]:
    desk, told = a_desk(office)
    section = FindingsSection(desk)
    told.kept += [desk, a_window(qtbot, section), section.buttons()]
    section.show_scope(TODAY.year, None)
    settled(qtbot, desk)
    section.open_at(**place)
    return section, desk, told


def settled(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.lanes.busy())


def a_problem(office: Office, household: str, due: date) -> str:
    answers: dict[str, Value] = {"found_on": date(2026, 10, 1), "source": "3", "what": "no light"}
    return open_finding(office, household, {**answers, "owner": "Li", "due_on": due})


def panel_of(section: FindingsSection) -> FindingPanel:
    panel = section.place.panel
    assert isinstance(panel, FindingPanel)
    return panel


def test_states_narrow_the_list_and_their_counts_add_up(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    late, later = (
        a_problem(office, household, date(2026, 10, 20)),
        a_problem(office, household, date(2026, 12, 1)),
    )
    done = a_problem(office, household, TODAY)
    close_finding(office, done, TODAY, "1", "lamps came")
    section, desk, _ = opened(qtbot, office)
    assert [one.id for one in section.lines] == [late, later]
    for state, expected in (("overdue", [late]), ("open", [later]), ("closed", [done])):
        section.narrow(state)
        assert [one.id for one in section.lines] == expected
    section.narrow("all")
    assert len(section.lines) == sum(section.counts.values()) == 3
    desk.close()


def test_a_problem_is_closed_with_an_outcome_and_leaves_the_list(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_problem(office, a_household(office), date(2026, 10, 20))
    section, desk, _ = opened(qtbot, office, finding=one)
    panel = panel_of(section)
    panel.take()
    assert list_findings(office)[0].state == "overdue"  # the outcome is asked for first
    assert panel.form is not None
    panel.form.inputs[OUTCOME].setPlainText("lamps came")
    panel.take()
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: section.place.panel is None)
    settled(qtbot, desk)
    assert section.lines == [] and list_findings(office)[0].state == "closed"
    desk.close()


def test_a_day_to_come_is_said_beside_its_field(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_problem(office, a_household(office), date(2026, 10, 20))
    section, desk, _ = opened(qtbot, office, finding=one)
    panel = panel_of(section)
    assert panel.form is not None
    panel.form.set_answer(CLOSED, date(2026, 11, 9))
    panel.form.inputs[OUTCOME].setPlainText("lamps came")
    panel.take()
    settled(qtbot, desk)
    assert not panel.form.rows[0].issue.isHidden()
    assert panel.form.inputs[OUTCOME].toPlainText() == "lamps came"
    desk.close()


def test_opening_again_asks_why(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_problem(office, a_household(office), date(2026, 10, 20))
    close_finding(office, one, TODAY, "1", "lamps came")
    section, desk, _ = opened(qtbot, office, state="closed", finding=one)
    panel = panel_of(section)
    panel.take()
    settled(qtbot, desk)
    assert not panel.rows["reason"].issue.isHidden()
    panel.reason.setPlainText("the lamps broke")
    panel.take()
    settled(qtbot, desk)
    (row,) = list_findings(office)
    assert row.state == "open" and row.answers["due_on"] == date(2026, 12, 2)
    desk.close()


def test_a_problem_is_changed(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_problem(office, a_household(office), date(2026, 10, 20))
    section, desk, _ = opened(qtbot, office, finding=one)
    panel = panel_of(section)
    panel.change_it()
    assert panel.form is not None
    panel.form.set_answer(OWNER, "Wang")
    panel.form.set_answer(DUE, date(2026, 12, 24))
    panel.take()
    settled(qtbot, desk)
    (row,) = list_findings(office)
    assert (row.answers["owner"], row.state) == ("Wang", "open")
    desk.close()


def test_a_new_problem_is_owned_by_the_households_helper(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household, li = a_household(office), a_cadre(office, "Li")
    a_pairing(office, household, li, started_on="2026-01-01")
    section, desk, _ = opened(qtbot, office)
    section.write()
    panel = section.place.panel
    assert isinstance(panel, NewPanel)
    panel.start(household)
    settled(qtbot, desk)
    panel.fields.set_answer(SOURCE, "3")
    panel.fields.inputs[WHAT].setPlainText("no light")
    panel.take()
    settled(qtbot, desk)
    (row,) = list_findings(office)
    assert (row.answers["owner"], row.cadre_id) == ("Li", li)
    desk.close()
