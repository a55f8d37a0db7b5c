"""A household nobody could doubt, and ways to change one thing of it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from app.paths import forms as forms_folder
from app.rules.checks import Checker, Help, Measure, load_thresholds
from app.rules.dossiers import Dossier, IncomeItem, Member, Place
from app.rules.formfiles import load_forms
from app.rules.idnumbers import check_digit

TODAY = date(2026, 11, 23)
FORMS = load_forms(forms_folder())
THRESHOLDS = load_thresholds(forms_folder())
CHECKER = Checker(FORMS, THRESHOLDS, TODAY)

MAN, WOMAN = "1", "2"
HOUSEHOLD = {"code": "510812100001", "phone": "13900000000"}
CONDITIONS = {
    **dict.fromkeys(("dangerous_house", "cooperative", "leading_firm", "entrepreneur"), False),
    **dict.fromkeys(("water_safe", "production_power", "living_power", "broadcast", "toilet"), True),
    **dict.fromkeys(
        ("cultivated", "forest", "returned_forest", "orchard", "pasture", "water_area"), Decimal(2)
    ),
    "danger_grade": "A",
    "road_distance": Decimal("0.5"),
}
INCOMES = {"wages.work": 20_000, "business.crops": 5_000, "costs.crops": 1_000}


def id_number(born: str, sex: str = MAN, area: str = "510812") -> str:
    """A sound number of someone born on yyyymmdd."""
    first = f"{area}{born}12{1 if sex == MAN else 2}"
    return first + check_digit(first)


def member(
    name: str = "姚世才", relation: str = "01", sex: str = MAN, born: str = "19870305", **changes: Any
) -> Member:
    """A healthy adult; a change names any field of person, membership or member_year."""
    birthday = date(int(born[:4]), int(born[4:6]), int(born[6:]))
    person = {
        "name": name,
        "id_kind": "1",
        "id_number": id_number(born, sex),
        "sex": sex,
        "birth_date": birthday,
    }
    year = {
        "education": "03",
        "health": ("1",),
        "labour": "1",
        "resident_insurance": True,
        "employee_insurance": False,
        "illness_insurance": True,
    }
    records: dict[str, dict[str, Any]] = {
        "person": person,
        "membership": {"relation": relation},
        "member_year": year,
    }
    for key, value in changes.items():
        owner = next(record for record in records if key in FORMS.records[record].by_key)
        records[owner][key] = value
    return Member(f"p-{name}", f"m-{name}", *records.values())


def wife(**changes: Any) -> Member:
    """The head's wife."""
    return member(**{"name": "吴桂兰", "relation": "02", "sex": WOMAN, "born": "19881205", **changes})


def household(*members: Member, incomes: dict[str, Any] | None = None, **changes: Any) -> Dossier:
    """A household of head and wife, in 2019; a change names any field of household, standing or conditions."""
    records: dict[str, dict[str, Any]] = {
        "household": dict(HOUSEHOLD),
        "standing": {},
        "conditions": dict(CONDITIONS),
    }
    year = changes.pop("year", 2019)
    for key, value in changes.items():
        owner = next(record for record in records if key in FORMS.records[record].by_key)
        records[owner][key] = value
    items = tuple(
        IncomeItem(f"i-{kind}", kind, Decimal(str(amount)), None, {})
        for kind, amount in (INCOMES if incomes is None else incomes).items()
    )
    place = Place("四川省", "广元市", "朝天区", "曾家镇", "石烛村", "510812103202")
    return Dossier(
        "h-1", year, (year,), place, *records.values(), members=members or (member(), wife()), incomes=items
    )


def at(dossier: Dossier, code: str, village: str = "石烛村") -> Dossier:
    """The household in another place."""
    return replace(dossier, place=replace(dossier.place, code=code, village=village))


def rules(dossier: Dossier, *measures: str, recorded: bool = False) -> set[str]:
    """The ids of the doubts; help measures are recorded where some are named or `recorded` says so."""
    known = [Measure(kind) for kind in measures] if measures or recorded else None
    doubts = CHECKER.check(dossier, Help(measures=known))
    assert all(doubt.sentence for doubt in doubts)
    return {doubt.rule for doubt in doubts}


def sentence(dossier: Dossier, rule: str) -> str:
    """What the doubt of that rule says."""
    return next(doubt.sentence for doubt in CHECKER.check(dossier) if doubt.rule == rule)
