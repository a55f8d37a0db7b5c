"""A household's two years as a worked case of `tests/cases/warnings/` tells them, by the labels of the forms."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from app.paths import forms as forms_folder
from app.rules.checks import load_thresholds
from app.rules.checks.facts import Meanings
from app.rules.dossiers import Dossier, IncomeItem, Member, Place, Value
from app.rules.formfiles import load_forms
from app.rules.forms import Field
from app.rules.lines import load_lines
from app.rules.standards.facts import Home
from app.rules.warnings import TAKES, Pair, Watcher, Watching, askable_fields, load_warnings

FORMS = load_forms(forms_folder())
LINES = load_lines(forms_folder())
RULES = load_warnings(forms_folder(), TAKES, LINES.labels, askable_fields(FORMS))
MEANINGS, LIMITS = Meanings(FORMS), load_thresholds(forms_folder()).limits
RECORDS = ("standing", "conditions", "hardship", "member_year")
FIELDS = {field.label: field for key in reversed(RECORDS) for field in FORMS.records[key].fields}
INCOME, SIZE, MEMBERS, BORN = "人均纯收入", "人口", "成员", "出生"


def watch(case: dict[str, Any], on: date) -> Watching:
    """What the rules say of a case on a day."""
    place = str(case.get("区划", "510812103202"))
    return Watcher(RULES, LINES, on).watch(a_pair(case, on, place))


def a_pair(case: dict[str, Any], on: date, place: str) -> Pair:
    """The two years: `今年` and `上年`; what one of them does not name is not known."""
    homes = [
        Home.of(_dossier(case.get(word, {}), year, place), on, MEANINGS, LIMITS)
        for word, year in (("今年", on.year), ("上年", on.year - 1))
    ]
    return Pair(homes[0], homes[1], homes[0], homes[1], on)


def _dossier(told: dict[str, Any], year: int, place: str) -> Dossier:
    records: dict[str, dict[str, Value]] = {key: {} for key in RECORDS}
    people = told.get(MEMBERS, [{}])
    for label, value in told.items():
        if label not in (INCOME, MEMBERS):
            field = FIELDS[label]
            records[field.record][field.key] = _value(field, value)
    members = tuple(_member(number, one, year) for number, one in enumerate(people))
    incomes = ()
    if INCOME in told:
        amount = Decimal(str(told[INCOME])) * len(members)
        kind = "wages.work" if amount >= 0 else "costs.other"
        incomes = (IncomeItem("i", kind, abs(amount), None, {}),)
    empty = Dossier("h", year, (year,), Place(code=place), {}, {}, {}, ())
    return replace(
        empty,
        standing=records["standing"],
        conditions=records["conditions"],
        members=members,
        incomes=incomes,
        extra={"hardship": records["hardship"]},
        spoken={"standing": year, "conditions": year},
    )


def _member(number: int, told: dict[str, Any], year: int) -> Member:
    answers: dict[str, Value] = {}
    person: dict[str, Value] = {"name": told.get("姓名", "户主"), "birth_date": told.get(BORN)}
    for label, value in told.items():
        if label not in ("姓名", BORN):
            field = FORMS.records["member_year"].by_key[FIELDS[label].key]
            answers[field.key] = _value(field, value)
    relation = "01" if number == 0 else "03"
    return Member(
        f"p{number}", f"m{number}", person, {"relation": relation}, answers, spoken=year if answers else 0
    )


def _value(field: Field, told: Any) -> Value:
    codes = FORMS.code_list(field)
    if field.kind == "codes" and codes:
        return tuple(next(one.code for one in codes.values if one.name == word) for word in told)
    if codes:
        return next(one.code for one in codes.values if one.name == told)
    if field.kind == "yes_no":
        return {"是": True, "否": False}[told]
    return Decimal(str(told)) if field.kind in ("money", "quantity") else told
