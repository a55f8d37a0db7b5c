"""The papers of procedures by script: for one household, for all of a case, as PDF, workbook and Word file."""

from pathlib import Path

import pytest
from docx import Document

from tests.cli.doors import run
from tests.cli.test_notice_papers import handed_over
from tests.operations.public.batches import an_office_with_twelve, to_the_notice


def test_a_paper_is_printed_for_a_case_and_for_a_household(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    handed_over(office, monkeypatch)
    ids = {one["id"] for one in run("papers", "--json").document}
    assert {"application", "consent", "home-check", "approval", "exit-check", "exit-confirm"} <= ids
    made = run("print", "approval", "--case", case, "--out", tmp_path / "all.pdf", "--json").document
    assert (made["households"], made["pages"]) == (12, 12)
    assert made["lacking"][0]["fields"] == ["证件号码"]
    written = run("print", "approval", "--case", case, "--out", tmp_path / "all.docx", "--json").document
    assert written["households"] == len(Document(tmp_path / "all.docx").sections) == 12
    one = run("print", "consent", "--household", homes[0], "--out", tmp_path / "one.xlsx", "--json").document
    assert one["households"] == 1


def test_what_cannot_be_printed_is_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    office, homes = an_office_with_twelve(tmp_path)
    handed_over(office, monkeypatch)
    gone = run("print", "approval", "--case", "nothing", "--out", tmp_path / "all.pdf")
    assert gone.status != 0
    assert "Traceback" not in gone.err
    folded = run("print", "handbook", "--household", homes[0], "--out", tmp_path / "book.docx")
    assert folded.status != 0
    assert "Word" in folded.err
