"""The card 附件: the archive's checklist (which papers are there, which are missing) and the files kept with it."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.operations.attachments import Attachment, attach_file, read_attachment
from app.operations.carrying import waiting_of
from app.texts import say
from app.ui.household.doubt_lines import DoubtLines, empty_layout, open_again
from app.ui.household.entry_grids import EntryGrid
from app.ui.household.entry_panels import EntryPanel
from app.ui.household.keeping import Keeper
from app.ui.household.mark_words import way_words
from app.ui.household.shown import Shown
from app.ui.kit.buttons import Button, IconButton
from app.ui.kit.cards import Card
from app.ui.kit.chips import Chip
from app.ui.kit.labels import Line, Sign, Text
from app.ui.kit.rows import IssueLine

COLUMNS = ("kind", "title", "present", "dated", "pages", "original", "box")
_WIDTHS = {"kind": 96, "present": 72, "dated": 128, "pages": 60, "original": 96, "box": 100}


class DocumentsCard(Card):
    """Papers line by line, then the files."""

    key = "document"
    doubt_pressed = Signal(list)
    confirm_asked = Signal()

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(say("household.documents"), " ")
        self._keeper = keeper
        self.add = Button(say("household.attach"), "plain", "paperclip", self._choose_files)
        self.tools.addWidget(self.add)
        self.grid = EntryGrid(keeper, keeper.office.forms.records["document"], COLUMNS, _WIDTHS, "title")
        self.grid.defaults = {"present": True}
        self.fault = IssueLine()
        self.fault.hide()
        self.grid.faulted.connect(lambda words: self.fault.say(words, "error"))
        self.panel = EntryPanel(keeper, self.grid.record)
        self.panel.closed.connect(self.panel.hide)
        self.grid.opened.connect(self.open_paper)
        self._locked = False
        self.files = QVBoxLayout()
        self.files.setSpacing(0)
        self.doubts = DoubtLines()
        self.doubts.reason_asked.connect(self.doubt_pressed)
        self.doubts.reopen_asked.connect(partial(open_again, keeper))
        self.body.setContentsMargins(8, 0, 8, 12)
        self.body.addWidget(self.grid)
        self.body.addWidget(self.panel)
        self.body.addWidget(self.fault)
        self.body.addLayout(self.files)
        self.body.addWidget(self.doubts)
        self._files: tuple[Attachment, ...] | None = None
        self._ways: list[tuple[str, Chip]] = []

    def show_household(self, shown: Shown) -> None:
        """Show a household's papers and files."""
        self._locked = shown.locked
        self.grid.show_entries(shown.documents, shown.locked)
        if not self.panel.isHidden():
            self._show_paper(self.panel.entry)
        self.add.setEnabled(not shown.locked)
        kinds = self._keeper.office.forms.codes["document_kind"].values
        there = {
            one.answers.get("kind") for one in shown.documents if one.answers.get("present") is not False
        }
        missing = [one.name for one in kinds if one.code not in there and one.name]
        counts = say("household.documents_line", count=len(shown.documents), files=len(shown.attachments))
        lack = (
            say("household.documents_missing", kinds=say("window.list_comma").join(missing))
            if missing
            else ""
        )
        self.note.setText(" · ".join(part for part in (counts, lack) if part))
        self.doubts.show_doubts([one for one in shown.doubts if one.doubt.field.startswith("document.")])
        if shown.attachments != self._files:
            self._files = shown.attachments
            self._show_files()
        if shown.attachments:
            office, digests = self._keeper.office, [one.hash for one in shown.attachments]
            self._keeper.read(lambda: waiting_of(office, digests), self._show_ways, owner=self)

    def open_paper(self, entry: str) -> None:
        """Open all answers of a paper, or close them."""
        shut = not self.panel.isHidden() and self.panel.entry == entry
        self.panel.setVisible(not shut)
        if not shut:
            self._show_paper(entry)

    def _show_paper(self, entry: str) -> None:
        answers = self.grid.entry(entry)
        if answers is None:
            self.panel.hide()
        else:
            self.panel.show_entry(entry, answers, self._locked)

    def _show_ways(self, found: Mapping[str, str]) -> None:
        """Say of each file that is not everywhere yet where it has still to come."""
        for digest, chip in self._ways:
            words = way_words(found.get(digest, ""))
            chip.show_chip(words)
            chip.setAccessibleName(words)
            chip.setVisible(bool(words))

    def _show_files(self) -> None:
        empty_layout(self.files)
        self._ways = []
        for one in self._files or ():
            self.files.addWidget(self._file_line(one))

    def _file_line(self, one: Attachment) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(12, 4, 8, 4)
        across.setSpacing(8)
        picture = one.media in (".jpg", ".jpeg", ".png", ".bmp")
        across.addWidget(Sign("image" if picture else "file-text", "text2", 16))
        across.addWidget(Line(one.name), 1)
        way = Chip("", "neutral")
        way.hide()
        self._ways.append((one.hash, way))
        across.addWidget(way)
        across.addWidget(Text(say("household.kilobytes", size=f"{max(1, one.size // 1024):,}"), "note"))
        save = IconButton("download-simple", say("household.save_file"), lambda: self._take_out(one), size=28)
        across.addWidget(save)
        return line

    def _choose_files(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, say("household.attach"), str(Path.home()))
        self.attach([Path(path) for path in paths])

    def attach(self, paths: list[Path]) -> None:
        """Keep copies of these files with the household."""
        office, household = self._keeper.office, self._keeper.household_id
        for path in paths:
            self._keeper.do(lambda path=path: attach_file(office, household, path))  # type: ignore[misc]

    def _take_out(self, one: Attachment) -> None:
        path, _ = QFileDialog.getSaveFileName(self, say("household.save_file"), str(Path.home() / one.name))
        if path:
            office = self._keeper.office
            self._keeper.read(
                lambda: Path(path).write_bytes(read_attachment(office, one.hash)), lambda _: None
            )

    def go_to(self, path: str, _: str = "") -> bool:
        """Put the keyboard into the checklist."""
        if not path.startswith("document."):
            return False
        self.grid.setFocus()
        return True

    def say_saved(self, words: str) -> None:
        """The card says nothing of it."""
