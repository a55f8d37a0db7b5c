"""What the desk says of monitoring: clues to check, households to take in, warnings nobody took up."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from app.operations.home_tasks import Task
from app.texts import say
from app.ui.home.help_words import Words


def monitoring_words(task: Task) -> Words:
    """What a task of monitoring says."""
    return MONITORING[task.kind](task)


def _clue(task: Task) -> Words:
    said, late = task.values, task.urgency == "overdue"
    facts = say("monitoring_home.clue_facts", village=said["village"], checker=said["checker"])
    if said["count"] == 1:
        sentence = say("monitoring_home.clue", whom=said["whom"], what=said["what"])
    elif late:
        sentence = say("monitoring_home.clues_late", count=said["count"])
        facts = say("monitoring_home.clues_worst", whom=said["whom"], days=said["days"])
    else:
        sentence = say("monitoring_home.clues", count=said["count"])
    return sentence, facts, say("monitoring_home.check"), _chip(task)


def _taken(task: Task) -> Words:
    said = task.values
    sentence = say("monitoring_home.taken", count=said["count"])
    return sentence, _joined(said["names"]), say("monitoring_home.enter"), ""


def _warning(task: Task) -> Words:
    said = task.values
    sentence = say("monitoring_home.warnings", village=said["village"], count=said["count"])
    facts = say("monitoring_home.warning_facts", homes=said["homes"], rules=_joined(said["rules"]))
    return sentence, facts, say("monitoring_home.look"), _chip(task)


MONITORING: Final[Mapping[str, Callable[[Task], Words]]] = {
    "clue": _clue,
    "taken": _taken,
    "warning": _warning,
}
"""The kinds of tasks that are of monitoring, and what each says."""


def _joined(words: object) -> str:
    some = words if isinstance(words, Iterable) else ()
    return say("window.list_comma").join(map(str, some))


def _chip(task: Task) -> str:
    if task.urgency == "overdue":
        return say("home.late", days=task.values["days"])
    return say("monitoring_home.until", due=task.values["due"])
