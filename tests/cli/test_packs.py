"""`pack` as scripts use it: made of a folder, compared, installed, listed, taken off; refused in one sentence."""

from pathlib import Path

import pytest

from app.operations.openings import sign_in
from tests.cli.doors import PASSWORD, run
from tests.operations.offices import an_office
from tests.operations.test_judgements import a_poor_home
from tests.rules.packs.builders import LINE, LINES, TOWN, a_folder


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = an_office(tmp_path, TOWN)
    monkeypatch.setenv("HUDANG_DATA", str(made.folder))
    monkeypatch.setenv("HUDANG_PASSWORD", PASSWORD)
    made.close()
    return tmp_path


def test_a_pack_goes_from_a_folder_to_an_office_and_off_again(office: Path) -> None:
    made = run("pack", "make", a_folder(office / "p"), "--json").document
    assert made["files"] == 2 and Path(made["file"]).name == "hanyin-1.zip"
    told = run("pack", "diff", made["file"], "--json").document
    assert told["instead_of"] is None and told["pack"]["checksum"] == made["checksum"]
    assert {"kind": "changed", "old": "3218", "new": "3600", "word": "amount"}.items() <= next(
        one for one in told["differences"] if one["new"] == "3600"
    ).items()
    assert run("pack", "list", "--json").document["installed"] == []
    assert run("pack", "install", made["file"], "--json").document == told
    (one,) = run("pack", "list", "--json").document["installed"]
    assert (one["key"], one["version"], one["in_force"], one["fault"]) == ("hanyin", 1, True, None)
    assert run("pack", "remove", "hanyin", "--json").document == {"key": "hanyin", "version": 1}
    assert run("pack", "list").status == 0


def test_a_file_that_cannot_be_right_is_one_sentence_and_status_one(office: Path) -> None:
    folder = a_folder(office / "p", {LINE: LINES.replace("2020-01-01", "2019-12-31")})
    made = run("pack", "make", folder, "--out", office / "a.zip")
    assert made.status == 0
    said = run("pack", "install", office / "a.zip")
    assert (
        said.status != 0
        and "a.zip" in said.err
        and "Traceback" not in said.err
        and len(said.err.splitlines()) == 1
    )
    assert run("pack", "diff", office / "none.zip").status != 0


def test_a_case_opened_by_a_standard_keeps_its_judgements_and_a_script_makes_them_again(office: Path) -> None:
    with_clock = sign_in(office / "office", "clerk", PASSWORD)
    home = a_poor_home(with_clock)
    with_clock.close()
    said = run(
        "case",
        "open",
        "poor-exit",
        "--household",
        home,
        "--standard",
        "shaanxi-household",
        "--on",
        "2019-11-30",
    )
    assert said.status == 0, said.err
    assert run("judgements", home).out.count("\n") == 1
    (one,) = run("judgements", home, "--again", "--json").document
    assert (one["standard"], one["on"], one["same"], one["from_log"]) == (
        "shaanxi-household",
        "2019-11-30",
        True,
        True,
    )
    assert {pack["key"] for pack in one["packs"]} == {"shaanxi-2014", "national-2014"}
