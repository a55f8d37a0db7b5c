"""The four outcomes of a preview as pressable tiles, and the list of whoever has the chosen one."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.operations.imports import Preview
from app.rules.imports.findings import Finding
from app.texts import say
from app.ui.kit.cards import Card
from app.ui.kit.cells import Column, Mark, Row
from app.ui.kit.painting import draw_text, fill_round, focus_ring, text_width
from app.ui.kit.tables import Table
from app.ui.kit.theme import colour, scaled

CREATED, UPDATED, UNCHANGED, REFUSED, DOUBTS = "created", "updated", "unchanged", "refused", "doubts"
_INKS = {CREATED: "ok", UPDATED: "accent", UNCHANGED: "text2", REFUSED: "bad", DOUBTS: "warn_bar"}
FULL_STOP = "\u3002"
MOST = 5_000
"""Lines shown of one outcome: nobody reads more, and the count stands above."""


class OutcomeTile(QWidget):
    """A count that is a tab: dot and word above, the number with its facts below."""

    pressed = Signal(str)

    def __init__(self, key: str) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.key, self.words, self.number, self.facts = key, outcome_word(key), "", ""
        self.chosen = False
        self.setFixedHeight(scaled(72))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, number: int, facts: str) -> None:
        """Show another number and what it is of."""
        self.number, self.facts = f"{number:,}", facts
        self.setAccessibleName(f"{self.words} {self.number} {facts}")
        self.update()

    def choose(self, chosen: bool) -> None:
        """Wear the ring of the chosen one."""
        self.chosen = chosen
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed.emit(self.key)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        fill_round(painter, place, 8, colour("hover" if self.underMouse() else "card"), colour("line"))
        if self.chosen or self.hasFocus():
            focus_ring(painter, place, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(_INKS[self.key]))
        painter.drawEllipse(QRectF(17, 17, 8, 8))
        draw_text(painter, QRectF(33, 10, self.width() - 40, 22), self.words, "body", tone="text2")
        tone = "bad" if self.key == REFUSED and self.number not in ("", "0") else "text"
        draw_text(painter, QRectF(17, 36, self.width() - 30, 28), self.number, "title", True, tone)
        left = 17 + text_width(self.number, "title", True) + 10
        draw_text(painter, QRectF(left, 40, self.width() - left - 8, 24), self.facts, "note", tone="text2")


class OutcomeTiles(QWidget):
    """The tiles in a row; `chosen(key)`."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        self.tiles = {key: OutcomeTile(key) for key in (CREATED, UPDATED, UNCHANGED, REFUSED, DOUBTS)}
        for tile in self.tiles.values():
            tile.pressed.connect(self.choose)
            line.addWidget(tile)

    def choose(self, key: str) -> None:
        """Stand on one, and tell."""
        for tile in self.tiles.values():
            tile.choose(tile.key == key)
        self.chosen.emit(key)

    def show_preview(self, found: Preview) -> None:
        """Show the counts of a preview; stand where the eye is wanted first."""
        persons = found.persons
        changed = sum(1 for _ in found.changes())
        self.tiles[CREATED].show_count(
            found.households.created, say("imports.of_created", persons=persons.created)
        )
        self.tiles[UPDATED].show_count(
            found.households.updated, say("imports.of_updated", fields=f"{changed:,}")
        )
        self.tiles[UNCHANGED].show_count(found.households.unchanged, say("imports.of_unchanged"))
        self.tiles[REFUSED].show_count(len(found.refusals), say("imports.of_refused"))
        self.tiles[DOUBTS].show_count(len(found.doubts), say("imports.of_doubts"))
        order = (REFUSED, UPDATED, CREATED, UNCHANGED)
        counts = {REFUSED: len(found.refusals), UPDATED: found.households.updated or changed,
                  CREATED: found.households.created, UNCHANGED: 1}  # fmt: skip
        self.choose(next(key for key in order if counts[key]))


def _column_words(one: Finding) -> str:
    return say("imports.column", heading=one.heading, letter=one.column) if one.column else ""


def _why(sentence: str) -> Mark:
    """What is wrong in the first line, how to mend it in the second."""
    fault, stop, remedy = sentence.partition(FULL_STOP)
    return Mark(fault + stop, note=remedy)


def outcome_word(key: str) -> str:
    """The word of an outcome."""
    return {
        CREATED: say("imports.created"),
        UPDATED: say("imports.updated"),
        UNCHANGED: say("imports.unchanged"),
        REFUSED: say("imports.refused"),
        DOUBTS: say("imports.doubts"),
    }[key]


class OutcomeList(Card):
    """Who has the chosen outcome: names, field by field what changes, or why a row is refused."""

    def __init__(self) -> None:
        super().__init__(" ", " ", flush=True)
        self._names = Table([Column("name", say("imports.head"), 240, stretch=True)])
        self._changes = Table([
            Column("who", say("imports.who"), 150),
            Column("field", say("imports.field"), 170),
            Column("old", say("imports.old"), 180),
            Column("new", say("imports.new"), 180, stretch=True),
        ])  # fmt: skip
        self._faults = Table([
            Column("row", say("imports.row"), 92),
            Column("who", say("imports.who_column"), 130),
            Column("value", say("imports.value"), 200, kind="boxed"),
            Column("why", say("imports.why"), 300, stretch=True),
        ], row_height="refused_row")  # fmt: skip
        for table in (self._names, self._changes, self._faults):
            self.body.addWidget(table)

    def show_outcome(self, found: Preview, key: str) -> None:
        """Show those of a preview with that outcome."""
        rows = self._rows(found, key)
        self.title.setText(say("imports.list_title", what=outcome_word(key), count=f"{len(rows):,}"))
        note = (
            say("imports.refused_note")
            if key == REFUSED
            else say("imports.most", most=MOST)
            if len(rows) >= MOST
            else ""
        )
        self.note.setText(note)
        shown = self._faults if key in (REFUSED, DOUBTS) else self._changes if key == UPDATED else self._names
        for table in (self._names, self._changes, self._faults):
            table.setVisible(table is shown)
        shown.show_rows(rows)

    @staticmethod
    def _rows(found: Preview, key: str) -> Sequence[Row]:
        if key in (REFUSED, DOUBTS):
            faults = found.refusals if key == REFUSED else found.doubts
            tone = "bad" if key == REFUSED else "warn"
            return [
                Row(str(number), (
                    Mark(say("imports.row_number", row=one.row), note=one.file),
                    Mark(one.who or "", note=_column_words(one)),
                    Mark(one.value or say("imports.blank"), tone),
                    _why(one.sentence),
                ))
                for number, one in enumerate(faults[:MOST])
            ]  # fmt: skip
        if key == UPDATED:
            rows = []
            for number, change in enumerate(found.changes()):
                if number >= MOST:
                    break
                who = f"{change.household} {change.person}".strip()
                year = f"{change.year} " if change.year else ""
                rows.append(
                    Row(
                        str(number),
                        (who, year + change.field, Mark(change.old or "\u2014", "quiet"), change.new),
                    )
                )
            return rows
        names = found.names_of("households", "created" if key == CREATED else "unchanged")
        return [Row(one, (name,)) for one, name in names[:MOST]]
