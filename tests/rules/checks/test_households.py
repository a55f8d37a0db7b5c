"""Rules 10 to 22 and the ledger: how a household lives, earns, and is watched."""

from decimal import Decimal

import pytest

from tests.rules.checks.builders import INCOMES, at, household, member, rules, sentence, wife


@pytest.mark.parametrize(
    ("phone", "right"),
    [
        ("1390000000", False),
        ("13900000000", True),
        ("139000000000", False),
        ("0839-8604056", True),
        ("8604056", False),
    ],
)
def test_the_households_phone_has_eleven_digits(phone, right):
    assert ("phone_digits" not in rules(household(phone=phone))) == right


def test_a_missing_phone_is_asked_for():
    assert rules(household(phone=None)) == {"required"}


def test_conditions_left_blank_are_named_together():
    dossier = household(toilet=None, broadcast=None)
    assert rules(dossier) == {"conditions_blank"}
    assert "是否通广播电视、是否有卫生厕所" in sentence(dossier, "conditions_blank")
    assert rules(household(broadband=None)) == set()


def test_blank_land_is_not_nought():
    assert rules(household(pasture=Decimal(0))) == set()
    assert rules(household(pasture=None)) == {"land_blank"}


@pytest.mark.parametrize(("given", "right"), [("3.9", True), ("4", True), ("4.1", False)])
def test_no_more_given_back_to_forest_than_there_is(given, right):
    assert ("returned_forest" not in rules(household(returned_forest=Decimal(given)))) == right


@pytest.mark.parametrize(("km", "right"), [("4.9", True), ("5", True), ("5.1", False)])
def test_the_main_road_is_within_five_kilometres(km, right):
    assert ("far_road" not in rules(household(road_distance=Decimal(km)))) == right


@pytest.mark.parametrize(
    "lifted", [{"formerly_poor": True}, {"household_kind": "2"}, {"poverty_status": "1"}]
)
def test_a_lifted_household_lives_safely_or_is_watched(lifted):
    danger = {"dangerous_house": True, "danger_grade": "D", **lifted}
    assert rules(household(**danger)) == {"lifted_in_danger"}
    assert rules(household(water_safe=False, **lifted)) == {"lifted_without_water"}
    assert rules(household(**danger, monitor_class="1")) == rules(household(water_safe=False)) == set()
    assert rules(household(**danger, monitor_class="1", risk_cleared=True)) == {"lifted_in_danger"}


@pytest.mark.parametrize(
    ("dangerous", "grade", "right"),
    [
        (True, "C", True),
        (True, "D", True),
        (True, "B", False),
        (False, "C", False),
        (False, "A", True),
        (None, "D", True),
    ],
)
def test_grades_c_and_d_are_dangerous(dangerous, grade, right):
    found = rules(household(dangerous_house=dangerous, danger_grade=grade))
    assert ("danger_grade" not in found) == right


def earning(**amounts):
    """The doubts of a household that earns so; a key is a kind with its dot written as two underscores."""
    incomes = {**INCOMES, **{kind.replace("__", "."): amount for kind, amount in amounts.items()}}
    return rules(household(incomes=incomes))


@pytest.mark.parametrize(("net", "doubted"), [("6435.98", True), ("6435.99", False), ("6436", False)])
def test_income_below_the_line_of_its_year(net, doubted):
    found = rules(household(incomes={"wages.work": net}))
    assert ("below_line" in found) == doubted


def test_a_year_without_a_line_is_not_judged():
    poor = {"wages.work": 1000}
    assert rules(household(incomes=poor)) == {"below_line"}
    assert rules(household(incomes=poor, year=2021)) == set()
    assert rules(household(incomes={})) == set()


@pytest.mark.parametrize(
    ("wages", "rule"),
    [(299.99, "wages_small"), (300, None), (0, None), (300_000, None), (300_000.01, "wages_large")],
)
def test_wages_that_cannot_be(wages, rule):
    assert earning(wages__work=wages, property__rent=90_000) == ({rule} if rule else set())


def test_a_business_has_costs():
    assert earning(costs__crops=0) == {"no_costs"}
    assert earning(costs__crops=0, business__crops=0) == set()
    assert earning(costs__crops=0.01) == set()


@pytest.mark.parametrize(("land", "doubted"), [("0", True), ("0.001", False), (None, False)])
def test_ecology_money_comes_with_land(land, doubted):
    dossier = household(incomes={**INCOMES, "transfer.ecology": 60}, returned_forest=land and Decimal(land))
    assert ("ecology_without_land" in rules(dossier)) == doubted


@pytest.mark.parametrize(
    ("kind", "least"), [("dibao", 200), ("planned_family", 100), ("pension", 88), ("tekun", 200)]
)
def test_transfers_implausibly_small(kind, least):
    for amount, doubted in ((least - 0.01, True), (least, False), (least + 0.01, False), (0, False)):
        assert (f"small_{kind}" in earning(**{f"transfer__{kind}": amount})) == doubted


def test_a_difference_between_parts_and_total_is_named():
    incomes = {**INCOMES, "transfer.difference": Decimal("-12.30")}
    dossier = household(incomes=incomes)
    assert rules(dossier) == {"parts_and_total"}
    assert "“转移性收入”导入的合计与明细相差 -12.30 元" in sentence(dossier, "parts_and_total")


