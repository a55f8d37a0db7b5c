"""A notice's words typed beside its sheet: kept by the button, half typed ones as a draft, the gate named by place."""

from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations.drafts import read_draft
from app.operations.notices.drafting import approve_notice, draft_notice
from app.operations.notices.photos import list_photos
from app.operations.notices.stored import read_notice
from app.operations.notices.wordings import set_wording
from app.operations.offices import Office
from app.ui.public.case_panels import CasePanel
from app.ui.public.pages import PublicPage
from app.ui.public.sheets import SheetPanel
from app.ui.public.wording_panels import WordingPanel, draft_key
from tests.operations.public.batches import TODAY, a_posted_notice, an_office_with_twelve, to_the_notice
from tests.ui.household.desks import Told
from tests.ui.public.test_public_page import a_case_panel, a_page


def a_drafted(folder: Path) -> tuple[Office, str, str]:
    """An office, a case at its notice, and the draft."""
    office, homes = an_office_with_twelve(folder)
    case = to_the_notice(office, homes)
    return office, case, draft_notice(office, case)


def a_panel(qtbot: QtBot, office: Office, case: str, notice: str) -> tuple[PublicPage, WordingPanel, Told]:
    """The words of a notice, opened from its case, the first sheet made."""
    page, told = a_page(qtbot, office)
    page.edit_notice(case, notice)
    panel = page.place.panel
    assert isinstance(panel, WordingPanel)
    qtbot.waitUntil(lambda: panel.sheet.tried is not None)
    return page, panel, told


