"""Names found by their parts and sounds."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.operations.searches.names import NameShelf
from app.operations.searches.questions import Token, understand
from app.operations.searches.sounds import Sounds, units
from app.paths import resources

SOUNDS = Sounds(resources())


def a_shelf(*names: str) -> NameShelf:
    """A shelf with these names."""
    shelf = NameShelf(SOUNDS)
    for name in names:
        shelf.put(name)
    return shelf


def found(typed: str, *names: str) -> list[str]:
    """Which of the names are found, in the order of the answer."""
    shelf = a_shelf(*names)
    entries, count = shelf.find(shelf.reader.read(understand(typed).text), 50)
    assert count == len(entries)
    return [names[entry] for entry in entries]


@pytest.mark.parametrize(
    "typed",
    [
        *["张秀梅", "秀梅", "张秀", "梅", "zxm", "xm", "zhangxiumei", "zhangxm", "xiumei"],
        *["ZXM", "zhang xiu mei", "张xm", "zxiumei", "zhx", "zhangxium"],
    ],
)
def test_a_person_is_found_by_any_part_of_name_or_sound(typed: str) -> None:
    assert found(typed, "李强", "张秀梅", "王芳") == ["张秀梅"]


@pytest.mark.parametrize("typed", ["秀张", "mxz", "zhangmei", "zhmx", "xiumeiq", "秀 芳", "zhanxm"])
def test_what_stands_in_nobodys_name_finds_nobody(typed: str) -> None:
    assert found(typed, "李强", "张秀梅") == []


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        *[
            ("单小军", "shan"),
            ("仇志", "qiu"),
            ("曾丽", "zeng"),
            ("区学勇", "ou"),
            ("解青", "xie"),
            ("查云", "zha"),
        ],
        *[("任贵", "ren"), ("盖伟", "ge"), ("尉迟敏", "yuchi"), ("长孙福", "zhangsun"), ("吕娟", "lvjuan")],
        *[("张䶮", "zhangyan"), ("王𬭎", "wanghong"), ("李𤩽", "lihuan"), ("赵㛃", "zhaojie")],
    ],
)
def test_surnames_and_rare_characters_are_read_as_people_say_them(name: str, sound: str) -> None:
    assert found(sound, name, "孙武") == [name]


def test_a_character_with_two_readings_is_found_by_both() -> None:
    assert [found(typed, "李长乐") for typed in ("lcl", "lzl", "changyue", "zhangle")] == [["李长乐"]] * 4


def test_dots_in_names_and_the_size_of_letters_do_not_matter() -> None:
    names = ("阿依古丽·买买提", "Zhao Jun")
    assert found("古丽买买", *names) == found("丽·买", *names) == found("aygl", *names) == [names[0]]
    assert found("zhaoj", *names) == found("ZJ", *names) == [names[1]]


def test_the_plainest_reading_and_the_whole_name_come_first() -> None:
    assert found("秀英", "王秀英", "秀英子", "秀英", "李秀") == ["秀英", "秀英子", "王秀英"]
    assert found("xian", "西安安", "王先", "先明") == ["先明", "王先", "西安安"]
    assert found("王", "李王", "王芳") == ["王芳", "李王"]


def test_a_name_that_left_the_shelf_is_neither_found_nor_counted() -> None:
    shelf = a_shelf("王芳", "王军", "李王")
    shelf.gone.add(1)
    for typed in ("王", "w", "wang"):
        assert shelf.find(shelf.reader.read(typed), 10) == ([0, 2], 2)


def test_more_than_asked_for_is_counted() -> None:
    shelf = a_shelf(*(f"王{one}" for one in "军伟强平勇涛"))
    for typed in ("王", "w", "wang", "wa"):
        assert shelf.find(shelf.reader.read(typed), 2) == ([0, 1], 6)


SURNAMES, GIVEN = "王张李单欧曾史", "安小建华恩昂西仙军刚娥"
a_person = st.builds("".join, st.tuples(st.sampled_from(SURNAMES), st.text(GIVEN, min_size=1, max_size=3)))
typing = st.one_of(
    st.text(SURNAMES + GIVEN, min_size=1, max_size=3), st.text("zhangxiowlesrjudm", min_size=1, max_size=6)
)


@given(st.lists(a_person, min_size=1, max_size=30), typing, st.sets(st.integers(0, 9)))
def test_the_arrays_find_what_a_look_at_every_name_finds(
    names: list[str], typed: str, gone: set[int]
) -> None:
    shelf = a_shelf(*names)
    shelf.gone.update(one for one in gone if one < len(names))
    readings = shelf.reader.read(typed)
    entries, count = shelf.find(readings, len(names) + 1)
    seen = {
        place
        for place, name in enumerate(names)
        if place not in shelf.gone and any(holds(name, tokens) for tokens in readings)
    }
    assert set(entries) == seen
    assert count == len(seen) == len(entries)


def holds(name: str, tokens: Sequence[Token]) -> bool:
    """Whether a name has the tokens one after another: the same rule, written without any index."""
    for syllables in SOUNDS.spellings(units(name)):
        for start in range(len(name) - len(tokens) + 1):
            window = zip(name[start:], syllables[start:], tokens, strict=False)
            if all(is_meant(*one, last=place == len(tokens) - 1) for place, one in enumerate(window)):
                return True
    return False


def is_meant(character: str, syllable: str, token: Token, *, last: bool) -> bool:
    """Whether a character is what a token says."""
    if not token.sound:
        return character == token.text
    return syllable == token.text if token.whole and not last else syllable.startswith(token.text)
