"""The steps of a case one below the other: done, now, and those to come in one line; what was sent back as well."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.answering import issue_words
from app.operations.cases.viewing import CaseView, StepView
from app.rules.values import show
from app.texts import say
from app.ui.kit.buttons import Button
from app.ui.kit.labels import Line, Sign, Text

_ICONS = {"done": ("check-circle", "ok"), "now": ("caret-right", "accent"), "later": ("dots-three", "text3")}


class StepLines(QWidget):
    """A line for each step done, with its day and who did it; the one to do now with what it lacks.

    `read(key)` opens a step that is done in the reader's view.
    """

    def __init__(self, case: CaseView, read: Callable[[str], object]) -> None:
        super().__init__()
        self._read = read
        self.links: dict[str, Button] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        for step in case.steps:
            if step.state != "later":
                whole.addWidget(self._line(step))
        for one in case.returned:
            words = say("public.returned", day=show("date", one.on), who=one.by, opinion=one.opinion)
            whole.addWidget(Text(words, "note", "warn", wrap=True))
        if later := [step.step.label for step in case.steps if step.state == "later"]:
            whole.addWidget(
                _marked("later", Text(say("public.later", steps=" \u00b7 ".join(later)), "note", wrap=True))
            )

    def _line(self, step: StepView) -> QWidget:
        made = QWidget()
        words = QVBoxLayout(made)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        if step.state == "now":
            words.addWidget(Line(step.step.label, "body", bold=True))
            if step.due_on is not None:
                words.addWidget(
                    Line(say("public.due_on", day=show("date", step.due_on)), "note", tone="text2")
                )
            for issue in step.lacks:
                words.addWidget(Text(issue_words(issue), "note", "warn", wrap=True))
            return _marked("now", made)
        key = _key(step)
        link = self.links[key] = Button(step.step.label, "link", pressed_do=partial(self._read, key))
        line = QHBoxLayout()
        line.addWidget(link)
        line.addStretch(1)
        words.addLayout(line)
        if step.walked is not None:
            told = f"{show('date', step.walked.on)} {step.walked.by} {step.walked.opinion}".strip()
            words.addWidget(Line(told, "note", tone="text3"))
        return _marked("done", made)


def _key(step: StepView) -> str:
    """What a step that is done is called in the reader's view."""
    if step.meeting_id:
        return f"meeting:{step.meeting_id}"
    return f"notice:{step.notice_id}" if step.notice_id else f"walked:{step.step.key}"


def _marked(state: str, part: QWidget) -> QWidget:
    """A step behind its sign."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    icon, tone = _ICONS[state]
    line.addWidget(Sign(icon, tone, 16), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(part, 1)
    return made
