"""A county's own form, and a paper of its own, are files: no code is touched."""

import re
import shutil
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from app.documents.papers import load_papers, make_paper, paper_rows
from app.documents.papers.definitions import Column, Paper, Part, PartKind
from app.errors import Problem
from app.paths import forms as forms_folder
from app.rules.formfiles import load_forms
from tests.documents.households import context, household
from tests.documents.pages import whole_text

POND = """
[record]
key = "pond"
label = "鱼塘登记"
scope = "household"

[[group]]
label = ""
fields = [
  { key = "name", label = "鱼塘名称", kind = "text", required = true },
  { key = "area", label = "水面亩数", kind = "quantity", unit = "亩" },
  { key = "leased", label = "是否承包", kind = "yes_no" },
]
"""
SKILL = """
fields = [
  { key = "skill", label = "手艺特长", kind = "text" },
]

[record]
key = "skill"
label = "手艺登记"
scope = "person"
"""
PAPER = """
[paper]
id = "pond-card"
title = "鱼塘卡"
subject = "household"

[[part]]
kind = "title"
title = "{head}鱼塘卡"

[[part]]
kind = "record"
record = "pond"
"""


@pytest.fixture
def county(tmp_path: Path) -> Path:
    folder = tmp_path / "forms"
    shutil.copytree(forms_folder(), folder)
    (folder / "records" / "pond.toml").write_text(POND, "utf-8")
    (folder / "records" / "skill.toml").write_text(SKILL, "utf-8")
    (folder / "papers" / "pond-card.toml").write_text(PAPER, "utf-8")
    return folder


def with_answers():
    one = household()
    head = replace(one.members[0], extra={"skill": {"skill": "竹编"}})
    pond = {"name": "石鹰塘", "area": Decimal("3.5"), "leased": True}
    return replace(one, extra={"pond": pond}, members=(head, *one.members[1:]))


def test_a_countys_form_stands_in_the_full_file_by_itself(county):
    forms = load_forms(county)
    papers = {paper.id: paper for paper in load_papers(county, forms)}
    text = whole_text(make_paper(papers["household-file"], [with_answers()], context(forms=forms)))
    assert text.count("鱼塘登记") == 2, "as a section and in the contents"
    for word in ("鱼塘名称", "石鹰塘", "3.5亩", "是否承包", "手艺特长", "竹编"):
        assert word in text


def test_a_countys_form_stands_among_the_rows_for_a_workbook(county):
    forms = load_forms(county)
    papers = {paper.id: paper for paper in load_papers(county, forms)}
    sheets = paper_rows(papers["household-file"], [with_answers()], context(forms=forms))
    cells = {cell for sheet in sheets for row in sheet.rows for cell in row}
    assert {"石鹰塘", "竹编", "3.5"} <= cells


def test_a_countys_required_field_is_listed_as_lacking(county):
    forms = load_forms(county)
    papers = {paper.id: paper for paper in load_papers(county, forms)}
    text = whole_text(make_paper(papers["household-file"], [household()], context(forms=forms)))
    assert "鱼塘名称" in text.split("本表尚缺")[1]


def test_a_paper_of_the_countys_own_is_one_file(county):
    forms = load_forms(county)
    papers = {paper.id: paper for paper in load_papers(county, forms)}
    text = whole_text(make_paper(papers["pond-card"], [with_answers()], context(forms=forms)))
    assert "张建国鱼塘卡" in text
    assert "石鹰塘" in text


def test_the_page_on_papers_names_every_part_a_paper_may_have():
    page = (forms_folder() / "papers" / "README.md").read_text("utf-8")
    assert [kind for kind in get_args(PartKind) if f"`{kind}`" not in page] == []


def test_the_page_on_papers_names_every_word_of_a_part_a_column_and_a_paper():
    page = (forms_folder() / "papers" / "README.md").read_text("utf-8")
    words = {one.name for kind in (Part, Column, Paper) for one in fields(kind)}
    written = {"sources": "from", "parts": "part"}
    assert [word for word in sorted(words) if not re.search(rf"\b{written.get(word, word)}\b", page)] == []


