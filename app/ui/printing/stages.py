"""The stage a page is looked at on: one page at a time on the chrome ground, fitted or larger."""

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from app.documents.previews import Picture, Preview
from app.progress import Progress
from app.ui.kit.painting import CENTRE, draw_shadow, draw_text
from app.ui.kit.theme import colour
from app.ui.lanes import Lanes

MARGIN = 20
LEAST, MOST = 0.25, 4.0
COARSE = 150  # dots per inch
POINTS = 96 / 25.4  # screen pixels in a millimetre at 100 %


class PageStage(QAbstractScrollArea):
    """Shows the page `page` of a PDF. `moved` when another page or zoom is shown.

    `fit` is "width", "page" or "" for the `zoom` as chosen. Pictures are made in an errand lane.
    """

    moved = Signal()

    def __init__(self, lanes: Lanes) -> None:
        super().__init__()
        self._lanes = lanes
        self._pdf, self._sizes = b"", [(210.0, 297.0)]
        self._image: QImage | None = None
        self._words = ""
        self._asked: tuple[int, float] | None = None
        self._grip: QPoint | None = None
        self.page, self.pages, self.zoom, self.fit = 0, 0, 1.0, "width"
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 160)

    # what is shown

    def show_pdf(self, pdf: bytes, sizes: list[tuple[float, float]]) -> None:
        """Show a PDF whose pages have these sizes in mm, from its first page on."""
        self._pdf, self._sizes, self._words = pdf, sizes, ""
        self.pages, self.page, self._asked = len(sizes), 0, None
        self.verticalScrollBar().setValue(0)
        self._lay()

    def show_words(self, words: str) -> None:
        """Show words in the place of a page; "" leaves the page that stands there."""
        self._words = words
        if words:
            self._pdf, self._image, self.pages, self.page = b"", None, 0, 0
        self._lay()

    def go_to(self, page: int) -> None:
        """Show that page, from its head on."""
        page = max(0, min(self.pages - 1, page))
        if self.pages and page != self.page:
            self.page = page
            self.verticalScrollBar().setValue(0)
            self._lay()

    def set_fit(self, fit: str) -> None:
        """Fit to the width or the whole page."""
        self.fit = fit
        self._lay()

    def scale_by(self, factor: float) -> None:
        """Larger or smaller by a factor."""
        self.zoom = max(LEAST, min(MOST, self.zoom * factor))
        self.fit = ""
        self._lay()

    def _place(self) -> QRectF:
        """Where the page lies in the viewport, scrolled."""
        wide, high = self._size()
        room = self.viewport()
        left = max((room.width() - wide) / 2, MARGIN) - self.horizontalScrollBar().value()
        top = max((room.height() - high) / 2, MARGIN) - self.verticalScrollBar().value()
        return QRectF(left, top, wide, high)

    def _size(self) -> tuple[float, float]:
        width, height = self._sizes[min(self.page, len(self._sizes) - 1)]
        return width * POINTS * self.zoom, height * POINTS * self.zoom

    def _lay(self) -> None:
        width, height = self._sizes[min(self.page, len(self._sizes) - 1)]
        across = (self.maximumViewportSize().width() - 2 * MARGIN - 12) / (width * POINTS)
        down = (self.maximumViewportSize().height() - 2 * MARGIN) / (height * POINTS)
        if self.fit:
            self.zoom = max(LEAST, min(MOST, across if self.fit == "width" else min(across, down)))
        wide, high = self._size()
        room = self.viewport()
        bars = (
            (self.horizontalScrollBar(), wide, room.width()),
            (self.verticalScrollBar(), high, room.height()),
        )
        for bar, need, there in bars:
            bar.setRange(0, max(0, round(need + 2 * MARGIN - there)) if self.pages else 0)
            bar.setPageStep(there)
            bar.setSingleStep(40)
        self._ask()
        self.moved.emit()
        self.viewport().update()

    def _ask(self) -> None:
        """Have the page drawn for the zoom and this screen's ratio, unless it is."""
        wanted = (self.page, round(96 * self.zoom * self.devicePixelRatioF(), 1))
        if not self._pdf or wanted == self._asked:
            return
        self._asked = wanted
        pdf, (page, dots) = self._pdf, wanted
        dots = (
            dots * 2 if dots < COARSE else dots
        )  # hairlines are a whole pixel wide: drawn finer, they stay thin

        def draw(_: Progress) -> tuple[bytes, tuple[int, float], Picture]:
            with Preview(pdf) as preview:
                return pdf, wanted, preview.picture(page, dots)

        self._lanes.run("errand", draw, self._drawn, owner=self)

    def _drawn(self, made: tuple[bytes, tuple[int, float], Picture]) -> None:
        pdf, wanted, picture = made
        if pdf is self._pdf and wanted == self._asked:
            self._image = image_of(picture)
            self.viewport().update()

    # painting, keys, mouse

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), colour("chrome"))
        if self._words or not self.pages:
            draw_text(
                painter, QRectF(self.viewport().rect()), self._words, "body", tone="text2", align=CENTRE
            )
            return
        place = self._place()
        draw_shadow(painter, place, 2, 10)
        painter.fillRect(place, colour("card"))
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageDown: self.page + 1, Qt.Key.Key_PageUp: self.page - 1,
                 Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.pages - 1}  # fmt: skip
        key, held = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if held and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.scale_by(0.8 if key == Qt.Key.Key_Minus else 1.25)
        elif not held and key in steps:
            self.go_to(steps[key])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl it zooms; at the end of a page it turns the page."""
        down = event.angleDelta().y() < 0
        bar = self.verticalScrollBar()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.scale_by(0.9 if down else 1.1)
        elif bar.value() == (bar.maximum() if down else 0):
            self.go_to(self.page + (1 if down else -1))
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The page is dragged by the hand."""
        if self._grip is not None:
            now = event.position().toPoint()
            step, self._grip = now - self._grip, now
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - step.x())
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - step.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None


def image_of(picture: Picture) -> QImage:
    """The picture as Qt paints it; the pixels are its own copy."""
    line = picture.width * 4
    return QImage(picture.pixels, picture.width, picture.height, line, QImage.Format.Format_RGBX8888).copy()
