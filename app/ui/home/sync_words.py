"""What the desk says of the line to the county: conflicts that wait, what has not been handed over."""

from collections.abc import Callable, Mapping
from typing import Final

from app.operations.home_tasks import Task
from app.texts import say
from app.ui.home.help_words import Words


def sync_words(task: Task) -> Words:
    """What a task of the line says."""
    return SYNC[task.kind](task)


def _conflict(task: Task) -> Words:
    said = task.values
    labels = said["labels"] if isinstance(said["labels"], tuple) else ()
    facts = say(
        "sync_tasks.conflict_facts", labels=say("window.list_comma").join(labels), count=said["count"]
    )
    head = said["head"] or say("sync_page.no_head")
    return say("sync_tasks.conflict", head=head), facts, say("sync_tasks.compare"), _waited(said["days"])


def _conflicts(task: Task) -> Words:
    said = task.values
    sentence = say("sync_tasks.conflicts", count=said["count"], homes=said["homes"])
    return sentence, say("sync_tasks.conflicts_facts"), say("sync_tasks.compare"), _waited(said["days"])


def _unsent(task: Task) -> Words:
    said = task.values
    sentence = say("sync_tasks.unsent", count=f"{said['count']:,}")
    return sentence, say("sync_tasks.unsent_facts"), say("sync_tasks.go"), _waited(said["days"])


def _unsynced(task: Task) -> Words:
    sentence = say("sync_tasks.unsynced", county=task.values["county"])
    return sentence, say("sync_tasks.unsynced_facts"), say("sync_tasks.go"), ""


def _coming(task: Task) -> Words:
    said = task.values
    if said["count"] == 1:
        sentence = say("moves.task_coming", head=said["head"] or say("moves.no_head"), place=said["place"])
    else:
        sentence = say("moves.task_coming_many", count=said["count"])
    return sentence, say("moves.task_coming_facts"), say("moves.take"), _waited(said["days"])


def _not_moved(task: Task) -> Words:
    sentence = say("moves.task_failed", count=task.values["count"])
    return sentence, say("moves.task_failed_facts"), say("moves.look"), ""


def _waited(days: object) -> str:
    return say("sync_tasks.waited", days=days) if days else say("sync_tasks.decide")


SYNC: Final[Mapping[str, Callable[[Task], Words]]] = {
    "conflict": _conflict,
    "conflicts": _conflicts,
    "unsent": _unsent,
    "unsynced": _unsynced,
    "coming": _coming,
    "not_moved": _not_moved,
}
"""The kinds of tasks of the line, and what each says."""
