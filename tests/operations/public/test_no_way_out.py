"""A number planted in what was posted leaves by no door: print, poster, letter, list, batch, result, script."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import orjson
import pytest

from app.documents.posters import LETTER, POSTER_SIZES
from app.errors import Problem
from app.operations.cadres import save_cadre
from app.operations.notices.drafting import approve_notice, draft_notice, edit_notice
from app.operations.notices.posting import end_notice
from app.operations.notices.printing import notice_pdf, print_notice
from app.operations.notices.runs import print_notices
from app.operations.notices.stored import read_notice
from app.operations.notices.trying import try_notice
from app.operations.offices import Office
from app.operations.pairings import pair
from app.operations.papers import Order, list_papers, make_papers, print_bytes
from app.operations.proceedings.printing import list_proceedings, print_proceeding, proceeding_pdf
from tests.cli.doors import run
from tests.operations.offices import MONDAY, PASSWORD
from tests.operations.public.batches import TODAY, a_posted_notice, an_office_with_twelve, to_the_notice

NUMBER = "510812197503120014"
Door = Callable[[Office, str, Path], object]


def a_leaking_notice(folder: Path) -> tuple[Office, str]:
    """A posted notice in whose frozen rows a number stands, as if everything before had failed; its period is over."""
    office, homes = an_office_with_twelve(folder)
    notice = a_posted_notice(office, to_the_notice(office, homes), TODAY)
    content = orjson.loads(read_notice(office, notice).frozen or "")
    content["rows"][0][1] += NUMBER
    content["body"] += NUMBER
    with office.archive.work("somebody", at=MONDAY) as work:
        work.update("notice", notice, {"frozen": orjson.dumps(content).decode()})
    return replace(office, clock=lambda: MONDAY + timedelta(days=10)), notice


def in_one_run(office: Office, notice: str, out: Path) -> None:
    """A township's run tells what it held; nothing of it may be written."""
    made = print_notices(office, [notice], out)
    assert made.held and not made.printed
    raise Problem("gate.held")


def keep_sheet(office: Office, notice: str, out: Path, size: str) -> None:
    """What was only looked at is kept as a file."""
    out.write_bytes(notice_pdf(office, notice, size))


DOORS: dict[str, Door] = {
    **{f"a poster {size}": lambda o, n, out, size=size: print_notice(o, n, out, size) for size in POSTER_SIZES},
    **{f"a sheet {size}": lambda o, n, out, size=size: keep_sheet(o, n, out, size) for size in POSTER_SIZES},
    "a letter": lambda o, n, out: print_notice(o, n, out, LETTER),
    "a workbook": lambda o, n, out: print_notice(o, n, out.with_suffix(".xlsx")),
    "one run, one file": in_one_run,
    "one run, a file each": lambda o, n, out: in_one_run(o, n, out.with_suffix("")),
}  # fmt: skip


@pytest.fixture(scope="module")
def leaking(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, str]:
    """One office with a leaking notice, for every door."""
    return a_leaking_notice(tmp_path_factory.mktemp("leaking"))


def files(folder: Path) -> list[str]:
    return [one.name for one in folder.rglob("*") if one.is_file()]


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS.keys())
def test_a_leaking_notice_leaves_by_no_door(leaking: tuple[Office, str], door: Door, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"gate\.held"):
        door(*leaking, tmp_path / "notice.pdf")
    assert files(tmp_path) == []


def test_no_sheet_to_look_at_is_made_of_it_either(leaking: tuple[Office, str]) -> None:
    for size in POSTER_SIZES:
        tried = try_notice(*leaking, size=size)
        assert tried.found and not tried.pdf


def test_a_paper_of_a_notice_that_hangs_is_held(leaking: tuple[Office, str], tmp_path: Path) -> None:
    office, notice = leaking
    end_notice(office, notice)
    hanging = [one for one in list_proceedings(office) if one.hangs]
    assert hanging
    with office.archive.work("somebody", at=MONDAY) as work:
        work.update("notice", notice, {"places": f"board {NUMBER}", "reason": NUMBER})
    for one in hanging:
        for name in ("result.pdf", "result.xlsx"):
            with pytest.raises(Problem):
                print_proceeding(office, one.id, notice, tmp_path / name)
        with pytest.raises(Problem, match=r"gate\.held"):
            proceeding_pdf(office, one.id, notice)
    assert files(tmp_path) == []


def test_a_leaking_wording_is_neither_tried_nor_approved(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    notice = draft_notice(office, to_the_notice(office, homes))
    edit_notice(office, notice, wording=f"{read_notice(office, notice).text('wording')} {NUMBER}")
    assert not try_notice(office, notice).pdf
    with pytest.raises(Problem, match=r"gate\.held"):
        approve_notice(office, notice)
    with pytest.raises(Problem, match="not_approved"):
        print_notice(office, notice, tmp_path / "draft.pdf")


def test_every_paper_for_the_wall_is_held_as_pdf_and_as_workbook(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    cadre = save_cadre(office, {"name": "李红", "phone": "13900139000", "post": NUMBER})
    pair(office, homes[0], cadre, "1", date(2025, 1, 5))
    walls = [line.paper.id for line in list_papers(office) if line.paper.unsaid]
    assert walls
    for paper in walls:
        order = Order(paper, household=homes[0])
        with pytest.raises(Problem, match=r"gate\.held"):
            print_bytes(office, order)
        for name, separate in (
            ("wall.pdf", False),
            ("wall.xlsx", False),
            ("wall.docx", False),
            ("walls", True),
        ):
            with pytest.raises(Problem):
                make_papers(office, replace(order, separate=separate), tmp_path / "out" / name)
    assert files(tmp_path / "out") == []


def test_the_script_s_door_writes_nothing_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, notice = a_leaking_notice(tmp_path)
    folder = office.folder
    office.close()
    monkeypatch.setenv("HUDANG_DATA", str(folder))
    monkeypatch.setenv("HUDANG_PASSWORD", PASSWORD)
    for out in (tmp_path / "n.pdf", tmp_path / "n.xlsx"):
        said = run("notice", "print", notice, "--out", out)
        assert said.status == 1 and not out.exists()
