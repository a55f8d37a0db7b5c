"""What the desk says of cases and notices: to be posted, ending, to be taken down, objected to, late."""

from collections.abc import Callable, Mapping
from typing import Final

from app.operations.home_tasks import Task
from app.texts import say
from app.ui.home.help_words import Words


def public_words(task: Task) -> Words:
    """What a task of a case or a notice says."""
    return PUBLIC[task.kind](task)


def _objection(task: Task) -> Words:
    said = task.values
    sentence = say(
        "public_cards.objection_task", village=said["village"], label=said["label"], count=said["count"]
    )
    return (
        sentence,
        _facts(task, say("public_cards.objection_facts")),
        say("public_cards.answer"),
        _chip(task),
    )


def _to_post(task: Task) -> Words:
    sentence = say("public_cards.post_task", village=task.values["village"], label=task.values["label"])
    return sentence, _facts(task, say("public_cards.post_facts")), say("public_cards.post"), ""


def _ends(task: Task) -> Words:
    sentence = say("public_cards.ends_task", village=task.values["village"], label=task.values["label"])
    return sentence, _facts(task, say("public_cards.ends_facts")), say("public_cards.look"), say("home.today")


def _take_down(task: Task) -> Words:
    said = task.values
    sentence = say("public_cards.take_down_task", village=said["village"], label=said["label"])
    facts = say("public_cards.take_down_facts", day=said["due"])
    return sentence, _facts(task, facts), say("public_cards.take_down"), _chip(task)


def _step(task: Task) -> Words:
    said = task.values
    sentence = say("public_cards.step_task", village=said["village"], label=said["label"], step=said["step"])
    facts = say("public_cards.step_facts", count=said["count"], day=said["due"])
    return sentence, facts, say("public_cards.carry_on"), _chip(task)


def _announce(task: Task) -> Words:
    said = task.values
    sentence = say("public_cards.announce_task", village=said["village"], label=said["label"])
    facts = say("public_cards.announce_facts", day=said["due"])
    return sentence, facts, say("public_cards.announce"), _chip(task)


PUBLIC: Final[Mapping[str, Callable[[Task], Words]]] = {
    "objection": _objection,
    "to_post": _to_post,
    "ends": _ends,
    "take_down": _take_down,
    "step": _step,
    "announce": _announce,
}
"""The kinds of tasks that are of cases and notices, and what each says."""


def _facts(task: Task, words: str) -> str:
    return " · ".join(str(part) for part in (task.values["number"], words) if part)


def _chip(task: Task) -> str:
    if task.urgency == "overdue":
        return say("home.late", days=task.values["days"])
    return (
        say("home.today")
        if task.kind == "step" or (task.urgency == "today" and task.kind == "announce")
        else ""
    )
