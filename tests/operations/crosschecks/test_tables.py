"""比对结果表 and 疑点清单 as they are printed and as workbooks."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.documents.grids_files import read_file
from app.errors import Problem
from app.operations.crosschecks.comparing import CrossChecked
from app.operations.crosschecks.keeping import keep_crosscheck
from app.operations.crosschecks.listing import list_differences
from app.operations.crosschecks.runs import crosschecks
from app.operations.crosschecks.settling import apply_differences, keep_as_archived
from app.operations.crosschecks.tables import kept_summary, write_doubt_list, write_result
from app.operations.offices import Office
from tests.documents.pages import described, same_as_golden
from tests.imports.rosters import number
from tests.operations.crosschecks.lists import compared, fares, somebody
from tests.operations.offices import MONDAY


def a_comparison(office: Office, folder: Path) -> CrossChecked:
    """One of each: differs, blank, not on the list, another name, a guess, a damaged number, a stranger."""
    for serial, name in enumerate(("张建国", "李秀英", "阿依古丽·买买提江", "赵敏", "孙立"), 1):
        home = somebody(office, serial, name, group_name="二组")
        if serial != 2:
            fares(office, home, dibao=serial == 3)
    rows = [
        f"张建国,{number(1)},石鹰村",
        f"李秀英,{number(2)},石鹰村",
        "赵敏,,石鹰村",
        f"孙丽,{number(5)},石鹰村",
        f"钱多多,{number(8)},石鹰村",
        "周伟,990000197001010999,石烛村",
    ]
    path = folder / "dibao.csv"
    path.write_text("\n".join(["姓名,身份证号码,村", *rows]), "utf-8")
    return compared(office, path)


def kept(office: Office, folder: Path) -> None:
    """The same as doubts: one applied, one left as it is."""
    done = a_comparison(office, folder)
    keep_crosscheck(office, done, "王主任", MONDAY.date() + timedelta(days=15))
    first, second, *_ = list_differences(office)
    apply_differences(office, [first.id])
    keep_as_archived(office, [second.id], "看过低保证，是同名的人")


def test_the_result_is_as_it_was_last_looked_at(office: Office, tmp_path: Path):
    write_result(office, a_comparison(office, tmp_path), tmp_path / "result.pdf")
    assert same_as_golden("crosscheck-result.txt", described((tmp_path / "result.pdf").read_bytes()))


def test_the_doubt_list_is_as_it_was_last_looked_at(office: Office, tmp_path: Path):
    kept(office, tmp_path)
    words = kept_summary(crosschecks(office)[0])
    write_doubt_list(office, list_differences(office), tmp_path / "doubts.pdf", words)
    assert same_as_golden("crosscheck-doubts.txt", described((tmp_path / "doubts.pdf").read_bytes()))


def test_the_workbooks_say_the_same_rows(office: Office, tmp_path: Path):
    kept(office, tmp_path)
    done = compared(office, tmp_path / "dibao.csv")
    rows = write_result(office, done, tmp_path / "result.xlsx")
    sheet = [row for row in read_file(tmp_path / "result.xlsx").grids[0].rows if any(row)]
    assert sheet[0][0] == "农村低保名单比对结果表" and len(sheet) == rows + 3  # title, summary, headings
    lines = write_doubt_list(office, list_differences(office), tmp_path / "doubts.xlsx")
    cells = [row for row in read_file(tmp_path / "doubts.xlsx").grids[0].rows if any(row)]
    assert len(cells) == lines + 2
    assert any("维持档案：看过低保证，是同名的人" in str(row) for row in cells)


def test_another_kind_of_file_is_refused(office: Office, tmp_path: Path):
    with pytest.raises(Problem):
        write_result(office, a_comparison(office, tmp_path), tmp_path / "result.doc")
