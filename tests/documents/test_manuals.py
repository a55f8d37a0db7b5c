"""The manual as a book: all that the chapters say stands in it, pictures between the words, pages numbered."""

import io
from datetime import UTC, datetime

from PIL import Image

from app.documents.fonts import find_fonts
from app.documents.manuals import Shot, make_manual
from app.rules.manuals import Chapter, Part
from tests.documents.pages import texts

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LONG = "先看预览，再按写入，写完底部有撤销，" * 12


def a_shot() -> Shot:
    drawn = io.BytesIO()
    Image.new("RGB", (400, 225), "navy").save(drawn, "JPEG")
    return Shot(drawn.getvalue(), 400, 225)


def chapters() -> list[Chapter]:
    first = Part("一、开头", "几句话。", "home", (LONG, "第二步"), (("F1", "打开手册"),), "小心。")
    return [
        Chapter("a", "第一天", "house", (), (first,)),
        Chapter("b", "键盘", "house", (), (Part(text="完"),)),
    ]


def test_everything_the_chapters_say_stands_in_the_book():
    pages = texts(make_manual(chapters(), {"home": a_shot()}, find_fonts(), "1.2", AT))
    said = "".join("".join(page.split()) for page in pages)
    for words in (
        "户档使用手册（1.2）",
        "1第一天",
        "2键盘",
        "一、开头",
        LONG,
        "第二步",
        "F1",
        "打开手册",
        "小心。",
        "完",
    ):
        assert words in said
    assert len(pages) == 3
    assert f"共{len(pages)}页" in "".join(pages[-1].split())


def test_a_picture_that_was_not_made_is_left_out_and_one_that_was_makes_the_file_larger():
    bare = make_manual(chapters(), {}, find_fonts(), "1.2", AT)
    drawn = make_manual(chapters(), {"home": a_shot()}, find_fonts(), "1.2", AT)
    assert len(drawn) > len(bare) and b"/DCTDecode" in drawn and b"/DCTDecode" not in bare
