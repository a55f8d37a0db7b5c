"""A gap of a wording as one block in the line: drawn as a chip, taken whole or not at all, written as {village}."""

from PySide6.QtCore import QRect, QRectF, QSizeF
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from app.ui.kit.painting import CENTRE, draw_text, fill_round, text_width
from app.ui.kit.theme import colour

OBJECT = "\ufffc"
"""What stands in the document for a chip."""

KIND = int(QTextFormat.ObjectTypes.UserObject) + 1
GAP = int(QTextFormat.Property.UserProperty) + 1
WORDS = GAP + 1
_SIDE = 7  # pixels before and behind the words


class GapChip(QPyTextObject):
    """Draws the chips of one document."""

    def intrinsicSize(self, doc: QTextDocument, at: int, form: QTextFormat) -> QSizeF:
        """As wide as its words, as high as the line's letters."""
        high = QFontMetricsF(doc.defaultFont()).height()
        return QSizeF(text_width(str(form.property(WORDS)), "note") + 2 * _SIDE + 2, high)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, at: int, form: QTextFormat
    ) -> None:
        """A tinted block with the gap's name."""
        place = QRectF(rect).adjusted(1, 0, -1, 0)
        painter.save()
        fill_round(painter, place, 4, colour("tint"), colour("tint_line"))
        draw_text(painter, place, str(form.property(WORDS)), "note", tone="accent", align=CENTRE)
        painter.restore()


def chip_format(gap: str, words: str) -> QTextCharFormat:
    """The format of the one character that stands for a gap."""
    made = QTextCharFormat()
    made.setObjectType(KIND)
    made.setProperty(GAP, gap)
    made.setProperty(WORDS, words)
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    return made


def gap_of(form: QTextCharFormat) -> str:
    """The gap a format stands for; "" for words."""
    return str(form.property(GAP) or "") if form.objectType() == KIND else ""
