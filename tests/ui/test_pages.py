"""Every page of the window: it can be opened on an empty office, and fits the smallest screen of an office."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.operations.openings import NewOffice, create_office
from app.texts import say
from app.ui.kit.theme import height, width
from app.ui.pages import PAGES, load_class
from app.ui.windows import Window

SMALLEST = (1280, 672)  # 1920 × 1080 at 150 % leaves this


def entered(qtbot: QtBot, folder: Path) -> Window:
    """The window of an office without a household, somebody signed in."""
    place = ("云泽省", "清溪市", "云岭县", "青石镇")
    office, _ = create_office(folder, NewOffice("青石镇人民政府", "周敏", "周敏", "春天的油菜花开了", place))
    window = Window(folder)
    qtbot.addWidget(window)
    window.resize(*SMALLEST)
    window.show()
    qtbot.waitUntil(lambda: window.visit is not None)
    assert window.visit is not None
    window.visit.enter(office)
    return window


def test_every_page_opens_on_an_empty_office_and_fits_the_smallest_screen(qtbot: QtBot, tmp_path: Path):
    window = entered(qtbot, tmp_path / "office")
    visit = window.visit
    assert visit is not None
    frame = visit.frame
    assert frame is not None
    room = (SMALLEST[0] - width("navigation"), SMALLEST[1] - height("top_bar"))
    too_big: dict[str, tuple[int, int]] = {}
    for entry in PAGES:
        frame.open_page(entry.key)
        qtbot.waitUntil(lambda: not visit.lanes.busy(), timeout=60_000)
        page: QWidget | None = frame.stack.currentWidget()
        assert page is not None
        least = page.minimumSizeHint()
        if least.width() > room[0] or least.height() > room[1]:
            too_big[entry.key] = (least.width(), least.height())
    window.close()
    assert too_big == {}


def test_every_page_has_a_word_a_class_and_if_it_hides_a_place_in_the_navigation():
    keys = {entry.key for entry in PAGES if entry.icon}
    for entry in PAGES:
        assert say(entry.label)
        assert callable(load_class(entry.place))
        assert entry.icon or entry.under in keys
