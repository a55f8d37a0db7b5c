"""The manual in a window of its own, so that it can be read while working: chapters at the left, one at the right."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from app.operations.manuals import manual, print_manual
from app.rules.manuals import chapter_of
from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.buttons import Button
from app.ui.kit.cards import PageHeader
from app.ui.kit.part_lists import PartList, beside
from app.ui.kit.theme import scaled
from app.ui.manual.chapters import ChapterPage

SIZE = (1040, 720)


class ManualWindow(QWidget):
    """`show_page(key)` turns to the chapter of a page of the main window."""

    def __init__(self, desk: Desk, beside: QWidget | None = None) -> None:
        super().__init__(beside, Qt.WindowType.Window)
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(say("manual.title"))
        self.resize(*(scaled(side) for side in SIZE))
        self._desk = desk
        self.chapters = manual()
        self.now = self.chapters[0].key
        self._pages: dict[str, ChapterPage] = {}
        self.save = Button(say("manual.save"), "quiet", "file-pdf", self._ask_file)
        self.header = PageHeader(say("manual.title"), " ", [self.save])
        self.list = PartList([(one.key, one.icon, one.title) for one in self.chapters])
        self.list.chosen.connect(self.show_chapter)
        self.stack = QStackedWidget()
        self._lay_out()
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 8, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(self.header)
        whole.addLayout(beside(self.list, self.stack, 196), 1)

    def show_page(self, page: str) -> None:
        """Turn to the chapter of a page and come to the front."""
        self.show_chapter(chapter_of(self.chapters, page).key)
        self.show()
        self.activateWindow()
        self.list.setFocus()

    def show_chapter(self, key: str) -> None:
        """Turn to a chapter."""
        chapter = next(one for one in self.chapters if one.key == key)
        self.now = key
        self.list.choose(key)
        self.header.say(say("manual.line", chapter=chapter.title))
        if key not in self._pages:
            self._pages[key] = ChapterPage(chapter)
            self.stack.addWidget(self._pages[key])
        self.stack.setCurrentWidget(self._pages[key])

    def _ask_file(self) -> None:
        start = str(Path.home() / say("manual.file"))
        path, _ = QFileDialog.getSaveFileName(self, say("manual.save"), start, say("manual.pdf_files"))
        if path:
            self.write(Path(path))

    def write(self, path: Path) -> None:
        """Write the whole manual as PDF, beside the screen."""
        at = self._desk.office.clock()

        def told(_: object) -> None:
            self._desk.tell(say("manual.saved", file=path.name))
            self.header.say(say("manual.saved", file=path.name))

        self._desk.lanes.run("errand", lambda _: print_manual(path, at), told, owner=self)
