"""The catalogue that ships: three levels, sources, validity; mistakes in its files are named."""

from datetime import date

import pytest

from app.errors import Problem
from app.paths import forms as forms_folder
from app.rules.catalogues import Item, answers_of, item_issues, item_of, load_catalogue
from app.texts import sentence
from tests.rules.checks.builders import FORMS

CATALOGUE = load_catalogue(forms_folder(), FORMS)


def test_every_kind_of_measure_has_projects_and_items():
    kinds = FORMS.codes["measure_kind"].by_code
    tree = CATALOGUE.tree()
    assert list(tree) == list(kinds)
    assert all(project and items for projects in tree.values() for project, items in projects.items())
    assert len(CATALOGUE.items) >= 72 and sum(map(len, tree.values())) >= 21


def test_every_item_says_where_it_comes_from_and_who_is_in_charge():
    assert [item.code for item in CATALOGUE.items if not (item.basis and item.department and item.unit)] == []
    assert [item.code for item in CATALOGUE.items if item.code[:2] != item.kind or len(item.code) != 6] == []


def test_every_cause_and_risk_is_answered_by_something_in_force():
    known = CATALOGUE.in_force(2026)
    answered = {cause for item in known for cause in item.causes}
    assert set(FORMS.codes["poverty_cause"].by_code) - answered == {"14"}  # 其他
    answered = {risk for item in known for risk in item.risks}
    assert set(FORMS.codes["risk"].by_code) - answered == {"11"}
    assert {one.code for one in CATALOGUE.answering(["01"], [], 2026)} >= {"070103", "070102"}
    assert CATALOGUE.answering([], ["10"], 2026) == CATALOGUE.answering(["06"], ["10"], 2026)[:2]


@pytest.mark.parametrize(
    ("year", "holds"), [(2014, False), (2015, True), (2018, True), (2020, True), (2021, False)]
)
def test_an_item_holds_in_each_year_it_touches(year, holds):
    item = Item("1", "01", "p", "n", valid_from=date(2015, 12, 31), valid_to=date(2020, 1, 1))
    assert item.holds_in(year) == holds
    assert Item("1", "01", "p", "n").holds_in(year)


def test_the_loan_of_the_fight_against_poverty_ended_and_another_began():
    old, new = CATALOGUE.by_code["030101"], CATALOGUE.by_code["030102"]
    assert [old.holds_in(year) for year in (2020, 2021)] == [True, False]
    assert [new.holds_in(year) for year in (2020, 2021)] == [False, True]
    codes = {item.code for items in CATALOGUE.tree(2026)["03"].values() for item in items}
    assert "030101" not in codes and "030102" in codes


def test_an_offices_item_stands_in_the_place_of_one_with_its_code():
    mine = Item("010101", "01", "p", "rice", own=True)
    merged = CATALOGUE.with_own([mine, Item("990101", "01", "p", "bees", own=True)])
    assert merged.by_code["010101"] is mine and len(merged.items) == len(CATALOGUE.items) + 1
    assert [item.kind for item in merged.items] == sorted(item.kind for item in merged.items)


def test_an_item_and_its_answers_say_the_same():
    for item in CATALOGUE.items:
        assert item_of(answers_of(item)) == item
    assert item_issues({"valid_from": date(2026, 1, 2), "valid_to": date(2026, 1, 1)})
    assert item_issues({"valid_from": date(2026, 1, 1), "valid_to": date(2026, 1, 1)}) == []


GOOD = '{ code = "1", name = "n", source = "s" }'


@pytest.mark.parametrize(
    ("kind", "item", "code"),
    [
        ("99", GOOD, "catalogue.unknown_kind"),
        ("01", GOOD + ", " + GOOD, "catalogue.code_twice"),
        ("01", '{ code = "1", name = "n" }', "catalogue.item_incomplete"),
        ("01", '{ name = "n", source = "s" }', "catalogue.item_incomplete"),
        ("01", '{ code = "1", name = "n", source = "s", causes = ["倒霉"] }', "catalogue.unknown_code"),
        ("01", '{ code = "1", name = "n", source = "s", risks = ["缺资金"] }', "catalogue.unknown_code"),
        (
            "01",
            '{ code = "1", name = "n", source = "s", from = 2021-01-01, to = 2020-12-31 }',
            "catalogue.ends_before",
        ),
    ],
)
def test_a_mistake_in_a_file_is_named(tmp_path, kind, item, code):
    (tmp_path / "measures").mkdir()
    text = f'kind = "{kind}"\n[[project]]\nname = "p"\nitems = [{item}]\n'
    (tmp_path / "measures" / "01.toml").write_text(text, "utf-8")
    with pytest.raises(Problem) as problem:
        load_catalogue(tmp_path, FORMS)
    assert problem.value.code == code and "01.toml" in sentence(problem.value)


def test_a_folder_without_measures_has_none(tmp_path):
    assert load_catalogue(tmp_path, FORMS).items == ()
