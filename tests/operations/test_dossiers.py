"""A dossier of a year: the newest answers up to it, and of which year they are."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.operations.dossiers import Choice, dossier, dossiers
from app.operations.edits import save_answers
from app.operations.entries import save_entry
from app.operations.families import add_member, end_membership
from app.operations.histories import household_history
from app.operations.offices import Clerk
from app.operations.pages import household_document
from app.operations.places import villages
from app.operations.subjects import Subject
from app.rules.incomes import dossier_figures
from tests.operations.offices import a_household, a_person, an_office

VISITS = """
[record]
key = "visits"
label = "Visits"
scope = "person_year"
storage = "answers"

[[fields]]
key = "times"
label = "Times"
kind = "integer"
"""


def test_a_year_without_answers_speaks_of_the_one_before(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    save_answers(office, Subject("conditions", household, 2023), {"water_safe": True})
    save_answers(office, Subject("standing", household, 2025), {"main_cause": "01"})
    now, then, before = (dossier(office, household, year) for year in (2025, 2023, 2022))
    assert now and then and before
    assert now.conditions["water_safe"] is True
    assert dict(now.spoken) == {"standing": 2025, "conditions": 2023}
    assert then.standing == {} and then.spoken["standing"] == 0
    assert before.conditions == {}
    assert now.years == (2025, 2023)


def test_incomes_are_never_carried(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    save_entry(
        office, "income", household, {"kind": "wages.work", "amount": Decimal(900)}, linked={"year": 2024}
    )
    now, before = dossier(office, household, 2025), dossier(office, household, 2024)
    assert now and before
    assert now.incomes == () and [item.amount for item in before.incomes] == [Decimal(900)]


def test_income_is_divided_by_the_stated_size_while_only_the_head_is_known(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    save_answers(office, Subject("standing", household, 2025), {"stated_size": 3})
    save_entry(
        office, "income", household, {"kind": "wages.work", "amount": Decimal(900)}, linked={"year": 2025}
    )
    assert household_document(office, household)["income"]["2025"]["per_person"] == "300.00"
    add_member(office, household, a_person("Jun", relation="03"))
    assert household_document(office, household)["income"]["2025"]["per_person"] == "450.00"


def test_who_left_counts_until_the_end_of_the_year_before(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    add_member(office, household, a_person("Jun", relation="03"))
    page = dossier(office, household)
    assert page
    end_membership(office, household, page.members[1].membership_id, date(2025, 12, 31), "2")
    sizes = {year: one.size for year in (2024, 2025) if (one := dossier(office, household, year))}
    assert sizes == {2024: 2, 2025: 1}


def test_a_county_form_of_a_person_speaks_of_its_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    from app.paths import forms

    shutil.copytree(forms(), tmp_path / "forms")
    (tmp_path / "forms" / "records" / "visits.toml").write_text(VISITS, encoding="utf-8")
    monkeypatch.setenv("HUDANG_FORMS", str(tmp_path / "forms"))
    office = an_office(tmp_path)
    household = a_household(office)
    page = dossier(office, household)
    assert page and page.head
    for year, times in ((2026, 9), (2024, 4)):
        save_answers(office, Subject("visits", page.head.person_id, year), {"times": times})
    found = {
        year: one.members[0].extra for year in (2023, 2025, 2026) if (one := dossier(office, household, year))
    }
    assert found == {2023: {}, 2025: {"visits": {"times": 4}}, 2026: {"visits": {"times": 9}}}
    newest = household_history(office, household)[0]
    assert [(one.label, one.old, one.new) for one in newest.fields] == [("Times", "", "4")]


def test_the_history_of_a_member_stands_in_the_households(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office, name="Zhao")
    page = dossier(office, household)
    assert page and page.head
    save_answers(office, Subject("person", page.head.person_id), {"name": "Zhao Min"})
    save_answers(office, Subject("member_year", page.head.person_id, 2025), {"health": ("2",)})
    year, name = household_history(office, household)[:2]
    assert (year.record, year.year, year.person) == ("member_year", 2025, "Zhao Min")
    assert [(one.old, one.new) for one in name.fields] == [("Zhao", "Zhao Min")]


def test_households_of_other_villages_are_left_out(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    other, mine = a_household(office), a_household(office, village=1)
    office.user = Clerk("x", "chen", "", "view", (villages(office)[1].id,))
    assert [one.household_id for one in dossiers(office, Choice())] == [mine]
    assert dossier(office, other) is None
    assert [one.household_id for one in dossiers(office, Choice(households=(other, mine)))] == [mine]


def test_lumped_incomes_are_one_line_a_block_and_the_same_figures(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office)
    said = {"wages.work": "100.10", "wages.casual": "0.02", "business.crops": "7", "costs.crops": "3"}
    for kind, amount in said.items():
        answers = {"kind": kind, "amount": Decimal(amount)}
        save_entry(office, "income", household, answers, linked={"year": 2025})
    (whole,) = dossiers(office, Choice(), 2025, records=("income", "membership", "person"))
    (lumped,) = dossiers(office, Choice(), 2025, records=("income", "membership", "person"), lumped=True)
    assert (len(whole.incomes), len(lumped.incomes)) == (4, 3)
    blocks = office.forms.blocks
    assert dossier_figures(lumped, blocks) == dossier_figures(whole, blocks)
