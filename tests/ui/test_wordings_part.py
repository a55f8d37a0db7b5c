"""公示写法 in the settings: a place's own wording is kept, given up, and left half typed."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.drafts import read_draft
from app.operations.notices.wordings import need_place, places_above, wording_for
from app.operations.offices import Office
from app.operations.openings import sign_in
from app.ui.settings.wordings import WordingsPart, draft_key
from tests.operations.offices import PASSWORD, an_office
from tests.ui.test_settings_page import opened, settled


def a_part(qtbot: QtBot, office: Office) -> WordingsPart:
    """The part, showing the township's wording of 监测对象纳入公示."""
    page, desk, _ = opened(qtbot, office, "wordings")
    part = page.part("wordings")
    assert isinstance(part, WordingsPart)
    qtbot.waitUntil(lambda: part.known is not None)
    part.kinds.set_answer("monitor-in")
    part.kinds.answered.emit()
    settled(qtbot, desk)
    assert part.known is not None and part.known.now.kind.key == "monitor-in"
    return part


def type_behind(qtbot: QtBot, part: WordingsPart, words: str) -> None:
    """Type at the end of the text."""
    assert part.form is not None
    qtbot.keyClick(part.form.text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(part.form.text, words)


def test_a_townships_wording_is_kept_and_given_up(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    part = a_part(qtbot, office)
    assert not part.save.isEnabled() and part.back.isHidden()
    type_behind(qtbot, part, "more")
    part.save.click()
    qtbot.waitUntil(lambda: not part.back.isHidden())
    assert wording_for(office, "monitor-in").wording.endswith("more")
    assert part.last.text()
    part.back.click()
    qtbot.waitUntil(part.back.isHidden)
    assert not wording_for(office, "monitor-in").own
    part._desk.close()


def test_a_countys_wording_holds_for_the_township_too(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    part = a_part(qtbot, office)
    county = places_above(office)[-1]
    part.places.set_answer(county.id)
    part.places.answered.emit()
    settled(qtbot, part._desk)
    type_behind(qtbot, part, "county")
    part.save.click()
    settled(qtbot, part._desk)
    assert wording_for(office, "monitor-in", need_place(office).id).place == county
    part._desk.close()


def test_what_is_half_typed_when_the_window_closes_is_there_again(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    part = a_part(qtbot, office)
    type_behind(qtbot, part, "half")
    part._desk.changed.emit("households")
    settled(qtbot, part._desk)
    assert part.form is not None and part.form.text.answer().endswith("half")
    part._desk.close()
    office = sign_in(office.folder, "clerk", PASSWORD)
    assert read_draft(office, draft_key("monitor-in", need_place(office).id))
    again = a_part(qtbot, office)
    assert again.form is not None and again.form.text.answer().endswith("half")
    assert not wording_for(office, "monitor-in").own
    again._desk.close()


def test_a_lone_brace_is_said_while_it_is_typed(qtbot: QtBot, tmp_path: Path):
    part = a_part(qtbot, an_office(tmp_path))
    type_behind(qtbot, part, "{")
    qtbot.waitUntil(lambda: part.form is not None and len(part.form.told.shown) == 1)
    part._desk.close()
