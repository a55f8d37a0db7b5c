"""The table as a whole: every rule has a check, every check a sentence, every code its meaning."""

from dataclasses import replace

import pytest

from app.errors import Problem
from app.rules.checks import (
    CHECKS,
    Checker,
    Thresholds,
    check_dossier,
    check_township,
    load_thresholds,
    meanings,
)
from app.rules.formfiles import load_forms
from app.texts import messages
from tests.rules.checks.builders import (
    CHECKER,
    FORMS,
    THRESHOLDS,
    TODAY,
    at,
    household,
    id_number,
    member,
    sentence,
    wife,
)  # fmt: skip


def test_all_twenty_two_rules_are_there_and_their_names_differ():
    assert {check.rule for check in CHECKS} == set(range(23))
    assert len({check.id for check in CHECKS}) == len(CHECKS)


def test_every_check_has_a_sentence():
    assert [check.id for check in CHECKS if f"doubts.{check.id}" not in messages()] == []


def test_every_threshold_a_check_needs_is_known_somewhere():
    known = set(THRESHOLDS.limits) | {line.key for line in THRESHOLDS.lines.every}
    assert {need for check in CHECKS for need in check.needs} <= known


@pytest.mark.parametrize(
    ("codes", "code", "word"),
    [
        ("relation", meanings.HEAD, "户主"), ("relation", meanings.SPOUSE, "配偶"),
        ("health", meanings.HEALTHY, "健康"),
        ("health", meanings.DISABLED, "残疾"), ("labour", meanings.WEAK, "弱劳动力或半劳动力"),
        ("labour", meanings.LOST, "丧失劳动力"), ("labour", meanings.UNABLE, "无劳动力"),
        ("dropout_reason", meanings.DROPPED_ILL, "因病"), ("dropout_reason", meanings.DROPPED_DISABLED, "因残"),
        ("id_kind", meanings.ID_CARD, "身份证"), ("id_kind", meanings.DISABILITY_CARD, "残疾人证"),
        ("household_kind", meanings.LIFTED_KIND, "脱贫户"), ("clear_way", meanings.HELPED_CLEAR, "帮扶消除"),
        ("job_channel", meanings.WORKS_AWAY, "外出务工"), ("risk", meanings.RISK_ILL, "因病"),
        ("risk", meanings.RISK_DISABLED, "因残"), ("risk", meanings.RISK_JOB, "因务工就业不稳"),
        ("poverty_status", meanings.LIFTED_STATES[0], "已脱贫（享受政策）"),
        ("poverty_status", meanings.LIFTED_STATES[1], "已脱贫（不再享受政策）"),
    ],
)  # fmt: skip
def test_the_codes_the_checks_know_mean_what_the_lists_say(codes, code, word):
    assert FORMS.codes[codes].name(code) == word


def test_every_doubt_names_a_field_of_the_forms_or_an_income():
    paths = {check.field for check in CHECKS if not check.field.startswith("income.")}
    assert paths <= set(FORMS.by_path)


def test_what_cannot_be_judged_is_told():
    unjudged = {check.id for check in CHECKER.unjudged("510812103202", 2021)}
    assert unjudged == {"below_line", "cleared_below_line"}
    bare = Checker(FORMS, Thresholds(), TODAY)
    assert {check.id for check in bare.unjudged("51", 2019)} == {check.id for check in CHECKS if check.needs}
    assert check_dossier(household(), bare) == []


def test_lines_hold_for_their_region_and_years_only():
    assert THRESHOLDS.line("income_line", "510812", 2019).amount == 3218
    assert THRESHOLDS.line("income_line", "510812", 2018) is None
    assert THRESHOLDS.line("watch_line", "420902100", 2021) is not None
    assert THRESHOLDS.line("watch_line", "420901", 2021) is None
    assert THRESHOLDS.line("watch_line", "", 2025) is None


