"""Rules 1 to 9: who belongs to a household, numbers, schooling, work and insurance."""

from datetime import date

import pytest

from tests.rules.checks.builders import MAN, WOMAN, household, id_number, member, rules, sentence, wife


def of(**changes):
    """The doubts of a household whose wife differs so."""
    return rules(household(member(), wife(**changes)))


def test_a_household_in_order_has_no_doubt():
    assert rules(household()) == set()


def test_one_head_and_no_other():
    assert rules(household(member())) == set()
    assert rules(household(wife())) == {"no_head"}
    assert rules(household(member(), member("姚世德"))) == {"several_heads"}


def test_at_most_one_spouse_of_the_other_sex():
    assert rules(household(member(), wife(), wife(name="李秀英", born="19900101"))) == {"several_spouses"}
    assert rules(household(member(), wife(sex=MAN))) == {"spouse_sex"}
    assert sentence(household(member(), wife(sex=MAN)), "spouse_sex").startswith(
        "户主姚世才与配偶吴桂兰的性别都是“男”"
    )


@pytest.mark.parametrize(
    ("relation", "sex", "right"),
    [
        ("03", MAN, True),
        ("03", WOMAN, False),
        ("05", WOMAN, True),
        ("05", MAN, False),
        ("21", MAN, True),
        ("99", WOMAN, True),
    ],
)
def test_a_relation_fits_the_sex(relation, sex, right):
    found = rules(household(member(), member("姚小", relation, sex)))
    assert ("relation_sex" not in found) == right


def test_a_number_that_cannot_be_is_named_without_showing_it():
    wrong = id_number("19881205", WOMAN)[:17] + "?"
    dossier = household(member(), wife(id_number=wrong))
    assert rules(dossier) == {"id_wrong"}
    assert wrong not in sentence(dossier, "id_wrong")
    assert "吴桂兰" in sentence(dossier, "id_wrong")


def test_a_number_of_another_paper_is_not_judged():
    assert of(id_kind="9", id_number="E12345678") == set()


def test_the_kind_of_paper_fits_the_length():
    card = id_number("19881205", WOMAN) + "42"
    assert of(id_kind="2", id_number=card) == of(id_kind="2", id_number=card + "B1") == set()
    assert of(id_kind="1", id_number=card) == {"id_length"}
    assert of(id_kind="2") == {"id_length"}


def test_sex_and_birth_agree_with_the_number():
    assert of(relation="99", sex=WOMAN, id_number=id_number("19881205", MAN)) == {"sex_differs"}
    assert of(birth_date=date(1988, 12, 6)) == {"birth_differs"}


@pytest.mark.parametrize(("born", "old"), [("19000101", False), ("18991231", False), ("18981231", True)])
def test_age_over_a_hundred_and_twenty_is_doubted(born, old):
    assert ("very_old" in rules(household(member(born=born, labour="5")))) == old


def test_born_after_today():
    assert "born_later" in of(birth_date=date(2026, 11, 24))
    assert "born_later" not in of(birth_date=date(2026, 11, 23))


def test_either_education_or_a_class_at_school():
    assert of(education=None, school_state="25") == set()
    assert of(school_state="25") == {"education_twice"}
    assert of(education=None) == {"education_missing"}


def test_health_is_known_and_healthy_stands_alone():
    assert of(health=()) == of(health=None) == {"health_missing"}
    assert of(health=("1", "2")) == {"healthy_and_ill"}
    assert of(health=("2", "4")) == set()


def test_leaving_school_for_illness_while_healthy():
    assert of(dropout_reason="01") == of(dropout_reason="02") == {"dropped_out_healthy"}
    assert of(dropout_reason="03") == of(dropout_reason="01", health=("2",)) == set()


AT_WORK = {"work_place": "广东省深圳市", "work_months": 9}


def test_work_has_a_place_and_months():
    assert of(**AT_WORK) == of(work_months=0) == set()
    assert of(work_place="深圳") == of(work_months=3) == of(work_place="深圳", work_months=0) == {"work_half"}


@pytest.mark.parametrize(("months", "right"), [(11, True), (12, True), (13, False)])
def test_a_year_has_twelve_months(months, right):
    assert ("work_months" not in of(work_place="深圳", work_months=months)) == right


@pytest.mark.parametrize(
    ("school", "right"), [("01", False), ("06", False), ("12", False), ("13", True), ("20", True)]
)
def test_pupils_up_to_senior_level_do_not_work(school, right):
    assert ("pupil_works" not in of(education=None, school_state=school, **AT_WORK)) == right


def test_who_cannot_work_does_not():
    assert (
        of(labour="5", health=("4",), **AT_WORK)
        == of(labour="4", health=("4",), **AT_WORK)
        == {"unable_works"}
    )
    assert of(labour="3", health=("4",), **AT_WORK) == set()


def test_the_destitute_do_not_work_away():
    assert of(tekun=True, **AT_WORK) == of(tekun=True, job_channel="01") == {"supported_works"}
    assert of(tekun=True, job_channel="02") == of(tekun=None, **AT_WORK) == set()


@pytest.mark.parametrize(
    ("phone", "right"), [("1390000000", False), ("13900000000", True), ("139000000000", False)]
)
def test_a_workers_phone_has_eleven_digits(phone, right):
    assert ("worker_phone" not in of(phone=phone, **AT_WORK)) == right


def test_a_worker_is_reached_through_his_household_or_not_at_all():
    assert "worker_unreachable" in rules(household(member(**AT_WORK), phone=None))
    assert rules(household(member(**AT_WORK))) == set()


@pytest.mark.parametrize(("born", "right"), [("19500101", True), ("19491231", False), ("19480101", False)])
def test_a_post_ends_at_seventy(born, right):
    assert ("old_in_post" not in of(born=born, post_kind="01")) == right
    assert "old_in_post" not in of(born="19400101")


@pytest.mark.parametrize(
    ("born", "doubted"), [("20040101", False), ("20031231", True), ("19600101", True), ("19591231", False)]
)
def test_of_working_age_and_healthy_yet_unable(born, doubted):
    found = rules(household(member(), member("姚小", "99", MAN, born, labour="5")))
    assert ("able_but_not" in found) == doubted


def test_the_ill_and_students_may_be_unable():
    assert of(labour="3", health=("2",)) == of(labour="5", education=None, school_state="20") == set()
    assert of(labour="3") == of(labour="4") == {"able_but_not"}


def test_one_medical_insurance_and_not_two():
    assert of(resident_insurance=False, employee_insurance=True) == set()
    assert of(employee_insurance=True) == {"insured_twice"}
    assert of(resident_insurance=False) == {"uninsured"}
    assert of(resident_insurance=None, employee_insurance=None) == set()


def test_insurance_against_grave_illness():
    assert of(illness_insurance=False) == {"no_illness_insurance"}
    assert of(illness_insurance=None) == set()
