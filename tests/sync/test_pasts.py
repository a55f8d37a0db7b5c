"""A machine that began with rows alone says so of a household's history, and asks the county for it."""

from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.asked_histories import ask_history, history_is_elsewhere
from app.operations.histories import household_history
from app.operations.pages import household_document
from tests.county.servers import Town
from tests.operations.offices import a_household
from tests.sync.laptops import AT_ONCE, Laptop, a_laptop

ELSEWHERE = "510812104"


@pytest.fixture
def late(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Laptop, Laptop, str]:
    """One machine that did all, and one that came when the feed was long already."""
    a, b = a_laptop(tmp_path, "anna"), a_laptop(tmp_path, "boris")
    household = a_household(a.office, name="Zhao")
    a.join(town)
    for nth in range(3):
        a.edit("household", household, address=f"Bridge {nth}")
        a.sync()
    monkeypatch.setattr("app.sync.rounds.BULK_ITEMS", 1)
    b.join(town)
    b.sync()
    return a, b, household


def ask(laptop: Laptop, household: str) -> int:
    return ask_history(laptop.office, household, patience=AT_ONCE, machine=laptop.machine)


def said(laptop: Laptop, household: str) -> list[tuple[str, str]]:
    return [
        (line.id, line.actor) for line in household_history(laptop.office, household) if line.action != "act"
    ]


def test_a_history_that_did_not_come_along_is_asked_for_once(late: tuple[Laptop, Laptop, str]):
    a, b, household = late
    assert history_is_elsewhere(b.office, household) and not history_is_elsewhere(a.office, household)
    assert (
        said(b, household) == []
        and household_document(b.office, household, history=True)["history_elsewhere"]
    )
    b.edit("household", household, address="Bridge 9")
    assert ask(b, household) == len(said(a, household))
    assert said(b, household)[1:] == said(a, household), "what happened before stands below what he did"
    assert said(b, household)[0][1] == "boris"
    assert not history_is_elsewhere(b.office, household)
    assert ask(b, household) == 0
    b.sync()
    assert b.reports[-1].equal


def test_nobody_hears_the_past_of_another_township(
    town: Town, late: tuple[Laptop, Laptop, str], tmp_path: Path
):
    _, _, household = late
    stranger = a_laptop(tmp_path, "vera", place=ELSEWHERE)
    a_household(stranger.office, name="Sun")
    stranger.join(town, ELSEWHERE)
    stranger.sync()
    answer = stranger_asks(stranger, household)
    assert answer == []


def stranger_asks(stranger: Laptop, household: str) -> list[object]:
    """What the county tells him, whatever his own program thinks of it."""
    from app.sync.calls import calling
    from app.sync.greetings import Greeting
    from app.sync.pasts import ask_past

    office = stranger.office
    with calling(office.archive, office.clock, AT_ONCE) as line:
        ask_past(office.archive, line, Greeting("vera", stranger.machine), office.clock, household)
    return stranger.rows("SELECT id FROM received WHERE about = ?", household)


def test_without_a_line_the_sentence_says_so(late: tuple[Laptop, Laptop, str]):
    _, b, household = late
    with pytest.raises(Problem, match=r"sync\.no_line"):
        ask_history(b.office, household, patience=AT_ONCE, machine=b.machine, server="http://127.0.0.1:1")
