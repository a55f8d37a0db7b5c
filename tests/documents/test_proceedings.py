"""The papers of meetings and notices as they are printed: goldens, many households, photographs, refusals."""

from dataclasses import replace
from pathlib import Path

import pypdfium2.raw as raw
import pytest

from app.documents.previews import Preview
from app.documents.proceedings import Picture, load_proceedings, make_proceeding, proceeding_sheets
from app.errors import Problem
from tests.documents.households import context
from tests.documents.pages import described, frames, same_as_golden, sizes, texts
from tests.documents.proceedings import LONG, PROCEEDINGS, filled, made
from tests.operations.helping import a_jpeg


@pytest.mark.parametrize("paper", PROCEEDINGS)
def test_a_paper_is_as_it_was_last_looked_at(paper):
    assert same_as_golden(f"{paper}.txt", described(made(paper)))


@pytest.mark.parametrize("paper", PROCEEDINGS)
@pytest.mark.parametrize("households", [0, 1, 60])
def test_nothing_leaves_the_sheet_however_many_households(paper, households):
    words = {"summary": "到会代表逐户评议。" * 60, "found": "已到户核查。" * 80, "place": LONG * 4}
    pdf = made(paper, households=households, **words)
    assert set(sizes(pdf)) == {(210, 297)}
    for page in frames(pdf):
        assert all(x >= 23 and x + w <= 189 and y >= 21 and y + h <= 278 for x, y, w, h in page)


def test_sixty_households_are_voted_on_over_sheets_and_each_sheet_says_the_headings():
    pages = texts(made("minutes", households=60))
    assert len(pages) == 4
    assert all("同意" in page for page in pages[:3])
    assert sum(page.count("通过\n") for page in pages[:3]) >= 60


def test_places_to_sign_stand_with_the_last_words():
    for households in range(10, 40, 3):
        pages = texts(made("minutes", households=households))
        signed = next(page for page in pages if "主持人（签字）" in page)
        assert "12户通过评议" in signed


def test_a_blank_sheet_of_photographs_has_frames_and_a_filled_one_has_the_photographs(tmp_path: Path):
    photo = Picture(a_jpeg(tmp_path / "near.jpg").read_bytes(), 64, 48, "图1　近景")
    blank, pasted = made("posting-photos"), made("posting-photos", pictures=(photo,))
    assert "能看清标题" in texts(blank)[0] and "图1" in texts(pasted)[0]
    assert (_images(blank), _images(pasted)) == (0, 1)


def _images(pdf: bytes) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return sum(len(list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))) for page in document)


def test_only_what_hangs_has_no_watermark():
    for key, paper in PROCEEDINGS.items():
        with Preview(made(key)) as pdf:
            assert ("内部资料" in pdf.text(0)) is not paper.hangs


def test_minutes_make_a_workbook_and_a_report_does_not():
    sheets = proceeding_sheets(PROCEEDINGS["minutes"], filled("minutes"))
    assert [len(list(sheet.rows)) for sheet in sheets] == [9, 12, 2]
    with pytest.raises(Problem, match="no_workbook"):
        proceeding_sheets(PROCEEDINGS["notice-result"], filled("notice-result"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{place}", "{id_number}", "id_number"),
        ('table = "votes"', 'table = "persons"', "persons"),
        ('key = "head"', 'key = "phone"', "phone"),
        ('about = "meeting"', 'about = "village"', "village"),
    ],
)
def test_a_file_that_asks_for_what_nobody_fills_is_named(tmp_path: Path, old, new, told):
    from app.paths import forms

    text = (forms() / "papers" / "public" / "minutes.toml").read_text("utf-8")
    folder = tmp_path / "papers" / "public"
    folder.mkdir(parents=True)
    (folder / "minutes.toml").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(Problem) as refused:
        load_proceedings(tmp_path)
    assert refused.value.values["file"] == "minutes.toml"
    assert told in str(refused.value.values)


def test_a_sign_in_sheet_leaves_lines_for_who_comes_besides():
    people = [{"n": str(at), "name": f"代表{at}"} for at in range(1, 53)]
    many = replace(filled("minutes"), tables={"votes": [], "attendance": people})
    pages = texts(make_proceeding(PROCEEDINGS["minutes"], many, context()))
    assert "代表52" in pages[-1] and "56" in "".join(pages[1:])
