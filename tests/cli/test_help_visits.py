"""`visit` and `finding` as scripts use them: written, listed, due, refused in a sentence."""

from datetime import datetime
from pathlib import Path

import pytest

from app.operations.places import villages
from tests.cli.doors import PASSWORD, run
from tests.operations.helping import a_cadre, a_jpeg, a_posting, a_standing
from tests.operations.offices import a_household, an_office


@pytest.fixture
def two_households(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """An office with a watched household and another, a cadre and a leader; the environment names it."""
    office = an_office(tmp_path)
    watched, other = a_household(office, name="Zhao"), a_household(office, name="Qian")
    a_standing(office, watched, monitor_class="1")
    a_cadre(office, "Li", phone="13900000001")
    a_posting(office, a_cadre(office, "Leader"), "5", started_on="2020-01-01")
    monkeypatch.setenv("HUDANG_DATA", str(office.folder))
    monkeypatch.setenv("HUDANG_PASSWORD", PASSWORD)
    assert villages(office)
    office.close()
    return watched, other


def test_a_visit_is_written_listed_and_no_longer_due(two_households: tuple[str, str], tmp_path: Path) -> None:
    watched, _ = two_households
    photo = a_jpeg(tmp_path / "home.jpg", place=True)
    words = ("--by", "13900000001", "--seen", "two goats", "--photo", photo, "--signed", "--json")
    day = _today()
    added = run("visit", "add", watched, "--on", day, *words).document
    assert added["household"] == watched and added["doubts"] == []
    (visit,) = run("visit", "list", "--json").document
    assert (visit["id"], visit["visitors"], visit["photos"], visit["seen"]) == (
        added["id"],
        ["Li"],
        1,
        "two goats",
    )
    assert run("visit", "due", "--json").document == []
    assert run("visit", "list", "--household", watched, "--by", "Li", "--json").document == [visit]


def test_who_is_due_and_how_far_leaders_came(two_households: tuple[str, str]) -> None:
    watched, _ = two_households
    due = run("visit", "due", "--ahead", 366, "--json").document
    assert [(one["household"], one["last_on"]) for one in due] == [(watched, None)]
    (leader,) = run("visit", "coverage", "--json").document
    assert (leader["name"], leader["households"], leader["visited"], leader["percent"]) == ("Leader", 1, 0, 0)
    assert "Zhao" in run("visit", "due", "--ahead", 366).out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--on", "2999-01-01"), "2999"),
        (("--on", "x"), "x"),
        (("--on", "2024-01-01", "--kind", "stroll"), "stroll"),
        (("--on", "2024-01-01", "--by", "Nobody"), "Nobody"),
        (("--on", "2024-01-01", "--photo", "/none/home.jpg"), "home.jpg"),
        (("--on", "2024-01-01", "--owner", "Li"), "\u6574\u6539\u65f6\u9650"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    two_households: tuple[str, str], words: tuple[str, ...], told: str
) -> None:
    said = run("visit", "add", two_households[0], *words)
    assert said.status == 1 and told in said.err and "Traceback" not in said.err
    assert run("visit", "list", "--json").document == []


def test_doubts_are_told_and_the_visit_is_kept(two_households: tuple[str, str]) -> None:
    watched, _ = two_households
    document = run("visit", "add", watched, "--on", _today(), "--json").document
    assert len(document["doubts"]) == 1  # nobody is named
    again = run("visit", "add", watched, "--on", _today(), "--by", "Li")
    assert again.status == 0 and len(again.err.strip().splitlines()) == 2  # the same day twice


def test_a_finding_is_opened_closed_and_opened_again(two_households: tuple[str, str]) -> None:
    watched, _ = two_households
    opened = run(
        "finding", "open", watched, "--what", "no light", "--owner", "Li", "--until", "2099-01-01", "--json"
    ).document
    (one,) = run("finding", "list", "--json").document
    assert (one["id"], one["state"], one["what"]) == (opened["id"], "open", "no light")
    assert run("finding", "close", one["id"], "--as", "1", "--outcome", "").status == 1
    assert run("finding", "close", one["id"], "--as", "1", "--outcome", "lamps").status == 0
    assert run("finding", "list", "--state", "open", "--json").document == []
    assert run("finding", "reopen", one["id"], "--reason", "").status == 1
    assert run("finding", "reopen", one["id"], "--reason", "broken again").status == 0
    assert run("finding", "list", "--state", "open", "--json").document[0]["closed_on"] is None


def test_a_visit_is_taken_away_for_a_reason(two_households: tuple[str, str]) -> None:
    watched, _ = two_households
    visit = run("visit", "add", watched, "--on", _today(), "--json").document["id"]
    assert run("visit", "delete", visit, "--reason", " ").status == 1
    assert run("visit", "delete", visit, "--reason", "typed twice").status == 0
    assert run("visit", "list", "--json").document == []


def _today() -> str:
    """The commands' clock is the wall's."""
    return datetime.now().astimezone().date().isoformat()
