"""The invented township: the same for the same seed, true to the papers' rules, and nobody real."""

from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.imports import import_workbooks
from app.operations.openings import sign_in
from app.operations.samples import SampleTownship, find_town, make_sample_office, make_township
from app.operations.samples.people import luhn_digit
from app.operations.searches import find
from app.paths import forms as forms_folder
from app.rules.formfiles import load_forms
from app.rules.idnumbers import birth_date, find_fault, sex

WORKBOOKS = Path(__file__).parent.parent / "workbooks"
TOWN = "610902102"
PASSWORD = "stone-bridge-7"
TODAY = date(2026, 11, 23)
FORMS = load_forms(forms_folder())


@cache
def township(households: int = 1600, seed: int = 1) -> SampleTownship:
    """A township made once for all tests."""
    return make_township(households, seed, find_town(TOWN), FORMS)


def named(export: str, rows: list[list[object]]) -> list[dict[str, object]]:
    """Rows by the paths of their headings."""
    paths = [column.source for column in FORMS.exports[export].columns]
    return [dict(zip(paths, row, strict=True)) for row in rows]


def households() -> list[dict[str, object]]:
    """The household rows by path."""
    return named("national-households", township().household_rows)


def persons() -> list[dict[str, object]]:
    """The person rows by path."""
    return named("national-persons", township().person_rows)


def test_the_same_seed_makes_the_same_township_and_another_seed_another():
    again = make_township(40, 7, find_town(TOWN), FORMS)
    assert township(40, 7).person_rows == again.person_rows
    assert township(40, 7).person_rows != township(40, 8).person_rows


def test_a_default_township_has_the_size_of_a_real_one():
    made = township()
    assert len(made.household_rows) == 1600
    assert 5_000 <= len(made.person_rows) <= 5_600
    assert len({row["place.village"] for row in households()}) == 11
    assert len(made.monitored_rows) == 100


def test_every_id_number_is_sound_fictional_and_given_once():
    numbers = [str(row["person.id_number"]) for row in persons()]
    assert all(number.startswith("99") and find_fault(number, TODAY) is None for number in numbers)
    assert len({number[:18] for number in numbers}) == len(numbers)


def test_a_number_tells_the_birth_date_and_sex_beside_it():
    for row in persons():
        number = str(row["person.id_number"])
        assert f"{birth_date(number):%Y%m%d}" == row["person.birth_date"]
        assert FORMS.codes["sex"].name(sex(number) or "") == row["person.sex"]


def test_phones_are_of_prefixes_nobody_has_and_cards_end_in_their_check_digit():
    phones = {
        str(row[path]) for row in persons() for path in ("person.phone", "household.phone") if row[path]
    }
    assert {phone[:3] for phone in phones} == {"154", "161"}
    assert {len(phone) for phone in phones} == {11}
    for row in households():
        card = str(row["household.bank_account"])
        assert luhn_digit(card[:-1]) == card[-1]


def test_incomes_add_up_to_the_fen():
    for row in households():
        money = {path: value for path, value in row.items() if isinstance(value, Decimal)}
        blocks = ("income.wages", "income.business", "income.property", "income.transfer")
        assert (
            sum(v for path, v in money.items() if path.startswith("income.transfer."))
            == money["income.transfer"]
        )
        assert (
            sum(v for path, v in money.items() if path.startswith("income.property."))
            == money["income.property"]
        )
        assert Decimal(str(row["income.total"])) == sum(money[block] for block in blocks)
        assert Decimal(str(row["income.total"])) - money["income.costs"] == money["income.net"]
        each = Decimal(str(row["income.per_person"])) * int(str(row["derived.size"]))
        assert abs(each - money["income.net"]) <= Decimal("0.04")


def test_sizes_heads_and_codes_of_the_two_workbooks_agree():
    sizes = Counter(row["household.code"] for row in persons())
    assert {row["household.code"]: row["derived.size"] for row in households()} == sizes
    head = FORMS.codes["relation"].name("01")
    heads = {
        row["household.code"]: row["person.name"] for row in persons() if row["membership.relation"] == head
    }
    assert {row["household.code"]: row["head.name"] for row in households()} == heads
    assert len({row["person.code"] for row in persons()}) == len(persons())


def test_names_are_of_every_kind_a_township_meets():
    names = [str(row["person.name"]) for row in persons()]
    assert any("\u00b7" in name for name in names)
    assert any(set(name) & set("䶮𬭎𤩽㛃") for name in names)
    assert any(len(name) == 2 for name in names)
    assert any(name.startswith(("欧阳", "令狐", "尉迟", "长孙")) for name in names)
    assert len(set(names)) > len(names) * 0.8


def test_watched_households_are_of_the_township():
    watched = named("national-monitored", township().monitored_rows)
    known = {row["household.code"]: row["head.id_number"] for row in households()}
    assert all(known[row["household.code"]] == row["head.id_number"] for row in watched)
    assert {row["standing.monitor_class"] for row in watched} == {
        one.name for one in FORMS.codes["monitor_class"].values
    }
    assert all(row["standing.risk_1"] for row in watched)


def test_a_few_things_are_wrong_on_purpose():
    unable = FORMS.codes["labour"].name("5")
    assert 10 < sum(row["household.phone"] is None for row in persons()) < 120
    assert any(row["member_year.labour"] == unable and row["member_year.work_months"] for row in persons())
    assert any(row["conditions.danger_grade"] in ("C", "D") for row in households())


def test_an_unknown_town_is_refused_in_a_sentence():
    with pytest.raises(Problem) as refused:
        find_town("000000000")
    assert refused.value.code == "sample.no_town"


def test_a_sample_office_holds_the_township_and_opens_with_its_password(tmp_path: Path):
    made = make_sample_office(tmp_path, 12, 3, None, PASSWORD)
    with sign_in(tmp_path, "clerk", PASSWORD).archive as archive:
        counts = archive.read("SELECT (SELECT count(*) FROM household), (SELECT count(*) FROM person)")
        groups = archive.read("SELECT count(*) FROM household WHERE group_name IS NULL")
    assert counts == [(made.households, made.persons)] == [(12, made.persons)]
    assert groups == [(0,)]


def test_an_empty_office_is_ready_for_import(tmp_path: Path):
    made = make_sample_office(tmp_path, 0, 1, "510812103", PASSWORD)
    office = sign_in(tmp_path, "clerk", PASSWORD)
    assert (made.households, find(office, "王").hits) == (0, ())
    office.close()


def test_the_small_workbooks_of_the_tests_come_in_whole(tmp_path: Path):
    make_sample_office(tmp_path, 0, 1, TOWN, PASSWORD)
    office = sign_in(tmp_path, "clerk", PASSWORD)
    files = [
        WORKBOOKS / f"{name}.xlsx" for name in ("twelve-households", "twelve-persons", "twelve-register")
    ]
    report = import_workbooks(office, files)
    assert (report.refusals, report.households.created, report.persons.created) == ((), 12, 38)
    office.close()
