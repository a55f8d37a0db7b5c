"""The search box: what is typed is answered at once, the keys lead to what was meant."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from app.operations.families import add_member
from app.operations.offices import Office
from app.operations.places import villages
from app.operations.searches import Hit, SearchResult, Why
from app.texts import say
from app.ui.search.boxes import SearchBox
from app.ui.search.lines import Piece, result_lines
from tests.operations.offices import a_household, a_person, an_office
from tests.ui.household.desks import Told, a_desk, a_window


def a_box(qtbot: QtBot, office: Office) -> tuple[SearchBox, Told, QMainWindow]:
    """A search box whose index stands."""
    desk, told = a_desk(office)
    box = SearchBox(desk)
    window = a_window(qtbot, box)
    told.kept += [desk, window]
    qtbot.waitUntil(lambda: box._ready)
    box.setFocus()
    return box, told, window


def close(box: SearchBox) -> None:
    box._desk.close()


def test_initials_find_heads_and_members_and_enter_opens_the_household(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, name="张秀梅")
    son = add_member(office, household, a_person("张学明", relation="03"))
    box, told, _ = a_box(qtbot, office)
    qtbot.keyClicks(box, "zxm")
    assert [(line.group, line.person_id == son) for line in box.list.lines()] == [
        ("head", False),
        ("member", True),
    ]
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told.went == [("household", {"id": household, "person": "", "field": ""})]
    assert (box.text(), box._is_open()) == ("", False)
    close(box)


def test_the_arrows_choose_and_a_member_is_opened_at_his_row(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, name="张秀梅")
    son = add_member(office, household, a_person("张学明", relation="03"))
    box, told, _ = a_box(qtbot, office)
    qtbot.keyClicks(box, "zxm")
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told.went == [("household", {"id": household, "person": son, "field": "person.name"})]
    close(box)


def test_a_village_leads_to_the_list_of_that_village(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    a_household(office, name="赵德厚")
    village = villages(office)[0]
    box, told, _ = a_box(qtbot, office)
    box.setText(village.name)
    box.typed.emit()
    place = next(line for line in box.list.lines() if line.place)
    box.open_line(place)
    assert told.went == [("households", {"village": village.id})]
    close(box)


def test_nothing_found_says_what_to_try(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    a_household(office, name="赵德厚")
    box, told, _ = a_box(qtbot, office)
    qtbot.keyClicks(box, "qqq")
    assert box.list._note == say("searchbox.nothing", text="qqq")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told.went == []
    close(box)


def test_escape_closes_the_list_first_and_then_empties_the_box(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    a_household(office, name="赵德厚")
    box, _, _ = a_box(qtbot, office)
    qtbot.keyClicks(box, "zdh")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert (box.text(), box._is_open()) == ("zdh", False)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    close(box)


def test_somebody_who_came_a_moment_ago_is_found(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    box, _, _ = a_box(qtbot, office)
    a_household(office, name="赵德厚")
    qtbot.keyClicks(box, "zdh")
    assert len(box.list.lines()) == 1
    close(box)


def a_hit(why: Why, **more: object) -> Hit:
    told: dict[str, object] = {
        "household_id": "h", "person_id": "p", "name": "赵德厚", "kind": "head", "place": "双河村三组", "why": why,
        "household_code_tail": "2207", "size": 4, "head_name": "赵德厚", "relation": "户主", "label": "脱贫户",
    }  # fmt: skip
    return Hit(**{**told, **more})  # type: ignore[arg-type]


def test_a_number_found_by_its_end_shows_no_more_than_was_typed():
    hit = a_hit(Why("id_number", "11010519491231002X", ((15, 18),)))
    (line,) = result_lines(SearchResult((hit,)))
    assert "".join(piece.text for piece in line.first[2:]) == "110105********002X"
    assert line.first[-1] == Piece("02X", hit=True, quiet=True)


def test_the_letters_typed_of_each_syllable_are_marked():
    hit = a_hit(Why("name", "赵德厚", ((0, 3),)), sounds=(("zhào", 1), ("dé", 1), ("hòu", 1)))
    (line,) = result_lines(SearchResult((hit,)))
    assert [piece.text for piece in line.first if piece.hit] == ["赵德厚", "z", "d", "h"]
    assert line.second == "双河村三组 · 4 人 · " + say("searchbox.code", tail="2207")
