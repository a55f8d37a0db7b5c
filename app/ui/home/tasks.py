"""The to-do list of the desk: grouped by urgency, narrowed by kind, each line with the verb that does it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.operations.home import Task, Urgency
from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.cards import Card, ScrollPage
from app.ui.kit.labels import Text
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.todos import TodoGroup, TodoRow

_ICONS = {
    "doubts": "warning-circle",
    "lacking": "file-text",
    "backup": "shield-check",
    "draft": "note-pencil",
    "unconfirmed": "calendar-check",
}
_TONES: dict[Urgency, str] = {"overdue": "bad", "today": "warn", "open": "neutral"}


class TaskList(Card):
    """The list in its own scrolling card."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(say("home.tasks"), flush=True)
        self._desk = desk
        self.tasks: tuple[Task, ...] = ()
        self._counting = False
        self._kinds = Segments([Choice("", say("home.every"))])
        self._kinds.chosen.connect(lambda _: self._lay())
        self.tools.addWidget(self._kinds)
        self._scroll = ScrollPage((0, 0, 0, 8), 0)
        self.body.addWidget(self._scroll)

    def show_tasks(self, tasks: Sequence[Task], counting: bool = False) -> None:
        """Show these; with `counting` more may come."""
        self.tasks, self._counting = tuple(tasks), counting
        kept = self._kinds.key()
        kinds = [kind for kind in _ICONS if any(task.kind == kind for task in tasks)]
        counted = [
            Choice(kind, f"{kind_word(kind)} {sum(task.kind == kind for task in tasks)}") for kind in kinds
        ]
        self._kinds.show_choices([Choice("", say("home.all", count=len(tasks))), *counted])
        self._kinds.choose(kept if kept in kinds else "")
        self._lay()

    def _lay(self) -> None:
        while (item := self._scroll.body.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        kind = self._kinds.key()
        shown = [task for task in self.tasks if not kind or task.kind == kind]
        for urgency in ("overdue", "today", "open"):
            some = [task for task in shown if task.urgency == urgency]
            if some:
                self._scroll.body.addWidget(TodoGroup(urgency_word(urgency), len(some)))
                for task in some:
                    self._scroll.body.addWidget(self._row(task))
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


def kind_word(kind: str) -> str:
    """The word of a kind of task."""
    return {
        "doubts": say("home.kind_doubts"),
        "lacking": say("home.kind_lacking"),
        "backup": say("home.kind_backup"),
        "draft": say("home.kind_draft"),
        "unconfirmed": say("home.kind_unconfirmed"),
    }[kind]


def urgency_word(urgency: Urgency) -> str:
    """The word over a group."""
    return {"overdue": say("home.overdue"), "today": say("home.today"), "open": say("home.open")}[urgency]


def task_words(task: Task) -> tuple[str, str, str, str]:
    """A task's sentence, its facts, its verb and its chip."""
    values = task.values
    if task.kind == "doubts":
        facts = say("home.doubts_facts", households=values["households"], errors=values["errors"])
        chip = say("home.to_check")
        return (
            say("home.doubts_task", village=values["village"], count=values["count"]),
            facts,
            say("home.check"),
            chip,
        )
    if task.kind == "lacking":
        facts = say("home.lacking_facts", households=values["households"])
        chip = say("home.lacks", count=values["count"])
        return say("home.lacking_task", village=values["village"]), facts, say("home.fill"), chip
    if task.kind == "backup":
        late = say("home.late", days=values["days"]) if values["days"] else say("home.never")
        return say("home.backup_task"), say("home.backup_facts"), say("home.back_up"), late
    if task.kind == "draft":
        return say("home.draft_task", head=values["head"]), say("home.draft_facts"), say("home.go_on"), ""
    count = values["count"]
    return (
        say("home.unconfirmed_task", year=values["year"], count=count),
        say("home.unconfirmed_facts"),
        say("home.look"),
        "",
    )
