"""A form nobody programmed comes in and goes out: one file dropped into the forms, no line of code."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.operations.dossiers import dossier
from app.operations.exports import export_workbook
from app.operations.offices import Office
from app.paths import forms as forms_folder
from app.rules.formfiles import load_forms
from tests.imports.rosters import a_head, a_person, ask, bring, codes_of, numbers_of, write_sheet

HELP = """
[record]
key = "help"
label = "帮扶联系"
scope = "household_year"

[[group]]
label = "帮扶"
fields = [
  { key = "cadre", label = "帮扶责任人", kind = "name" },
  { key = "amount", label = "金额", kind = "money" },
  { key = "remark", label = "备注", kind = "text" },
]
"""
SKILL = """
[record]
key = "skill"
label = "技能培训"
scope = "person"
fields = [ { key = "trained", label = "参加培训", kind = "yes_no" },
  { key = "healths", label = "体检", kind = "codes", codes = "health" } ]
"""


@pytest.fixture
def county(office: Office, tmp_path: Path) -> Office:
    """The office with two more forms."""
    folder = tmp_path / "forms"
    shutil.copytree(forms_folder(), folder)
    (folder / "records" / "help.toml").write_text(HELP, encoding="utf-8")
    (folder / "records" / "skill.toml").write_text(SKILL, encoding="utf-8")
    return replace(office, forms=load_forms(folder))


def test_the_fields_of_an_unknown_form_come_in_by_their_labels(county, tmp_path: Path):
    row = a_head(1) | {"帮扶责任人": "周某", "金额": "1,200.50"}
    report = bring(county, write_sheet(tmp_path / "a.xlsx", [row]))
    assert codes_of(report.doubts) == []
    household = str(ask(county, "SELECT id FROM household")[0][0])
    page = dossier(county, household, 2024)
    assert page is not None
    assert (str(page.extra["help"]["cadre"]), str(page.extra["help"]["amount"])) == ("周某", "1200.50")
    again = bring(county, write_sheet(tmp_path / "b.xlsx", [row | {"金额": 1300}]))
    assert numbers_of(again)[0] == {"updated": 1}
    assert ask(county, "SELECT value FROM answer WHERE field = 'amount'") == [("130000",)]


def test_an_unknown_form_goes_out_and_comes_back_without_loss(county, tmp_path: Path):
    heads = [a_head(1) | {"帮扶责任人": "周某", "金额": 5, "帮扶联系·备注": "常去"}]
    people = [a_person(2, 1, "之子") | {"参加培训": "否", "体检": "残疾,长期慢性病"}]
    bring(county, write_sheet(tmp_path / "a.xlsx", heads), write_sheet(tmp_path / "b.xlsx", people))
    before = sorted(ask(county, "SELECT form, year, field, value FROM answer"), key=str)
    assert ("help", 2024, "remark", "常去") in before
    assert ("skill", None, "trained", "0") in before
    for name in ("help", "skill"):
        export_workbook(county, [name], tmp_path / f"{name}.xlsx")
        assert bring(county, tmp_path / f"{name}.xlsx").batch is None
    with county.archive.work("clerk", at=county.clock()) as work:
        for (one,) in ask(county, "SELECT id FROM answer"):
            work.delete("answer", str(one))
    bring(county, tmp_path / "help.xlsx", tmp_path / "skill.xlsx")
    assert sorted(ask(county, "SELECT form, year, field, value FROM answer"), key=str) == before
