"""Characters on paper: every one is printed and copies out as itself, or the paper is refused by name."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.documents.faces import Face, UnusableFace
from app.documents.fonts import FontFile, Fonts, describe_fonts, find_fonts, open_face, read_font_list
from app.documents.glyphs import Ink
from app.documents.papers import make_paper
from app.errors import Problem
from app.texts import sentence
from tests.documents.households import PAPERS, RARE, context, household
from tests.documents.pages import whole_text

FONTS = find_fonts()
SONG = FONTS.files["song"][0]


@pytest.mark.parametrize("character", RARE)
def test_a_rare_character_is_printed_and_copies_out(character):
    text = whole_text(make_paper(PAPERS["card"], [household(1, (f"张{character}明",))], context()))
    assert f"张{character}明" in text


def test_a_name_of_rare_characters_is_shown_by_faces_that_draw_them():
    run = Ink(FONTS).show("song", RARE)
    assert len(run.pieces) > 1
    for file in FONTS.files["song"]:
        face = open_face(file)
        assert all(
            face.outline(face.glyph(ord(one))) for one in RARE if face.glyph(ord(one)) and covers(face, one)
        )


def covers(face: Face, character: str) -> bool:
    """AR PL UKai maps 䶮 to an empty glyph; it does not count as covering it."""
    return bool(face.outline(face.glyph(ord(character))))


def test_a_glyph_that_is_mapped_but_empty_is_taken_from_the_next_face():
    run = Ink(FONTS).show("kai", "䶮")
    drawn = {name for name, codes in run.pieces if codes}
    ink = Ink(FONTS)
    ink.show("kai", "一")
    assert drawn
    assert ink.show("kai", "一䶮").pieces[0][0] != ink.show("kai", "一䶮").pieces[-1][0]


def test_a_character_nobody_can_print_is_refused_with_its_place():
    missing = "\U0010fffd"
    with pytest.raises(Problem) as refused:
        make_paper(PAPERS["card"], [household(1, (f"张{missing}",))], context())
    assert refused.value.code == "papers.no_glyph"
    told = sentence(refused.value)
    assert missing in told
    assert "U+10FFFD" in told
    assert "石鹰村" in told
    assert f"张{missing}" in told


def test_all_missing_characters_are_named_at_once():
    with pytest.raises(Problem) as refused:
        make_paper(PAPERS["card"], [household(1, ("张\U0010fffd", "李\U0010fffc"))], context())
    assert set(refused.value.values["characters"]) == {"\U0010fffd", "\U0010fffc"}


def test_a_wide_space_is_kept_and_joiners_are_silent():
    ink = Ink(FONTS)
    assert ink.width("song", "　") == pytest.approx(1.0, abs=0.05)
    assert ink.width("song", "张\u200b三\ufe00") == ink.width("song", "张三")


def test_no_file_refers_to_a_font_it_does_not_hold():
    pdf = make_paper(PAPERS["card"], [household()], context())
    assert b"Helvetica" not in pdf
    assert pdf.count(b"/FontFile2") == pdf.count(b"/CIDFontType2") > 0


def test_a_face_reads_the_same_characters_and_widths_as_reportlab():
    from reportlab.pdfbase.ttfonts import TTFontFile

    ours, theirs = open_face(SONG), TTFontFile(str(SONG.path), subfontIndex=SONG.index)
    codes = [code for code in theirs.charToGlyph if code != 0xA0]
    assert [code for code in codes if ours.glyph(code) != theirs.charToGlyph[code]] == []
    assert [
        code for code in codes if abs(ours.width(ours.glyph(code)) - theirs.charWidths[code]) > 0.01
    ] == []


def test_a_face_with_postscript_outlines_or_no_face_at_all_is_unusable(tmp_path: Path):
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"OTTO" + bytes(64))
    with pytest.raises(UnusableFace):
        Face(broken)
    with pytest.raises(Problem, match=r"papers\.font_unusable"):
        open_face(FontFile(broken))
    with pytest.raises(UnusableFace):
        Face(tmp_path / "absent.ttf")


def test_the_offices_choice_comes_first():
    kai = FONTS.files["kai"][0].path
    chosen = find_fonts({"song": f"{kai}#0"})
    assert chosen.files["song"][0].path == kai
    assert [one.chosen for one in describe_fonts({"song": f"{kai}#0"}) if one.role == "song"] == [True]


def test_a_choice_that_cannot_print_is_refused(tmp_path: Path):
    with pytest.raises(Problem, match=r"papers\.font_unusable"):
        find_fonts({"song": str(tmp_path / "absent.ttf")})


def test_a_machine_without_any_font_is_told_what_to_install():
    listed = read_font_list()
    bare = {**listed, "folders": {source: [] for source in listed["folders"]}}
    with pytest.raises(Problem, match=r"papers\.no_fonts"):
        find_fonts(listed=bare)


def test_a_title_without_its_own_face_is_a_thickened_song():
    assert isinstance(FONTS, Fonts)
    own = any("FZX" in file.path.name or "Black" in file.path.name for file in FONTS.files["biaosong"][:1])
    assert (FONTS.stroke("biaosong") > 0) is not own
    assert replace(FONTS, strokes={}).stroke("biaosong") == 0
