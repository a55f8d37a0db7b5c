"""Minutes, results, replies and photographs of a case that is really walked."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import ExifTags

from app.errors import Problem
from app.operations.attachments import read_attachment
from app.operations.cases.meetings import record_meeting
from app.operations.cases.stored import read_case
from app.operations.notices.photos import add_photos, list_photos, remove_photo
from app.operations.notices.posting import answer_objection, end_notice, record_objection, take_down
from app.operations.offices import Office
from app.operations.proceedings.of_meetings import case_filled, meeting_filled
from app.operations.proceedings.of_notices import reply_filled, result_filled
from app.operations.proceedings.printing import list_proceedings, print_proceeding, proceeding_pdf
from app.rules.meetings import Votes
from tests.documents.pages import whole_text
from tests.operations.helping import a_jpeg, opened
from tests.operations.offices import MONDAY
from tests.operations.public.batches import (
    OCTOBER,
    TODAY,
    a_posted_notice,
    an_office_with_twelve,
    an_open_case,
    to_the_notice,
)


def a_meeting_of(office: Office, case: str) -> str:
    return read_case(office, case).meetings[-1].id


def ended(office: Office, homes: list[str], *, upheld: bool | None) -> tuple[Office, str, str]:
    """A notice that hung five days and came down, objected to where `upheld` says something; the objection."""
    notice = a_posted_notice(office, to_the_notice(office, homes), TODAY)
    objection = ""
    office = replace(office, clock=lambda: MONDAY + timedelta(days=6))
    if upheld is not None:
        said = {"received_on": TODAY + timedelta(days=2), "way": "2", "who": "刘大明", "what": "名下有商品房"}
        objection = record_objection(office, notice, said, homes[0])
        answer_objection(office, objection, investigator="李书记", found="已到户核查", upheld=upheld)
    end_notice(office, notice)
    take_down(office, notice)
    return office, notice, objection


def test_minutes_compute_the_quorum_and_each_conclusion(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    filled = meeting_filled(office, a_meeting_of(office, case))
    assert (filled.words["needed"], filled.words["absent"]) == ("20", "6")
    assert "有效" in filled.words["valid"]
    assert [row["conclusion"] for row in filled.tables["votes"]] == ["通过"] * 12
    assert len(filled.tables["attendance"]) == 30


def test_minutes_name_those_who_were_not_passed_and_a_meeting_too_small_decides_nothing(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = an_open_case(office, homes)
    from app.operations.cases.walking import walk

    walk(office, case, "户主", OCTOBER)
    walk(office, case, "工作队", OCTOBER + timedelta(days=2))
    held = {"kind": "1", "held_on": OCTOBER + timedelta(days=3), "place": "村委会", "chair": "李书记"}
    held["recorder"] = "张文书"
    people = [(f"代表{at}", at < 20) for at in range(30)]
    votes = {home: Votes(20, 0, 0) for home in homes} | {homes[1]: Votes(10, 8, 2)}
    meeting = record_meeting(office, case, held, votes, people)
    filled = meeting_filled(office, meeting)
    assert "李芳" in filled.words["conclusion"] and "11户通过" in filled.words["conclusion"]
    assert filled.tables["attendance"][29]["remark"] == "缺席"

    few = [(f"代表{at}", at < 19) for at in range(30)]
    small = record_meeting(
        office, case, held, {home: Votes(19, 0, 0) for home in homes}, few, meeting=meeting
    )
    assert "无效" in meeting_filled(office, small).words["conclusion"]
    assert len(case_filled(office, case).tables["attendance"]) == 30  # the same are asked again


def test_a_result_counts_days_and_objections_and_names_nobody(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    office, notice, _ = ended(office, homes, upheld=True)
    text = whole_text(proceeding_pdf(office, "notice-result", notice))
    assert "2026年11月3日至2026年11月7日" in text and "其中成立1件" in text
    assert "刘大明" not in text and "王强" not in text and "商品房" not in text
    assert result_filled(office, notice).words["hung_days"] == "6"


def test_a_result_waits_until_the_notice_has_ended(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    notice = a_posted_notice(office, to_the_notice(office, homes), TODAY)
    with pytest.raises(Problem, match="not_ended"):
        result_filled(office, notice)


@pytest.mark.parametrize(("upheld", "told"), [(True, "异议成立。该户退出本批"), (False, "异议不成立")])
def test_a_reply_says_what_was_found(tmp_path: Path, upheld: bool, told: str):
    office, homes = an_office_with_twelve(tmp_path)
    office, _, objection = ended(office, homes, upheld=upheld)
    filled = reply_filled(office, objection)
    assert filled.words["objector"] == "刘大明" and told in filled.words["outcome"]
    assert "已到户核查" in whole_text(proceeding_pdf(office, "objection-reply", objection))


def test_photographs_lose_their_place_and_stand_near_before_far(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    notice = a_posted_notice(office, to_the_notice(office, homes), TODAY)
    far = a_jpeg(tmp_path / "far.jpg", place=True, orientation=6)
    near = a_jpeg(tmp_path / "near.jpg", place=True)
    add_photos(office, notice, [far], far=True)
    add_photos(office, notice, [near, near])
    assert [one.far for one in list_photos(office, notice)] == [False, True]
    for one in list_photos(office, notice):
        exif = opened(read_attachment(office, one.hash)).getexif()
        assert exif.get_ifd(ExifTags.IFD.GPSInfo) == {}
    assert "远景" in whole_text(proceeding_pdf(office, "posting-photos", notice))
    remove_photo(office, list_photos(office, notice)[0].id)
    assert len(list_photos(office, notice)) == 1


def test_a_notice_that_never_hung_has_no_photographs(tmp_path: Path):
    from app.operations.notices.drafting import draft_notice

    office, homes = an_office_with_twelve(tmp_path)
    notice = draft_notice(office, to_the_notice(office, homes))
    with pytest.raises(Problem, match="not_posted_yet"):
        add_photos(office, notice, [a_jpeg(tmp_path / "a.jpg")])


def test_every_paper_is_written_and_minutes_as_a_workbook_too(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    office, notice, objection = ended(office, homes, upheld=False)
    case = office.archive.read("SELECT case_id FROM notice")[0][0]
    of = {"meeting": a_meeting_of(office, case), "case": case, "notice": notice, "objection": objection}
    for line in list_proceedings(office):
        out = tmp_path / f"{line.id}.pdf"
        assert print_proceeding(office, line.id, of[line.about], out) > 5_000
    out = tmp_path / "minutes.xlsx"
    print_proceeding(office, "minutes", of["meeting"], out)
    assert out.read_bytes().startswith(b"PK")


def test_an_announcement_goes_out_as_a_letter_with_its_number_and_proves_genuine(tmp_path: Path):
    from app.operations.notices.checking import check_notice
    from app.operations.notices.drafting import approve_notice, draft_notice, edit_notice
    from app.operations.notices.posting import post_notice
    from app.operations.notices.printing import print_notice

    office, homes = an_office_with_twelve(tmp_path)
    notice = draft_notice(office, to_the_notice(office, homes))
    edit_notice(office, notice, letter="曾府发[2026]第05号")
    approve_notice(office, notice)
    post_notice(office, notice, "村务公开栏", TODAY)
    out = tmp_path / "letter.pdf"
    print_notice(office, notice, out, "letter")
    assert "曾府发〔2026〕5号" in whole_text(out.read_bytes())
    assert check_notice(office, str(out)).finding == "genuine"


def test_a_result_that_would_say_a_telephone_is_held(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    office, notice, _ = ended(office, homes, upheld=None)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.update("notice", notice, {"places": "村务公开栏，问 13800138000"})
    with pytest.raises(Problem, match=r"gate\.held"):
        proceeding_pdf(office, "notice-result", notice)
    out = tmp_path / "result.pdf"
    with pytest.raises(Problem, match=r"gate\.held"):
        print_proceeding(office, "notice-result", notice, out)
    assert not out.exists()
