"""The manual as data: every page of the window has its chapter, every picture a page; a slip is told with its file."""

from pathlib import Path

import pytest

from app.errors import Problem
from app.paths import resources
from app.rules.manuals import chapter_of, load_manual
from app.ui.pages import PAGES

CHAPTERS = load_manual(resources() / "manual")


def test_every_page_of_the_window_leads_to_a_chapter_of_its_own():
    told = {page for chapter in CHAPTERS for page in chapter.pages}
    assert told == {entry.key for entry in PAGES}


def test_every_picture_shows_a_page_of_the_window():
    shown = {part.picture for chapter in CHAPTERS for part in chapter.parts} - {""}
    assert shown <= {entry.key for entry in PAGES} and len(shown) >= 10


def test_a_page_without_a_chapter_leads_to_the_first():
    assert chapter_of(CHAPTERS, "public").key == "public"
    assert chapter_of(CHAPTERS, "nowhere") is CHAPTERS[0]


@pytest.mark.parametrize(
    "broken",
    [
        'key = "x"\n',
        'key = "x"\ntitle = "X"\nicon = "house"\npages = []\n[[part]]\nsteeps = ["1"]\n',
        'key = "x"\ntitle = "X"\nicon = "house"\npages = []\n[[part]]\nkeys = [["F1"]]\n',
        "key = ",
    ],
)
def test_a_chapter_that_cannot_be_read_is_named(tmp_path: Path, broken: str):
    (tmp_path / "01-x.toml").write_text(broken, encoding="utf-8")
    with pytest.raises(Problem) as told:
        load_manual(tmp_path)
    assert told.value.code == "manual.unreadable" and told.value.values["file"] == "01-x.toml"
