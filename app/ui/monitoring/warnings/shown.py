"""The rows of the section 预警, without widgets."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.operations.warnings.lists import FoundWarning, WarningList
from app.rules.warnings import Rules
from app.texts import say
from app.ui.kit.cells import Column, Mark, Row


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the list is narrowed to: "" asks nothing. `handled` shows what became clues instead of what waits."""

    division_id: str = ""
    rule: str = ""
    text: str = ""
    handled: bool = False

    def holds(self, one: FoundWarning) -> bool:
        """Whether a warning belongs to what is shown."""
        found = one.warning.found
        return (
            bool(one.clue_id) == self.handled
            and (not self.division_id or one.division_id == self.division_id)
            and (not self.rule or one.warning.rule.key == self.rule)
            and self.text in f"{one.head} {found.name} {one.village} {one.checker}"
        )

    def narrow(self, known: WarningList) -> list[FoundWarning]:
        """The warnings shown: the one due first at the top."""
        return sorted(filter(self.holds, known.all()), key=lambda one: one.due_on)


def rule_counts(known: WarningList, division_id: str) -> Counter[str]:
    """How many warnings of each rule wait in a place."""
    return Counter(
        one.warning.rule.key for one in known.waiting() if not division_id or one.division_id == division_id
    )


def warning_columns() -> list[Column]:
    """The columns of the list."""
    return [
        Column("whom", say("monitoring.whom"), 130),
        Column("place", say("monitoring.place"), 110),
        Column("rule", say("monitoring.rule"), 182, kind="chips"),
        Column("was", say("monitoring.was"), 150, stretch=True),
        Column("value", say("monitoring.value"), 170, stretch=True),
        Column("checker", say("monitoring.checker"), 84),
        Column("due", say("monitoring.due_on"), 116, kind="chips"),
    ]


def due_mark(one: FoundWarning, today: date) -> Mark:
    """How long there is to check a warning: red when over, amber when near; green where it became a clue."""
    if one.clue_id:
        return Mark(say("monitoring.became_clue"), "ok")
    days = (one.due_on - today).days
    if days < 0:
        return Mark(say("monitoring.over", days=f"{-days:,}"), "bad")
    if days == 0:
        return Mark(say("monitoring.today"), "warn")
    return Mark(say("monitoring.left", days=f"{days:,}"), "warn" if days <= 3 else "neutral")


def whom_words(one: FoundWarning) -> str:
    """The head, and the member it is about where that is another."""
    name = one.warning.found.name
    return one.head if not name or name == one.head else say("monitoring.of_member", head=one.head, name=name)


def warning_row(one: FoundWarning, today: date) -> Row:
    """One warning."""
    found = one.warning.found
    # The member it is about, and that somebody looks after this household already, below its head.
    told = [found.name] if found.name != one.head else []
    told += [say("monitoring.monitored")] if one.monitored else []
    return Row(
        one.key,
        (
            Mark(one.head or "\u2014", note=" \u00b7 ".join(filter(None, told))),
            Mark(one.village, note=one.group),
            (Mark(one.warning.rule.label),),
            found.was or None,
            found.now,
            one.checker or None,
            (due_mark(one, today),),
        ),
    )


def unjudged_words(known: WarningList, rules: Rules) -> str:
    """Which rules could not be judged of how many households, the most first; "" where all could."""
    every = known.unjudged().most_common()
    parts = [
        say("monitoring.unjudged_rule", label=rules.label(key), count=f"{count:,}") for key, count in every
    ]
    return say("monitoring.unjudged", rules=say("window.list_comma").join(parts)) if parts else ""


def chosen(known: Sequence[FoundWarning], ticked: set[str]) -> list[FoundWarning]:
    """The ticked warnings in the order of the list."""
    return [one for one in known if one.key in ticked]
