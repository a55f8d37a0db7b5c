"""Where lines of Chinese end."""

from hypothesis import given
from hypothesis import strategies as st

from app.documents.breaking import break_lines


def lines(text: str, width: float) -> list[str]:
    return break_lines(text, [0.5 if character < "\u2000" else 1.0 for character in text], width)


def test_chinese_breaks_anywhere():
    assert lines("耕地面积与林地", 3) == ["耕地面", "积与林", "地"]


def test_closing_punctuation_never_opens_a_line():
    assert lines("因病因残，因学", 4) == ["因病因", "残，因学"]


def test_opening_punctuation_never_closes_a_line():
    assert lines("已脱贫（享受）", 4) == ["已脱贫", "（享受）"]


def test_the_dot_of_a_name_does_not_open_a_line():
    assert all(not line.startswith("·") for line in lines("阿依古丽·买买提江·吐尔逊", 4))


def test_a_number_stays_whole_where_it_fits_and_is_cut_where_it_does_not():
    assert lines("电话13800138000", 6) == ["电话", "13800138000"]
    assert lines("51081219550503001X", 5) == ["5108121955", "0503001X"]


def test_line_ends_of_the_text_are_kept_and_plain_spaces_at_a_break_dropped():
    assert lines("甲\n乙", 9) == ["甲", "乙"]
    assert lines("ab cd", 1.0) == ["ab", "cd"]


def test_wide_spaces_are_kept():
    assert lines("年　　月", 9) == ["年　　月"]


@given(st.text(alphabet="张三李四王，。（）ab1 ·", max_size=60), st.floats(1.0, 12.0))
def test_nothing_is_lost_and_no_line_is_too_wide(text, width):
    found = lines(text, width)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    for line in found:
        assert sum(0.5 if one < "\u2000" else 1.0 for one in line) <= width + 1e-6
