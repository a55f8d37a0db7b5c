"""A real browser without a window: Debian's Chromium, spoken to over two pipes (no port, no further library)."""

import base64
import itertools
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOUND = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDE, HIGH = 1366, 768


@dataclass
class Browser:
    """One tab. `refused` is what the pages' own policy kept from loading, and what a script threw."""

    to: Any
    back: Any
    session: str = ""
    refused: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _loaded: bool = False

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Say one thing to the browser and hear its answer."""
        number = next(self._numbers)
        said = {"id": number, "method": method, "params": params}
        if self.session:
            said["sessionId"] = self.session
        self.to.write(json.dumps(said).encode() + b"\0")
        self.to.flush()
        while True:
            heard = self._hear()
            if heard.get("id") == number:
                assert "error" not in heard, heard["error"]
                return heard["result"]

    def open(self, url: str) -> None:
        self._loaded = False
        self.ask("Page.navigate", url=url)
        self.wait()

    def wait(self) -> None:
        """Until the next page stands."""
        while not self._loaded:
            self._hear()

    def see(self, script: str) -> Any:
        """What an expression comes to in the page; the browser's own eyes, not the page's script."""
        given = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in given, given
        return given["result"].get("value")

    def type(self, selector: str, text: str) -> None:
        """Put the caret into a field and type, key by key as a person does."""
        self.see(f"document.querySelector({json.dumps(selector)}).focus()")
        self.ask("Input.insertText", text=text)

    def press(self, selector: str) -> None:
        """Click the middle of what is shown there, and wait for the page it leads to."""
        self._loaded = False
        self.click(selector)
        self.wait()

    def enter(self) -> None:
        """The key, and the page it leads to."""
        self._loaded = False
        self._key("Enter", 13, "\r")
        self.wait()

    def tab(self) -> None:
        """On to the next control."""
        self._key("Tab", 9, "")

    def _key(self, key: str, number: int, text: str) -> None:
        for kind in ("keyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=number, text=text)

    def click(self, selector: str) -> None:
        """Click the middle of what is shown there."""
        script = (
            f"(() => {{ const one = document.querySelector({json.dumps(selector)}); one.scrollIntoView();"
            " const r = one.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        x, y = self.see(script)
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def take_picture(self, path: Path) -> None:
        found = self.ask("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(found["data"]))

    def _hear(self) -> dict[str, Any]:
        heard = bytearray()
        while (one := self.back.read(1)) != b"\0":
            assert one, "the browser went away"
            heard += one
        said: dict[str, Any] = json.loads(heard)
        if said.get("method") == "Page.loadEventFired":
            self._loaded = True
        if said.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown"):
            self.refused.append(str(said["params"]))
        return said


@contextmanager
def a_browser(wide: int = WIDE, high: int = HIGH) -> Iterator[Browser]:
    """A browser with nothing in its memory."""
    assert FOUND
    ours, theirs = os.pipe(), os.pipe()
    with tempfile.TemporaryDirectory(prefix="hudang-browser-") as folder:
        words = [
            FOUND, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", f"--window-size={wide},{high}",
            f"--user-data-dir={folder}", "about:blank",
        ]  # fmt: skip
        with open(ours[1], "wb") as to, open(theirs[0], "rb") as back:
            process = subprocess.Popen(
                ["bash", "-c", f'exec "$@" 3<&{ours[0]} 4>&{theirs[1]}', "bash", *words],
                pass_fds=(ours[0], theirs[1]),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            os.close(ours[0])
            os.close(theirs[1])
            try:
                browser = Browser(to, back)
                made = browser.ask("Target.createTarget", url="about:blank")
                tab = browser.ask("Target.attachToTarget", targetId=made["targetId"], flatten=True)
                browser.session = tab["sessionId"]
                for domain in ("Page", "Runtime", "Log"):
                    browser.ask(f"{domain}.enable")
                browser.ask(
                    "Emulation.setDeviceMetricsOverride",
                    width=wide,
                    height=high,
                    deviceScaleFactor=1,
                    mobile=False,
                )
                yield browser
                browser.session = ""
                browser.ask("Browser.close")
            finally:
                process.wait(timeout=20)
