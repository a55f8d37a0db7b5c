"""Builds dossiers of invented households for the tests of papers."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from app.documents.fonts import find_fonts
from app.documents.papers import PaperContext, load_papers
from app.paths import forms as forms_folder
from app.rules.checks import load_thresholds
from app.rules.checks.facts import Meanings
from app.rules.dossiers import Dossier, IncomeItem, Member, Place
from app.rules.formfiles import load_forms
from app.rules.lines import load_lines
from app.rules.standards import FACT_LEVELS, Standards, load_standards

FORMS = load_forms(forms_folder())
PAPERS = {paper.id: paper for paper in load_papers(forms_folder(), FORMS)}
RARE = "䶮𬭎𤩽㛃𠅤𣲗"


LINES = load_lines(forms_folder())
STANDARDS = Standards(
    load_standards(forms_folder(), LINES, FACT_LEVELS),
    LINES,
    load_thresholds(forms_folder()).limits,
    Meanings(FORMS),
)


def context(size: str | None = None, forms=FORMS) -> PaperContext:
    return PaperContext(
        forms,
        find_fonts(),
        "王小明",
        datetime(2026, 11, 23, 10, 30, tzinfo=UTC),
        "曾家镇人民政府",
        size,
        standards=STANDARDS,
    )


def member(number: int, name: str, relation: str = "03", **year) -> Member:
    born = date(1950 + number * 5, 5, 3)
    answers = {
        "education": "02",
        "health": ("1",),
        "labour": "1",
        "resident_insurance": True,
        "resident_pension": True,
        "dibao": False,
        **year,
    }
    person = {
        "name": name,
        "id_kind": "1",
        "id_number": f"51081219{50 + number * 5:02d}0503{number:03d}X",
        "sex": "1" if number % 2 else "2",
        "birth_date": born,
        "ethnicity": "01",
        "code": f"51000000{number:06d}",
    }
    return Member(f"p{number}", f"m{number}", person, {"relation": relation}, answers)


def income(number: int, kind: str, amount: str, person: str | None = None, **answers) -> IncomeItem:
    return IncomeItem(f"i{number}", kind, Decimal(amount), person, answers)


def household(
    number: int = 1, names: tuple[str, ...] = ("张建国", "李秀英", "张" + RARE), **changes
) -> Dossier:
    members = tuple(
        member(at, name, "01" if at == 1 else "02" if at == 2 else "03") for at, name in enumerate(names, 1)
    )
    items = (
        income(1, "wages.work", "12000.00", "p1", what="建筑工", place="成都市", months=8),
        income(2, "business.crops", "3500.00", what="玉米", scale=Decimal("4.5"), yield_kg=Decimal("1500")),
        income(3, "transfer.pension", "1260.50", "p1"),
        income(4, "transfer.ecology", "320.00"),
        income(5, "costs.crops", "1200.00"),
    )
    made = Dossier(
        household_id=f"0193-{number:04d}",
        year=2019,
        years=(2019,),
        place=Place("四川省", "广元市", "朝天区", "曾家镇", "石鹰村", "510812106201", "d1"),
        household={
            "code": f"51081210620{number:05d}",
            "group_name": "三组",
            "phone": "13800138000",
            "bank_name": "朝天区农村信用社",
            "bank_account": "6228480402564890018",
            "recognised_month": "2014-01",
            "recognised_by": "1",
            "resettled": False,
        },
        standing={
            "household_kind": "2",
            "attribute": "05",
            "poverty_status": "1",
            "exit_year": 2018,
            "main_cause": "01",
            "second_cause": "08",
            "school_now": False,
            "insurance_now": False,
            "stated_size": len(names),
            "stated_net": Decimal("15880.50"),
        },
        conditions={
            "house_area": Decimal("120"),
            "dangerous_house": False,
            "water_safe": True,
            "cultivated": Decimal("4.5"),
            "road_kind": "03",
            "road_distance": Decimal("0.8"),
            "living_power": True,
            "fuel": "01",
        },
        members=members,
        incomes=items,
        documents=(
            {"kind": "01", "title": "贫困户申请书", "present": True, "dated": date(2014, 3, 5), "pages": 2},
            {"kind": "04", "title": "公示照片", "present": False},
        ),
        version=7,
    )
    return replace(made, **changes) if changes else made
