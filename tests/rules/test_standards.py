"""Standards: yes, no and not known; which region's is taken; files that cannot be right are named."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.errors import Problem
from app.rules.dossiers import Dossier
from app.rules.judgements import judge
from app.rules.standards import Standards, count_verdicts, load_standards
from tests.documents.helped import measure
from tests.documents.households import FORMS, STANDARDS, household, member

ON = date(2019, 9, 30)
HEAD = '[standard]\nkey = "a"\nlabel = "A"\nuse = "exit"\nsource = "S"\n[[item]]\nlabel = "I"\n'


def verdicts(one: Dossier, use: str = "exit") -> dict[str, str]:
    standard = STANDARDS.of(use, one.place.code)
    assert standard is not None
    return {judged.item.label: judged.verdict for judged in judge(one, standard, STANDARDS, FORMS, ON)}


def from_file(folder: Path, text: str) -> Standards:
    (folder / "standards").mkdir()
    (folder / "standards" / "a.toml").write_text(text, "utf-8")
    return load_standards(folder, FORMS, STANDARDS.thresholds)


def child(born: date, **year) -> object:
    one = member(3, "张小宝", **{"education": None, **year})
    return replace(one, person={**one.person, "birth_date": born})


def with_child(**year) -> Dossier:
    return household(members=(member(1, "张建国", "01"), child(date(2010, 1, 1), **year)))


def test_one_member_without_insurance_is_enough_and_one_unknown_leaves_it_open():
    def told(resident: bool | None, employee: bool | None) -> str:
        wife = member(2, "李秀英", resident_insurance=resident, employee_insurance=employee)
        return verdicts(household(members=(member(1, "张建国", "01"), wife)))["基本医疗有保障"]

    assert told(True, None) == "met"
    assert told(False, False) == "unmet"
    assert told(False, None) == told(None, None) == "unknown", "she may have the other one"


def test_an_employees_insurance_does_as_well():
    one = household(members=(member(1, "张建国", "01", resident_insurance=False, employee_insurance=True),))
    assert verdicts(one)["基本医疗有保障"] == "met"


def test_schooling_asks_for_children_of_that_age_alone():
    label = "义务教育有保障"
    assert verdicts(household())[label] == "met"
    assert verdicts(with_child(school_state="04"))[label] == "met"
    assert verdicts(with_child(dropout_reason="1"))[label] == "unmet"
    assert verdicts(with_child())[label] == "unknown"
    assert verdicts(household(members=()))[label] == "unknown"


def test_an_income_on_the_line_is_not_above_it_and_an_unknown_line_decides_nothing():
    label = "年人均纯收入稳定超过国家扶贫标准"
    assert verdicts(household())[label] == "met"
    assert verdicts(replace(household(), year=2031))[label] == "unknown"
    assert verdicts(household(incomes=()))[label] == "unknown"


def test_half_a_year_is_six_months_and_a_measure_must_be_more_than_planned():
    def watched(month: str | None, *states: str | None) -> dict[str, str]:
        lines = tuple(measure(at, state=state) for at, state in enumerate(states))
        base = household(help={"measure": lines})
        return verdicts(replace(base, standing={**base.standing, "monitored_month": month}), "risk")

    assert watched("2019-03", "done")["识别监测满半年"] == "met"
    assert watched("2019-04", "done")["识别监测满半年"] == "unmet"
    assert watched(None)["识别监测满半年"] == "unknown"
    label = "落实了至少一项针对性帮扶措施"
    assert watched("2019-03", "planned", "running")[label] == "met"
    assert watched("2019-03", "planned", "stopped")[label] == watched("2019-03")[label] == "unmet"
    assert watched("2019-03", "planned", None)[label] == "unknown"


def test_of_a_household_nobody_knows_nothing_is_met():
    empty = household(household={}, standing={}, conditions={}, incomes=(), members=())
    standard = STANDARDS.of("exit", "")
    assert standard is not None
    assert count_verdicts(judge(empty, standard, STANDARDS, FORMS, ON))["met"] == 0


def test_the_narrowest_region_is_taken_and_an_unknown_use_has_none():
    keys = [
        one.key for place in ("510812", "610902", "340100", "540102") if (one := STANDARDS.of("exit", place))
    ]
    assert keys == ["exit-sichuan", "exit-shaanxi", "exit-anhui", "exit"]
    assert STANDARDS.of("nothing", "51") is None


@pytest.mark.parametrize(
    "tests",
    [
        'tests = [{ path = "conditions.no_such", is = ["是"] }]',
        'tests = [{ path = "conditions.water_safe" }]',
        'tests = [{ path = "member_year.dibao", is = ["是"] }]',
        'members = "every"\ntests = [{ path = "conditions.water_safe", is = ["是"] }]',
        'members = "most"\ntests = [{ path = "member_year.dibao", is = ["是"] }]',
        'join = "none"\ntests = [{ path = "conditions.water_safe", is = ["是"] }]',
    ],
)
def test_a_standard_that_cannot_be_right_is_named_with_its_file(tmp_path: Path, tests: str):
    with pytest.raises(Problem, match=r"standards\.") as refused:
        from_file(tmp_path, f"{HEAD}{tests}\n")
    assert refused.value.values["file"] == "a.toml"
