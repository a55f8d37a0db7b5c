"""Photographs of a notice on its wall, near and far: added, looked at, taken away, in the panel of its case."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.operations.attachments import read_attachment
from app.operations.notices.photos import NoticePhoto, add_photos, list_photos, remove_photo
from app.operations.offices import Office
from app.operations.photos import thumbnail
from app.texts import say
from app.ui.desks import Desk
from app.ui.household.help.photos import Thumbnail, open_large
from app.ui.kit.buttons import Button, IconButton
from app.ui.kit.labels import Text
from app.ui.kit.theme import scaled

_ACROSS = 3


class PhotoTile(QWidget):
    """A small photo with a cross; `opened`, and `dropped` by the cross or Delete."""

    dropped = Signal()

    def __init__(self, one: NoticePhoto, *, may_drop: bool = True) -> None:
        super().__init__()
        self.small = Thumbnail(one.name)
        self.small.setParent(self)
        self.setFixedSize(self.small.size())
        self.cross = IconButton("x", say("wordings.photo_drop"), self._drop, framed=True, size=scaled(22))
        self.cross.setParent(self)
        self._may_drop = may_drop
        self.cross.setVisible(may_drop)

    def _drop(self) -> None:
        self.dropped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self._may_drop:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.cross.move(self.width() - self.cross.width() - 2, 2)
        self.cross.raise_()


class PhotoGroup(QWidget):
    """The near or the far photos with their button; files may be dropped on it. `picked(files)`."""

    picked = Signal(object)

    def __init__(self, words: str, hint: str) -> None:
        super().__init__()
        self._words, self._hint = words, hint
        self.tiles: list[PhotoTile] = []
        self.setAcceptDrops(True)
        self.head, self.note = Text(words, "label"), Text(hint, "note")
        self.add = Button(say("wordings.photo_add"), "link", pressed_do=self._choose)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.head)
        line.addWidget(self.note, 1)
        line.addWidget(self.add)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._grid.setColumnStretch(_ACROSS, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(line)
        whole.addLayout(self._grid)

    def show_tiles(self, tiles: Sequence[PhotoTile]) -> None:
        """Show these instead."""
        for old in self.tiles:
            old.hide()
            old.deleteLater()
        self.tiles = list(tiles)
        for at, tile in enumerate(tiles):
            self._grid.addWidget(tile, at // _ACROSS, at % _ACROSS)
            tile.show()
        self.note.setText("" if tiles else self._hint)

    def _choose(self) -> None:
        kinds = say("household_visits.pictures")
        paths, _ = QFileDialog.getOpenFileNames(self, say("wordings.photo_add"), str(Path.home()), kinds)
        if paths:
            self.picked.emit([Path(path) for path in paths])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.picked.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])


class PostingPhotos(QWidget):
    """The photos of one notice. `do(deed, words)` writes and reads the case anew."""

    shown = Signal()

    def __init__(
        self, desk: Desk, notice_id: str, do: Callable[[Callable[[Office], object], str], None]
    ) -> None:
        super().__init__()
        self._desk, self._notice, self._do = desk, notice_id, do
        self.photos: list[NoticePhoto] | None = None
        self.near = PhotoGroup(say("wordings.photo_near"), say("wordings.photo_near_hint"))
        self.far = PhotoGroup(say("wordings.photo_far"), say("wordings.photo_far_hint"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(Text(say("wordings.photos"), "strong"))
        for group in (self.near, self.far):
            whole.addWidget(group)
            group.picked.connect(partial(self.take, far=group is self.far))
        self.refresh()

    def refresh(self) -> None:
        """Read the photos again."""
        office, notice = self._desk.office, self._notice
        self._desk.lanes.run("errand", lambda _: list_photos(office, notice), self._show, owner=self)

    def _show(self, photos: list[NoticePhoto]) -> None:
        self.photos = photos
        for group in (self.near, self.far):
            group.show_tiles([self._tile(one) for one in photos if one.far == (group is self.far)])
        self.shown.emit()

    def _tile(self, one: NoticePhoto) -> PhotoTile:
        made, office = PhotoTile(one), self._desk.office
        made.dropped.connect(partial(self.drop, one.id))
        made.small.pressed.connect(partial(self._open, one))
        self._desk.lanes.run(
            "errand", lambda _: thumbnail(office, one.hash), made.small.show_picture, owner=made
        )
        return made

    def take(self, files: Sequence[Path], *, far: bool) -> None:
        """Keep these photos."""
        notice, chosen = self._notice, list(files)
        self._do(
            lambda office: add_photos(office, notice, chosen, far=far),
            say("wordings.photos_kept", count=len(chosen)),
        )

    def drop(self, photo: str) -> None:
        """Take one away."""
        self._do(lambda office: remove_photo(office, photo), say("wordings.photo_dropped"))

    def _open(self, one: NoticePhoto) -> None:
        office = self._desk.office
        self._desk.lanes.run(
            "errand",
            lambda _: read_attachment(office, one.hash),
            partial(open_large, self, one.name),
            owner=self,
        )
