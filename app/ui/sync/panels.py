"""One conflict: what stood before, the ways to decide it, the reason, and what else is known of the household."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.answering import Refused
from app.operations.conflict_lists import InboxLine, Who, conflict_context
from app.operations.conflicts import CHOICES, choice_of, settle_conflict
from app.operations.corrections import note_reveal
from app.operations.faults import faults_told
from app.operations.offices import ROLES
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.kit.buttons import Button
from app.ui.kit.cards import ScrollPage
from app.ui.kit.labels import Hairline, Line, Text
from app.ui.kit.rows import ReadRow
from app.ui.kit.theme import scaled
from app.ui.sync.decisions import DecisionForm
from app.ui.sync.shown import (
    DOT,
    end_words,
    head_words,
    kind_words,
    said_words,
    side_words,
    value_words,
    what_words,
)
from app.ui.sync.sides import Sides


class ConflictPanel(QWidget):
    """`settled(id)` once it is decided; `left` by Esc, back to the list."""

    settled = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.line: InboxLine | None = None
        self._whole_numbers, self.writing = False, False
        self.form: DecisionForm | None = None
        self._build()
        self._lay_out()
        QShortcut(QKeySequence("F8"), self, self.show_numbers,
                  context=Qt.ShortcutContext.WidgetWithChildrenShortcut)  # fmt: skip
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.settle,
                      context=Qt.ShortcutContext.WidgetWithChildrenShortcut)  # fmt: skip

    def _build(self) -> None:
        self.title, self.where = Line("", "card_title", bold=True), Line("", "note", tone="text2")
        self.open = Button(say("sync_page.open_household"), "link", pressed_do=self._open_household)
        self.numbers = Button(say("sync_page.show_numbers"), "link", "eye", self.show_numbers)
        self.numbers.setToolTip(say("sync_page.show_numbers_hint"))
        self.base = ReadRow(say("sync_page.base"), "", label_width=scaled(44))
        self.base.setFixedHeight(scaled(24))
        self.sides = Sides()
        self.sides.chosen.connect(self._chosen)
        self.sides.passed.connect(self._go_on)
        self.ended = Text("", "label", wrap=True)
        self.why = Text("", "note", tone="text2", wrap=True)
        self.fault = Text("", "note", tone="bad", wrap=True)
        self.button = Button(say("sync_page.settle"), "primary", "check", self.settle)
        self.button.setToolTip(say("sync_page.settle_hint"))
        self.keys = Line(say("sync_page.keys_hint"), "small", tone="text3")

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.page = ScrollPage((20, 10, 20, 12), 8)
        head = QHBoxLayout()
        head.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.where)
        head.addLayout(words, 1)
        head.addWidget(self.numbers)
        head.addWidget(self.open)
        body = self.page.body
        body.addLayout(head)
        body.addWidget(self.base)
        body.addWidget(self.sides)
        body.addWidget(self.ended)
        below = QHBoxLayout()
        below.setSpacing(24)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._left.addWidget(self.why)
        self._left.addStretch(1)
        self._right.setSpacing(0)
        below.addLayout(self._left, 3)
        below.addLayout(self._right, 2)
        body.addLayout(below)
        body.addStretch(1)
        whole.addWidget(self.page, 1)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(Hairline())
        line = QHBoxLayout()
        line.setContentsMargins(20, 8, 16, 8)
        line.setSpacing(12)
        line.addWidget(self.keys, 1)
        line.addWidget(self.fault, 1)
        line.addWidget(self.button)
        foot.addLayout(line)
        whole.addWidget(self._foot)

    # what is shown

    def show_line(self, line: InboxLine | None) -> None:
        """Show a conflict; the same one again keeps what is being typed."""
        same = line is not None and line == self.line
        if same or self.writing:
            return
        other = self.line is None or line is None or line.conflict.id != self.line.conflict.id
        self.line = line
        self.setVisible(line is not None)
        if line is None:
            return
        if other:
            self._whole_numbers = False
            self.sides.show_chosen("")
            self._new_form(line)
            self.page.verticalScrollBar().setValue(0)
        self._say(line)
        self._read_context(line)

    def _new_form(self, line: InboxLine) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self.fault.setText("")
        if not self._may_settle(line):
            return
        self.form = DecisionForm(self._desk, line)
        self.form.finished.connect(self.settle)
        for field in self.form.fields():
            field.installEventFilter(self)
        self._left.insertWidget(1, self.form)
        self.form.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field that gets the keyboard comes in sight, with the room for its sentence."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.page.ensureWidgetVisible(watched, 0, scaled(36))
        return False

    def _may_settle(self, line: InboxLine) -> bool:
        may = ROLES.index(self._desk.office.user.role) >= ROLES.index("enter")
        return may and not line.conflict.settled_as

    def _say(self, line: InboxLine) -> None:
        one, now, whole = line.conflict, self._desk.office.clock(), self._whole_numbers
        self.title.setText(what_words(line))
        parts = (head_words(line), line.village, kind_words(line))
        self.where.setText(DOT.join(part for part in parts if part))
        self.open.setVisible(bool(one.household))
        self.numbers.setVisible(bool(line.sensitive) and not whole)
        self.base.setVisible(not line.whole_row)
        self.base.show_value(value_words(line, one.base, whole))
        ways: tuple[tuple[str, Who], ...] = (("keep", "theirs"), ("take", "mine"))
        for key, who in ways:
            words, by = said_words(line, who, whole), side_words(line, who, now)
            self.sides.cards[key].show_side(words, by, who in line.unsure)
        self.sides.cards["type"].show_side("", "", False)
        may = self.form is not None
        self.sides.set_open(may, not line.whole_row)
        self.ended.setVisible(bool(one.settled_as))
        if one.settled_as:
            self.ended.setText(end_words(line, now))
            self.sides.show_chosen(one.settled_as)
        self.why.setText(line.why)
        self.why.setVisible(bool(line.why) and may)
        self._foot.setVisible(may)
        self.button.setEnabled(may and self.form is not None and not self.form.hindered)

    def _read_context(self, line: InboxLine) -> None:
        office = self._desk.office

        def show(found: tuple[str, Sequence[tuple[str, str]]]) -> None:
            if self.line is not None and self.line.conflict.id == found[0]:
                self._show_context(found[1])

        self._desk.lanes.run(
            "errand", lambda _: (line.conflict.id, conflict_context(office, line)), show, owner=self
        )

    def _show_context(self, facts: Sequence[tuple[str, str]]) -> None:
        while (item := self._right.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if facts:
            self._right.addWidget(Text(say("sync_page.context"), "note"))
        for label, words in facts:
            row = ReadRow(label, words, label_width=scaled(92))
            row.setFixedHeight(scaled(26))
            row.setToolTip(f"{label} {words}")
            self._right.addWidget(row)
        self._right.addStretch(1)

    # what a person does

    def take_keyboard(self) -> None:
        """The keyboard comes from the list."""
        if self.form is not None:
            self.sides.take_keyboard()

    def _chosen(self, choice: str) -> None:
        self.fault.setText("")
        self._show_fault()
        if self.form is not None:
            self.form.show_choice(choice)

    def _go_on(self) -> None:
        if self.form is not None and self.sides.now:
            self.form.take_keyboard(self.sides.now)
            self.page.ensureWidgetVisible(self.form, 0, 16)

    def _show_fault(self) -> None:
        self.fault.setVisible(bool(self.fault.text()))
        self.keys.setVisible(not self.fault.text())

    def show_numbers(self) -> None:
        """Show the numbers whole, and log that they were seen."""
        line = self.line
        if line is None or not line.sensitive or self._whole_numbers:
            return
        office, home = self._desk.office, line.conflict.household
        self._whole_numbers = True
        self._say(line)
        if home:
            path = f"{line.conflict.record}.{line.conflict.field}"
            self._desk.lanes.run("writer", lambda _: note_reveal(office, home, path), owner=self, minor=True)

    def settle(self) -> None:
        """Decide as chosen, in the writer's lane."""
        line, form, choice = self.line, self.form, self.sides.now
        if line is None or form is None or self.writing or form.hindered:
            return
        if choice not in CHOICES:
            self.fault.setText(say("sync_page.choose_wanted"))
            self._show_fault()
            self.sides.take_keyboard()
            return
        if not form.is_right(choice):
            return
        office, reason, witness = self._desk.office, str(form.reason.answer()), form.witness()
        typed = form.typed.answer() if choice == "type" else None

        def work(_: object) -> None:
            with faults_told():
                settle_conflict(office, line.conflict.id, choice_of(choice), reason, typed, witness)

        self.writing = True
        self.button.setEnabled(False)
        self._desk.lanes.run("writer", work, lambda _: self._over(line), self._failed, owner=self)

    def _over(self, line: InboxLine) -> None:
        self.writing = False
        self._desk.tell(say("sync_page.settled_done", label=what_words(line)))
        self.settled.emit(line.conflict.id)
        self._desk.changed.emit("households")
        self._desk.changed.emit("conflicts")

    def _failed(self, problem: Problem) -> None:
        self.writing = False
        self.button.setEnabled(True)
        words = sentence(problem)
        assert self.form is not None
        if isinstance(problem, Refused):
            self.form.refuse_typed(words)
        elif problem.code.startswith("storage.") and self.form.password is not None:
            self.form.refuse_witness(words)
        else:
            self.fault.setText(words)
            self._show_fault()

    def _open_household(self) -> None:
        if self.line is not None and self.line.conflict.household:
            one = self.line.conflict
            self._desk.go("household", id=one.household, field=f"{one.record}.{one.field}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list; 1, 2 and 3 choose from anywhere but a field."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
