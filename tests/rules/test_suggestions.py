"""Each rule of forms/suggestions.toml by worked examples: where it holds, just under, just over; and the reasons."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.errors import Problem
from app.paths import forms as forms_folder
from app.rules.catalogues import load_catalogue
from app.rules.dossiers import Dossier, Member
from app.rules.suggestion_rules import load_suggestion_rules
from app.rules.suggestions import Suggestion, suggest
from app.texts import sentence
from tests.rules.checks.builders import FORMS, household, member, wife
from tests.rules.helped import YEAR, a_helped, a_measure, a_plan

CATALOGUE = load_catalogue(forms_folder(), FORMS)
RULES = load_suggestion_rules(forms_folder(), FORMS, CATALOGUE)
KEYS = {rule.key for rule in RULES}

PLAIN, SKILLED, WEAK, LOST, NONE = "1", "2", "3", "4", "5"
"""Kinds of labour."""


def aged(years: int, **changes: Any) -> Member:
    """The head of a household, so old at the end of the year."""
    return member(born=f"{YEAR - years}0601", **changes)


def idle(years: int = 40, **changes: Any) -> Member:
    """Somebody able to work of whom nothing else speaks."""
    return aged(years, **{"labour": PLAIN, "work_months": 8, "work_place": "x", **changes})


def weak_one(years: int) -> Member:
    return aged(years, labour=WEAK)


def pupil(years: int = 10, **changes: Any) -> Member:
    return aged(years, **{"name": "姚小", "relation": "03", "labour": NONE, "education": None, **changes})


def found(dossier: Dossier) -> dict[str, Suggestion]:
    return {one.item.code: one for one in suggest(dossier, CATALOGUE, RULES, FORMS)}


def rules(*parts: Any, **changes: Any) -> set[str]:
    """The keys of the rules that hold; each must show in a suggestion with a whole sentence."""
    given = suggest(a_helped(*parts, **changes), CATALOGUE, RULES, FORMS)
    assert all(one.reason.endswith("。") and "{" not in one.reason for one in given)
    return {key for one in given for key in one.rules}


def wishing(text: str, *members: Member, **changes: Any) -> set[str]:
    return rules(a_plan(wishes=text), *members, **changes)


HOLDS: list[tuple[str, bool, set[str]]] = [
    # 安庆二(三)、广元三(二): labour and will
    ("able_willing", True, wishing("想种茶", idle())),
    ("able_willing", True, wishing("想养羊", aged(16, labour=WEAK))),
    ("able_willing", False, wishing("想养羊", aged(15, labour=WEAK))),
    ("able_willing", False, wishing("想种茶", idle(labour=LOST))),
    ("able_willing", False, wishing("想种茶", idle(labour=None))),
    ("able_willing", False, wishing("不想养羊", idle())),
    ("able_willing", False, wishing("看病报销", idle())),
    ("willing_credit", True, wishing("想养羊", idle(18))),
    ("willing_credit", False, wishing("想养羊", idle(17))),
    ("willing_credit", True, wishing("想养羊", idle(65))),
    ("willing_credit", False, wishing("想养羊", idle(66))),
    ("able_unwilling", True, wishing("外出打工", idle(59))),
    ("able_unwilling", False, wishing("外出打工", idle(60))),
    ("able_unwilling", True, wishing("不愿养殖", idle())),
    ("able_unwilling", False, wishing("想种茶，也打工", idle())),
    ("able_unasked", True, rules(idle())),
    ("able_unasked", True, wishing("看病报销", idle())),
    ("able_unasked", False, wishing("打工", idle())),
    ("able_unasked", False, rules(aged(15, labour=PLAIN))),
    ("nobody_able", True, rules(aged(70, labour=LOST), wife(labour=NONE))),
    ("nobody_able", False, rules(aged(70, labour=LOST), wife(labour=WEAK))),
    ("nobody_able", False, rules(aged(70, labour=LOST), wife(labour=None))),
    ("dibao_unable", True, rules(aged(60, dibao=True, labour=LOST))),
    ("dibao_unable", False, rules(aged(60, dibao=True, labour=WEAK))),
    ("dibao_unable", False, rules(aged(60, dibao=None, labour=LOST))),
    ("tekun", True, rules(aged(60, tekun=True))),
    ("tekun", False, rules(aged(60, tekun=False))),
    ("not_joined", True, rules(idle(), cooperative=False)),
    ("not_joined", False, rules(idle(), cooperative=None)),
    ("not_joined", False, rules(idle(labour=LOST), cooperative=False)),
    ("weak", True, rules(weak_one(16))),
    ("weak", False, rules(weak_one(15))),
    ("weak", True, rules(weak_one(69))),
    ("weak", False, rules(weak_one(70))),
    ("nobody_works", True, rules(idle(work_months=0))),
    ("nobody_works", False, rules(idle(work_months=1))),
    ("nobody_works", False, rules(idle(work_months=None))),
    ("nobody_works", True, rules(idle(59, work_months=0))),
    ("nobody_works", False, rules(idle(60, work_months=0))),
    ("nobody_works", False, rules(idle(work_months=0), wife(work_months=3))),
    ("nobody_works", False, rules(idle(work_months=0, school_state="20"))),
    ("job_unsteady", True, rules(idle(), risk_3="07")),
    ("job_unsteady", False, rules(idle(labour=LOST), risk_3="07")),
    ("job_unsteady", False, rules(idle(), main_cause="07")),
    # causes and risks
    ("ill", True, rules(main_cause="01")),
    ("ill", True, rules(risk_5="01")),
    ("ill", False, rules(main_cause="02", risk_1="02")),
    ("serious_illness", True, rules(aged(40, health=("2", "3")))),
    ("serious_illness", False, rules(aged(40, health=("2",)))),
    ("chronic_illness", True, rules(aged(40, health=("2",)))),
    ("chronic_illness", False, rules(aged(40, health=("3",)))),
    ("disabled_recorded", True, rules(third_cause="02")),
    ("disabled_recorded", True, rules(risk_1="03")),
    ("disabled_recorded", False, rules(main_cause="03", risk_1="02")),
    ("disabled", True, rules(aged(40, health=("4",)))),
    ("disabled", False, rules(aged(40, health=("1",)))),
    ("severely_disabled", True, rules(aged(40, disability_grade="2", dibao=False))),
    ("severely_disabled", False, rules(aged(40, disability_grade="3", dibao=False))),
    ("severely_disabled", False, rules(aged(40, disability_grade="1", dibao=True))),
    ("severely_disabled", False, rules(aged(40, disability_grade="1", dibao=None))),
    ("schooling", True, rules(main_cause="03")),
    ("schooling", True, rules(risk_1="02")),
    ("schooling", False, rules(main_cause="02", risk_1="03")),
    ("disaster", True, rules(main_cause="04")),
    ("disaster", True, rules(risk_1="04")),
    ("disaster", False, rules(risk_1="05")),
    ("accident", True, rules(risk_1="05")),
    ("accident", False, rules(main_cause="05")),
    ("bereaved_or_wed", True, rules(main_cause="13")),
    ("bereaved_or_wed", True, rules(second_cause="12")),
    ("bereaved_or_wed", False, rules(main_cause="14")),
    ("project_failed", True, rules(risk_2="06")),
    ("project_failed", False, rules(main_cause="06")),
    ("no_skill", True, rules(idle(16), main_cause="07")),
    ("no_skill", False, rules(idle(15), main_cause="07")),
    ("no_skill", False, rules(idle(), risk_1="07")),
    ("no_money", True, rules(idle(18), main_cause="09")),
    ("no_money", False, rules(idle(17), main_cause="09")),
    ("no_money", True, rules(idle(65), main_cause="09")),
    ("no_money", False, rules(idle(66), main_cause="09")),
    ("no_land", True, rules(idle(59), main_cause="05")),
    ("no_land", False, rules(idle(60), main_cause="05")),
    ("no_land", False, rules(idle(20, school_state="20"), main_cause="05")),
    ("no_hands", True, rules(main_cause="08")),
    ("no_hands", True, rules(risk_1="08")),
    ("no_hands", False, rules(risk_1="09")),
    ("no_drive", True, rules(main_cause="11")),
    ("no_drive", False, rules(risk_1="11")),
    # house, water, roads
    ("house_risk", True, rules(risk_1="09")),
    ("house_risk", False, rules(main_cause="09")),
    ("house_danger", True, rules(danger_grade="C")),
    ("house_danger", False, rules(danger_grade="B")),
    ("house_danger", True, rules(dangerous_house=True)),
    ("house_danger", True, rules(house_now=True)),
    ("house_danger", False, rules(dangerous_house=None, danger_grade=None)),
    ("house_grade_c", True, rules(danger_grade="C")),
    ("house_grade_c", False, rules(danger_grade="D")),
    ("remote", True, rules(road_distance=Decimal(5), danger_grade="D")),
    ("remote", False, rules(road_distance=Decimal("4.999"), danger_grade="D")),
    ("remote", True, rules(road_distance=Decimal(6), water_safe=False)),
    ("remote", False, rules(road_distance=Decimal(6))),
    ("remote", False, rules(road_distance=None, danger_grade="D")),
    ("water_recorded", True, rules(main_cause="06")),
    ("water_recorded", True, rules(risk_1="10")),
    ("water_recorded", False, rules(main_cause="10", risk_1="06")),
    ("water_unsafe", True, rules(water_safe=False)),
    ("water_unsafe", True, rules(water_hard=True)),
    ("water_unsafe", True, rules(water_now=True)),
    ("water_unsafe", False, rules(water_safe=None)),
    ("poor_road", True, rules(road_kind="02")),
    ("poor_road", False, rules(road_kind="03")),
    ("far_from_roads", True, rules(main_cause="10")),
    ("far_from_roads", False, rules(risk_1="10")),
    ("no_toilet", True, rules(toilet=False)),
    ("no_toilet", False, rules(toilet=None)),
    ("no_power", True, rules(living_power=False)),
    ("no_power", False, rules(living_power=None)),
    ("no_broadcast", True, rules(broadcast=False)),
    ("no_broadcast", False, rules(broadcast=None)),
    # school, insurance, special groups
    ("pupils", True, rules(pupil(school_state="06"))),
    ("pupils", False, rules(pupil(school_state="02"))),
    ("pupils", False, rules(pupil(school_state="07"))),
    ("seniors", True, rules(pupil(17, school_state="09"))),
    ("seniors", False, rules(pupil(17, school_state="10"))),
    ("vocational", True, rules(pupil(17, school_state="10"))),
    ("vocational", True, rules(pupil(20, school_state="19"))),
    ("vocational", False, rules(pupil(20, school_state="20"))),
    ("students", True, rules(pupil(20, school_state="13"))),
    ("students", True, rules(pupil(20, school_state="25"))),
    ("students", False, rules(pupil(20, school_state="16"))),
    ("out_of_school", True, rules(pupil(6, dropout_reason="03"))),
    ("out_of_school", False, rules(pupil(5, dropout_reason="03"))),
    ("out_of_school", True, rules(pupil(15, dropout_reason="03"))),
    ("out_of_school", False, rules(pupil(16, dropout_reason="03"))),
    ("out_of_school", False, rules(pupil(10, school_state="03"))),
    ("out_of_school", False, rules(pupil(10, school_state=None))),
    ("out_of_school", True, rules(pupil(14, school_state="20"))),
    ("dropout_stated", True, rules(school_now=True)),
    ("dropout_stated", False, rules(school_now=False)),
    ("disabled_child", True, rules(pupil(6, health=("4",)))),
    ("disabled_child", False, rules(pupil(5, health=("4",)))),
    ("disabled_child", True, rules(pupil(15, health=("2", "4")))),
    ("disabled_child", False, rules(pupil(16, health=("4",)))),
    ("disabled_child", False, rules(pupil(10, health=("2",)))),
    ("uninsured", True, rules(aged(40, resident_insurance=False, employee_insurance=False))),
    ("uninsured", True, rules(aged(40, resident_insurance=False, employee_insurance=None))),
    ("uninsured", False, rules(aged(40, resident_insurance=False, employee_insurance=True))),
    ("uninsured", False, rules(aged(40, resident_insurance=None))),
    ("no_pension", True, rules(aged(16, resident_pension=False))),
    ("no_pension", False, rules(aged(15, resident_pension=False))),
    ("no_pension", True, rules(aged(59, resident_pension=False))),
    ("no_pension", False, rules(aged(60, resident_pension=False))),
    ("no_pension", False, rules(aged(40, resident_pension=False, employee_pension=True))),
    ("no_pension", False, rules(aged(18, resident_pension=False, school_state="20"))),
    ("tapering", True, rules(taper_from=date(2026, 1, 1))),
    ("tapering", False, rules(taper_months=12)),
    ("left_behind", True, rules(aged(80, special=("3",)))),
    ("left_behind", True, rules(pupil(special=("6", "1")))),
    ("left_behind", False, rules(pupil(special=("6",)))),
    ("orphans", True, rules(pupil(special=("4",)))),
    ("orphans", True, rules(pupil(special=("5",)))),
    ("orphans", False, rules(pupil(special=("1",)))),
]


@pytest.mark.parametrize(
    ("key", "wanted", "held"), HOLDS, ids=[f"{n}-{key}-{wanted}" for n, (key, wanted, _) in enumerate(HOLDS)]
)
def test_a_rule_holds_where_it_should(key: str, wanted: bool, held: set[str]):
    assert (key in held) == wanted


def test_every_rule_has_an_example_where_it_holds_and_one_where_it_does_not():
    examples = {(key, wanted) for key, wanted, _ in HOLDS}
    assert [key for key in sorted(KEYS) if not {(key, True), (key, False)} <= examples] == []


def test_a_household_in_order_hears_of_work_alone():
    assert rules(cooperative=True) == {"able_unasked"}
    assert rules(a_plan(wishes="打工"), idle(61), cooperative=True) == set()


def test_the_reason_names_who_which_cause_and_which_labour():
    known = found(a_helped(a_plan(wishes="想种茶"), idle(), wife(labour=WEAK), main_cause="07"))
    both = "姚世才（普通劳动力、40 岁）、吴桂兰（弱劳动力或半劳动力、38 岁）"
    assert known["010602"].reason == (
        f"{both}有劳动能力，计划里写的意愿是“想种茶”，可以帮着选准一项产业。"
        f"姚世才户登记了“缺技术”，{both}可以参加培训。"
    )
    assert known["010602"].rules == ("able_willing", "no_skill")
    assert known["010602"].person_ids == ("p-姚世才", "p-吴桂兰")


def test_facts_of_house_and_water_are_named():
    known = found(a_helped(road_distance=Decimal("6.5"), danger_grade="D", water_safe=False))
    facts = "与村主干路距离：6.5公里、危房级别：D、是否解决安全饮用水：否"
    assert known["120103"].reason == f"姚世才户偏远，生产生活条件差（{facts}），就地解决难的可以搬迁。"
    assert "危房级别：D" in known["050101"].reason and known["050101"].person_ids == ()


def test_what_is_about_everybody_is_nobodys_alone():
    known = found(a_helped(idle(), main_cause="08", cooperative=False))
    assert known["010401"].rules == ("not_joined", "no_hands") and known["010401"].person_ids == ()


def test_only_what_is_in_force_in_the_year_is_suggested():
    remote = {"road_distance": Decimal(9), "danger_grade": "D"}
    assert {"120103"} <= set(found(a_helped(**remote))) and "120101" not in found(a_helped(**remote))
    old = found(household(year=2019, **remote))
    assert {"120101", "120102"} <= set(old) and "120103" not in old


def test_what_the_plan_has_is_marked_as_taken():
    by_code = found(a_helped(a_measure(item="070103"), main_cause="01"))
    assert by_code["070103"].taken and not by_code["070102"].taken
    by_name = found(a_helped(a_measure(kind="07", name="大病保险"), main_cause="01"))
    assert by_name["070102"].taken


def test_a_long_wish_is_shortened_in_the_reason():
    reason = found(a_helped(a_plan(wishes="想种茶" + "很" * 60), idle()))["010101"].reason
    assert "很…”" in reason and len(reason) < 80


def test_nothing_is_known_nothing_is_suggested():
    nobody = household(Member("p", "m", {"name": "Zhao"}, {"relation": "01"}, {}), year=YEAR)
    empty = Dossier("h", YEAR, (), nobody.place, {}, {}, {}, nobody.members)
    assert found(empty) == {}
    assert found(Dossier("h", YEAR, (), nobody.place, {}, {}, {}, ())) == {}


def test_nobody_is_not_said_of_members_who_are_not_recorded():
    old = aged(80, labour=NONE)
    assert "nobody_able" in rules(old) and "nobody_able" not in rules(old, stated_size=3)


GOOD = 'key = "k"\nreason = "x"\nitems = ["010101"]\nsource = "s"\n'


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (GOOD + "[[rule]]\n" + GOOD, "suggestions.key_twice"),
        (GOOD.replace('source = "s"\n', ""), "suggestions.incomplete"),
        (GOOD.replace('"x"', '"{whose}"'), "suggestions.unknown_gap"),
        (GOOD.replace("010101", "990101"), "suggestions.unknown_item"),
        (GOOD + 'causes = ["倒霉"]\n', "suggestions.unknown_word"),
        (GOOD + 'wishes = "maybe"\n', "suggestions.unknown_word"),
        (GOOD + 'where = [{ path = "conditions.roof", is = ["C"] }]\n', "suggestions.unknown_path"),
        (GOOD + 'where = [{ path = "conditions.danger_grade" }]\n', "suggestions.one_word_each"),
        (
            GOOD + 'where = [{ path = "conditions.danger_grade", is = "C", not = "D" }]\n',
            "suggestions.one_word_each",
        ),
        (GOOD + 'where = [{ path = "conditions.danger_grade", is = ["E"] }]\n', "suggestions.unknown_word"),
        (GOOD + 'where = [{ path = "conditions.road_distance", below = "5" }]\n', "suggestions.not_a_number"),
    ],
)
def test_a_mistake_in_the_rules_is_named(tmp_path, lines, code):
    (tmp_path / "suggestions.toml").write_text("[[rule]]\n" + lines, "utf-8")
    with pytest.raises(Problem) as problem:
        load_suggestion_rules(tmp_path, FORMS, CATALOGUE)
    assert problem.value.code == code and "suggestions.toml" in sentence(problem.value)


def test_a_folder_without_rules_suggests_nothing(tmp_path):
    assert load_suggestion_rules(tmp_path, FORMS, CATALOGUE) == ()
