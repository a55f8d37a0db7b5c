"""The band at the head of a household's page: who, what kind, where, what is due, prev and next, the card anchors."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.rules.forms import Forms
from app.texts import say
from app.ui.household.head_words import due_facts, place_lines, status_marks
from app.ui.household.mark_words import mark_hint, mark_word
from app.ui.household.shown import Shown
from app.ui.kit.buttons import Button, IconButton
from app.ui.kit.cards import Surface
from app.ui.kit.chips import Chip
from app.ui.kit.labels import Hairline, Line, Text
from app.ui.kit.painting import round_face, text_width
from app.ui.kit.segments import Anchors, Choice
from app.ui.kit.theme import scaled
from app.ui.kit.timelines import Facts


class Face(QWidget):
    """The round mark with the first character of the head's name."""

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self.setFixedSize(scaled(52), scaled(52))

    def show_name(self, name: str) -> None:
        """Show another name's mark."""
        self._name = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        round_face(QPainter(self), QRectF(self.rect()), self._name or "?", "title")


class FittingLine(Line):
    """One line that says less where there is less room; the whole of it stands in its tooltip."""

    def __init__(self) -> None:
        super().__init__("", "note", tone="text2")
        self._lines: Sequence[str] = ("",)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show the first of these that fits, the longest first; the last one elides."""
        self._lines = lines
        self._fit()

    def _fit(self) -> None:
        room = self.width()
        fitting = (line for line in self._lines if text_width(line, "note") <= room)
        self.setText(next(fitting, self._lines[-1]))
        self.setToolTip(self._lines[0] if self.text() != self._lines[0] else "")

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def sizeHint(self) -> QSize:
        """What the longest line wants, so that it comes back when there is room again."""
        return QSize(round(text_width(self._lines[0], "note")) + 2, self.minimumSizeHint().height())


class HeadBand(Surface):
    """Does not scroll. `stepped(-1 or 1)`, `print_asked`, `anchor_chosen(card)`, `more_asked`, `history_asked`,
    `doubts_asked` for the next doubt, `visit_asked` for a new visit, `conflicts_asked` for what waits at 同步."""

    stepped = Signal(int)
    print_asked = Signal()
    more_asked = Signal()
    anchor_chosen = Signal(str)
    history_asked = Signal()
    doubts_asked = Signal()
    conflicts_asked = Signal()
    visit_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.face, self.name, self.where = Face(), Text("", "title"), FittingLine()
        self.chips = [Chip(""), Chip(""), Chip("")]
        self.mark = Text("", "note")
        self.conflicts = Button("", "link", "git-merge", self.conflicts_asked.emit)
        self.due = Facts([])
        self._due_keys: list[str] = []
        self.due.setCursor(Qt.CursorShape.PointingHandCursor)
        self.due.setToolTip(say("household.next_doubt"))
        self.due.installEventFilter(self)
        QShortcut(QKeySequence("F7"), self, self.doubts_asked.emit)
        self.before = IconButton(
            "caret-left", say("household.before"), lambda: self.stepped.emit(-1), framed=True
        )
        self.after = IconButton(
            "caret-right", say("household.after"), lambda: self.stepped.emit(1), framed=True
        )
        self.print = Button(say("household.print"), "quiet", "printer", self.print_asked.emit)
        self.print.setToolTip(say("household.print_hint"))
        self.visit = Button(say("household_visits.add"), "primary", "note-pencil", self.visit_asked.emit)
        self.visit.setToolTip(say("household_visits.add_hint"))
        self.visit.setShortcut(QKeySequence("Ctrl+E"))
        self.more = IconButton("dots-three", say("household.deeds"), self.more_asked.emit, framed=True)
        self.history = IconButton(
            "clock-counter-clockwise", say("household.history"), self.history_asked.emit, framed=True
        )
        self.before.setShortcut(QKeySequence("Alt+Left"))
        self.after.setShortcut(QKeySequence("Alt+Right"))
        self.print.setShortcut(QKeySequence("Ctrl+P"))
        self.anchors = Anchors([])
        self.anchors.chosen.connect(self.anchor_chosen)
        self._lay_out()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 14, 20, 0)
        whole.setSpacing(6)
        upper = QHBoxLayout()
        upper.setSpacing(8)
        upper.addWidget(self.face)
        upper.addSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(4)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.name)
        for chip in self.chips:
            first.addWidget(chip)
        first.addWidget(self.mark)
        first.addWidget(self.conflicts)
        first.addStretch(1)
        words.addLayout(first)
        words.addWidget(self.where)
        upper.addLayout(words, 1)
        upper.addWidget(self.due)
        upper.addSpacing(12)
        divider = Hairline(standing=True)
        divider.setFixedHeight(scaled(48))
        upper.addWidget(divider)
        upper.addSpacing(12)
        for button in (self.before, self.after, self.history, self.more, self.print, self.visit):
            upper.addWidget(button)
        whole.addLayout(upper)
        whole.addWidget(self.anchors)

    def show_household(self, shown: Shown, forms: Forms) -> None:
        """Show who this is and what is due."""
        known = shown.dossier
        name = known.head.name if known.head else ""
        self.face.show_name(name)
        self.name.setText(name or say("household.no_head"))
        marks = status_marks(known, forms, shown.moving)
        for number, chip in enumerate(self.chips):
            chip.setVisible(number < len(marks))
            if number < len(marks):
                chip.show_chip(*marks[number])
        self.where.show_lines(place_lines(shown))
        self.mark.setText(mark_word(shown.mark))
        self.mark.setToolTip(mark_hint(shown.mark))
        self.mark.setVisible(bool(shown.mark))
        self.conflicts.setText(say("marks.conflicts", count=shown.conflicts))
        self.conflicts.setVisible(bool(shown.conflicts))
        self.visit.setEnabled(not shown.locked)
        facts = due_facts(shown)
        self._due_keys = [key for key, _ in facts]
        facts_shown = [fact for _, fact in facts]
        self.due.show_facts(facts_shown)
        self.due.setVisible(bool(facts))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.due and isinstance(event, QMouseEvent):
            at = int(event.position().y() // scaled(26))
            keys = self._due_keys[at : at + 1]
            if event.type() == QEvent.Type.MouseButtonRelease and keys:
                self.anchor_chosen.emit("visit") if keys[0] == "visit" else self.doubts_asked.emit()
            self.due.setToolTip(say("household.next_doubt") if keys == ["doubt"] else "")
        return False

    def show_anchors(self, choices: Sequence[Choice]) -> None:
        """Show the names of the cards, with a dot where something waits."""
        self.anchors.show_choices(choices)

    def show_history_button(self, shown: bool) -> None:
        """Show the button of the history where it has no room beside the cards."""
        self.history.setVisible(shown)

    def show_neighbours(self, before: bool, after: bool) -> None:
        """Say whether there is a household before and after this one in the list."""
        self.before.setEnabled(before)
        self.after.setEnabled(after)
