"""`notice wording` as scripts use it: shown, set from words or a file, refused in a sentence, given up."""

from pathlib import Path

import pytest

from app.operations.places import villages
from tests.cli.doors import PASSWORD, run
from tests.operations.offices import an_office

KIND = "monitor-in"


@pytest.fixture
def village(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An office the environment names; the code of its first village."""
    office = an_office(tmp_path)
    monkeypatch.setenv("HUDANG_DATA", str(office.folder))
    monkeypatch.setenv("HUDANG_PASSWORD", PASSWORD)
    code = villages(office)[0].code
    office.close()
    return code


def test_a_wording_is_shown_set_and_given_up(village: str, tmp_path: Path) -> None:
    every = run("notice", "wording", "show", "--json").document
    shipped = next(one for one in every if one["kind"] == KIND)
    assert shipped["place"] is None and "village" in shipped["gaps"]
    file = tmp_path / "wording.txt"
    file.write_text(shipped["wording"] + "\nmore\n", encoding="utf-8-sig")
    made = run("notice", "wording", "set", KIND, "--title", "T", "--from", file, "--json").document
    assert (made["title"], made["wording"].endswith("more")) == ("T", True)
    assert [one["action"] for one in made["history"]] == ["create"]
    seen = run("notice", "wording", "show", KIND, "--village", village, "--json").document
    assert seen["place"] == made["place"] and seen["history"] == []
    assert run("notice", "wording", "clear", KIND, "--json").document["place"] is None


def test_a_county_and_a_village_have_their_own(village: str) -> None:
    run("notice", "wording", "set", KIND, "--title", "C", "--county")
    run("notice", "wording", "set", KIND, "--title", "V", "--village", village)
    told = [run("notice", "wording", "show", KIND, *words, "--json").document["title"]
            for words in ((), ("--county",), ("--village", village))]  # fmt: skip
    assert told == ["C", "C", "V"]


def test_what_is_lost_is_named_on_stderr_and_nothing_is_kept(village: str, tmp_path: Path) -> None:
    refused = run("notice", "wording", "set", KIND, "--wording", "nothing")
    assert refused.status != 0 and "{village}" in refused.err
    (tmp_path / "gbk.txt").write_bytes("公示".encode("gbk"))
    assert run("notice", "wording", "set", KIND, "--from", tmp_path / "gbk.txt").status != 0
    assert run("notice", "wording", "show", "no-such").status != 0
    assert run("notice", "wording", "clear", KIND).status != 0
    assert run("notice", "wording", "show", KIND, "--json").document["place"] is None
