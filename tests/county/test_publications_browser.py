"""Publishing a pack in a real browser: the file is chosen, what differs is read, the button pressed; no script runs."""

from pathlib import Path

import pytest

from tests.county.browsers import PASSWORD, Person
from tests.county.chromium import FOUND, a_browser
from tests.county.machines import enrolled
from tests.county.servers import Town
from tests.county.test_publications import COUNTY, a_file

pytestmark = pytest.mark.skipif(
    FOUND is None, reason="no Chromium on this machine; tests/county/test_publications asks the same by hand"
)

_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_TEXT = "document.body.innerText"


def test_a_pack_is_chosen_compared_and_published(town: Town, tmp_path: Path):
    enrolled(town)
    Person(town, "li", "approver", COUNTY).known()
    path = tmp_path / "hanyin.zip"
    path.write_bytes(a_file(tmp_path))
    with a_browser() as browser:
        browser.ask("Emulation.setScriptExecutionDisabled", value=True)
        browser.open(town.url)
        browser.type("input[name=name]", "li")
        browser.type("input[name=password]", PASSWORD)
        browser.press("button.first")
        browser.open(f"{town.url}/packs")
        browser.take_picture(tmp_path / "empty.png")
        root = browser.ask("DOM.getDocument")["root"]["nodeId"]
        field = browser.ask("DOM.querySelector", nodeId=root, selector="input[type=file]")["nodeId"]
        browser.ask("DOM.setFileInputFiles", nodeId=field, files=[str(path)])
        browser.type("input[name=remark]", "before December")
        browser.press("form.fields[action='/packs'] button.first")
        assert "3218" in browser.see(_TEXT) and "3600" in browser.see(_TEXT)
        assert not browser.see(_WIDER)
        browser.take_picture(tmp_path / "differences.png")
        browser.press("button.first")
        assert browser.see("location.pathname") == "/packs" and "before December" in browser.see(_TEXT)
        browser.type("input[name=title]", "lists")
        browser.see("document.querySelector('input[name=due]').value = '2030-12-01'")
        browser.press("form[action='/deadlines'] button.first")
        assert "lists" in browser.see(_TEXT) and not browser.see(_WIDER)
        assert browser.refused == []
        browser.take_picture(tmp_path / "published.png")
