"""No list says too much, and none confuses: a slice of what `python -m tests.proof.villages` proves."""

from datetime import UTC, datetime
from pathlib import Path

from app.documents.fonts import find_fonts
from app.documents.gates import hold
from app.documents.posters import make_poster
from app.documents.workbooks import Sheet, SheetColumn
from app.documents.workbooks_writing import write_workbook
from app.operations.gates import county_codes
from app.rules.boards import Board, make_board
from app.rules.leaks import listed_in
from app.rules.notice_contents import NoticeContent
from tests.proof.villages import TODAY, a_village, prove, the_forms, the_kinds

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


def test_no_list_of_a_village_says_too_much_or_confuses():
    assert prove(2_000) == []


def content(board: Board) -> NoticeContent:
    """A notice with this board."""
    title = "关于拟纳入防止返贫致贫监测帮扶对象的公示"
    body = "现予公示。公示期：2026年11月4日至2026年11月8日（5天，自然日）。"
    return NoticeContent(title, (title,), body, board.heads, board.widths, board.rows, (), "石烛村村民委员会",
                         "2026年11月3日", "石烛村公示〔2026〕1号", True, "HUDANG|1|A")  # fmt: skip


def test_five_hundred_finished_papers_and_workbooks_pass_the_gate(tmp_path: Path):
    fonts, forms, areas = find_fonts(), the_forms(), county_codes()
    kinds = [kind for kind in the_kinds().values() if kind.about != "project"]
    for seed in range(500):
        kind, listed = kinds[seed // 4 % len(kinds)], a_village(seed, most=14)
        board = make_board(kind, listed, "board", forms)
        known = listed_in([one.dossier for one in listed], forms, areas=areas)
        if seed % 2:
            file = tmp_path / "list.xlsx"
            columns = [SheetColumn(head, "text") for head in board.heads]
            write_workbook(
                file,
                [Sheet("list", columns, [list(row) for row in board.rows])],
                made=NOON.replace(tzinfo=None),
            )
            finished = file.read_bytes()
        else:
            finished = make_poster(
                content(board), fonts, "石烛村村民委员会", NOON, ("A4", "A3")[seed % 4 // 2]
            )
        assert hold(finished, known, TODAY) == [], seed
