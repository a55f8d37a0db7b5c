"""Separate files, lists, the recovery sheet, rows for a workbook, previews."""

import re

import pytest
import segno

from app.documents.fonts import find_fonts
from app.documents.glyphs import Ink
from app.documents.papers import (
    ListColumn,
    make_files,
    make_list,
    make_paper,
    make_recovery_sheet,
    paper_rows,
)
from app.documents.previews import Preview
from app.documents.qr import draw_qr
from app.documents.sheets import POINT, Sheet
from app.errors import Problem
from app.progress import Progress, Stopped
from tests.documents.households import PAPERS, context, household
from tests.documents.pages import sizes, texts, whole_text

MANY = [household(number, ("张建国", "李秀英")) for number in range(1, 41)]


def test_a_few_files_are_made_here_and_named_after_village_head_code_and_paper(tmp_path):
    made = make_files(PAPERS["card"], MANY[:2], context(), tmp_path / "papers")
    assert [path.name for path in made] == [
        "石鹰村_张建国_5108121062000001_户卡.pdf",
        "石鹰村_张建国_5108121062000002_户卡.pdf",
    ]
    assert made[0].read_bytes() == make_paper_of(MANY[0])


def test_a_name_without_end_makes_a_file_name_that_every_disk_takes(tmp_path):
    made = make_files(PAPERS["card"], [household(1, ("张" * 3000,))], context(), tmp_path / "papers")
    assert len(made[0].name.encode()) <= 255


def make_paper_of(one) -> bytes:
    from app.documents.papers.making import Press, title_of

    press = Press(PAPERS["card"], context())
    book = press.open_book(title_of(PAPERS["card"], [one]))
    press.draw(book, [one])
    return book.close()


def test_many_files_are_made_by_workers_and_are_the_same(tmp_path):
    seen = []
    progress = Progress(lambda done, total, _: seen.append((done, total)))
    made = make_files(PAPERS["card"], MANY, context(), tmp_path, workers=2, progress=progress, total=40)
    assert len(made) == len(set(made)) == 40
    assert seen[-1] == (40, 40)
    assert (tmp_path / "石鹰村_张建国_5108121062000001_户卡.pdf").read_bytes() == make_paper_of(MANY[0])


def test_two_households_of_one_name_and_no_code_get_two_files(tmp_path):
    twins = [household(1, ("张三",), household={}, household_id="same") for _ in range(2)]
    assert len(set(make_files(PAPERS["card"], twins, context(), tmp_path))) == 2


def test_a_stopped_run_stops(tmp_path):
    progress = Progress()
    progress.stop()
    with pytest.raises(Stopped):
        make_files(PAPERS["card"], MANY, context(), tmp_path, workers=2, progress=progress)


def test_a_character_no_font_has_is_refused_from_a_worker_too(tmp_path):
    with pytest.raises(Problem, match=r"papers\.no_glyph"):
        make_files(PAPERS["card"], [*MANY, household(99, ("张\U0010fffd",))], context(), tmp_path, workers=2)


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path):
    (tmp_path / "papers").write_text("a file where the folder should be")
    with pytest.raises(Problem, match=r"papers\.not_written"):
        make_files(PAPERS["card"], MANY[:1], context(), tmp_path / "papers")


def test_a_list_on_screen_becomes_a_page_with_its_filter():
    columns = [ListColumn("姓名"), ListColumn("人均纯收入", number=True)]
    pdf = make_list("监测对象名单", columns, [["张三", "5293.50"]] * 60, context(), "筛选：石鹰村")
    pages = texts(pdf)
    assert len(pages) == 2
    assert "筛选：石鹰村" in pages[0]
    assert all("人均纯收入" in page for page in pages)
    assert "共 60 行" in pages[-1]


def test_a_wide_list_lies_across():
    columns = [ListColumn(f"列{number}", 30) for number in range(8)]
    assert sizes(make_list("宽表", columns, [["值"] * 8], context())) == [(297, 210)]


def test_the_recovery_sheet_shows_the_code_and_no_watermark():
    text = whole_text(make_recovery_sheet("ABCDE-FGHJK-LMNPQ-RSTUV", "四川省广元市朝天区曾家镇", context()))
    assert "ABCDE-FGHJK-LMNPQ-RSTUV" in text
    assert "曾家镇人民政府" in text
    assert "内部资料" not in text


def test_a_rosters_rows_for_a_workbook_are_those_of_its_page():
    (sheet,) = paper_rows(PAPERS["village-roster"], MANY[:3], context())
    assert sheet.name == "石鹰村"
    assert sheet.title == "石鹰村农户花名册"
    assert len(sheet.rows) == 4
    assert dict(zip(sheet.heads, sheet.rows[0], strict=True))["人均纯收入（元）"] == "7940.25"
    assert dict(zip(sheet.heads, sheet.kinds, strict=True))["人口"] == "integer"


def test_a_full_files_rows_hold_each_member_and_each_income_item():
    sheets = {sheet.name: sheet for sheet in paper_rows(PAPERS["household-file"], MANY[:2], context())}
    assert len(sheets["三、家庭成员"].rows) == 4
    assert "住房面积（平方米）" in sheets["六、生产生活条件"].heads
    assert any("12000.00" in row for row in sheets["五、收入测算"].rows)


def test_a_preview_is_the_page_in_pixels():
    with Preview(make_paper(PAPERS["card"], MANY[:1], context())) as preview:
        picture = preview.picture(0, 72)
        assert len(preview) == 1
        assert preview.size(0) == pytest.approx((297, 210), abs=0.5)
        assert "张建国" in preview.text(0)
    assert abs(picture.width - 842) <= 1
    assert len(picture.pixels) == picture.width * picture.height * 4
    assert len(set(picture.pixels[3::4])) == 1
    assert min(picture.pixels[0::4]) < 60


def test_a_qr_is_drawn_module_for_module():
    sheet = Sheet(Ink(find_fonts()), 210, 297)
    draw_qr(sheet, "HUDANG1 0193-0001 2019 7", 10, 10, 25)
    made = segno.make("HUDANG1 0193-0001 2019 7", error="m", micro=False)
    module = 25 / made.symbol_size(border=0)[0] * POINT
    assert f"q {module:.5f} 0 0 {-module:.5f} " in sheet.content()
    dark = {(int(x) + at, int(y)) for x, y, wide in re.findall(r"(\d+) (\d+) (\d+) 1 re", sheet.content())
            for at in range(int(wide))}  # fmt: skip
    assert dark == {(x, y) for y, row in enumerate(made.matrix) for x, one in enumerate(row) if one}
