"""The papers of the archive prove genuine by their code and by their file; a changed word, code or office does not."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.documents.papers import make_paper
from app.documents.previews import Preview
from app.documents.proofs import read_proofs
from app.operations.cases.stored import read_case
from app.operations.dossiers import dossier
from app.operations.edits import save_answers
from app.operations.notices.checking import check_notice
from app.operations.notices.runs import print_notices
from app.operations.notices.verdicts import told_of
from app.operations.offices import Office
from app.operations.paper_proofs import named, subject_of
from app.operations.papers import Order, make_papers, paper_context, paper_named
from app.operations.proceedings.printing import print_proceeding
from app.operations.reprints import says_the_same_today
from app.operations.subjects import Subject
from tests.operations.offices import MONDAY, an_office
from tests.operations.public.batches import TODAY, a_posted_notice, an_office_with_twelve, to_the_notice
from tests.operations.public.test_notice_runs import villages_with_notices

PROVEN = ("check-sheet", "house-check", "card", "household-file", "help-plan", "visit-record", "visit-year")


def codes_of(file: Path) -> list[str]:
    with Preview(file.read_bytes()) as pdf:
        return [one.code for one in read_proofs(pdf)]


def printed(office: Office, folder: Path, paper: str) -> Path:
    out = folder / f"{paper}.pdf"
    make_papers(office, Order(paper), out)
    return out


@pytest.mark.parametrize("paper", PROVEN)
def test_a_volume_of_papers_bears_a_code_for_each_household_and_is_genuine(tmp_path: Path, paper: str):
    office, homes = an_office_with_twelve(tmp_path)
    file = printed(office, tmp_path, paper)
    codes = codes_of(file)
    assert len(codes) == len(homes) and {subject_of(code.split("|")[4]) for code in codes} == set(homes)
    assert check_notice(office, str(file)).finding == "genuine"
    alone = check_notice(office, codes[3])
    assert alone.finding == "signed" and alone.paper is not None and alone.paper.day == TODAY
    assert "阿依古丽" in "".join(told_of(office, check_notice(office, code)) for code in codes)


def test_one_changed_word_is_found(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    one = dossier(office, homes[0])
    assert one is not None
    paper, context = paper_named(office, "check-sheet"), paper_context(office)
    out = tmp_path / "sheet.pdf"
    out.write_bytes(make_paper(paper, [one], context))
    assert check_notice(office, str(out)).finding == "genuine"
    (code,) = codes_of(out)
    # The genuine code under other words: what a forger would hand in.
    other = replace(one, household={**one.household, "phone": "13900000009"})
    out.write_bytes(make_paper(paper, [other], replace(context, sign=lambda *_: code)))
    assert codes_of(out) == [code] and check_notice(office, str(out)).finding == "altered"


def test_an_enlarged_sheet_is_compared_too(tmp_path: Path):
    office, _ = an_office_with_twelve(tmp_path)
    out = tmp_path / "plan.pdf"
    make_papers(office, Order("help-plan", size="A3"), out)
    assert check_notice(office, str(out)).finding == "genuine"


def test_a_code_with_a_changed_day_or_of_another_office_is_not_genuine(tmp_path: Path):
    office, _ = an_office_with_twelve(tmp_path)
    code = codes_of(printed(office, tmp_path, "check-sheet"))[0]
    assert check_notice(office, code.replace("2026-11-02", "2026-11-03")).finding == "altered"
    elsewhere = an_office(tmp_path / "elsewhere", "510812102")
    assert check_notice(elsewhere, code).finding in ("altered", "unknown")
    assert check_notice(elsewhere, code.replace("|Town office|", "|Other|")).finding == "unknown"


def test_minutes_prove_genuine_too(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    out = tmp_path / "minutes.pdf"
    print_proceeding(office, "minutes", read_case(office, case).meetings[-1].id, out)
    verdict = check_notice(office, str(out))
    assert verdict.finding == "genuine" and "会议记录" in told_of(office, verdict)


def test_a_run_of_posted_notices_in_one_file_is_genuine(tmp_path: Path):
    from app.operations.notices.posting import post_notice

    office, notices = villages_with_notices(tmp_path, 3)
    for notice in notices:
        post_notice(office, notice, "村务公开栏", TODAY)
    print_notices(office, notices, tmp_path / "all.pdf")
    assert len(codes_of(tmp_path / "all.pdf")) == 3
    assert check_notice(office, str(tmp_path / "all.pdf")).finding == "genuine"


def test_no_code_holds_a_run_of_digits(tmp_path: Path):
    import re

    office, homes = an_office_with_twelve(tmp_path)
    notice = a_posted_notice(office, to_the_notice(office, homes), TODAY)
    print_proceeding(office, "posting-photos", notice, tmp_path / "photos.pdf")
    for code in (*codes_of(tmp_path / "photos.pdf"), *codes_of(printed(office, tmp_path, "check-sheet"))):
        assert re.search(r"\d{5}", code) is None and len(code) < 330


def test_an_id_of_any_shape_comes_back():
    for one in ("0193f0c4-9d5f-7cc1-8b0e-1234567890ab", "p1", "户1"):
        assert subject_of(named(one)) == one


def test_a_code_alone_tells_whether_the_archive_still_says_the_same(tmp_path: Path):
    office, _ = an_office_with_twelve(tmp_path)
    code = codes_of(printed(office, tmp_path, "card"))[0]
    later = replace(office, clock=lambda: MONDAY + timedelta(days=9))
    proof = check_notice(later, code).paper
    assert proof is not None and says_the_same_today(later, proof) is True
    save_answers(later, Subject("household", proof.subject), {"phone": "13900000009"})
    assert says_the_same_today(later, proof) is False
    assert says_the_same_today(later, replace(proof, subject="nobody")) is None


def test_minutes_and_a_villages_roster_are_made_again_too(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    print_proceeding(office, "minutes", read_case(office, case).meetings[-1].id, tmp_path / "minutes.pdf")
    for file in (tmp_path / "minutes.pdf", printed(office, tmp_path, "village-roster")):
        proof = check_notice(office, codes_of(file)[0]).paper
        assert proof is not None and says_the_same_today(office, proof) is True
