"""The hash on a paper is the same from its sheets as they are made and from the file as somebody brings it."""

from dataclasses import replace

import pytest

from app.documents.digests import digest_of
from app.documents.papers import make_paper
from app.documents.papers.covers import CORNER, EDGE
from app.documents.previews import Preview
from app.documents.proceedings import make_proceeding
from app.documents.proofs import read_proofs
from app.rules.comparisons import Comparison
from app.rules.dossiers import Dossier, Place
from tests.documents.helped import compared, helped
from tests.documents.households import PAPERS, RARE, context, household
from tests.documents.pages import letters_of_pages, sizes
from tests.documents.proceedings import PROCEEDINGS, filled

PROVEN = [
    key for key, paper in PAPERS.items() if any(part.kind == "qr" for part in paper.parts) and not paper.empty
]
NAMES = ("阿依古丽·买买提江·吐尔逊巴依", f"张{RARE}", "Ｊｏｈｎ", "李 四", "⼀王")


def code(paper: str, subject: str, digest: str) -> str:
    """A code that says the hash in the clear."""
    return f"{paper}/{subject}/{digest}"


def agrees(pdf: bytes, pieces: int) -> bool:
    """Whether each piece of a PDF bears the hash of what its pages say."""
    with Preview(pdf) as preview:
        found = read_proofs(preview)
    assert len(found) >= pieces
    return all(one.pages and one.code.endswith(f"/{one.digest}") for one in found)


def results_of(dossiers: list[Dossier]) -> dict[str, Comparison]:
    return {key: one for dossier in dossiers if dossier.incomes for key, one in compared(dossier).items()}


@pytest.mark.parametrize("paper", PROVEN)
def test_each_piece_of_a_volume_says_what_its_code_says(paper: str):
    some = [helped(), household(2, NAMES), household(3)]
    pdf = make_paper(PAPERS[paper], some, replace(context(), sign=code, comparisons=results_of(some)))
    assert agrees(pdf, 3 if PAPERS[paper].subject == "household" else 1)


@pytest.mark.parametrize("paper", PROCEEDINGS)
def test_each_paper_of_a_meeting_or_a_notice_too(paper: str):
    pdf = make_proceeding(PROCEEDINGS[paper], filled(paper, 30), replace(context(), sign=code))
    assert agrees(pdf, 1)


def test_papers_on_the_wall_and_empty_ones_bear_no_code():
    for key in set(PAPERS) - set(PROVEN):
        paper = PAPERS[key]
        assert paper.unsaid or paper.empty or paper.id == "handbook", key


def test_words_in_another_order_have_another_hash_and_blanks_do_not_count():
    assert digest_of([["12", "00"]]) == digest_of([["1 200"]]) != digest_of([["2100"]])
    assert digest_of([["1"], ["2"]]) != digest_of([["12"]])


def test_a_sheet_put_before_is_nobodys_and_one_put_behind_changes_the_hash():
    from io import BytesIO

    import pypdfium2

    own = make_paper(PAPERS["card"], [helped()], replace(context(), sign=code))
    for at, agreed in ((0, False), (1, False)):
        with pypdfium2.PdfDocument(own) as document:
            document.new_page(200, 200, index=at)
            out = BytesIO()
            document.save(out)
        assert agrees_at_all(out.getvalue()) is agreed


def agrees_at_all(pdf: bytes) -> bool:
    with Preview(pdf) as preview:
        found = read_proofs(preview)
        covered = [page for one in found for page in one.pages]
        return len(covered) == len(preview) and all(one.code.endswith(f"/{one.digest}") for one in found)


def test_a_note_put_on_a_sheet_changes_the_hash():
    from ctypes import c_float
    from io import BytesIO

    import pypdfium2
    import pypdfium2.raw as raw

    own = make_paper(PAPERS["card"], [helped()], replace(context(), sign=code))
    with pypdfium2.PdfDocument(own) as document:
        page = document[0]
        note = raw.FPDFPage_CreateAnnot(page.raw, raw.FPDF_ANNOT_FREETEXT)
        raw.FPDFAnnot_SetRect(note, raw.FS_RECTF(c_float(10), c_float(50), c_float(90), c_float(10)))
        raw.FPDFPage_CloseAnnot(note)
        out = BytesIO()
        document.save(out)
    assert not agrees_at_all(out.getvalue())


@pytest.mark.parametrize(
    "paper", [key for key in PROVEN if any(part.side == "corner" for part in PAPERS[key].parts)]
)
def test_no_word_stands_in_the_corner_of_the_code(paper: str):
    one = PAPERS[paper]
    place = Place("四川省", "广元市", "朝天区", "曾家镇", "石鹰村第二居民安置小区", "510812106200")
    some = [replace(helped(), place=place), replace(household(2, NAMES), place=place)]
    pdf = make_paper(
        replace(one, internal=False), some, replace(context(), sign=code, comparisons=results_of(some))
    )
    with Preview(pdf) as preview:
        bearing = [found.pages[1 if paper == "household-file" else 0] for found in read_proofs(preview)]
    pages, papers = letters_of_pages(pdf), sizes(pdf)
    for at in bearing:
        width, height = papers[at]
        left, low = width - one.margins[2] - CORNER, height - EDGE - CORNER
        assert [word for word, _, _, right, top in pages[at] if right > left and top > low + 0.3] == []
