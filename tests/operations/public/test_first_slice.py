"""监测对象纳入 for twelve households of one village, from the meeting to the changed status."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.documents.fonts import find_fonts
from app.documents.posters import make_poster
from app.errors import Problem
from app.operations.answering import Refused
from app.operations.cases.stored import read_case
from app.operations.cases.viewing import case_view
from app.operations.cases.walking import send_back, walk
from app.operations.dossiers import dossier
from app.operations.notices.checking import check_notice
from app.operations.notices.contents import content_of
from app.operations.notices.drafting import approve_notice, draft_notice, edit_notice
from app.operations.notices.posting import (
    answer_objection,
    end_notice,
    post_notice,
    record_objection,
    take_down,
)
from app.operations.notices.printing import print_notice
from app.operations.notices.signing import check_code
from app.operations.notices.stored import read_notice
from tests.operations.offices import MONDAY
from tests.operations.public.batches import TODAY, a_posted_notice, an_office_with_twelve, to_the_notice


def test_twelve_households_are_met_over_announced_objected_to_and_eleven_are_watched(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    notice = draft_notice(office, case)
    content = content_of(office, read_notice(office, notice))
    assert "12户12人" in content.body
    approve_notice(office, notice)
    # Approved on Monday 2 November; five days follow the day of posting.
    assert post_notice(office, notice, "村务公开栏", TODAY) == TODAY + timedelta(days=5)
    with pytest.raises(Refused) as early:
        walk(office, case, "村委会")
    assert [issue.code for issue in early.value.issues] == ["cases.still_hanging"]

    office = replace(office, clock=lambda: MONDAY + timedelta(days=3))
    objection = record_objection(
        office, notice, {"received_on": TODAY + timedelta(days=2), "way": "2", "what": "有小汽车"}, homes[0]
    )
    office = replace(office, clock=lambda: MONDAY + timedelta(days=6))
    with pytest.raises(Problem, match="objections_open"):
        end_notice(office, notice)
    answer_objection(office, objection, investigator="李书记", found="属实，2024年购车", upheld=True)
    assert end_notice(office, notice) == "upheld"
    take_down(office, notice)
    assert len(read_case(office, case).staying) == 11

    walk(office, case, "村委会")
    walk(office, case, "乡镇", opinion="同意")
    walk(office, case, "县局", opinion="同意")
    ended = case_view(office, case)
    assert (ended.outcome, ended.now) == ("finished", None)
    watched = dossier(office, homes[1], 2026)
    assert watched is not None
    assert watched.standing["monitor_class"] == "3"
    assert watched.standing["monitored_month"] == "2026-11"
    left = dossier(office, homes[0], 2026)
    assert left is not None and left.standing.get("monitor_class") is None


def test_two_of_a_name_are_told_apart_by_what_the_board_shows(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    notice = draft_notice(office, to_the_notice(office, homes))
    rows = content_of(office, read_notice(office, notice)).rows
    assert len({row[1:3] for row in rows}) == 12


def test_a_case_sent_back_is_checked_met_over_and_announced_again(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    a_posted_notice(office, case, TODAY)
    office = replace(office, clock=lambda: MONDAY + timedelta(days=7))
    walk(office, case, "村委会")
    send_back(office, case, "乡镇", "材料不齐，请重新核查")
    view = case_view(office, case)
    assert view.now is not None and view.now.step.key == "check"
    assert [one.opinion for one in view.returned] == ["材料不齐，请重新核查"]
    walk(office, case, "工作队")
    with pytest.raises(Refused) as unmet:
        walk(office, case, "村委会")
    assert [issue.code for issue in unmet.value.issues] == ["cases.no_meeting"]


def test_a_posted_notice_proves_genuine_and_an_altered_code_does_not(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    notice = a_posted_notice(office, to_the_notice(office, homes), TODAY)
    code = read_notice(office, notice).signature or ""
    assert check_code(office, code).finding == "genuine"
    assert check_code(office, code.replace("20261102", "20261101")).finding == "altered"
    assert check_code(office, "https://example.cn").finding == "unknown"


def test_a_printed_notice_is_genuine_and_one_with_another_line_is_not(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    notice = a_posted_notice(office, to_the_notice(office, homes), TODAY)
    file = tmp_path / "notice.pdf"
    print_notice(office, notice, file, "A3")
    assert check_notice(office, str(file)).finding == "genuine"
    posted = content_of(office, read_notice(office, notice))
    other = replace(posted, rows=(*posted.rows, ("13", "1组", "张三", "1", "")))
    file.write_bytes(make_poster(other, find_fonts(), posted.issuer, MONDAY, "A3"))
    assert check_notice(office, str(file)).finding == "altered"


def test_what_must_not_be_said_is_stopped_before_it_is_approved(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    notice = draft_notice(office, to_the_notice(office, homes))
    edit_notice(office, notice, wording=f"{read_notice(office, notice).text('wording')} 13800138000")
    with pytest.raises(Problem, match=r"gate\.held"):
        approve_notice(office, notice)


def test_the_gaps_of_a_wording_stay(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    notice = draft_notice(office, to_the_notice(office, homes))
    with pytest.raises(Refused) as refused:
        edit_notice(office, notice, wording="{village} {id_number}")
    assert {issue.values["gap"] for issue in refused.value.issues} >= {
        "{households}",
        "{ends}",
        "{id_number}",
    }


def test_a_decision_without_a_word_is_none(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes[:2])
    a_posted_notice(office, case, TODAY)
    office = replace(office, clock=lambda: MONDAY + timedelta(days=7))
    walk(office, case, "村委会")
    with pytest.raises(Refused) as silent:
        walk(office, case, "乡镇", opinion=" ")
    assert [issue.code for issue in silent.value.issues] == ["cases.undecided"]
    walk(office, case, "乡镇", opinion="同意")