def type_behind(qtbot: QtBot, panel: WordingPanel, words: str) -> None:
    """Type at the end of the text and wait for the sheet of it."""
    assert panel.form is not None
    panel.form.text.setFocus()
    qtbot.keyClick(panel.form.text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    panel.sheet.tried = None
    qtbot.keyClicks(panel.form.text, words)
    qtbot.waitUntil(lambda: panel.sheet.tried is not None)


def test_the_case_opens_the_words_and_stands_there_again_after(qtbot: QtBot, tmp_path: Path):
    office, case, notice = a_drafted(tmp_path)
    page, told = a_page(qtbot, office)
    page.window().resize(1092, 612)  # 1920 by 1080 at 150 %, without navigation and top bar
    wide = page.window().width()
    step = a_case_panel(qtbot, page, case).notice_step
    assert step is not None
    step.buttons["edit"].click()
    panel = page.place.panel
    assert isinstance(panel, WordingPanel)
    assert page.stack.isHidden()
    qtbot.waitUntil(lambda: panel.sheet.tried is not None)
    type_behind(qtbot, panel, "more")
    qtbot.keyClick(panel.form.text, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(page.place.panel, CasePanel))
    assert not page.stack.isHidden()
    assert page.window().width() == wide
    assert read_notice(office, notice).text("wording").endswith("more")
    assert told.problems == []


def test_the_sheet_follows_what_is_typed(qtbot: QtBot, tmp_path: Path):
    office, case, notice = a_drafted(tmp_path)
    _, panel, _ = a_panel(qtbot, office, case, notice)
    assert panel.sheet.tried is not None and panel.sheet.tried.clean and panel.sheet.stage.pages == 1
    before = panel.sheet.tried.pdf
    type_behind(qtbot, panel, "more")
    assert panel.sheet.tried.pdf not in (b"", before)
    assert "more" not in read_notice(office, notice).text("wording")


def test_what_must_not_hang_is_named_by_its_place(qtbot: QtBot, tmp_path: Path):
    office, case, notice = a_drafted(tmp_path)
    _, panel, _ = a_panel(qtbot, office, case, notice)
    type_behind(qtbot, panel, "13912345678")
    assert [(one.part, one.number, one.kind) for one in panel.sheet.tried.found] == [("text", 2, "contact")]
    assert not panel.sheet.tried.pdf and panel.sheet.stage.pages == 0
    assert "2" in panel.sheet.gate.more.text() and panel.form.text.extraSelections()


def test_what_is_half_typed_survives(qtbot: QtBot, tmp_path: Path):
    office, case, notice = a_drafted(tmp_path)
    page, panel, _ = a_panel(qtbot, office, case, notice)
    type_behind(qtbot, panel, "half")
    panel.letter.setText("X")
    panel.keep_typed()
    qtbot.waitUntil(lambda: "letter" in read_draft(office, draft_key(notice)))
    page.place.close_panel()
    _, again, _ = a_panel(qtbot, office, case, notice)
    assert again.form.text.answer().endswith("half") and again.letter.text() == "X"
    assert not again.throw.isHidden()
    again.throw_away()
    assert again.said() == {}
    qtbot.waitUntil(lambda: read_draft(office, draft_key(notice)) == {})


def test_a_letter_number_is_refused_beside_its_field_and_may_come_after_approval(
    qtbot: QtBot, tmp_path: Path
):
    office, case, notice = a_drafted(tmp_path)
    approve_notice(office, notice)
    page, panel, _ = a_panel(qtbot, office, case, notice)
    assert panel.form.text.isReadOnly() and panel.letter.hasFocus()
    panel.sheet.tried = None
    qtbot.keyClicks(panel.letter, "no number")
    qtbot.waitUntil(lambda: panel.sheet.tried is not None)
    assert not panel.form.rows["letter"].issue.isHidden()
    panel.letter.setText("云岭镇发(2026)8号")
    panel.keep()
    qtbot.waitUntil(lambda: isinstance(page.place.panel, CasePanel))
    assert read_notice(office, notice).text("letter") == "云岭镇发〔2026〕8号"


def test_the_places_own_wording_is_taken_over_and_undone(qtbot: QtBot, tmp_path: Path):
    office, case, notice = a_drafted(tmp_path)
    set_wording(office, "monitor-in", title="T")
    _, panel, _ = a_panel(qtbot, office, case, notice)
    panel.use_ours()
    assert panel.said() == {"title": "T"}
    panel.form.title.undo()
    assert panel.said() == {}


def test_a_wording_that_lost_a_gap_has_it_put_back_by_a_press(qtbot: QtBot, tmp_path: Path):
    office, case, notice = a_drafted(tmp_path)
    _, panel, _ = a_panel(qtbot, office, case, notice)
    panel.form.text.set_answer(panel.form.text.answer().replace("{days}", ""))
    panel.sheet.tried = None
    panel.sheet.make()
    qtbot.waitUntil(lambda: panel.sheet.tried is not None)
    (button,) = panel.form.told.deeds
    button.click()
    assert panel.form.text.missing() == []


def a_photo(file: Path, red: int) -> Path:
    """A picture file of one colour."""
    Image.new("RGB", (120, 90), (red, 90, 90)).save(file)
    return file


def test_photos_of_a_posting_come_and_go(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    notice = a_posted_notice(office, case, TODAY)
    page, told = a_page(qtbot, office)
    panel = a_case_panel(qtbot, page, case)
    photos = panel.notice_step.photos
    qtbot.waitUntil(lambda: photos.photos == [])
    photos.near.picked.emit([a_photo(tmp_path / "near.jpg", red=200)])
    qtbot.waitUntil(lambda: panel.notice_step.photos is not photos)
    qtbot.waitUntil(lambda: len(panel.notice_step.photos.near.tiles) == 1)
    panel.notice_step.photos.far.picked.emit([a_photo(tmp_path / "far.jpg", red=10)])
    qtbot.waitUntil(lambda: len(panel.notice_step.photos.far.tiles) == 1)
    assert [one.far for one in list_photos(office, notice)] == [False, True]
    panel.notice_step.photos.far.tiles[0].cross.click()
    qtbot.waitUntil(lambda: len(list_photos(office, notice)) == 1)
    assert told.problems == []


def test_a_draft_is_looked_at_and_printed_only_when_approved(qtbot: QtBot, tmp_path: Path):
    office, _, notice = a_drafted(tmp_path)
    page, _ = a_page(qtbot, office)
    for printable in (False, True):
        page.open_notice(notice)
        panel = page.place.panel
        assert isinstance(panel, SheetPanel)
        qtbot.waitUntil(lambda panel=panel: panel.seen is not None)
        assert (panel.save.isEnabled(), bool(panel.why.text())) == (printable, not printable)
        if not printable:
            approve_notice(office, notice)