@pytest.mark.parametrize(
    ("stated", "right"), [("25000.00", True), ("25000.01", True), ("25000.02", False), ("24999.98", False)]
)
def test_the_stated_total_is_the_sum(stated, right):
    assert ("stated_total" not in rules(household(stated_total=Decimal(stated)))) == right


def test_stated_net_per_person_and_size_are_compared_too():
    right = {"stated_net": Decimal(24_000), "stated_per_person": Decimal(12_000), "stated_size": 2}
    assert rules(household(**right)) == set()
    assert rules(household(stated_net=Decimal(25_000))) == {"stated_net"}
    assert rules(household(stated_per_person=Decimal(8_000))) == {"stated_per_person"}
    assert rules(household(stated_size=3)) == {"stated_size"}


def test_a_head_alone_says_nothing_of_the_size():
    assert rules(household(member(), stated_size=4)) == set()


WATCHED = {"monitor_class": "1", "monitored_month": "2026-05"}


def test_without_recorded_plans_nobody_lacks_a_measure():
    assert rules(household(**WATCHED)) == set()


@pytest.mark.parametrize(("month", "late"), [("2026-11", False), ("2026-10", True), ("2026-09", True)])
def test_a_month_after_being_identified_there_is_a_measure(month, late):
    dossier = household(monitor_class="1", monitored_month=month)
    assert ("no_measure" in rules(dossier, recorded=True)) == late
    assert "no_measure" not in rules(dossier, "健康帮扶")


@pytest.mark.parametrize(("month", "late"), [("2026-06", False), ("2026-05", True), ("2026-04", True)])
def test_half_a_year_after_there_is_one_that_develops(month, late):
    dossier = household(monitor_class="1", monitored_month=month)
    assert ("no_development" in rules(dossier, "健康帮扶")) == late
    assert "no_development" not in rules(dossier, "健康帮扶", "就业帮扶")


def test_who_cannot_work_needs_none_that_develops():
    unable = {"labour": "5", "health": ("4",)}
    assert rules(household(member(**unable), wife(**unable), **WATCHED), "综合保障") == set()
    assert rules(household(**WATCHED), "综合保障") == {"no_development", "only_backstop"}
    assert rules(household(**WATCHED), "综合保障", "产业帮扶") == set()


def test_the_risk_of_disability_needs_a_card():
    dossier = household(risk_1="03")
    assert rules(dossier) == {"disabled_without_card"}
    assert rules(household(member(disability_card_year=2015), wife(), risk_1="03")) == set()
    named = household(member(health=("4",)), wife(), risk_2="03")
    assert "姚世才" in sentence(named, "disabled_without_card")


@pytest.mark.parametrize(
    ("risk", "right", "wrong"),
    [
        ("01", "健康帮扶", "产业帮扶"),
        ("02", "义务教育保障", "健康帮扶"),
        ("09", "搬迁", "健康帮扶"),
        ("10", "饮水安全保障", "搬迁"),
    ],
)
def test_a_risk_is_answered_by_its_measure(risk, right, wrong):
    assert rules(household(risk_1=risk), right) == set()
    assert rules(household(risk_1=risk), wrong) == {"risk_without_measure"}
    assert rules(household(risk_1=risk)) == set()


def test_unsteady_work_needs_a_worker():
    working = member(work_place="深圳", work_months=3)
    assert rules(household(risk_1="07")) == {"job_risk_without_worker"}
    assert rules(household(working, wife(), risk_1="07")) == set()


@pytest.mark.parametrize(
    ("ended", "soon"), [("2023-02", True), ("2023-03", True), ("2023-04", False), ("2022-12", True)]
)
def test_a_risk_is_not_cleared_within_two_months(ended, soon):
    found = rules(household(monitored_month="2023-01", cleared_month=ended))
    assert ("cleared_soon" in found) == soon


def test_cleared_by_help_needs_help():
    cleared = household(clear_way="1")
    assert rules(cleared) == rules(cleared, "健康帮扶") == set()
    assert rules(cleared, recorded=True) == {"cleared_without_measure"}


@pytest.mark.parametrize(("each", "below"), [("8699.99", True), ("8700", False), ("8700.01", False)])
def test_cleared_above_the_line_of_that_place_and_year(each, below):
    dossier = household(incomes={"wages.work": Decimal(each) * 2}, year=2025, cleared_month="2025-06")
    assert "cleared_below_line" not in rules(dossier)
    assert ("cleared_below_line" in rules(at(dossier, "530102001201"))) == below


def test_a_watched_household_names_illness_for_the_uninsured():
    uninsured = wife(resident_insurance=False)
    found = rules(household(member(), uninsured, monitor_class="2", risk_1="06"))
    assert found == {"uninsured", "uninsured_without_risk"}
    assert rules(household(member(), uninsured, monitor_class="2", risk_3="01")) == {"uninsured"}
    assert rules(household(member(), uninsured, risk_1="06")) == {"uninsured"}
    assert "insurance_question" in rules(household(member(), uninsured, insurance_now=False))
