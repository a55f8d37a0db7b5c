"""The pages in a real browser, as a person uses them, no script running. Without a Chromium: `test_pages` alone."""

from pathlib import Path

import pytest

from tests.county.browsers import PASSWORD, Person
from tests.county.chromium import FOUND, a_browser
from tests.county.machines import enrolled
from tests.county.servers import Town
from tests.county.test_pages import NUMBER, a_home

pytestmark = pytest.mark.skipif(
    FOUND is None, reason="no Chromium on this machine; tests/county/test_pages asks the same by hand"
)

_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_TEXT = "document.body.innerText"


def test_a_reader_finds_a_household_and_sees_its_number_for_a_reason(town: Town, tmp_path: Path):
    a_home(enrolled(town))
    Person(town).known()
    with a_browser() as browser:
        browser.ask("Emulation.setScriptExecutionDisabled", value=True)
        browser.open(town.url)
        browser.type("input[name=name]", "li")
        browser.type("input[name=password]", PASSWORD)
        browser.press("button.first")
        assert browser.see("location.pathname") == "/towns"
        assert not browser.see(_WIDER)
        browser.type("input[name=q]", "0014")
        browser.enter()
        browser.press("td a")
        assert NUMBER not in browser.see(_TEXT) and "331102********0014" in browser.see(_TEXT)
        assert not browser.see(_WIDER)
        browser.click("summary")
        browser.type("input[name=reason]", "the bank asks")
        browser.press("details button")
        assert NUMBER in browser.see(_TEXT)
        assert browser.see("getComputedStyle(document.querySelector('h1')).fontSize") == "22px"
        assert browser.refused == []
        browser.take_picture(tmp_path / "household.png")
        assert (tmp_path / "household.png").stat().st_size > 20_000


def test_the_keyboard_reaches_the_button_in_the_papers_order(town: Town):
    Person(town).known()
    with a_browser() as browser:
        browser.open(f"{town.url}/login")
        browser.ask("Input.insertText", text="li")  # the caret stands in the first field
        browser.tab()
        browser.ask("Input.insertText", text=PASSWORD)
        browser.enter()
        assert browser.see("location.pathname") == "/towns"
        browser.tab()
        assert browser.see("document.activeElement.className") == "skip"
