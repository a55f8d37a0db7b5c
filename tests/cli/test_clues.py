"""`clue` as scripts use it: written, listed, closed, refused in a sentence."""

import os
from pathlib import Path

import pytest

from app.operations.openings import sign_in
from app.operations.places import villages
from tests.cli.doors import PASSWORD, run
from tests.operations.helping import a_cadre, a_pairing
from tests.operations.offices import a_household, an_office


@pytest.fixture
def household(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An office with a household that somebody helps; the environment names it."""
    office = an_office(tmp_path)
    found = a_household(office, name="Zhao")
    a_pairing(office, found, a_cadre(office, "Li"), started_on="2026-01-01")
    monkeypatch.setenv("HUDANG_DATA", str(office.folder))
    monkeypatch.setenv("HUDANG_PASSWORD", PASSWORD)
    monkeypatch.setenv("VILLAGE", villages(office)[0].name)
    office.close()
    return found


def test_a_clue_is_added_listed_and_closed(household: str) -> None:
    until = ("--until", "2099-01-01")
    words = ("--what", "a hospital bill", "--source", "12317", "--number", "A-7", *until, "--json")
    added = run("clue", "add", "--household", household, *words).document
    (clue,) = run("clue", "list", "--json").document
    assert (clue["id"], clue["household"], clue["whom"]) == (added["id"], household, "Zhao")
    assert (clue["state"], clue["checker"], clue["number"]) == ("open", "Li", "A-7")
    run("clue", "close", clue["id"], "--result", "2", "--reason", "paid by insurance", "--json")
    assert run("clue", "list", "--state", "open", "--json").document == []
    (clue,) = run("clue", "list", "--state", "closed", "--json").document
    assert clue["reason"] == "paid by insurance"
    run("clue", "reopen", clue["id"], "--reason", "asked again", "--json")
    assert "Zhao" in run("clue", "list", "--state", "open").out


def test_somebody_in_a_village(household: str) -> None:
    village = ("--village", os.environ["VILLAGE"], "--until", "2099-01-01", "--checker", "Li")
    added = run("clue", "add", "--what", "x", "--source", "2", "--whom", "Qian", *village, "--json").document
    assert added["household"] is None
    assert [one["whom"] for one in run("clue", "list", "--json").document] == ["Qian"]


def test_what_is_missing_is_said(household: str) -> None:
    refused = run("clue", "add", "--what", "x", "--source", "2", "--until", "2099-01-01")
    assert refused.status == 1 and "Traceback" not in refused.err and refused.err.strip()
    closed = run("clue", "close", "nobody", "--result", "1")
    assert closed.status == 1 and "Traceback" not in closed.err


def test_warnings_are_listed_taken_up_and_dismissed(household: str) -> None:
    office = sign_in(Path(os.environ["HUDANG_DATA"]), "clerk", PASSWORD)
    with office.archive.work("clerk", at=office.clock()) as work:
        work.create("conditions", {"household_id": household, "year": 2025, "danger_grade": "C"})
    office.close()
    found = run("clue", "warnings", "--json").document
    (one,) = found["warnings"]
    assert (one["rule"], one["household"], one["checker"]) == ("house_unsafe", household, "Li")
    assert one["source"] and one["where"] == ["conditions.danger_grade"] and found["unjudged"]
    assert run("clue", "dismiss", one["id"], "--reason", " ").status == 1
    assert run("clue", "take", "none").status == 1
    run("clue", "take", one["id"], "--json")
    assert run("clue", "warnings", "--json").document["warnings"] == []
    (clue,) = run("clue", "list", "--source", "6", "--json").document
    assert clue["rule"] == "house_unsafe"
    (known,) = run("clue", "warnings", "--all", "--json").document["warnings"]
    assert known["clue"] == clue["id"]


def test_colours_and_the_statement_are_told_and_written(household: str, tmp_path: Path) -> None:
    until = ("--until", "2099-01-01")
    run("clue", "add", "--household", household, "--what", "x", "--source", "2", *until)
    found = run("clue", "colours", "--json").document
    (home,) = found["households"]
    assert (home["household"], home["colour"]) == (household, "yellow") and found["source"]
    assert run("clue", "colours", "--names", "--out", tmp_path / "names.xlsx").status == 0
    assert (tmp_path / "names.xlsx").exists()
    said = run("statement", "--out", tmp_path / "year.pdf", "--json").document
    every = said["statements"][0]["households"]
    assert every["before"] + sum(every["added"].values()) - sum(every["taken"].values()) == every["after"]
    assert (tmp_path / "year.pdf").exists()
