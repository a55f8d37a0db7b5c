"""The to-do list of the desk: grouped by urgency, narrowed by kind, each line with the verb that does it."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.operations.home_tasks import Kind, Task, Urgency
from app.texts import say
from app.ui.desks import Desk
from app.ui.home.task_words import GROUPS, group_word, task_words, urgency_word
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, ScrollPage
from app.ui.kit.labels import Text
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.todos import TodoGroup, TodoRow

_ICONS: dict[Kind, str] = {
    "visit": "note-pencil",
    "finding": "flag",
    "pairing": "users",
    "plan": "clipboard-text",
    "review": "check-circle",
    "check": "calendar-check",
    "objection": "flag",
    "to_post": "megaphone-simple",
    "ends": "megaphone-simple",
    "take_down": "megaphone-simple",
    "step": "clipboard-text",
    "announce": "currency-cny",
    "clue": "list-bullets",
    "taken": "user-plus",
    "warning": "bell-ringing",
    "doubts": "warning-circle",
    "lacking": "file-text",
    "backup": "shield-check",
    "draft": "pencil-simple",
    "unconfirmed": "clock",
    "conflict": "git-merge",
    "conflicts": "git-merge",
    "unsent": "cloud-slash",
    "unsynced": "cloud-slash",
    "coming": "house-line",
    "not_moved": "house-line",
    "pack": "clipboard-text",
    "deadline": "calendar-check",
}
MOST = 40  # lines laid out at once: the others unfold
_TONES: dict[Urgency, str] = {"overdue": "bad", "today": "warn", "open": "neutral"}


class TaskList(Card):
    """The list in its own scrolling card."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(say("home.tasks"), flush=True)
        self._desk = desk
        self.tasks: tuple[Task, ...] = ()
        self._counting = self._all = self._laid = False
        self._kinds = Segments([Choice("", say("home.every"))])
        self._kinds.chosen.connect(self._narrowed)
        self.tools.addWidget(self._kinds)
        self._scroll = ScrollPage((0, 0, 0, 8), 0)
        self.body.addWidget(self._scroll)

    def show_tasks(self, tasks: Sequence[Task], counting: bool = False) -> None:
        """Show these; with `counting` more may come. The same ones again change nothing; the list keeps its place."""
        if tuple(tasks) == self.tasks and counting == self._counting and self._laid:
            return
        self._laid = True
        self.tasks, self._counting = tuple(tasks), counting
        kept = self._kinds.key()
        counts = Counter(GROUPS[task.kind] for task in tasks)
        groups = [group for group in dict.fromkeys(GROUPS.values()) if counts[group]]
        counted = [Choice(group, f"{group_word(group)} {counts[group]}") for group in groups]
        self._kinds.show_choices([Choice("", say("home.all", count=len(tasks))), *counted])
        self._kinds.choose(kept if kept in groups else "")
        bar = self._scroll.verticalScrollBar()
        place = bar.value()
        self._lay()
        QTimer.singleShot(0, self, lambda: bar.setValue(place))

    def _narrowed(self, _: str) -> None:
        self._all = False
        self._lay()

    def _show_all(self) -> None:
        self._all = True
        self._lay()

    def _lay(self) -> None:
        while (item := self._scroll.body.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        group = self._kinds.key()
        shown = [task for task in self.tasks if not group or GROUPS[task.kind] == group]
        room = len(shown) if self._all else MOST
        urgencies: tuple[Urgency, ...] = ("overdue", "today", "open")
        for urgency in urgencies:
            some = [task for task in shown if task.urgency == urgency]
            if some and room > 0:
                self._scroll.body.addWidget(TodoGroup(urgency_word(urgency), len(some)))
                for task in some[:room]:
                    self._scroll.body.addWidget(self._row(task))
            room -= len(some)
        if room < 0:
            rest = Button(say("home.rest", count=-room), "link", pressed_do=self._show_all)
            self._scroll.body.addWidget(rest, 0, Qt.AlignmentFlag.AlignHCenter)
        if not shown:
            self._scroll.body.addWidget(
                _note(say("home.counting") if self._counting else say("home.nothing"))
            )
        self._scroll.body.addStretch(1)

    def _row(self, task: Task) -> QWidget:
        sentence, facts, verb, chip = task_words(task)
        tone = _TONES[task.urgency]
        return TodoRow(
            _ICONS[task.kind],
            sentence,
            facts,
            verb,
            lambda: self._desk.go(task.page, **task.place),
            chip,
            tone,
        )


def _note(sentence: str) -> QWidget:
    words = Text(sentence, "body", tone="text2")
    words.setContentsMargins(20, 16, 20, 16)
    return words
