"""Photos of visits: picked before they are kept, shown small beside their visit, opened large."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.operations.attachments import Attachment, read_attachment, read_small
from app.operations.carrying import waiting_of
from app.operations.offices import Office
from app.operations.photos import thumbnail
from app.texts import say
from app.ui.household.doubt_lines import empty_layout
from app.ui.household.keeping import Keeper
from app.ui.kit.buttons import Button, IconButton
from app.ui.kit.dialogs import Dialog
from app.ui.kit.icons import paint_icon
from app.ui.kit.labels import Line, Sign
from app.ui.kit.painting import CENTRE, draw_text, fill_round, focus_ring
from app.ui.kit.theme import colour, scaled

_LARGE = (840, 520)


class PhotoPicker(QWidget):
    """Files about to be kept with a visit. `changed` when one is added or taken out; files may be dropped on it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.files: list[Path] = []
        self.setAcceptDrops(True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.add = Button(say("household_visits.add_photos"), "quiet", "image", self._choose)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addLayout(self._lines)

    def show_files(self, files: Sequence[Path]) -> None:
        """Show these instead."""
        self.files = list(files)
        empty_layout(self._lines)
        for file in self.files:
            line = self._line(file)
            self._lines.addWidget(line)
            line.show()

    def _line(self, file: Path) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(4, 2, 0, 2)
        across.setSpacing(8)
        across.addWidget(Sign("image", "text2", 16))
        across.addWidget(Line(file.name, "note"), 1)
        across.addWidget(
            IconButton("x", say("household_visits.drop_photo"), lambda: self._drop(file), size=24)
        )
        return line

    def take(self, files: Sequence[Path]) -> None:
        """Add files; one that is there already is not added twice."""
        self.show_files(list(dict.fromkeys([*self.files, *files])))
        self.changed.emit()

    def _drop(self, file: Path) -> None:
        self.show_files([one for one in self.files if one != file])
        self.changed.emit()

    def _choose(self) -> None:
        kinds = say("household_visits.pictures")
        paths, _ = QFileDialog.getOpenFileNames(
            self, say("household_visits.add_photos"), str(Path.home()), kinds
        )
        if paths:
            self.take([Path(path) for path in paths])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])


class Thumbnail(QWidget):
    """A kept photo, small; Enter or a press opens it large. An icon stands there until it is read."""

    pressed = Signal()

    def __init__(self, meaning: str) -> None:
        super().__init__()
        self._picture, self.coming = QImage(), False
        self.setFixedSize(scaled(88), scaled(66))
        self.setToolTip(meaning)
        self.setAccessibleName(meaning)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_picture(self, content: bytes | None) -> None:
        """Show what these bytes hold; None for a photo that is still on its way here."""
        self.coming = content is None
        if content is not None:
            self._picture = QImage.fromData(content)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect())
        fill_round(painter, place, 4, colour("sunken"), colour("line"))
        if self._picture.isNull():
            paint_icon(painter, place.adjusted(0, 0, 0, -20 if self.coming else 0), "image", "text3", 20)
            if self.coming:
                words = place.adjusted(2, place.height() / 2, -2, -4)
                draw_text(
                    painter, words, say("household_visits.photo_coming"), "small", False, "text2", CENTRE
                )
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place.adjusted(1, 1, -1, -1), self._picture, _cut(self._picture, place))
        if self.hasFocus():
            focus_ring(painter, place, 4)


def small_or_none(office: Office, digest: str) -> bytes | None:
    """A photo small; None for one of which nothing has come yet. Raises Problem for one that is damaged."""
    coming = waiting_of(office, [digest]).get(digest) == "here"
    return read_small(office, digest) if coming else thumbnail(office, digest)


def _cut(picture: QImage, place: QRectF) -> QRectF:
    """The middle of a picture that has the shape of `place`."""
    wide, high = picture.width(), picture.height()
    scale = min(wide / place.width(), high / place.height())
    size = QSize(round(place.width() * scale), round(place.height() * scale))
    return QRectF((wide - size.width()) / 2, (high - size.height()) / 2, size.width(), size.height())


class PhotoRow(QWidget):
    """The photos of a visit side by side."""

    def __init__(self, keeper: Keeper, photos: Sequence[Attachment]) -> None:
        super().__init__()
        self._keeper = keeper
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 4, 0, 0)
        across.setSpacing(8)
        office = keeper.office
        for one in photos:
            small = Thumbnail(one.name)
            small.pressed.connect(lambda one=one: self._open(one))
            across.addWidget(small)
            keeper.read(lambda one=one: small_or_none(office, one.hash), small.show_picture, owner=small)  # type: ignore[misc]
        across.addStretch(1)

    def _open(self, one: Attachment) -> None:
        office = self._keeper.office
        self._keeper.read(
            lambda: read_attachment(office, one.hash),
            lambda content: open_large(self, one.name, content),
            owner=self,
        )


def open_large(owner: QWidget, name: str, content: bytes) -> None:
    """Show a photo as large as the window allows."""
    answers = [("no", say("household.close"), "quiet")]
    dialog = Dialog(owner, name, "", answers, lambda _: None, wide=_LARGE[0] + 48)
    picture, ratio = QPixmap.fromImage(QImage.fromData(content)), owner.devicePixelRatioF()
    room = QSize(round(_LARGE[0] * ratio), round(_LARGE[1] * ratio))
    large = picture.scaled(
        room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    large.setDevicePixelRatio(ratio)
    label = QLabel()
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setPixmap(large)
    dialog.content.addWidget(label)
    dialog.ask()
