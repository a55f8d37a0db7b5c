"""What the desk says of help: visits, problems to mend, households without a helper or a plan, reviews, checks."""

from collections.abc import Callable, Mapping
from typing import Final

from app.operations.home_tasks import Task
from app.texts import say

Words = tuple[str, str, str, str]
"""A sentence, its facts, its verb and its chip."""


def help_words(task: Task) -> Words:
    """What a task of help says."""
    return HELP[task.kind](task)


def _visit(task: Task) -> Words:
    said = task.values
    late = task.urgency == "overdue"
    chip = _late(said["days"]) if late else _until(task, said["due"])
    if said.get("one"):
        sentence = (
            say("home.visit_late", head=said["head"]) if late else say("home.visit_due", head=said["head"])
        )
        helper = say("home.helper", name=said["helper"]) if said["helper"] else say("home.no_helper")
        return sentence, _joined(said["place"], said["rule"], helper), say("home.visit_write"), chip
    count, village, worst = said["count"], said["village"], ""
    sentence = say("home.visits_due", village=village, count=count)
    if late:
        sentence = say("home.visits_late", village=village, count=count)
        worst = say("home.visits_worst", head=said["head"], days=said["days"])
    never = say("home.visits_never", count=said["never"]) if said["never"] else ""
    return sentence, _joined(_people(said["helpers"]), worst, never), say("home.arrange"), chip


def _finding(task: Task) -> Words:
    said, late = task.values, task.urgency == "overdue"
    chip = _late(said["days"]) if late else _until(task, said["due"])
    one = say("home.finding", head=said["head"], what=said["what"])
    if said.get("one"):
        return one, _joined(said["village"], say("home.helper", name=said["owner"])), say("home.mend"), chip
    village, count = said["village"], said["count"]
    many = say("home.findings_due", village=village, count=count)
    if late:
        many = say("home.findings_late", village=village, count=count)
    return many, _joined(_people(said["owners"], "home.of_owner"), one), say("home.look"), chip


def _pairing(task: Task) -> Words:
    said = task.values
    chip = say("home.gap")
    if said.get("one"):
        sentence = say("home.unhelped", head="".join(_heads(said)))
        return sentence, _joined(said["village"], said["need"]), say("home.pair"), chip
    sentence = say("home.unhelped_many", village=said["village"], count=said["count"])
    return sentence, say("window.list_comma").join(_heads(said)), say("home.pair"), chip


def _plan(task: Task) -> Words:
    said = task.values
    sentence = say("home.unplanned", village=said["village"], count=said["count"], year=said["year"])
    return sentence, say("home.unplanned_facts"), say("home.draw_up"), ""


def _review(task: Task) -> Words:
    said = task.values
    sentence = say("home.review_township", village=said["village"], count=said["count"])
    if said["by"] == "village":
        sentence = say("home.review_village", village=said["village"], count=said["count"])
    return sentence, say("home.review_facts", year=said["year"]), say("home.review"), say("home.waits")


def _check(task: Task) -> Words:
    said = task.values
    sentence = say("home.check_left", name=said["name"], count=said["left"])
    if not said["left"]:
        sentence = say("home.check_marks", name=said["name"], count=said["waiting"])
    facts = say("home.check_facts", done=said["done"], tasks=said["tasks"])
    marks = say("home.check_waiting", count=said["waiting"]) if said["waiting"] and said["left"] else ""
    late = task.urgency == "overdue"
    chip = _late(-int(str(said["days"]))) if late else say("home.until", day=said["due"])
    return sentence, _joined(facts, marks), say("home.enter"), chip


HELP: Final[Mapping[str, Callable[[Task], Words]]] = {
    "visit": _visit,
    "finding": _finding,
    "pairing": _pairing,
    "plan": _plan,
    "review": _review,
    "check": _check,
}
"""The kinds of tasks that are of help, and what each says."""


def _late(days: object) -> str:
    return say("home.late", days=days)


def _until(task: Task, day: object) -> str:
    return say("home.today") if task.urgency == "today" else say("home.until", day=day)


def _joined(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


def _people(names: object, each: str = "home.of_helper") -> str:
    """Who answers for how many."""
    if not isinstance(names, tuple) or not names:
        return ""
    some = [say(each, name=name, count=count) for name, count in names]
    return say("home.helper", name=say("window.list_comma").join(some))


def _heads(said: Mapping[str, object]) -> tuple[str, ...]:
    heads = said["heads"]
    return tuple(map(str, heads)) if isinstance(heads, tuple) else ()
