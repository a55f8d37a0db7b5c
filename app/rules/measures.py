"""One measure of a plan: what is wrong with its answers, and what the catalogue says of it unasked."""

from datetime import date
from decimal import Decimal
from typing import Final

from app.errors import Issue
from app.rules.catalogues import Catalogue, Item
from app.rules.dossiers import Answers, Value
from app.rules.values import show

_PLANNED: Final = (
    "kind", "item", "name", "content", "scale", "unit", "amount", "source", "doer", "charge",
)  # fmt: skip


def measure_issues(answers: Answers, year: int, catalogue: Catalogue) -> list[Issue]:
    """What is not right about a measure as a whole: its item, its dates, its state; a doubt passes with a reason."""
    return [*_item_issues(answers, year, catalogue), *_date_issues(answers, year), *_state_issues(answers)]


def _item_issues(answers: Answers, year: int, catalogue: Catalogue) -> list[Issue]:
    code = answers.get("item")
    if not code:
        return []
    item = catalogue.by_code.get(str(code))
    if item is None:
        return [Issue("plans.item_unknown", "measure.item", "error", {"item": code})]
    if not item.holds_in(year):
        told: dict[str, object] = {"item": code, "name": item.name, "year": year, "span": span(item)}
        return [Issue("plans.item_not_in_force", "measure.item", "doubt", told)]
    if answers.get("kind") not in (None, item.kind):
        return [Issue("plans.item_of_other_kind", "measure.kind", "error", {"item": code, "name": item.name})]
    return []


def span(item: Item) -> str:
    """From when to when an item holds: 2016年1月1日—2020年12月31日; an open end stays empty."""
    ends = (item.valid_from, item.valid_to)
    return "\u2014".join(show("date", one) for one in ends)


def _date_issues(answers: Answers, year: int) -> list[Issue]:
    begun, ends, done = (answers.get(key) for key in ("from_on", "to_on", "done_on"))
    found = []
    if isinstance(begun, date) and isinstance(ends, date) and ends < begun:
        found.append(
            Issue(
                "plans.dates_reversed",
                "measure.to_on",
                "error",
                {"begun": show("date", begun), "ends": show("date", ends)},
            )
        )
    if isinstance(begun, date) and isinstance(done, date) and done < begun:
        found.append(
            Issue(
                "plans.done_before_begun",
                "measure.done_on",
                "doubt",
                {"begun": show("date", begun), "done": show("date", done)},
            )
        )
    if isinstance(begun, date) and abs(begun.year - year) > 1:
        found.append(
            Issue("plans.day_far_off", "measure.from_on", "doubt", {"day": show("date", begun), "year": year})
        )
    return found


def _state_issues(answers: Answers) -> list[Issue]:
    if answers.get("done_on") and answers.get("state") in ("planned", "stopped"):
        return [Issue("plans.done_but_not_said", "measure.state", "error")]
    return []


def from_item(item: Item) -> dict[str, Value]:
    """What the catalogue says of a measure: kind, name, unit; the amount where one stands for a single unit."""
    said: dict[str, Value] = {"item": item.code, "kind": item.kind, "name": item.name}
    if item.unit:
        said["unit"] = item.unit
    if isinstance(item.amount, Decimal):
        said["amount"] = item.amount
    return said


def carried_measure(answers: Answers) -> dict[str, Value]:
    """A measure as the next year plans it: its plan a year later, nothing of how it went; empty for a stopped one."""
    if answers.get("state") == "stopped":
        return {}
    kept = {key: answers.get(key) for key in _PLANNED}
    return {
        **kept,
        **{key: _year_later(answers.get(key)) for key in ("from_on", "to_on")},
        "state": "planned",
    }


def _year_later(day: Value) -> date | None:
    if not isinstance(day, date):
        return None
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + 1, day=28)