def test_the_page_on_papers_names_every_paper():
    folder = forms_folder() / "papers"
    page = (folder / "README.md").read_text("utf-8")
    assert [path.stem for path in folder.glob("*.toml") if f"`{path.stem}`" not in page] == []


WALL = PAPER.replace('subject = "household"', 'subject = "household"\nunsaid = ["病"]').replace(
    'kind = "record"\nrecord = "pond"', 'kind = "cells"\nrows = [["{path}"]]'
)


@pytest.mark.parametrize(
    "path",
    ["head.id_number", "head.birth_date", "household.bank_account", "household.phone", "member_year.health",
     "help.causes", "derived.age", "household.code"],
)  # fmt: skip
def test_a_paper_for_the_wall_with_something_sensitive_is_refused(county, path):
    (county / "papers" / "pond-card.toml").write_text(WALL.replace("{path}", path), "utf-8")
    with pytest.raises(Problem, match=r"papers\.not_for_walls"):
        load_papers(county, load_forms(county))


@pytest.mark.parametrize("kind", ["record", "matrix", "income", "county", "documents", "qr"])
def test_a_paper_for_the_wall_names_each_of_its_cells(county, kind):
    wall = WALL.replace("{path}", "head.name") + f'\n[[part]]\nkind = "{kind}"\nrecord = "pond"\n'
    (county / "papers" / "pond-card.toml").write_text(wall, "utf-8")
    with pytest.raises(Problem, match=r"papers\.not_for_walls"):
        load_papers(county, load_forms(county))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (PAPER.replace("{head}鱼塘卡", "{haed}鱼塘卡"), "papers.unknown_source"),
        (
            PAPER.replace('subject = "household"', 'subject = "household"\neach = "visits"'),
            "papers.unknown_source",
        ),
        (PAPER.replace('subject = "household"', 'subject = "household"\nfoot = "big"'), "papers.bad_paper"),
        (
            PAPER.replace('subject = "household"', 'subject = "household"\nlike = "nobody"'),
            "papers.bad_paper",
        ),
        (PAPER + '\n[[part]]\nkind = "lines"\nrecord = "measures"\n', "papers.unknown_source"),
        (
            PAPER + '\n[[part]]\nkind = "lines"\nrecord = "visit"\nby = ["cadre.nmae"]\n',
            "papers.unknown_source",
        ),
        (PAPER + '\n[[part]]\nkind = "letter"\ntext = "{户数}户"\n', "papers.unknown_source"),
        (
            PAPER + '\n[[part]]\nkind = "check"\ncolumns = { block = "lokked", list = "fields" }\n',
            "papers.bad_paper",
        ),
        (PAPER.replace('kind = "record"', 'kind = "recrod"'), "papers.unknown_part"),
        (PAPER.replace('subject = "household"', ""), "papers.bad_paper"),
        (PAPER.replace('record = "pond"', 'recrod = "pond"'), "papers.bad_paper"),
        (PAPER.replace('record = "pond"', 'record = "bond"'), "papers.unknown_source"),
        (PAPER + '\n[[part]]\nkind = "cells"\nrows = [["pond.nmae"]]\n', "papers.unknown_source"),
    ],
)
def test_a_paper_with_a_mistake_is_refused_by_name(county, wrong, code):
    (county / "papers" / "pond-card.toml").write_text(wrong, "utf-8")
    with pytest.raises(Problem, match=code.replace(".", r"\.")):
        load_papers(county, load_forms(county))


def test_a_folder_without_the_check_sheets_questions_is_refused_by_name(county):
    (county / "checksheet.toml").unlink()
    with pytest.raises(Problem, match=r"papers\.bad_paper"):
        load_papers(county, load_forms(county))