def test_the_narrowest_region_wins(tmp_path):
    line = "[[line]]\nfrom = 2020-01-01\nto = 2020-12-31\n"
    text = f'key = "l"\n{line}amount = 1\nsource = "a"\n{line}region = "51"\namount = 2.5\nsource = "b"\n'
    (tmp_path / "lines").mkdir()
    (tmp_path / "lines" / "l.toml").write_text(text, "utf-8")
    (tmp_path / "checks.toml").write_text("", "utf-8")
    lines = load_thresholds(tmp_path)
    assert [str(lines.line("l", place, 2020).amount) for place in ("510812", "43", "")] == ["2.5", "1", "1"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[limits]\npost_age = 'old'\n", "thresholds.not_a_number"),
        ("[limits\n", "forms.not_toml"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path, text, code):
    (tmp_path / "checks.toml").write_text(text, "utf-8")
    with pytest.raises(Problem) as problem:
        load_thresholds(tmp_path)
    assert problem.value.code == code


def test_a_folder_without_thresholds_judges_nothing_by_them(tmp_path):
    assert load_thresholds(tmp_path) == Thresholds()


def doubts_of(*dossiers):
    """(rule, household, sentence) over a township."""
    found = check_township(dossiers, Checker(FORMS, THRESHOLDS, TODAY))
    return [(doubt.rule, doubt.household_id, doubt.sentence) for doubt in found]


def other(*members, code="510812100002", name="h-2"):
    """Another household, in another village."""
    return replace(at(household(*members, code=code), "510812103203", "白鹰村"), household_id=name)


def test_the_same_number_in_two_households_is_a_doubt_in_both():
    twin = member("姚世财")
    found = doubts_of(household(), other(twin))
    assert [(rule, where) for rule, where, _ in found] == [("number_twice", "h-1"), ("number_twice", "h-2")]
    assert "白鹰村姚世财户的姚世财" in found[0][2]
    assert id_number("19870305") not in found[0][2]


def test_an_id_card_and_a_disability_card_are_one_person():
    twin = member("姚世财", id_kind="2", id_number=id_number("19870305") + "42")
    assert {rule for rule, _, _ in doubts_of(household(), other(twin))} == {"number_twice"}


def test_one_person_in_two_households_is_named_once_for_each():
    found = doubts_of(household(), other(member("李四", born="19700101"), wife(relation="99")))
    assert [(rule, where) for rule, where, _ in found] == [
        ("in_two_households", "h-1"),
        ("in_two_households", "h-2"),
    ]


def test_two_persons_of_one_household_with_one_number():
    twin = member("姚世财", relation="21", id_number=id_number("19870305"))
    assert [rule for rule, _, _ in doubts_of(household(member(), twin))] == ["number_twice", "number_twice"]


def test_codes_of_persons_and_households_stand_once():
    one, another = member(code="51081210000101"), member("李四", born="19700101", code="51081210000101")
    assert {rule for rule, _, _ in doubts_of(household(one), other(another))} == {"person_code_twice"}
    alone = other(member("李四", born="19700101"), code="510812100001")
    assert {rule for rule, _, _ in doubts_of(household(), alone)} == {"household_code_twice"}


def test_a_settled_doubt_opens_again_when_its_value_changes():
    def mark(**changes):
        return CHECKER.check(household(member(), wife(**changes)))[0].fingerprint

    assert mark(education=None) == mark(education=None, labour="2")
    assert mark(birth_date=TODAY.replace(1988, 12, 6)) != mark(birth_date=TODAY.replace(1988, 12, 7))
    assert (
        mark(education=None)
        != CHECKER.check(household(member(), wife(education=None), year=2021))[0].fingerprint
    )


def test_a_settled_doubt_about_a_hidden_number_opens_again_too():
    def mark(number):
        doubts = CHECKER.check(household(member(), wife(id_number=number)))
        return next(doubt.fingerprint for doubt in doubts if doubt.rule == "id_wrong")

    assert mark("510812198812051050") != mark("510812198812061050")


FORM = """[record]
key = "well"
label = "水井"
scope = "{scope}"
[[group]]
label = "井"
fields = [
  {{ key = "has", label = "有水井", kind = "yes_no", required = true }},
  {{ key = "depth", label = "井深", kind = "integer", required = true, checks = ["{check}"], when = {when} }},
  {{ key = "fuel", label = "燃料", kind = "code", codes = "fuel" }},
  {{ key = "owner", label = "井主证件", kind = "id_number" }},
]
"""


def county_forms(tmp_path, scope="household", check="not_negative"):
    """The shipped code lists and records, and a form no code knows."""
    import shutil

    from app.paths import forms

    shutil.copytree(forms(), tmp_path / "forms")
    text = FORM.format(scope=scope, check=check, when='{ field = "has", is = ["是"] }')
    (tmp_path / "forms" / "records" / "well.toml").write_text(text, "utf-8")
    return load_forms(tmp_path / "forms")


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({}, {("required", "well.has")}),
        ({"has": False}, set()),
        ({"has": True}, {("required", "well.depth")}),
        ({"has": True, "depth": -1}, {("field_not_negative", "well.depth")}),
        ({"has": True, "depth": 0}, set()),
        ({"has": False, "fuel": "沼气"}, {("unknown_code", "well.fuel")}),
        ({"has": False, "fuel": "01"}, set()),
        ({"has": False, "owner": "510812198703051210"}, {("field_id", "well.owner")}),
        ({"has": False, "owner": id_number("19870305")}, set()),
    ],
)
@pytest.mark.parametrize("scope", ["household", "person"])
def test_a_form_no_code_knows_is_checked(tmp_path, answers, found, scope):
    checker = Checker(county_forms(tmp_path, scope), THRESHOLDS, TODAY)
    own = member()
    if scope == "person":
        dossier = household(replace(own, extra={"well": answers}))
    else:
        dossier = replace(household(own), extra={"well": answers})
    doubts = checker.check(dossier)
    assert {(doubt.rule, doubt.field) for doubt in doubts} == found
    assert all("姚世才" in doubt.sentence and "19870305" not in doubt.sentence for doubt in doubts)
    assert all((doubt.person_id == "p-姚世才") == (scope == "person") for doubt in doubts)


def test_a_check_nobody_knows_is_named(tmp_path):
    with pytest.raises(Problem) as problem:
        Checker(county_forms(tmp_path, check="guess"), THRESHOLDS, TODAY)
    assert problem.value.code == "thresholds.unknown_check"


@pytest.mark.parametrize("field", ["name", "id_number", "relation"])
def test_what_a_member_must_have_is_asked_for(field):
    assert "空着" in sentence(household(member(), wife(**{field: None})), "required")
