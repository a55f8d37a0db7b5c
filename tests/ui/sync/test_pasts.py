"""The history of a household that came without its past: it says so, and a button fetches it."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.operations.histories import household_history
from app.texts import say
from tests.county.servers import Town
from tests.operations.offices import a_household
from tests.sync.laptops import a_laptop
from tests.ui.household.desks import open_household


def test_a_past_that_is_elsewhere_is_said_and_fetched(
    qtbot: QtBot, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    a, b = a_laptop(tmp_path, "anna"), a_laptop(tmp_path, "boris")
    household = a_household(a.office, name="Zhao")
    a.join(town)
    a.sync()
    monkeypatch.setattr("app.sync.rounds.BULK_ITEMS", 1)
    b.join(town)
    b.sync()
    page, told = open_household(qtbot, b.office, household)
    page.asker.machine = b.machine
    row = page.history.past
    assert not row.isHidden() and row.words.text() == say("household.past_elsewhere")
    row.button.click()
    qtbot.waitUntil(row.isHidden, timeout=20_000)
    assert {line.actor for line in household_history(b.office, household)} == {"anna"}
    assert told.problems == [] and page.shown is not None and page.shown.changes > 0


def test_a_household_whose_past_is_here_says_nothing(qtbot: QtBot, tmp_path: Path):
    laptop = a_laptop(tmp_path, "anna")
    page, _ = open_household(qtbot, laptop.office, a_household(laptop.office, name="Zhao"))
    assert page.history.past.isHidden()
