"""Papers as Word files: the PDF's words, A4 and its margins, faces by role, nobody's name, read again by the gate."""

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from app.documents.gates import hold
from app.documents.papers import make_paper
from app.documents.wordfiles import make_word, make_word_proceeding
from app.errors import Problem
from app.rules.leaks import listed_in
from tests.documents.cases import in_case, watched
from tests.documents.helped import helped
from tests.documents.households import FORMS, PAPERS, RARE, context
from tests.documents.pages import whole_text
from tests.documents.proceedings import PROCEEDINGS, filled, made
from tests.documents.test_case_papers import OF_CASES, crowded, nothing_known

TODAY = date(2026, 11, 23)

ROOT = Path(__file__).resolve().parents[2]


def written(paper: str, *dossiers, **changes) -> bytes:
    return make_word(replace(PAPERS[paper], **changes), list(dossiers) or [watched()], context())


def words(content: bytes) -> str:
    """All words of the body in their order, without spaces."""
    body = Document(BytesIO(content)).element.body
    return "".join("".join(one.text or "" for one in body.iter(qn("w:t"))).split())


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as book:
        return {name: book.read(name).decode("utf-8") for name in book.namelist()}


@pytest.mark.parametrize("paper", OF_CASES)
@pytest.mark.parametrize("of", [watched(), crowded(), nothing_known()])
def test_a_word_file_says_what_the_pdf_says(paper, of):
    plain = replace(PAPERS[paper], internal=False, foot="none")
    text = words(make_word(plain, [of], context()))
    lines = whole_text(make_paper(plain, [of], context())).splitlines()
    lost = [line for line in lines if "".join(line.split()) not in text and len(line.strip()) > 1]
    assert all(any(piece in text for piece in line.split()) for line in lost), lost


def test_sheet_and_margins_are_the_papers_own():
    section = Document(BytesIO(written("approval"))).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert abs(section.left_margin - Mm(20)) < Mm(0.1)
    across = Document(BytesIO(written("risk-measures"))).sections[0]
    assert (round(across.page_width.mm), round(across.page_height.mm)) == (297, 210)


def test_faces_go_by_role_and_each_names_what_stands_in_for_it():
    told = parts(written("consent", crowded()))
    for face in ("宋体", "黑体", "方正小标宋简体", "SimSun-ExtB"):
        assert f'w:eastAsia="{face}"' in told["word/document.xml"]
    assert '<w:font w:name="方正小标宋简体"><w:altName w:val="方正小标宋_GBK"/>' in told["word/fontTable.xml"]
    letter = parts(written("pledge", helped()))["word/document.xml"]
    for face in ("仿宋", "楷体", "黑体"):
        assert f'w:eastAsia="{face}"' in letter


def test_rare_characters_arrive_whole():
    assert RARE in words(written("consent"))


def test_each_household_is_a_section_that_counts_its_own_sheets():
    document = Document(BytesIO(written("approval", *(in_case(helped(number)) for number in range(1, 4)))))
    assert len(document.sections) == 3
    assert "SECTIONPAGES" in document.sections[0].footer._element.xml
    assert 'w:start="1"' in document.sections[2]._sectPr.xml


def test_merged_cells_fill_the_grid_of_their_table():
    for paper in OF_CASES:
        for table in Document(BytesIO(written(paper, crowded()))).tables:
            wide = len(table.columns)
            for row in table.rows:
                spans = [int(one.get(qn("w:val"))) for one in row._tr.iter(qn("w:gridSpan"))]
                cells = len(list(row._tr.iter(qn("w:tc"))))
                assert cells - len(spans) + sum(spans) == wide


def test_nobody_stands_in_its_properties_and_no_path_anywhere():
    told = parts(written("approval"))
    properties = Document(BytesIO(written("approval"))).core_properties
    assert (
        properties.author == properties.last_modified_by == properties.comments == properties.keywords == ""
    )
    assert properties.title == "审批表"
    assert not {name for name in told if name.endswith((".jpeg", ".png")) or name.startswith("customXml")}
    for name, content in told.items():
        assert str(ROOT) not in content and str(Path.home()) not in content, name
        assert "python" not in content.lower(), name
        assert "王小明" not in content or name.startswith("word/header"), name


def test_the_same_household_makes_the_same_bytes():
    assert written("approval") == written("approval")


def test_a_paper_that_is_folded_is_no_word_file():
    with pytest.raises(Problem, match=r"papers\.no_word"):
        written("handbook", helped())


def test_nothing_to_write_is_refused():
    with pytest.raises(Problem, match=r"papers\.nobody"):
        make_word(PAPERS["approval"], [], context())


def test_the_gate_reads_a_word_file_however_its_words_are_cut():
    one = watched()
    listed = listed_in([one], FORMS, (), frozenset({"510812"}))
    assert hold(written("approval"), listed, TODAY), "the ID number of the head"
    clean = written("exit-confirm", watched(), needs=())
    assert not [held for held in hold(clean, listed, TODAY) if held.leak.kind == "id"]
    secret = str(one.head.person["id_number"])
    for hidden in (_in_pieces, _in_a_head, _in_a_comment, _in_properties):
        held = hold(hidden(clean, secret), listed, TODAY)
        assert [found for found in held if found.leak.kind == "id"], hidden.__name__


def _saved(document) -> bytes:
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _in_pieces(content: bytes, secret: str) -> bytes:
    document = Document(BytesIO(content))
    added = document.add_paragraph()
    for at in range(0, len(secret), 3):
        added.add_run(secret[at : at + 3])
    return _saved(document)


def _in_a_head(content: bytes, secret: str) -> bytes:
    document = Document(BytesIO(content))
    document.sections[0].first_page_header.paragraphs[0].add_run(secret)
    return _saved(document)


def _in_a_comment(content: bytes, secret: str) -> bytes:
    document = Document(BytesIO(content))
    paragraph = document.add_paragraph("x")
    document.add_comment(paragraph.runs[0], text=secret, author="a")
    return _saved(document)


def _in_properties(content: bytes, secret: str) -> bytes:
    document = Document(BytesIO(content))
    document.core_properties.keywords = secret
    return _saved(document)


@pytest.mark.parametrize("paper", [one for one in PROCEEDINGS if one != "posting-photos"])
@pytest.mark.parametrize("households", [0, 12])
def test_a_paper_of_a_meeting_or_notice_says_in_word_what_its_pdf_says(paper, households):
    content = make_word_proceeding(PROCEEDINGS[paper], filled(paper, households), context())
    text, whole = words(content), whole_text(made(paper, households=households))
    lost = [piece for line in whole.splitlines() for piece in line.split() if piece not in text]
    beside = ("内部资料", "Zhou", "王小明", "2026年", "10:30", "第", "共", "页", "打印日期", "扫码", "曾家镇")
    assert not [piece for piece in lost if not piece.startswith(beside) and len(piece) > 3]


def test_photographs_stay_on_paper():
    with pytest.raises(Problem, match=r"papers\.no_word"):
        make_word_proceeding(PROCEEDINGS["posting-photos"], filled("posting-photos", 3), context())
