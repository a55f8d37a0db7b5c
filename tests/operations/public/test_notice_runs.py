"""A township's notices in one run: one file or one each, the held one told by its village, the others printed."""

from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.cases.opening import open_case
from app.operations.cases.walking import walk
from app.operations.notices.checking import check_notice
from app.operations.notices.drafting import approve_notice, draft_notice
from app.operations.notices.posting import post_notice
from app.operations.notices.runs import NoticeChoice, choose_notices, print_notices
from app.operations.offices import Office
from app.operations.places import villages
from tests.documents.pages import texts
from tests.operations.offices import a_household, an_office
from tests.operations.public.batches import OCTOBER, TODAY, a_meeting


def villages_with_notices(folder: Path, count: int) -> tuple[Office, list[str]]:
    """An office with an approved notice in each of so many villages."""
    office = an_office(folder)
    return office, [_approved(office, at) for at in range(count)]


def _approved(office: Office, at: int) -> str:
    homes = [a_household(office, village=at, name=name, group_name="1组") for name in ("王强", "李芳")]
    asked = {home: {"standing.monitor_class": "3"} for home in homes}
    village = villages(office)[at].id
    case = open_case(office, "monitor-in-qinan", village, homes, asked=asked, on=OCTOBER).id
    walk(office, case, "户主", OCTOBER)
    walk(office, case, "工作队", OCTOBER)
    a_meeting(office, case, homes, on=OCTOBER)
    walk(office, case, "村委会", OCTOBER)
    notice = draft_notice(office, case)
    approve_notice(office, notice)
    return notice


def leaking(office: Office, notice: str) -> None:
    """A notice whose words, changed after its approval, name a telephone."""
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.update("notice", notice, {"wording": "联系 13800138000"})


@pytest.mark.parametrize("size", ["A4", "A2/A3", "letter"])
def test_all_villages_come_in_one_file_or_one_each(tmp_path: Path, size: str):
    office, notices = villages_with_notices(tmp_path, 4)
    assert choose_notices(office, NoticeChoice(due=True)) == notices
    whole = print_notices(office, notices, tmp_path / "all.pdf", size)
    each = print_notices(office, notices, tmp_path / "each", size)
    assert (whole.printed, whole.held, len(each.files)) == (4, (), 4)
    told = "\n".join(texts((tmp_path / "all.pdf").read_bytes()))
    assert all(one.name in told for one in villages(office)[:4])


def test_a_held_notice_is_told_by_its_village_and_the_others_come_out(tmp_path: Path):
    office, notices = villages_with_notices(tmp_path, 3)
    leaking(office, notices[1])
    run = print_notices(office, notices, tmp_path / "all.pdf")
    assert (run.printed, [one.village for one in run.held]) == (2, [villages(office)[1].name])
    assert "13800138000" not in "\n".join(texts((tmp_path / "all.pdf").read_bytes()))
    assert "138" in run.held[0].why or "*" in run.held[0].why


def test_a_run_where_all_are_held_writes_nothing(tmp_path: Path):
    office, notices = villages_with_notices(tmp_path, 1)
    leaking(office, notices[0])
    assert print_notices(office, notices, tmp_path / "all.pdf").files == ()
    assert not (tmp_path / "all.pdf").exists()
    with pytest.raises(Problem, match="nothing_to_print"):
        print_notices(office, [], tmp_path / "all.pdf")


def test_due_are_those_not_yet_on_the_wall(tmp_path: Path):
    office, notices = villages_with_notices(tmp_path, 2)
    post_notice(office, notices[0], "村务公开栏", TODAY)
    assert choose_notices(office, NoticeChoice(due=True)) == notices[1:]
    assert choose_notices(office, NoticeChoice(villages=(villages(office)[0].id,))) == notices[:1]
    print_notices(office, notices, tmp_path / "each")
    posted = next(one for one in (tmp_path / "each").iterdir() if villages(office)[0].name in one.name)
    assert check_notice(office, str(posted)).finding == "genuine"
