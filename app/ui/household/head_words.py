"""What the head band says: the household's chips, where it lives and who helps it, what is due."""

from datetime import date

from app.rules.dossiers import Dossier
from app.rules.forms import Forms
from app.rules.values import show
from app.texts import say
from app.ui.household.help.visit_words import due_words
from app.ui.household.shown import Shown

MOST_DUE = 2  # lines the band has room for
FAR = 30  # days before a visit is due from which it is said at all
SOON = 7  # days before a visit is due from which it stands in amber

Fact = tuple[str, str, str]


def due_facts(shown: Shown) -> list[tuple[str, Fact]]:
    """What is due, each with its card or "doubt": the next visit, problems past their day, doubts, missing answers."""
    helped = [fact for fact in (visit_fact(shown), finding_fact(shown)) if fact]
    helped.sort(key=lambda fact: fact[2] != "bad")
    facts = [("visit", fact) for fact in helped]
    waiting = [one.doubt for one in shown.open_doubts()]
    lacking = sum(one.rule == "required" for one in waiting)
    doubts = len(waiting) - lacking
    parts = [say("household.doubts", count=doubts)] if doubts else []
    parts += [say("household.lacking", count=lacking)] if lacking else []
    if parts:
        facts.append(("doubt", ("warning", say("window.list_comma").join(parts), "warn")))
    return facts if len(facts) <= MOST_DUE else [facts[0], facts[-1]]


def visit_fact(shown: Shown) -> Fact | None:
    """When somebody has to come: red when it is over, amber on its last days; None while it is far off."""
    due = shown.help.next_visit
    if due is None or due.days_over < -FAR:
        return None
    words = due_words(due.days_over, day_words(due.due_on, shown.help.today))
    if due.days_over > 0:
        return "calendar-x", words, "bad"
    return "calendar-check", words, "warn" if due.days_over > -SOON else "text2"


def day_words(day: date, today: date) -> str:
    """A day as it is said within the year: month and day."""
    if day.year == today.year:
        return say("household.day", month=day.month, day=day.day)
    return show("date", day)


def finding_fact(shown: Shown) -> Fact | None:
    """How many problems are past their day; None where none is."""
    late = sum(one.state == "overdue" for one in shown.help.findings)
    return ("warning-circle", say("household_visits.findings_over", count=late), "bad") if late else None


def status_marks(known: Dossier, forms: Forms, moving: str = "") -> list[tuple[str, str]]:
    """The chips of a household: where it is to go, its kind, what it is watched for, whether the risk still stands."""
    marks = [(say("moves.chip", place=moving), "warn")] if moving else []
    kind = known.standing.get("household_kind") or known.standing.get("attribute")
    codes = "household_kind" if known.standing.get("household_kind") else "poverty_attribute"
    if isinstance(kind, str):
        marks.append((forms.codes[codes].name(kind), "neutral"))
    watched = known.standing.get("monitor_class")
    if isinstance(watched, str):
        cleared = known.standing.get("risk_cleared") is True
        marks.append((forms.codes["monitor_class"].name(watched), "neutral" if cleared else "warn"))
        if known.standing.get("risk_cleared") is not None:
            word = say("household.risk_cleared") if cleared else say("household.risk_open")
            marks.append((word, "ok" if cleared else "warn"))
    if known.household.get("closed_on"):
        marks.insert(0, (say("household.closed"), "neutral"))
    return marks[:3]


def place_lines(shown: Shown) -> list[str]:
    """Village and group, how many there are, the code, the year the page speaks of, who helps: from all to the least.

    Where there is no room the helper's unit goes first, then the household's code, which stands in the first card.
    """
    known = shown.dossier
    code, helper = known.household.get("code"), shown.help.helper()
    where = f"{known.place.village}{known.household.get('group_name') or ''}"
    size = say("household.size", count=known.size) if known.size else ""
    numbered = say("household.code", code=code) if code else ""
    year = say("household.of_year", year=known.year)
    short = say("household.helper", name=helper.name) if helper else ""
    unit = str(helper.unit.get("name") or "") if helper else ""
    whole = say("household.helper_of", name=helper.name, unit=unit) if helper and unit else short
    lines = [
        (where, size, numbered, year, whole),
        (where, size, numbered, year, short),
        (where, size, year, short),
    ]
    return [" · ".join(part for part in line if part) for line in lines]
