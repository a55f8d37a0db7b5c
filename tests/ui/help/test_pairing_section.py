"""The section 结对 on a real small office: no household without a helper, no helper without notice."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.cadres import list_cadres
from app.operations.pairings import list_pairings, pairing_gaps
from app.operations.places import villages
from app.operations.postings import list_postings
from app.ui.help.pairing.cadre_sheets import CadreSheet
from app.ui.help.pairing.panels import NEW, CadrePanel
from app.ui.help.reading_panels import ReadingPanel
from tests.operations.helping import TODAY, a_cadre, a_pairing
from tests.ui.help.pages import firsts, open_help, settled, three_needing
from tests.workbooks.rosters import csv_text

HEADINGS = ["村", "户主姓名", "帮扶责任人", "联系电话", "结对日期"]


def a_table(path: Path, row: list[str]) -> Path:
    """A table of one pairing."""
    path.write_text(csv_text([HEADINGS, row]), encoding="utf-8")
    return path


def fill(panel: CadrePanel, **answers: object) -> None:
    for key, value in answers.items():
        panel.form.set_answer(f"pairing.{key}", value)


def test_households_without_a_helper_stand_first_and_are_paired_in_one_go(qtbot: QtBot, tmp_path: Path):
    office, households = three_needing(tmp_path)
    cadre = a_cadre(office, "Li")
    a_pairing(office, households[0], cadre, started_on="2026-01-01")
    _, section, desk, _ = open_help(qtbot, office, "pairing")
    assert firsts(section.pairs.table) == ["Qian", "Sun", "Zhao"]
    section.pair_button.click()
    settled(qtbot, desk)
    panel = section.place.panel
    panel.go.click()  # nobody is chosen yet
    assert panel.cadre.hasFocus()
    panel.cadre.take(cadre)
    panel.go.click()
    settled(qtbot, desk)
    assert pairing_gaps(office) == []
    section.narrowing.chosen.emit("gap")
    assert section.pairs.none_lacking.isVisible()
    desk.close()


def test_a_cadre_nobody_knows_yet_is_made_on_the_way(qtbot: QtBot, tmp_path: Path):
    office, households = three_needing(tmp_path)
    _, section, desk, _ = open_help(qtbot, office, "pairing")
    section.pairs.table.tick(households[:1])
    section.deeds.pair()
    settled(qtbot, desk)
    panel = section.place.panel
    panel.cadre.take(NEW)
    panel.go.click()
    assert panel.newcomer.inputs["cadre.name"].hasFocus()
    panel.newcomer.set_answer("cadre.name", "Wang")
    panel.newcomer.set_answer("cadre.phone", "13900002738")
    panel.newcomer.set_answer("unit.name", "Clinic")
    panel.go.click()
    settled(qtbot, desk)
    (line,) = list_pairings(office, households[0])
    assert (line.name, line.unit["name"], line.started_on) == ("Wang", "Clinic", TODAY)
    desk.close()


def test_a_handover_closes_the_old_line_on_its_day_and_offers_the_sheet(qtbot: QtBot, tmp_path: Path):
    office, households = three_needing(tmp_path)
    old, new = a_cadre(office, "Li"), a_cadre(office, "Wang")
    for household in households:
        a_pairing(office, household, old, started_on="2026-01-01")
    _, section, desk, told = open_help(qtbot, office, "pairing")
    section.pairs.table.tick(households[:2])
    section.deeds.hand_over_chosen()
    settled(qtbot, desk)
    panel = section.place.panel
    panel.cadre.take(new)
    panel.go.click()
    assert panel.form.inputs["pairing.reason"].hasFocus()  # no handover without a reason
    fill(panel, reason="1")
    panel.go.click()
    settled(qtbot, desk)
    newest, before = list_pairings(office, households[0])
    assert (newest.name, newest.started_on, newest.follows_id) == ("Wang", TODAY, before.id)
    assert before.ended_on == TODAY
    assert list_pairings(office, households[2])[0].name == "Li"
    qtbot.keyClick(section.window().focusWidget(), Qt.Key.Key_Return)
    page, place = told.went[-1]
    assert (page, place["paper"], set(place["households"])) == ("print", "handover", set(households[:2]))  # type: ignore[call-overload]
    desk.close()


def test_a_refusal_is_told_in_the_panel_and_nothing_typed_is_lost(qtbot: QtBot, tmp_path: Path):
    office, households = three_needing(tmp_path)
    cadre = a_cadre(office, "Li")
    a_pairing(office, households[0], cadre, started_on="2026-01-01")
    _, section, desk, told = open_help(qtbot, office, "pairing")
    section.pairs.table.tick(households[:1])
    section.deeds.hand_over_chosen()
    settled(qtbot, desk)
    panel = section.place.panel
    panel.cadre.take(NEW)
    panel.newcomer.set_answer("cadre.name", "Wang")
    panel.newcomer.set_answer("cadre.phone", "13900002738")
    fill(panel, reason="1", ended_on=TODAY.replace(year=2030))
    panel.go.click()
    settled(qtbot, desk)
    assert panel.told.shown
    assert panel.go.isEnabled()
    assert panel.newcomer.answer("cadre.name") == "Wang"
    assert told.problems == []
    desk.close()


def test_all_households_of_a_cadre_are_handed_over_as_he_leaves(qtbot: QtBot, tmp_path: Path):
    office, households = three_needing(tmp_path)
    old, new = a_cadre(office, "Li", phone="13900000001"), a_cadre(office, "Wang", phone="13900000002")
    for household in households:
        a_pairing(office, household, old, started_on="2026-01-01")
    _, section, desk, _ = open_help(qtbot, office, "pairing", view="loads")
    loads = {line.name: line for line in section.loads.cadres}
    section.deeds.hand_over_all(loads["Li"])
    settled(qtbot, desk)
    panel = section.place.panel
    assert old not in [option.code for option in panel.cadre._options]
    panel.cadre.take(new)
    panel.also.setChecked(True)
    fill(panel, reason="2")
    panel.go.click()
    settled(qtbot, desk)
    after = {line.name: line for line in list_cadres(office)}
    assert (after["Li"].ended, after["Li"].households, after["Wang"].households) == (True, 0, 3)
    desk.close()


def test_a_cadre_is_corrected_beside_the_list(qtbot: QtBot, tmp_path: Path):
    office, _ = three_needing(tmp_path)
    a_cadre(office, "Li", phone="13900000001")
    _, section, desk, _ = open_help(qtbot, office, "pairing", view="loads")
    section.loads.table.go_to(0)
    qtbot.keyClick(section.loads.table, Qt.Key.Key_Return)
    sheet = section.place.panel
    assert isinstance(sheet, CadreSheet)
    sheet.form.set_answer("cadre.rank", "4")
    sheet.save.click()
    settled(qtbot, desk)
    assert list_cadres(office)[0].rank == "4"
    assert section.place.panel is None
    desk.close()


def test_the_forces_stand_as_a_tree_and_a_household_opens_from_it(qtbot: QtBot, tmp_path: Path):
    office, households = three_needing(tmp_path)
    a_pairing(office, households[0], a_cadre(office, "Li"), started_on="2026-01-01")
    _, section, desk, told = open_help(qtbot, office, "pairing", view="forces")
    tree = section.forces.tree
    branch = tree._roots[0]
    while branch.below:
        branch = branch.below[0]
    tree.choose(branch.key)
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert told.went[-1][1]["id"] == households[0]
    desk.close()


def test_a_workbook_of_pairings_is_looked_at_first_and_refusals_say_where(qtbot: QtBot, tmp_path: Path):
    office, _ = three_needing(tmp_path)
    _, section, desk, _ = open_help(qtbot, office, "pairing")
    section.deeds.read_workbook()
    panel = section.place.panel
    assert isinstance(panel, ReadingPanel)
    here = villages(office)[0].name
    good = a_table(tmp_path / "good.csv", [here, "Zhao", "Li", "13900000001", "2026-01-01"])
    bad = a_table(tmp_path / "bad.csv", [here, "Nobody", "Li", "13900000001", "soon"])
    panel.take_files([bad])
    settled(qtbot, desk)
    assert panel.told.shown
    assert not panel.write.isVisible()
    panel.take_files([good])
    settled(qtbot, desk)
    assert panel.write.hasFocus()
    qtbot.keyClick(panel.write, Qt.Key.Key_Return)
    settled(qtbot, desk)
    assert [gap.head for gap in pairing_gaps(office)] == ["Qian", "Sun"]
    assert section.place.panel is None
    desk.close()


def test_a_cadre_is_posted_to_a_village_and_leaves_it_again(qtbot: QtBot, tmp_path: Path):
    office, _ = three_needing(tmp_path)
    cadre = a_cadre(office, "Li", phone="13900000001")
    _, section, desk, _ = open_help(qtbot, office, "pairing", view="loads")
    section.deeds.open_cadre(cadre)
    settled(qtbot, desk)
    postings = section.place.panel.postings
    postings.add.click()
    postings.go.click()  # no village yet: the sentence stands beside the field
    assert list_postings(office) == []
    postings.village.take(villages(office)[0].id)
    postings.new.set_answer("posting.team", "2")
    postings.go.click()
    settled(qtbot, desk)
    (line,) = postings.lines
    assert (line.village, line.answers["team"]) == (villages(office)[0].name, "2")
    postings.ask_end(line)
    postings.end.set_answer("posting.ended_on", TODAY.replace(day=20))
    postings.end.set_answer("posting.reason", "3")
    postings.go.click()
    settled(qtbot, desk)
    assert [one.answers["ended_on"] for one in list_postings(office)] == [TODAY.replace(day=20)]
    desk.close()


def test_a_part_of_a_name_finds_head_helper_or_unit(qtbot: QtBot, tmp_path: Path):
    office, households = three_needing(tmp_path)
    a_pairing(office, households[0], a_cadre(office, "Liang"), started_on="2026-01-01")
    _, section, desk, _ = open_help(qtbot, office, "pairing")
    for typed, found in (("su", ["Sun"]), ("lian", ["Zhao"]), ("", ["Qian", "Sun", "Zhao"])):
        section.pairs.search(typed)
        assert firsts(section.pairs.table) == found
    desk.close()
