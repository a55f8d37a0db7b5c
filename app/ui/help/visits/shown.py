"""The rows of the section 走访, without widgets."""

from datetime import date

from app.operations.leaders import LeaderLine
from app.operations.visit_dues import Due
from app.operations.visit_lists import VisitRow
from app.rules.forms import Forms
from app.rules.values import show
from app.texts import say
from app.ui.kit.cells import CellValue, Column, Mark, Row

SOON = 7
"""Days ahead of its deadline from which a visit that is still to come is listed."""


def day_words(day: date | None, today: date) -> str:
    """A day as people write it: without the year while it is this one; "" for none."""
    if day is None:
        return ""
    return (
        say("help_visits.day", month=day.month, day=day.day) if day.year == today.year else show("date", day)
    )


def place_words(village: str, group: str) -> str:
    """Village and group of a household."""
    return " ".join(part for part in (village, group) if part)


def due_columns() -> list[Column]:
    """The columns of 应走访."""
    return [
        Column("head", say("help_visits.head"), 112),
        Column("place", say("help_visits.place"), 128, stretch=True),
        Column("rule", say("help_visits.why"), 150, kind="chips"),
        Column("last", say("help_visits.last"), 140),
        Column("due", say("help_visits.due_on"), 140),
        Column("over", say("help_visits.days"), 104, kind="chips"),
        Column("helper", say("help_visits.helper"), 100),
    ]


def over_mark(days: int) -> Mark:
    """How late a visit is: red when over, amber on the day, plain before."""
    if days > 0:
        return Mark(say("help_visits.over", days=f"{days:,}"), "bad")
    if days == 0:
        return Mark(say("help_visits.today"), "warn")
    return Mark(say("help_visits.left", days=f"{-days:,}"))


def due_row(one: Due, today: date) -> Row:
    """One household to be visited."""
    why = say("help_visits.care_of", rule=one.rule, name=one.person) if one.person else one.rule
    last: CellValue = (
        day_words(one.last_on, today) if one.last_on else Mark(say("help_visits.never"), "warn", bold=True)
    )
    helper: CellValue = one.helper or Mark(say("help_visits.no_helper"), "quiet")
    return Row(
        one.household_id,
        (
            one.head,
            place_words(one.village, one.group),
            (Mark(why),),
            last,
            day_words(one.due_on, today),
            (over_mark(one.days_over),),
            helper,
        ),
    )


def log_columns() -> list[Column]:
    """The columns of 走访记录."""
    return [
        Column("day", say("help_visits.visited_on"), 140),
        Column("head", say("help_visits.head"), 120),
        Column("place", say("help_visits.place"), 132),
        Column("kind", say("help_visits.kind"), 96, kind="chips"),
        Column("who", say("help_visits.who"), 128),
        Column("seen", say("help_visits.seen"), 160, stretch=True),
        Column("found", say("help_visits.found"), 96, kind="chips"),
        Column("photos", say("help_visits.photos"), 60, kind="number"),
    ]


def found_mark(one: VisitRow) -> tuple[Mark, ...]:
    """Whether a visit found a problem, and whether that is mended."""
    if one.open_findings:
        return (Mark(say("help_visits.mending"), "warn"),)
    if one.findings:
        return (Mark(say("help_visits.mended"), "ok"),)
    return (Mark(say("help_visits.told")),) if one.problem else ()


def log_row(one: VisitRow, forms: Forms, today: date) -> Row:
    """One visit."""
    kind = forms.codes["visit_kind"].name(one.kind) if one.kind else ""
    said = " ".join(part for part in (one.problem, one.seen) if part)
    return Row(
        one.id,
        (
            day_words(one.visited_on, today) or None,
            one.head,
            place_words(one.village, one.group),
            (Mark(kind),) if kind else None,
            one.visitors or None,
            said or None,
            found_mark(one) or "",
            str(one.photos) if one.photos else "",
        ),
    )


def round_columns() -> list[Column]:
    """The columns of 遍访覆盖."""
    return [
        Column("name", say("help_visits.leader"), 110),
        Column("team", say("help_visits.team"), 110),
        Column("unit", say("help_visits.unit"), 170, stretch=True),
        Column("villages", say("help_visits.villages"), 170, stretch=True),
        Column("households", say("help_visits.households"), 90, kind="number"),
        Column("visited", say("help_visits.visited"), 90, kind="number"),
        Column("left", say("help_visits.to_visit"), 90, kind="number"),
        Column("percent", say("help_visits.percent"), 110, kind="chips"),
    ]


def round_key(one: LeaderLine) -> str:
    """What a leader's line is known by: he may stand in two teams."""
    return f"{one.cadre_id} {one.team}"


def round_row(one: LeaderLine, forms: Forms) -> Row:
    """One leader."""
    left = one.households - one.visited
    done = Mark(say("help_visits.percent_of", percent=one.percent), "ok" if not left else "neutral")
    return Row(
        round_key(one),
        (
            one.name,
            forms.codes["team"].name(one.team),
            one.unit or None,
            "\u3001".join(one.villages),
            f"{one.households:,}",
            f"{one.visited:,}",
            f"{left:,}",
            (done,),
        ),
    )
