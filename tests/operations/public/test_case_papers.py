"""Papers for a case: which its steps ask for, for whom they are printed, and what the case says on them."""

import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from app.errors import Problem
from app.operations.case_papers import case_papers
from app.operations.cases.opening import leave_case
from app.operations.cases.walking import walk
from app.operations.notices.posting import end_notice, take_down
from app.operations.papers import Order, list_papers, make_papers, print_bytes
from app.operations.procedures import procedures
from app.operations.proceedings.printing import list_proceedings
from app.paths import forms as forms_folder
from tests.documents.pages import texts, whole_text
from tests.operations.offices import MONDAY
from tests.operations.public.batches import (
    HEADS,
    TODAY,
    a_posted_notice,
    an_office_with_twelve,
    an_open_case,
    to_the_notice,
)


def flat(pdf: bytes) -> str:
    return "".join(whole_text(pdf).split())


def test_a_cases_papers_are_those_its_steps_ask_for_the_step_at_hand_first(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = an_open_case(office, homes)
    keys = [(one.key, one.now) for one in case_papers(office, case)]
    assert keys == [("application", True), ("consent", True), ("home-check", False), ("approval", False)]
    walk(office, case, "户主", date(2026, 10, 5))
    assert [one.key for one in case_papers(office, case) if one.now] == ["home-check"]


def test_a_paper_of_a_case_is_for_all_who_still_go_with_it(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    leave_case(office, case, homes[1], "已迁走")
    pdf, made = print_bytes(office, Order("approval", case=case))
    assert made.households == len(texts(pdf)) == 11
    assert HEADS[1] not in flat(pdf)
    groups = re.findall(r"村民小组(\d)组", flat(pdf))
    assert groups == sorted(groups), "the order of the village's book"
    assert "同意24票，反对0票" in flat(pdf)


def test_an_approval_tells_the_meeting_the_notice_and_the_townships_word(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes[:2])
    notice = a_posted_notice(office, case, TODAY)
    office = replace(office, clock=lambda: MONDAY + timedelta(days=6))
    end_notice(office, notice)
    take_down(office, notice)
    walk(office, case, "村委会")
    walk(office, case, "刘洋", opinion="材料齐全，同意上报。")
    text = flat(print_bytes(office, Order("approval", household=homes[0]))[0])
    assert "监测对象类别：突发严重困难户" in text
    assert "村内公示，至2026年11月7日，本户无异议" in text
    assert "材料齐全，同意上报。（乡镇初审，2026年11月8日，经办人：刘洋）" in text


def test_a_household_without_a_case_gets_lines_for_the_pen(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    text = flat(print_bytes(office, Order("application", household=homes[0]))[0])
    assert "现申请办理＿＿＿" in text


def test_the_papers_of_a_case_are_a_workbook_too(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    for paper in ("application", "consent", "approval", "risk-judged", "exit-confirm"):
        out = tmp_path / f"{paper}.xlsx"
        made = make_papers(office, Order(paper, case=case), out)
        assert made.households == 12
        assert load_workbook(out).worksheets[0].max_row > 12


def test_a_case_that_is_gone_prints_nothing(tmp_path: Path):
    office, _ = an_office_with_twelve(tmp_path)
    with pytest.raises(Problem, match="gone"):
        print_bytes(office, Order("approval", case="nothing"))


def test_a_paper_of_a_case_is_a_word_file_with_a_section_for_each_household(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    out = tmp_path / "approval.docx"
    made = make_papers(office, Order("approval", case=case), out)
    assert (made.households, made.files) == (12, (out,))
    document = Document(out)
    assert len(document.sections) == 12
    assert "同意24票" in "".join(document.element.body.itertext()).replace(" ", "")


def test_a_paper_for_the_wall_is_held_back_as_a_word_file_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    office, homes = an_office_with_twelve(tmp_path)
    for paper in ("measure-card", "door-plate"):
        out = tmp_path / f"{paper}.docx"
        make_papers(office, Order(paper, household=homes[0]), out)
        assert out.exists()
    forms = tmp_path / "forms"
    shutil.copytree(forms_folder(), forms)
    card = forms / "papers" / "measure-card.toml"
    number = office.archive.read("SELECT id_number FROM person LIMIT 1")[0][0] or "11010519491231002X"
    card.write_text(card.read_text("utf-8") + f'\n[[part]]\nkind = "text"\ntext = "{number}"\n', "utf-8")
    monkeypatch.setattr("app.operations.papers.forms_folder", lambda: forms)
    out = tmp_path / "held.docx"
    with pytest.raises(Problem, match="gate"):
        make_papers(office, Order("measure-card", household=homes[0]), out)
    assert not out.exists()


def test_every_paper_a_step_asks_for_can_be_printed(tmp_path: Path):
    office, _ = an_office_with_twelve(tmp_path)
    known = {one.paper.id for one in list_papers(office)} | {one.id for one in list_proceedings(office)}
    asked = {paper for one in procedures(office).values() for step in one.steps for paper in step.papers}
    assert asked <= known
