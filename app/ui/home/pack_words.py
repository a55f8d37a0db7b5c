"""What the desk says of what the county published: packs to install, deadlines."""

from collections.abc import Callable, Mapping
from typing import Final

from app.operations.home_tasks import Task
from app.texts import say
from app.ui.home.help_words import Words


def pack_words(task: Task) -> Words:
    """What a task of the county's publications says."""
    return PUBLISHED[task.kind](task)


def _pack(task: Task) -> Words:
    said = task.values
    facts = str(said["remark"]) or say("pack_page.task_facts")
    sentence = say("pack_page.task", pack=said["pack"], version=said["version"])
    return sentence, facts, say("pack_page.look"), say("pack_page.not_installed")


def _deadline(task: Task) -> Words:
    said = task.values
    days = int(str(said["days"]))
    left = (
        say("pack_page.days_past", days=-days)
        if days < 0
        else say("pack_page.days_left", days=days)
        if days
        else say("pack_page.due_today")
    )
    facts = say("pack_page.due", due=said["due"])
    return str(said["title"]), f"{facts} {said['remark']}".strip(), say("pack_page.look"), left


PUBLISHED: Final[Mapping[str, Callable[[Task], Words]]] = {"pack": _pack, "deadline": _deadline}
"""The kinds of tasks the county publishes, and what each says."""
