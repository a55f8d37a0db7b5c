"""The steps of a case one below the other: done, now, later; what was sent back stands where it was."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.answering import issue_words
from app.operations.cases.viewing import CaseView, StepView
from app.rules.values import show
from app.texts import say
from app.ui.kit.labels import Line, Sign, Text

_ICONS = {"done": ("check-circle", "ok"), "now": ("caret-right", "accent"), "later": ("dots-three", "text3")}


class StepLines(QWidget):
    """A line for each step with its day and who did it; the one to do now with what it lacks."""

    def __init__(self, case: CaseView) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        for step in case.steps:
            whole.addWidget(_line(step))
        for one in case.returned:
            words = say("public.returned", day=show("date", one.on), who=one.by, opinion=one.opinion)
            whole.addWidget(Text(words, "note", "warn", wrap=True))


def _line(step: StepView) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    icon, tone = _ICONS[step.state]
    line.addWidget(Sign(icon, tone, 16), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    now = step.state == "now"
    words.addWidget(
        Line(step.step.label, "body", bold=now, tone="text3" if step.state == "later" else "text")
    )
    if step.walked is not None:
        told = f"{show('date', step.walked.on)} {step.walked.by} {step.walked.opinion}".strip()
        words.addWidget(Line(told, "note", tone="text3"))
    elif now and step.due_on is not None:
        words.addWidget(Line(say("public.due_on", day=show("date", step.due_on)), "note", tone="text2"))
    for issue in step.lacks if now else ():
        words.addWidget(Text(issue_words(issue), "note", "warn", wrap=True))
    line.addLayout(words, 1)
    return made
