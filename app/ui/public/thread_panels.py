"""The reader's view of a case beside the board: what happened, day by day, each thing leading to the others."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.threads import Thread, ThreadEntry, thread_of
from app.rules.values import show
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Surface
from app.ui.kit.labels import Line, Sign, Text
from app.ui.public.thread_words import entry_lines, heads_of, link_words, people_words, vote_words

_ICONS = {
    "step": "check-circle",
    "meeting": "users",
    "notice": "megaphone-simple",
    "objection": "flag",
    "decision": "clipboard-text",
}


class EntryBlock(Surface):
    """One thing that happened; `go(key)` leads to another, `press(entry, what)` opens what it is of."""

    def __init__(
        self, entry: ThreadEntry, thread: Thread, lines: list[tuple[str, str]], go: Callable[[str], object]
    ) -> None:
        super().__init__("sunken", "line", 6)
        self.entry, self._thread = entry, thread
        self.links: list[Button] = []
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(12, 8, 12, 10)
        self.whole.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Sign(_ICONS[entry.kind], "text2", 16))
        head.addWidget(Line(entry.label, "body", True), 1)
        head.addWidget(Text(show("date", entry.on), "note"))
        self.whole.addLayout(head)
        for words, tone in lines:
            self.whole.addWidget(Text(words, "note", tone, wrap=True))
        if entry.meeting is not None:
            self._add_numbers()
        for key in entry.links:
            other = thread.entry(key)
            if other is not None:
                self._add_link(other, go)

    def _add_link(self, other: ThreadEntry, go: Callable[[str], object]) -> None:
        entries = self._thread.entries
        earlier = entries.index(other) < entries.index(self.entry)
        button = Button(link_words(other), "link", pressed_do=partial(go, other.key))
        self.links.append(button)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Text(say("threads.before") if earlier else say("threads.after"), "note"))
        line.addWidget(button)
        line.addStretch(1)
        self.whole.addLayout(line)

    def add_button(self, words: str, do: Callable[[], object]) -> Button:
        """A way to what the entry is of."""
        button = Button(words, "link", pressed_do=do)
        line = QHBoxLayout()
        line.addWidget(button)
        line.addStretch(1)
        self.whole.addLayout(line)
        return button

    def _add_numbers(self) -> None:
        meeting = self.entry.meeting
        assert meeting is not None
        if meeting.meeting.votes:
            votes = [vote_words(self.entry, self._thread, home) for home in meeting.meeting.votes]
            self._add_folded(say("threads.show_votes"), votes)
        if meeting.attendance:
            words = say("threads.show_people", count=len(meeting.attendance))
            self._add_folded(words, people_words(self.entry))

    def _add_folded(self, words: str, lines: list[str]) -> None:
        """Lines that unfold when their words are pressed."""
        folded = Text("\n".join(lines), "note", wrap=True)
        folded.hide()

        def unfold() -> None:
            folded.setVisible(folded.isHidden())

        self.add_button(words, unfold)
        self.whole.addWidget(folded)


class ThreadPanel(SidePanel):
    """`looking(notice)` for its sheet, `opening(household)`, `carrying_on()` back to the case's own panel.

    `at`: the key of the entry to stand on first; `household`: whose votes are said.
    """

    looking = Signal(str)
    opening = Signal(str)
    carrying_on = Signal()

    def __init__(self, desk: Desk, case_id: str, household: str = "", at: str = "") -> None:
        super().__init__(say("threads.title"))
        self._desk, self.case_id, self.household, self._at = desk, case_id, household, at
        self.seen: Thread | None = None
        self.blocks: dict[str, EntryBlock] = {}
        self._parts: list[QWidget] = []
        self.page.body.addStretch(1)
        self.foot.addWidget(Button(say("threads.carry_on"), "quiet", pressed_do=self.carrying_on.emit))
        self.refresh()

    def refresh(self) -> None:
        """Read the case again."""
        office, case = self._desk.office, self.case_id
        self._desk.lanes.run("errand", lambda _: thread_of(office, case), self._show, self._gone, owner=self)

    def _gone(self, problem: Problem) -> None:
        self._desk.complain(problem)
        self.close_panel()

    def _show(self, thread: Thread) -> None:
        self.seen = thread
        self.note.setText(f"{thread.case.village} \u00b7 {thread.case.label}")
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts, self.blocks = [], {}
        for entry in thread.entries:
            self.blocks[entry.key] = self._block(entry, thread)
            self._put(self.blocks[entry.key])
        if not thread.entries:
            self._put(Text(say("threads.nothing"), "note", wrap=True))
        if self._at:
            # once the blocks have their heights
            QTimer.singleShot(0, self, self._go_first)

    def _go_first(self) -> None:
        self.go_to(self._at)

    def _put(self, part: QWidget) -> None:
        self.page.body.insertWidget(len(self._parts), part)
        part.show()
        self._parts.append(part)

    def _block(self, entry: ThreadEntry, thread: Thread) -> EntryBlock:
        lines = entry_lines(entry, thread, self._desk.office.forms, self.household)
        block = EntryBlock(entry, thread, lines, self.go_to)
        if entry.notice is not None:
            block.add_button(say("threads.sheet"), partial(self.looking.emit, entry.notice.id))
        home = entry.objection.household_id if entry.objection else None
        if home:
            head = heads_of(thread).get(home, "")
            block.add_button(say("threads.about", head=head), partial(self.opening.emit, home))
        return block

    def go_to(self, key: str) -> None:
        """Bring an entry into sight; its first link has the keyboard. `walked:…` names a decision by its step."""
        block = self.blocks.get(key) or self._decided(key.removeprefix("walked:"))
        if block is None:
            return
        for other in self.blocks.values():
            chosen = other is block
            other.set_ground("tint2" if chosen else "sunken", "tint_line" if chosen else "line")
        self.page.ensureWidgetVisible(block, 0, 12)
        if block.links:
            block.links[0].setFocus()

    def _decided(self, step: str) -> EntryBlock | None:
        """The block of the newest decision of a step."""
        found = [
            block for block in self.blocks.values() if block.entry.walked and block.entry.walked.step == step
        ]
        return found[-1] if found else None
