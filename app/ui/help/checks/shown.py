"""How villages, tasks and differences of a check stand in its lists: columns, rows, chips. No widgets."""

from datetime import date

from app.operations.campaigns import CampaignLine, VillageProgress
from app.operations.marks import MarkLine, conflict_words
from app.operations.tasks import TaskLine
from app.rules.forms import Forms
from app.rules.values import show
from app.texts import say
from app.ui.kit.cells import CellValue, Column, Mark, Row

WAITING, DONE, DIFFERS, UNMET, ALL = "waiting", "done", "differs", "unmet", "all"
_TONES = {"same": "ok", "differs": "warn"}
_UNMET = frozenset({"absent", "gone"})


def state_words(known: CampaignLine) -> str:
    """The days of a check and where it stands, in one line."""
    words = {
        "before": say("help_checks.before"),
        "open": say("help_checks.open"),
        "over": say("help_checks.over"),
        "closed": say("help_checks.locked"),
    }
    first, last = (show("date", known.answers.get(key)) for key in ("from_on", "to_on"))
    return say("help_checks.days", first=first, last=last, state=words[known.state])


def day_words(day: date | None, year: int) -> str:
    """A day without its year where it is this one."""
    if day is None:
        return ""
    return say("help_checks.day", month=day.month, day=day.day) if day.year == year else show("date", day)


def village_columns() -> list[Column]:
    """The columns of the villages."""
    return [
        Column("village", say("help_checks.village"), 128),
        Column("bar", say("help_checks.far"), 180, stretch=True),
        Column("percent", " ", 64, kind="number"),
        Column("total", say("help_checks.total"), 84, kind="number"),
        Column("done", say("help_checks.done"), 84, kind="number"),
        Column("same", say("help_checks.same"), 96, kind="number"),
        Column("differs", say("help_checks.differs"), 96, kind="number"),
        Column("unmet", say("help_checks.unmet"), 96, kind="number"),
        Column("unsettled", say("help_checks.unsettled"), 112, kind="number"),
    ]


def village_row(one: VillageProgress) -> Row:
    """One village; the bar is painted by the table."""
    unmet = sum(count for code, count in one.outcomes.items() if code in _UNMET)
    counts = (one.total, one.done, one.outcomes.get("same", 0), one.outcomes.get("differs", 0), unmet)
    unsettled = Mark(f"{one.unsettled:,}", "warn", bold=True) if one.unsettled else "0"
    percent = say("help_checks.percent", number=one.percent)
    return Row(one.division_id, (one.village, "", percent, *(f"{count:,}" for count in counts), unsettled))


def task_columns() -> list[Column]:
    """The columns of the households."""
    return [
        Column("head", say("help_checks.head"), 120),
        Column("place", say("help_checks.place"), 118, stretch=True),
        Column("code", say("help_checks.code"), 172),
        Column("outcome", say("help_checks.outcome"), 104, kind="chips"),
        Column("marks", say("help_checks.marks"), 64, kind="number"),
        Column("day", say("help_checks.checked_on"), 96),
        Column("checkers", say("help_checks.checkers"), 120, stretch=True),
    ]


SPARED_TASKS = (2, 6)  # columns given up while a panel stands beside the list


def task_row(forms: Forms, one: TaskLine, year: int) -> Row:
    """One household of a check."""
    marks: CellValue = ""
    if one.marks:
        marks = Mark(f"{one.marks:,}", "warn" if one.unsettled else "", bold=bool(one.unsettled))
    place = " ".join(part for part in (one.village, one.group) if part)
    return Row(one.id, (one.head or None, place, one.code or None, (outcome_mark(forms, one.outcome),), marks,
                        day_words(one.checked_on, year), one.checkers))  # fmt: skip


def outcome_mark(forms: Forms, outcome: str) -> Mark:
    """A conclusion as a chip; "" still waits."""
    if not outcome:
        return Mark(say("help_checks.waits"), "neutral")
    return Mark(forms.codes["task_outcome"].name(outcome), _TONES.get(outcome, "neutral"))


def task_is(which: str, one: TaskLine) -> bool:
    """Whether a household belongs to what the list is narrowed to."""
    if which == WAITING:
        return not one.outcome
    if which == DONE:
        return bool(one.outcome)
    if which == DIFFERS:
        return one.outcome == DIFFERS or one.marks > 0
    return one.outcome in _UNMET if which == UNMET else True


def mark_columns() -> list[Column]:
    """The columns of the differences."""
    return [
        Column("head", say("help_checks.head"), 150),
        Column("what", say("help_checks.what"), 168),
        Column("was", say("help_checks.was"), 130, stretch=True),
        Column("now", say("help_checks.now"), 130, stretch=True),
        Column("value", say("help_checks.value"), 130, stretch=True),
        Column("state", say("help_checks.state"), 112, kind="chips"),
    ]


def mark_row(one: MarkLine) -> Row:
    """One difference: of whom, which field, what the archive said, says, and what the sheet says."""
    place = " ".join(part for part in (one.village, one.group) if part)
    now = Mark(one.now or say("help_checks.blank"), "warn" if one.conflict == "changed" else "second")
    value = Mark(one.value or say("help_checks.blank"), bold=not one.settled)
    was = Mark(one.was or say("help_checks.blank"), "second")
    return Row(
        one.id,
        (Mark(one.head, note=place), Mark(one.label, note=one.who or say("help_checks.whole_household")), was, now,
         value, (mark_state(one),)),
    )  # fmt: skip


def mark_state(one: MarkLine) -> Mark:
    """What became of a difference, as a chip."""
    if one.settled == "applied":
        return Mark(say("help_checks.written"), "ok")
    if one.settled == "refused":
        return Mark(say("help_checks.not_taken"), "neutral", note=one.reason)
    if one.conflict:
        return Mark(say("help_checks.conflict"), "warn", note=conflict_words(one))
    return Mark(say("help_checks.to_settle"), "neutral")
