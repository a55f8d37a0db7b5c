"""Reads the worked cases of standards (`tests/cases/standards/*.toml`) into dossiers, by the labels people know."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.rules.dossiers import Dossier, IncomeItem, Line, Member, Place, Value
from app.rules.forms import Field, Forms
from app.rules.values import read

FOLDER = Path(__file__).parents[1] / "cases" / "standards"
WORDS = {"达到": "pass", "未达到": "fail", "未知": "unknown"}
INCOME, MEASURES = "收入", "措施"
_HOME = ("standing", "conditions", "assurance", "household")
_PERSON = ("person", "membership", "member_year")


@dataclass(frozen=True)
class CaseFile:
    """One standard's cases: on which day, where, the household they change, items' cases and whole households."""

    name: str
    standard: str
    day: date
    place: str
    article: str
    home: Mapping[str, Any]
    cases: tuple[Mapping[str, Any], ...]
    households: tuple[Mapping[str, Any], ...]


def case_files() -> list[CaseFile]:
    """Every file of cases."""
    return [_file(path) for path in sorted(FOLDER.glob("*.toml"))]


def _file(path: Path) -> CaseFile:
    table = tomllib.loads(path.read_text("utf-8"))
    return CaseFile(
        path.stem, table["standard"], table["day"], table["place"], table["article"], table["home"],
        tuple(table.get("case", ())), tuple(table.get("household", ())),
    )  # fmt: skip


def dossier_of_case(file: CaseFile, case: Mapping[str, Any], forms: Forms) -> Dossier:
    """The file's household with what the case changes. Raises KeyError for a label no form has."""
    home = {**file.home["household"], **case.get("household", {})}
    people = file.home["people"]
    changed: Mapping[str, Any] = case.get("people", {})
    assert changed.keys() <= people.keys(), f"{file.name}: nobody is called {changed.keys() - people.keys()}"
    amount = home.pop(INCOME)
    answers = _answers(forms, _HOME, home)
    states = case.get("measures", file.home.get("help", {}).get(MEASURES, ()))
    return Dossier(
        household_id="case",
        year=file.day.year,
        years=(file.day.year,),
        place=Place(code=file.place),
        household=answers["household"],
        standing=answers["standing"],
        conditions=answers["conditions"],
        members=tuple(_member(forms, key, {**said, **changed.get(key, {})}) for key, said in people.items()),
        incomes=(IncomeItem("1", "wages.work", Decimal(amount), None, {}),) if str(amount) else (),
        extra={"assurance": answers["assurance"]},
        help={"measure": tuple(_measures(forms, states))},
    )


def _member(forms: Forms, key: str, said: Mapping[str, Any]) -> Member:
    answers = _answers(forms, _PERSON, said)
    return Member(key, key, answers["person"], answers["membership"], answers["member_year"])


def _measures(forms: Forms, states: list[str]) -> Iterator[Line]:
    field = forms.help["measure"].by_key["state"]
    for number, state in enumerate(states):
        yield Line("measure", str(number), {"state": _value(forms, field, state)})


def _answers(forms: Forms, records: tuple[str, ...], said: Mapping[str, Any]) -> dict[str, dict[str, Value]]:
    """What the labels say, by record and field; an empty text is not known."""
    found: dict[str, dict[str, Value]] = {key: {} for key in records}
    fields = {field.label: field for key in reversed(records) for field in forms.records[key].fields}
    for label, raw in said.items():
        field = fields[label]
        found[field.record][field.key] = _value(forms, field, raw)
    return found


def _value(forms: Forms, field: Field, raw: object) -> Value:
    if raw == "":
        return None
    value, issue, _ = read(field.kind, raw, forms.code_list(field), field.key)
    codes = forms.code_list(field)
    assert value is not None and issue is None, f"{field.label}: {raw}"
    assert codes is None or value in codes.by_code, f"{field.label}: {raw}"
    return value
