"""What a thing to do says on the desk: its kind, its group, its sentence."""

from collections.abc import Mapping
from typing import Final

from app.operations.home_tasks import Kind, Task, Urgency
from app.texts import say
from app.ui.home.help_words import HELP, Words, help_words
from app.ui.home.monitoring_words import MONITORING, monitoring_words
from app.ui.home.pack_words import PUBLISHED, pack_words
from app.ui.home.public_words import PUBLIC, public_words
from app.ui.home.sync_words import SYNC, sync_words

GROUPS: Final[Mapping[Kind, str]] = {
    "visit": "visit",
    "finding": "finding",
    "pairing": "pairing",
    "plan": "plan",
    "review": "plan",
    "check": "check",
    "objection": "public",
    "to_post": "public",
    "ends": "public",
    "take_down": "public",
    "step": "public",
    "announce": "public",
    "clue": "monitoring",
    "taken": "monitoring",
    "warning": "monitoring",
    "doubts": "doubts",
    "lacking": "doubts",
    "backup": "other",
    "draft": "other",
    "unconfirmed": "other",
    "conflict": "other",
    "conflicts": "other",
    "unsent": "other",
    "unsynced": "other",
    "coming": "other",
    "not_moved": "other",
    "pack": "other",
    "deadline": "other",
}
"""Which kinds are narrowed to together: all would not stand in one line above the list."""


def group_word(group: str) -> str:
    """The word of a group of kinds."""
    words: dict[str, str] = {
        "visit": say("home.kind_visit"),
        "finding": say("home.kind_finding"),
        "pairing": say("home.kind_pairing"),
        "plan": say("home.kind_plan"),
        "check": say("home.kind_check"),
        "public": say("public_cards.kind"),
        "monitoring": say("monitoring_home.kind"),
        "doubts": say("home.kind_doubts"),
        "other": say("home.kind_other"),
    }
    return words[group]


def urgency_word(urgency: Urgency) -> str:
    """The word over a group."""
    return {"overdue": say("home.overdue"), "today": say("home.today"), "open": say("home.open")}[urgency]


def task_words(task: Task) -> Words:
    """A task's sentence, its facts, its verb and its chip."""
    if task.kind in PUBLIC:
        return public_words(task)
    if task.kind in MONITORING:
        return monitoring_words(task)
    if task.kind in PUBLISHED:
        return pack_words(task)
    if task.kind in SYNC:
        return sync_words(task)
    return help_words(task) if task.kind in HELP else _own_words(task)


def _own_words(task: Task) -> Words:
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
