"""A pack that cannot be right is refused with file, line and repair; whatever a file holds, never with a traceback."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import Problem
from app.paths import forms
from app.rules.packs import Pack, load_shipped, make_pack, prove, read_pack
from app.rules.packs.files import LARGEST
from app.rules.packs.proving import readable
from app.rules.shelves import PACKABLE
from app.texts import sentence
from tests.rules.packs.builders import (
    EDITION,
    FILES,
    LINE,
    LINES,
    STANDARD,
    a_folder,
    a_pack,
    a_shelf,
    rezipped,
)

RECORD = """[record]
key = "energy"
label = "E"
scope = "household"
fields = [
  { key = "stove", label = "S" },
]
"""


def refused(tmp_path: Path, files: dict[str, str], **head) -> Problem:
    pack, _ = a_pack(tmp_path, files, **head)
    with pytest.raises(Problem) as told:
        prove(pack, "a.zip", a_shelf())
    return told.value


@pytest.mark.parametrize(
    ("files", "cause", "path", "line"),
    [
        ({STANDARD: EDITION.replace('"income_per_person"', '"moon"')}, "unknown_fact", STANDARD, 14),
        ({STANDARD: EDITION.replace('"above"', '"beyond"')}, "unknown_word", STANDARD, 15),
        ({STANDARD: EDITION.replace('compare = "above"\n', "")}, "amount_or_line", STANDARD, 12),
        ({STANDARD: EDITION.replace('line = "income_line"', 'amount = "much"')}, "not_a_number", STANDARD, 16),
        ({STANDARD: EDITION.replace("water_safe", "wine_safe")}, "unknown_field", STANDARD, 23),
        ({STANDARD: EDITION.replace("compare", "compere")}, "unknown_word", STANDARD, 15),
        ({STANDARD: EDITION.replace("poor-exit", "no-exit")}, "unknown_procedure", STANDARD, 9),
        ({STANDARD: EDITION.replace('"610921"', '"61"')}, "other_place", STANDARD, 4),
        ({STANDARD: EDITION, "standards/b.toml": EDITION}, "twice", "standards/b.toml", 2),
        ({LINE: LINES.replace("2020-01-01", "2020-03-01")}, "line_hole", LINE, 13),
        ({LINE: LINES.replace("2020-01-01", "2019-12-31")}, "line_overlap", LINE, 13),
        ({LINE: LINES.replace("4200", '"4200"')}, "line_not_a_number", LINE, 15),
        ({LINE: LINES.replace('region = "610921"\nfrom = 2020', "from = 2020")}, "other_place", LINE, 12),
        ({"codes/monitor_class.toml": 'key = "monitor_class"\nvalues = [{ code = "1", name = "N" }]'},
         "code_renamed", "codes/monitor_class.toml", 2),
        ({"records/h.toml": RECORD.replace("energy", "household")}, "own_record", "records/h.toml", 2),
        ({"records/h.toml": RECORD.replace('label = "S"', 'label = "S", kind = "colour"')},
         "unknown_kind", "records/h.toml", 6),
        ({"notices/n.toml": '[notice]\nkey = "n"'}, "bad_file", "notices/n.toml", 1),
        ({"workdays/2031.toml": 'year = 2031\non = ["2031-01-01"]'}, "no_weekend", "workdays/2031.toml", 2),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_with_file_line_and_repair(tmp_path, files, cause, path, line):
    problem = refused(tmp_path, files)
    assert isinstance(problem.__cause__, Problem) and problem.__cause__.code.endswith(cause)
    assert (problem.values["path"], problem.values["line"]) == (path, line), sentence(problem)
    assert "a.zip" in sentence(problem)


@pytest.mark.parametrize(
    "text",
    ['[standard]\nkey = "a"\nlabel = "A"\nsource = "S"\nfrom = 2019-01-01\nitem = 3', "standard = 1\nitem = [1]",
     '[standard]\nkey = "a"'],
)  # fmt: skip
def test_a_shape_no_reader_expects_is_a_sentence_too(tmp_path, text):
    assert refused(tmp_path, {STANDARD: text}).code in ("packs.refused", "packs.not_understood")


@pytest.mark.parametrize(
    ("head", "word"),
    [({"version": 0}, "version"), ({"key": "a b"}, "key"), ({"region": "x"}, "region"), ({"label": ""}, "label")],
)  # fmt: skip
def test_a_manifest_says_what_is_missing_in_it(tmp_path, head, word):
    with pytest.raises(Problem) as told:
        make_pack(a_folder(tmp_path, **head))
    assert told.value.values["word"] == word and sentence(told.value)


def test_a_file_without_its_source_or_not_listed_is_refused(tmp_path):
    folder = a_folder(tmp_path)
    manifest = folder / "pack.toml"
    told = manifest.read_text()
    manifest.write_text(told.replace('title = "S"\n', ""))
    with pytest.raises(Problem, match="no_source"):
        make_pack(folder)
    manifest.write_text(told[: told.rindex("[[file]]")])
    with pytest.raises(Problem, match="unlisted"):
        make_pack(folder)
    manifest.write_text(told)
    (folder / "readme.txt").write_text("x")
    with pytest.raises(Problem, match="strange_file"):
        make_pack(folder)


def test_a_file_that_was_changed_after_it_was_made_is_refused(tmp_path):
    _, data = a_pack(tmp_path)

    def amount(held: dict[str, bytes]) -> None:
        held[LINE] = held[LINE].replace(b"3600", b"3000")

    def version(held: dict[str, bytes]) -> None:
        held["pack.toml"] = held["pack.toml"].replace(b"version = 1", b"version = 2")

    def extra(held: dict[str, bytes]) -> None:
        held["lines/b.toml"] = b""

    def outside(held: dict[str, bytes]) -> None:
        held["../b.toml"] = b""

    for meddled, code in ((amount, "file_changed"), (version, "changed"), (extra, "unlisted"),
                          (outside, "strange_file"), (lambda held: held.pop(LINE), "not_there"),
                          (lambda held: held.pop("pack.toml"), "no_manifest")):  # fmt: skip
        with pytest.raises(Problem) as told:
            read_pack("a.zip", rezipped(data, meddled))
        assert told.value.code == f"packs.{code}" and sentence(told.value)


def test_a_file_too_large_or_no_zip_is_refused(tmp_path):
    for data, code in ((b"PK", "not_a_pack"), (b"", "not_a_pack"), (os.urandom(LARGEST + 1), "too_large")):
        with pytest.raises(Problem) as told:
            read_pack("a.zip", data)
        assert told.value.code == f"packs.{code}"
    _, data = a_pack(tmp_path)
    bomb = rezipped(data, lambda held: held.update({LINE: b"#" * (1 << 20)}))
    with pytest.raises(Problem, match="too_large"):
        read_pack("a.zip", bomb)


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 2000), flip=st.integers(0, 2000), to=st.integers(0, 255))
def test_no_damage_gets_past_or_is_a_traceback(tmp_path_factory, cut, flip, to):
    pack, data = a_pack(tmp_path_factory.mktemp("pack"))
    damaged = bytearray(data[: len(data) - cut] if cut < len(data) else data)
    damaged[flip % len(damaged)] = to
    assert _read_or_told(bytes(damaged)) in (pack, None)


def _read_or_told(data: bytes) -> Pack | None:
    try:
        return read_pack("a.zip", data)
    except Problem as problem:
        return None if sentence(problem) else read_pack("a.zip", data)


def test_the_same_folder_gives_the_same_bytes_and_a_pack_of_its_bytes_is_the_pack(tmp_path):
    pack, data = a_pack(tmp_path / "a")
    again, same = a_pack(tmp_path / "b")
    assert (pack, data) == (again, same) == (read_pack("a.zip", data), data)
    assert [one.source for one in pack.files] == ["S\u30001"] * len(FILES)


def test_every_file_that_ships_is_of_one_shipped_pack_and_can_be_read():
    packs = load_shipped(forms())
    named = sorted(path for one in packs for path in one.files)
    lying = sorted(
        f"{folder}/{path.name}" for folder in PACKABLE for path in (forms() / folder).glob("*.toml")
    )
    assert named == lying and all(one.files for one in packs)
    assert readable(a_shelf()) is None
